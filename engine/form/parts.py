"""What several components of a schema have alike: words, conditions, patterns, options.

Part of the word *form*; used by `components`.
"""

from __future__ import annotations

import re
from typing import Any

from engine.errors import KartablError
from engine.feel import Expression, compile_expression
from engine.form.model import Option, Rule, Words
from engine.form.pattern import UnsafePattern, compile_pattern
from engine.form.schema import Node
from engine.form.sentences import shorten

longest_patterned = 500
_shapes = {"email": r"^[^\s@]+@[^\s@]+$", "phone": r"^\+?[0-9 ()-]+$", "custom": None, "": None}


def words(node: Node, name: str, english: Node, english_name: str) -> Words:
    """Return the text `name`, and its English from `english`; where that is missing the Persian stands for both."""
    persian = node.text(name)
    return Words(persian, english.text(english_name) or persian)


def label(node: Node, name: str = "label") -> Words:
    """Return the label in both languages."""
    return words(node, name if name in node.data else "label", node.child("properties"), "label_en")


def description(node: Node) -> Words | None:
    """Return the description in both languages, None if there is none."""
    found = words(node, "description", node.child("properties"), "description_en")
    return found if found.fa or found.en else None


def sentence(node: Node, name: str) -> Words | None:
    """Return the text `name` and its English `name_en` from `node`, None if there is none."""
    found = words(node, name, node, f"{name}_en")
    return found if found.fa or found.en else None


def condition(node: Node) -> Expression | None:
    """Return the compiled `conditional.hide`, None if there is none."""
    return _feel(node.child("conditional"), "hide")


def rule(properties: Node) -> Rule | None:
    """Return the compiled property `rule` with its words, None if there is none."""
    holds = _feel(properties, "rule")
    return Rule(holds=holds, words=sentence(properties, "rule_words")) if holds else None


def _feel(node: Node, name: str) -> Expression | None:
    """Return the compiled expression `name`; what the FEEL compiler says against it is a fault."""
    text = str(node.get(name, str, "a FEEL condition", ""))
    if not text.strip():
        return None
    try:
        return compile_expression(text)
    except KartablError as error:
        node.say(name, error.message("en"), error.message("fa"))
        return None


def pattern(rules: Node, kind: str, most: int) -> re.Pattern[str] | None:
    """Return the compiled pattern of a text field; only short single lines may have one."""
    shape = str(rules.get("validationType", str, "a validation type", ""))
    if shape not in _shapes:
        rules.fault("validationType", "unsupported", found=shorten(shape))
    text = _shapes.get(shape) or str(rules.get("pattern", str, "a pattern", ""))
    if not text:
        return None
    if kind == "textarea" or most > longest_patterned:
        rules.fault("pattern", "long_pattern", limit=longest_patterned)
        return None
    try:
        return compile_pattern(text)
    except UnsafePattern as refusal:
        rules.say("pattern", f"this pattern is not taken: {refusal.en}", f"این الگو پذیرفته نمی‌شود: {refusal.fa}")
        return None


def options(node: Node) -> tuple[Option, ...]:
    """Return the options written in the form, with their English from `properties.options_en`."""
    english = node.child("properties").child("options_en")
    made: dict[str, Option] = {}
    for each in node.children("values"):
        value, label = each.text("value"), each.text("label")
        if not value:
            each.fault("value", "missing", expected="a value")
        elif value in made:
            each.fault("value", "doubled", found=value, first="values")
        made[value] = Option(value, label, english.text(value) or label)
    return tuple(made.values())


def check_default(node: Node, default: Any, known: tuple[Option, ...]) -> None:
    """Remember a fault where the default is not among the options written in the form."""
    values = {option.value for option in known}
    chosen = default if isinstance(default, list) else [default] if default is not None else []
    for value in chosen if values else []:
        if value not in values:
            node.fault("defaultValue", "type", expected="one of the values", found=repr(value))

"""The components of a form-js schema, one maker a type.

Part of the word *form*; used by `read`. What a maker does not know is refused with a sentence where
leaving it out would change what is checked (`validate`, `valuesExpression`, …); what only changes the looks (`layout`,
`appearance`) is passed over.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from engine.form.model import (
    CheckboxField,
    ChoiceField,
    DateField,
    FileField,
    Group,
    Item,
    ListField,
    NumberField,
    Separator,
    StaticText,
    TextField,
)
from engine.form.parts import check_default, condition, description, label, options, pattern, rule, sentence, words
from engine.form.schema import Node
from engine.form.sentences import shorten
from engine.form.unique import read_unique

text_limits = {"textfield": 500, "textarea": 10_000}
most_text, most_rows, most_depth, most_files = 100_000, 500, 5, 50
outside_lists = frozenset({"dynamiclist", "filepicker"})
"""Components that cannot stand in the rows of a list."""
_key = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,99}")


@dataclass(slots=True)
class Components:
    """Makes items from nodes; remembers which keys of this level are taken, and by whom."""

    keys: dict[str, str] = field(default_factory=dict)
    in_list: bool = False

    def read(self, parent: Node, depth: int = 0) -> tuple[Item, ...]:
        """Return the items of `parent`'s components; faults go to the nodes' list."""
        if depth > most_depth:
            parent.fault("components", "depth", limit=most_depth)
            return ()
        made = (self._item(node, depth) for node in parent.children("components"))
        return tuple(item for item in made if item)

    def _item(self, node: Node, depth: int) -> Item | None:
        kind = node.text("type")
        makers = {
            "text": self._static, "separator": self._separator, "group": self._group, "dynamiclist": self._list,
            "textfield": self._text, "textarea": self._text, "number": self._number, "checkbox": self._checkbox,
            "select": self._choice, "radio": self._choice, "checklist": self._choice, "datetime": self._date,
            "filepicker": self._file,
        }  # fmt: skip
        offered = makers.keys() - (outside_lists if self.in_list else set())
        if kind not in offered:
            taken = ", ".join(sorted(offered))
            node.fault("type", "component", found=shorten(kind), expected=taken)
            return None
        common = {"id": node.text("id"), "hide": condition(node)}
        return self._group(node, depth, **common) if kind == "group" else makers[kind](node, **common)

    def _static(self, node: Node, **common: Any) -> Item:
        return StaticText(words=words(node, "text", node.child("properties"), "text_en"), **common)

    def _separator(self, node: Node, **common: Any) -> Item:
        return Separator(**common)

    def _group(self, node: Node, depth: int = 0, **common: Any) -> Item:
        if node.text("path"):
            node.fault("path", "unsupported", found="path")
        return Group(label=label(node), items=self.read(node, depth + 1), **common)

    def _list(self, node: Node, **common: Any) -> Item:
        properties = node.child("properties")
        least = properties.count("min_rows", 0, most_rows)
        most = properties.count("max_rows", 100, most_rows)
        if least > most:
            properties.fault("min_rows", "limits", low=least, high=most)
        items = Components(in_list=True).read(node)
        return ListField(
            key=self._taken(node, "path"),
            label=label(node),
            description=description(node),
            items=items,
            row_label=words(properties, "row_label", properties, "row_label_en"),
            min_rows=least,
            max_rows=most,
            first_rows=node.count("defaultRepetitions", 1, most_rows),
            unique=read_unique(properties, items),
            prefill=properties.text("prefill") != "false",
            **common,
        )

    def _text(self, node: Node, **common: Any) -> Item:
        rules, kind = node.child("validate"), node.text("type")
        rules.only({"required", "minLength", "maxLength", "pattern", "validationType"})
        least = rules.count("minLength", 0, most_text)
        most = rules.count("maxLength", text_limits[kind], most_text)
        if least > most:
            rules.fault("minLength", "limits", low=least, high=most)
        return TextField(
            **self._common(node, str, "text"),
            **common,
            multiline=kind == "textarea",
            min_length=least,
            max_length=most,
            pattern=pattern(rules, kind, most),
            pattern_words=sentence(node.child("properties"), "pattern_words"),
            latin_digits=node.child("properties").text("digits") == "latin",
        )

    def _number(self, node: Node, **common: Any) -> Item:
        rules = node.child("validate")
        rules.only({"required", "min", "max"})
        least, most = rules.number("min"), rules.number("max")
        if least is not None and most is not None and least > most:
            rules.fault("min", "limits", low=least, high=most)
        decimals = node.count("decimalDigits", 0, 30) if node.data.get("decimalDigits") is not None else None
        made = self._common(node, None, "") | {"default": node.number("defaultValue")}
        return NumberField(minimum=least, maximum=most, decimals=decimals, **made, **common)

    def _checkbox(self, node: Node, **common: Any) -> Item:
        return CheckboxField(**self._plain(node, bool, "true or false"), **common)

    def _date(self, node: Node, **common: Any) -> Item:
        if (subtype := node.text("subtype", "date")) != "date":
            node.fault("subtype", "type", expected='"date"', found=repr(subtype))
        if node.data.get("disallowPassedDates"):
            node.fault("disallowPassedDates", "unsupported", found="disallowPassedDates")
        made = self._plain(node, None, "") | {"label": label(node, "dateLabel")}
        return DateField(**made, **common)

    def _choice(self, node: Node, **common: Any) -> Item:
        style = node.text("type")
        made = self._plain(node, list if style == "checklist" else str, "options of this field")
        written, key = options(node), node.text("valuesKey") or None
        if node.data.get("valuesExpression"):
            node.fault("valuesExpression", "unsupported", found="valuesExpression")
        elif bool(written) == bool(key):
            node.fault("values", "options")
        check_default(node, made["default"], written)
        return ChoiceField(style=style, options=written, options_key=key, **made, **common)

    def _file(self, node: Node, **common: Any) -> Item:
        properties, many = node.child("properties"), node.flag("multiple")
        most = max(1, properties.count("max_files", 10 if many else 1, most_files))
        if most != 1 and not many:
            properties.fault("max_files", "several")
        written = node.text("accept").lower().split(",")
        accept = tuple(each.strip() for each in written if each.strip())
        return FileField(many=many, max_files=most, accept=accept, **self._plain(node, None, ""), **common)

    def _plain(self, node: Node, default: type | None, expected: str) -> dict[str, Any]:
        node.child("validate").only({"required"})
        return self._common(node, default, expected)

    def _common(self, node: Node, default: type | None, expected: str) -> dict[str, Any]:
        properties = node.child("properties")
        return {
            "key": self._taken(node, "key"),
            "label": label(node),
            "description": description(node),
            "required": node.child("validate").flag("required"),
            "readonly": node.flag("readonly") or node.flag("disabled"),
            "personal": properties.text("personal") == "true",
            "prefill": properties.text("prefill") != "false",
            "default": node.get("defaultValue", default, expected) if default else None,
            "rule": rule(properties),
        }

    def _taken(self, node: Node, name: str) -> str:
        key = str(node.get(name, str, "a key", ""))
        if not _key.fullmatch(key):
            node.fault(name, "key", found=repr(shorten(key)))
        elif key in self.keys:
            node.fault(name, "doubled", found=key, first=self.keys[key])
        self.keys.setdefault(key, node.at(name))
        return key

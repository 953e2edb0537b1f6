"""Read a decision table: its columns, its rules, its hit policy.

Beside the *diagram*, inside `read`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from engine.decision import rules
from engine.decision.book import Book, named
from engine.decision.fault import number
from engine.decision.model import Aggregation, HitPolicy, Input, Output, Rule, Table, Text
from engine.diagram.texts import is_feel
from engine.diagram.words import Words
from engine.diagram.xml import Node

_POLICIES: Final[dict[str, HitPolicy]] = {
    "UNIQUE": "UNIQUE", "FIRST": "FIRST", "PRIORITY": "PRIORITY", "ANY": "ANY", "COLLECT": "COLLECT",
    "RULE ORDER": "RULE ORDER", "OUTPUT ORDER": "OUTPUT ORDER",
}  # fmt: skip
_AGGREGATIONS: Final[dict[str, Aggregation]] = {"SUM": "SUM", "COUNT": "COUNT", "MIN": "MIN", "MAX": "MAX"}


def read_table(node: Node, book: Book) -> Table:
    """Return the table; rules with too few or too many cells are noted and left out."""
    inputs = tuple(_input(child, place, book) for place, child in enumerate(node.all("input"), 1))
    outputs = tuple(_output(child, place, book) for place, child in enumerate(node.all("output"), 1))
    if not outputs:
        book.note(rules.NO_OUTPUT, node)
    names = [output.name for output in outputs]
    if len(outputs) > 1 and (None in names or len(set(names)) < len(names)):
        book.note(rules.OUTPUT_NAME, node)
    read = [_rule(child, place, book) for place, child in enumerate(node.all("rule"), 1)]
    return Table(
        line=node.line,
        id=node.get("id"),
        type=node.get("typeRef"),
        policy=_policy(node, book),
        aggregation=_aggregation(node, len(outputs), book),
        inputs=inputs,
        outputs=outputs,
        rules=tuple(rule for rule in read if _fits(rule, len(inputs), len(outputs), node, book)),
    )


def _policy(node: Node, book: Book) -> HitPolicy:
    written = node.get("hitPolicy") or "UNIQUE"
    if written not in _POLICIES:
        book.note(rules.POLICY, node, found=written)
    return _POLICIES.get(written, "UNIQUE")


def _aggregation(node: Node, outputs: int, book: Book) -> Aggregation | None:
    written = node.get("aggregation")
    if written is None:
        return None
    if written not in _AGGREGATIONS or node.get("hitPolicy") != "COLLECT" or (outputs > 1 and written != "COUNT"):
        book.note(rules.AGGREGATION, node, found=written)
    return _AGGREGATIONS.get(written)


def _input(node: Node, place: int, book: Book) -> Input:
    inside = node.first("inputExpression")
    expression = _text(inside)
    if inside is None or expression is None or not expression.text.strip():
        book.note(rules.EMPTY_EXPRESSION, node)
    if inside and not is_feel(inside.get("expressionLanguage")):
        book.note(rules.LANGUAGE, node, found=inside.get("expressionLanguage") or "")
    text = " ".join(expression.text.split()) if expression else ""
    return Input(
        id=node.get("id"),
        line=node.line,
        label=node.get("label") or text or str(place),
        expression=expression or Text(text="null", line=node.line),
        type=inside.get("typeRef") if inside else None,
        allowed=_some(node.first("inputValues")),
        variable=named(node.get("camunda:inputVariable")) or None,
    )


def _output(node: Node, place: int, book: Book) -> Output:
    name = named(node.get("name")) or None
    default = node.first("defaultOutputEntry")
    return Output(
        id=node.get("id"),
        line=node.line,
        label=node.get("label") or name or str(place),
        name=name,
        type=node.get("typeRef"),
        values=_some(node.first("outputValues")),
        default=_some(default),
    )


def _rule(node: Node, place: int, book: Book) -> Rule:
    return Rule(
        id=node.get("id") or f"rule {place}",
        number=place,
        line=node.line,
        inputs=tuple(_cell(child, book) for child in node.all("inputEntry")),
        outputs=tuple(_cell(child, book) for child in node.all("outputEntry")),
        annotations=tuple(filter(None, (node.text_of("description"), *_annotations(node)))),
    )


def _annotations(node: Node) -> Iterator[str | None]:
    return (child.text_of("text") for child in node.all("annotationEntry"))


def _cell(node: Node, book: Book) -> Text:
    if not is_feel(node.get("expressionLanguage")):
        book.note(rules.LANGUAGE, node, found=node.get("expressionLanguage") or "")
    return _text(node) or Text(text="", line=node.line)


def _fits(rule: Rule, inputs: int, outputs: int, table: Node, book: Book) -> bool:
    if (len(rule.inputs), len(rule.outputs)) == (inputs, outputs):
        return True
    place = book.place(table).within(f"rule {rule.number}", f"قاعدهٔ {number(rule.number).fa}", rule.line)
    book.add(
        place.fault(
            rules.ENTRIES, expected=_counted(inputs, outputs), found=_counted(*map(len, (rule.inputs, rule.outputs)))
        )
    )
    return False


def _counted(inputs: int, outputs: int) -> Words:
    return Words(
        f"{inputs} input and {outputs} output cells",
        f"{number(inputs).fa} خانهٔ ورودی و {number(outputs).fa} خانهٔ خروجی",
    )


def _text(node: Node | None) -> Text | None:
    text = node.first("text") if node else None
    return Text(text=text.text, line=text.line) if text else None


def _some(node: Node | None) -> Text | None:
    text = _text(node)
    return text if text and text.text.strip() else None

"""Closures of literals, names, paths, lists and contexts."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from engine.feel import numbers, temporal
from engine.feel.errors import Words
from engine.feel.frame import Frame
from engine.feel.grammar import Node
from engine.feel.lexer import unquoted
from engine.feel.properties import step
from engine.feel.unit import Run, Scope, Unit, compiles, named, refuse

_escapes = Words(
    r"one of the escapes \" \\ \n \r \t \' \uXXXX (write \ itself as \\)",
    r"یکی از \" \\ \n \r \t \' \uXXXX (خودِ \ را \\ بنویسید)",
)
_no_question = Words(
    "a value (‘?’ stands for the input, in a cell of a decision table only)",
    "یک مقدار («?» فقط در خانه‌های جدول تصمیم به معنای ورودی است)",
)


@compiles("true", "false", "null")
def _constant(unit: Unit, node: Node, scope: Scope) -> Run:
    value = {"true": True, "false": False}.get(str(node.data))
    return lambda frame: value


@compiles("number")
def _number(unit: Unit, node: Node, scope: Scope) -> Run:
    text = str(node.children[0])
    value = numbers.context.create_decimal(text) if _fits(Decimal(text)) else None
    if value is None:
        expected = Words("a number of at most 34 digits below 10 to the power 6144", "عددی با حداکثر ۳۴ رقم")
        raise refuse(node, expected, text[:50])
    return lambda frame: value


def _fits(number: Decimal) -> bool:
    return len(number.as_tuple().digits) <= 34 and abs(number.adjusted()) <= 6143


@compiles("string")
def _string(unit: Unit, node: Node, scope: Scope) -> Run:
    value = read_string(node.children[0])
    return lambda frame: value


def read_string(token: Any) -> str:
    """Return what a string token says; refuse escapes that FEEL doesn't have."""
    try:
        return unquoted(str(token))
    except ValueError as cause:
        raise refuse(token, _escapes, str(token)[:50]) from cause


@compiles("temporal")
def _temporal(unit: Unit, node: Node, scope: Scope) -> Run:
    text = str(node.children[0])
    value = temporal.read(text[text.index('"') + 1 : -1])
    if value is None:
        expected = Words(
            'an ISO date, time, or duration such as @"2024-02-29", @"08:30:00", @"P1DT2H"',
            'تاریخ، زمان یا مدت ISO مانند @"2024-02-29"، @"08:30:00"، @"P1DT2H"',
        )
        raise refuse(node, expected, text)
    return lambda frame: value


@compiles("name")
def _name(unit: Unit, node: Node, scope: Scope) -> Run:
    return unit.variable(named(node.children[0]), scope)


@compiles("question")
def _question(unit: Unit, node: Node, scope: Scope) -> Run:
    if not unit.bound("?", scope):
        raise refuse(node, _no_question, "?")
    return lambda frame: frame.local["?"]


@compiles("path")
def _path(unit: Unit, node: Node, scope: Scope) -> Run:
    of, name = unit.run(node.children[0], scope), named(node.children[1])

    def run(frame: Frame) -> Any:
        value = of(frame)
        return value.get(name) if type(value) is dict else step(value, name, frame.purse)

    return run


@compiles("list")
def _list(unit: Unit, node: Node, scope: Scope) -> Run:
    items = [unit.run(child, scope) for child in node.children]
    return lambda frame: [item(frame) for item in items]


@compiles("context")
def _context(unit: Unit, node: Node, scope: Scope) -> Run:
    entries: dict[str, Run] = {}
    for entry in node.children:
        assert not isinstance(entry, str)
        token = entry.children[0]
        key = named(token) if getattr(token, "type", "") == "KEY" else read_string(token)
        if key in entries:
            raise refuse(entry, Words("each key once", "هر کلید فقط یک بار"), key)
        entries[key] = unit.run(entry.children[1], (*scope, frozenset(entries)))

    def run(frame: Frame) -> dict[str, Any]:
        made: dict[str, Any] = {}
        inner = Frame(frame.variables, dict(frame.local), frame.purse, frame.seen)
        for key, entry in entries.items():
            made[key] = entry(inner)
            # A function made by an earlier entry keeps `inner`; a new frame an entry would cost the square of them.
            inner.local[key] = made[key]
        return made

    return run

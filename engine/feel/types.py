"""Names of types, as `instance of` and parameters of functions write them, compiled to checks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lark import Token, Tree

from engine.feel.errors import FeelSyntaxError, Words
from engine.feel.grammar import Node
from engine.feel.kinds import Callee, Range, kind_of

Check = Callable[[Any], bool]
simple = (
    "number", "string", "boolean", "date", "time", "date and time", "days and time duration",
    "years and months duration", "list", "context", "range", "function",
)  # fmt: skip


def compile_type(node: Node) -> Check:
    """Return the check whether a value is of the type that `node` names; null is of type Null and Any only."""
    name = " ".join(str(node.children[0]).split())
    inner = [child for child in node.children if isinstance(child, Tree)]
    if node.data == "function_type":
        return lambda value: type(value) is Callee
    if inner and inner[0].data == "member":
        return _context(name, inner, node)
    if inner:
        return _container(name, inner, node)
    if name in simple:
        return lambda value: kind_of(value) == name
    if name in ("Any", "Null", "null"):
        return (lambda value: True) if name == "Any" else (lambda value: value is None)
    raise _unknown(node, name)


def _container(name: str, inner: list[Node], node: Node) -> Check:
    if name not in ("list", "range") or len(inner) != 1:
        raise _unknown(node, name)
    check = compile_type(inner[0])
    if name == "list":
        return lambda value: type(value) is list and all(map(check, value))
    return lambda value: type(value) is Range and check(value.end if value.start is None else value.start)


def _context(name: str, inner: list[Node], node: Node) -> Check:
    if name != "context":
        raise _unknown(node, name)
    checks = {str(member.children[0]): compile_type(_tree(member.children[1])) for member in inner}
    return lambda value: (
        type(value) is dict and all(key in value and check(value[key]) for key, check in checks.items())
    )


def _tree(child: Node | Token) -> Node:
    assert isinstance(child, Tree)
    return child


def _unknown(node: Node, name: str) -> FeelSyntaxError:
    expected = Words("a type: " + ", ".join(simple), "یک نوع: " + "، ".join(simple))
    return FeelSyntaxError(
        line=node.meta.line, column=node.meta.column, expected=expected, found=Words(f"‘{name}’", f"«{name}»")
    )

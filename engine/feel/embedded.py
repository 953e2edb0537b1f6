"""FEEL texts that are parts of something bigger: boxes and cells of a decision, which share one frame and one purse.

Below every word of the sentence. What such a part yields may be a range or a function, as long as it stays inside;
`engine.feel.frame` admits what comes from outside and releases what leaves.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final

from lark import Token, Tree

from engine.feel.builtins import builtins
from engine.feel.frame import Frame
from engine.feel.grammar import Node, Start, parse
from engine.feel.limits import max_text
from engine.feel.nodes.operators import Test, any_of, compile_cell
from engine.feel.unit import Run, Scope, Unit

_multi_word = tuple(name for name in builtins if " " in name)
_of_the_clock = frozenset({"now", "today"})
_literal = r'(?:"[^"\\\n\r]*"|[0-9]{1,30}(?:\.[0-9]{1,30})?(?![\w.]))'
_literals: Final = re.compile(rf"\s*{_literal}(?:\s*,\s*{_literal})*\s*")
_one: Final = re.compile(_literal)


@dataclass(frozen=True, slots=True)
class Part:
    """A compiled expression; `constant` says that it reads no variable, no bound name and no clock."""

    run: Run
    tree: Node
    constant: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """The compiled tests of an input cell: `test(value, frame)`, in a frame in which `?` is bound to the value."""

    test: Test
    parts: tuple[Part | None, ...]
    """The constant sides of its tests, by test; None where a test is more than a comparison with a constant."""
    signs: tuple[str, ...]
    """How each test compares: the token type of its operator, empty where it is an expression."""
    negated: bool


def compile_part(text: str, scope: Scope = (), names: Collection[str] = ()) -> Part:
    """Return the compiled expression; raise `FeelSyntaxError`.

    `scope` holds the names that the frame binds, `names` all that are more than one word.
    """
    tree = _plain(text, "expression") or parse(text, "expression", names, _multi_word)
    unit = Unit(tree, {})
    return Part(unit.run(tree, scope), tree, _constant(unit, tree, scope))


def compile_tests(text: str, scope: Scope = (), names: Collection[str] = ()) -> Cell:
    """Return the compiled cell; raise `FeelSyntaxError`. A blank text and `-` pass every value."""
    if text.strip() in ("", "-"):
        return Cell(lambda value, frame: True, (), (), False)
    tree = _plain(text, "tests") or parse(text, "tests", names, _multi_word)
    unit, inside = Unit(tree, {}), (*scope, frozenset(["?"]))
    tests = [compile_cell(unit, node, scope) for node in tree.children]
    sides = [_side(node) for node in tree.children]
    parts = [Part(unit.run(side, inside), side, True) if _constant(unit, side, inside) else None for _, side in sides]
    negated = tree.data == "negated_tests"

    def test(value: Any, frame: Frame) -> bool | None:
        answer = any_of(tests, value, frame)
        return answer if not negated or answer is None else not answer

    return Cell(test, tuple(parts), tuple(sign for sign, _ in sides), negated)


def is_plain(text: str) -> bool:
    """Say whether the text is but numbers and quoted texts with commas between: most cells are, and need no parser."""
    return len(text) <= max_text and _literals.fullmatch(text) is not None


def _plain(text: str, start: Start) -> Node | None:
    """Return the tree that the parser would make of plain literals; None for any other text."""
    found = _one.findall(text) if is_plain(text) else []
    nodes: list[Token | Node] = [
        Tree("string", [Token("STRING", one)]) if one[0] == '"' else Tree("number", [Token("NUMBER", one)])
        for one in found
    ]
    if start == "tests":
        return Tree("tests", nodes) if nodes else None
    return nodes[0] if len(nodes) == 1 and isinstance(nodes[0], Tree) else None


def _side(node: Any) -> tuple[str, Node]:
    return (node.children[0].children[0].type, node.children[1]) if node.data == "compared" else ("", node)


def _constant(unit: Unit, tree: Node, scope: Scope) -> bool:
    outside = unit.free | {name for level in scope if isinstance(level, frozenset) for name in level}
    for node in tree.iter_subtrees():
        if node.data == "question":
            return False
        if node.data == "name" and " ".join(str(node.children[0]).split()) in outside | _of_the_clock:
            return False
    return True

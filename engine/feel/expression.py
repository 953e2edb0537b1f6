"""The public door: compile a text once, evaluate it against variables many times."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from engine.feel.builtins import builtins
from engine.feel.errors import FeelEvaluationError
from engine.feel.frame import Frame, admit, release
from engine.feel.grammar import Node, Start, parse
from engine.feel.kinds import Function
from engine.feel.limits import Purse, too_deep
from engine.feel.nodes.operators import any_of, compile_cell
from engine.feel.unit import Run, Unit
from engine.values import Value

_no_functions: Final[Mapping[str, Function]] = MappingProxyType({})
_multi_word = tuple(name for name in builtins if " " in name)


class Expression:
    """A compiled FEEL expression; without state, so it may be shared by threads."""

    __slots__ = ("_run", "calls", "names", "text")

    def __init__(self, text: str, names: frozenset[str], calls: frozenset[str], run: Run) -> None:
        self.text = text
        """The text as it was given."""
        self.names = names
        """The host's variables that the text may read; in a filter also names that may turn out to be an item's."""
        self.calls = calls
        """The built-in functions that the text calls by name."""
        self._run = run

    def evaluate(self, variables: Mapping[str, Value]) -> Value:
        """Return the value for `variables` (a missing one is null, `$now` answers `now()`, `$clocks` the deadlines of clocks).

        What FEEL calls an error is null. Raises `FeelEvaluationError` beyond a bound, and `NotAValue` for a variable
        that no case can hold.
        """
        purse = Purse()
        try:
            return release(self._run(Frame(variables, {}, purse, {})), purse)
        except RecursionError as cause:
            raise FeelEvaluationError(too_deep) from cause


class UnaryTests:
    """The compiled tests of one input cell of a decision table."""

    __slots__ = ("_run", "names", "text")

    def __init__(self, text: str, names: frozenset[str], run: Run) -> None:
        self.text, self.names, self._run = text, names, run

    def matches(self, value: Value, variables: Mapping[str, Value]) -> bool:
        """Return whether `value` passes one of the tests; what cannot be answered does not pass."""
        purse = Purse()
        try:
            return self._run(Frame(variables, {"?": admit(value, "?", purse, 0)}, purse, {})) is True
        except RecursionError as cause:
            raise FeelEvaluationError(too_deep) from cause


def compile_expression(
    text: str, *, names: Collection[str] = (), functions: Mapping[str, Function] = _no_functions
) -> Expression:
    """Return the compiled `text`; raise `FeelSyntaxError` saying where it is not understood.

    `names` are variables whose names are more than one word; `functions` are offered by the host beside the built-in
    ones. A leading `=` is allowed.
    """
    if not names and not functions:
        return _plain(text)
    return _expression(text, frozenset(names), tuple(sorted(functions.items(), key=lambda item: item[0])))


def compile_unary_tests(
    text: str, *, names: Collection[str] = (), functions: Mapping[str, Function] = _no_functions
) -> UnaryTests:
    """Return the compiled tests of a decision table's input cell, e.g. `< 5, [10..20]`, `not("a")` or `-`."""
    return _unary_tests(text, frozenset(names), tuple(sorted(functions.items(), key=lambda item: item[0])))


_Functions = tuple[tuple[str, Function], ...]


@lru_cache(maxsize=4096)
def _expression(text: str, names: frozenset[str], functions: _Functions) -> Expression:
    tree, unit = _unit(re.sub(r"^(\s*)=", r"\1 ", text), "expression", names, functions)
    run = unit.run(tree, ())
    return Expression(text, frozenset(unit.free), frozenset(unit.called), run)


@lru_cache(maxsize=4096)
def _plain(text: str) -> Expression:
    """Return a text compiled that has neither names nor functions of the host's: nearly all, at several places of each step."""
    return _expression(text, frozenset(), ())


@lru_cache(maxsize=4096)
def _unary_tests(text: str, names: frozenset[str], functions: _Functions) -> UnaryTests:
    if text.strip() == "-":
        return UnaryTests(text, frozenset(), lambda frame: True)
    tree, unit = _unit(text, "tests", names, functions)
    tests = [compile_cell(unit, node) for node in tree.children]
    wanted = tree.data != "negated_tests"

    def run(frame: Frame) -> bool | None:
        answer = any_of(tests, frame.local["?"], frame)
        return None if answer is None else answer is wanted

    return UnaryTests(text, frozenset(unit.free), run)


def _unit(text: str, start: Start, names: frozenset[str], functions: _Functions) -> tuple[Node, Unit]:
    known = [*_multi_word, *(name for name, _ in functions)]
    tree = parse(text, start, names, known)
    return tree, Unit(tree, dict(functions))

"""Closures of logic, comparison, arithmetic, ranges, tests and `if`."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from engine.feel import arithmetic, comparing
from engine.feel.errors import Words
from engine.feel.frame import Frame
from engine.feel.kinds import Range
from engine.feel.types import compile_type
from engine.feel.unit import Run, Scope, Unit, compiles, refuse

Test = Callable[[Any, Frame], bool | None]


@compiles("conjunction", "disjunction")
def _logic(unit: Unit, node: Any, scope: Scope) -> Run:
    parts = [unit.run(child, scope) for child in node.children]
    decides = bool(node.data == "disjunction")

    def run(frame: Frame) -> bool | None:
        sure = True
        for part in parts:
            value = part(frame)
            if value is decides:
                return value is True
            if type(value) is not bool:
                sure = False
        return not decides if sure else None

    return run


def compare_with(sign: str) -> Callable[[Any, Any, Frame], bool | None]:
    """Return the comparison that the token type `sign` stands for."""
    if sign == "EQ":
        return lambda left, right, frame: comparing.equal(left, right, frame.purse)
    if sign == "NE":

        def differs(left: Any, right: Any, frame: Frame) -> bool | None:
            same = comparing.equal(left, right, frame.purse)
            return None if same is None else not same

        return differs
    wanted = {"LT": (-1,), "LE": (-1, 0), "GT": (1,), "GE": (1, 0)}[sign]

    def ordered(left: Any, right: Any, frame: Frame) -> bool | None:
        order = comparing.compare(left, right)
        return None if order is None else order in wanted

    return ordered


@compiles("comparison")
def _comparison(unit: Unit, node: Any, scope: Scope) -> Run:
    left, right = unit.run(node.children[0], scope), unit.run(node.children[2], scope)
    compare = compare_with(node.children[1].children[0].type)
    return lambda frame: compare(left(frame), right(frame), frame)


@compiles("between")
def _between(unit: Unit, node: Any, scope: Scope) -> Run:
    value, low, high = (unit.run(child, scope) for child in node.children)

    def run(frame: Frame) -> bool | None:
        found = value(frame)
        above, below = comparing.compare(found, low(frame)), comparing.compare(found, high(frame))
        if (above is not None and above < 0) or (below is not None and below > 0):
            return False
        return None if above is None or below is None else True

    return run


@compiles("within")
def _within(unit: Unit, node: Any, scope: Scope) -> Run:
    value = unit.run(node.children[0], scope)
    tests = [compile_test(unit, child, scope) for child in node.children[1:]]

    def run(frame: Frame) -> bool | None:
        found = value(frame)
        return any_of(tests, found, frame)

    return run


def any_of(tests: list[Test], value: Any, frame: Frame) -> bool | None:
    """Return whether one of `tests` is true of `value`; None if none is, but one cannot be answered."""
    sure = True
    for test in tests:
        answer = test(value, frame)
        if answer:
            return True
        sure &= answer is not None
    return False if sure else None


def compile_test(unit: Unit, node: Any, scope: Scope) -> Test:
    """Return what answers one test: `> 5`, a range, a list, or a value to be equal to."""
    if node.data == "compared":
        compare, right = compare_with(node.children[0].children[0].type), unit.run(node.children[1], scope)
        return lambda value, frame: compare(value, right(frame), frame)
    expression = unit.run(node, scope)
    return lambda value, frame: comparing.matches(value, expression(frame), frame.purse)


def compile_cell(unit: Unit, node: Any, around: Scope = ()) -> Test:
    """Return what answers one test of an input cell: one that speaks of `?` must be true, any other fit the value.

    A condition without `?`, such as `urgent = true`, may stand in a cell too: true passes any value but a boolean, for
    which the cell says what the value must be. A bare `true` is no condition but such a value, which null is not.
    `around` are the names bound outside the cell.
    """
    scope: Scope = (*around, frozenset(["?"]))
    if node.data == "compared":
        return compile_test(unit, node, scope)
    expression = unit.run(node, scope)
    if any(True for _ in node.find_data("question")):
        return lambda value, frame: expression(frame) is True
    condition = node.data != "true"

    def test(value: Any, frame: Frame) -> bool | None:
        wanted = expression(frame)
        if condition and wanted is True and type(value) is not bool:
            return True
        return comparing.matches(value, wanted, frame.purse)

    return test


@compiles("half_range")
def _half_range(unit: Unit, node: Any, scope: Scope) -> Run:
    compared = node.children[0]
    sign, end = compared.children[0].children[0].type, unit.run(compared.children[1], scope)
    if sign == "NE":
        raise refuse(node, Words("a range such as (< 5)", "بازه‌ای مانند (< 5)"), "!=")

    def run(frame: Frame) -> Range | None:
        value = end(frame)
        if comparing.compare(value, value) is None:
            return None
        from_below, from_above, included = sign in ("LT", "LE"), sign in ("GT", "GE"), sign in ("LE", "GE", "EQ")
        start, high = (None if from_below else value), (None if from_above else value)
        return Range(start, high, included and not from_below, included and not from_above)

    return run


@compiles("closed_range", "open_range")
def _range(unit: Unit, node: Any, scope: Scope) -> Run:
    start, end = unit.run(node.children[0], scope), unit.run(node.children[1], scope)
    start_included = node.data == "closed_range"
    end_included = node.children[2].children[0].type == "_RSQB"
    return lambda frame: comparing.make_range(start(frame), end(frame), start_included, end_included)


@compiles("sum", "product")
def _chain(unit: Unit, node: Any, scope: Scope) -> Run:
    first, *rest = node.children
    start = unit.run(first, scope)
    steps = [
        (_arithmetic[sign.type], unit.run(child, scope)) for sign, child in zip(rest[::2], rest[1::2], strict=True)
    ]

    def run(frame: Frame) -> Any:
        value = start(frame)
        for operation, child in steps:
            value = operation(value, child(frame), frame)
        return value

    return run


_arithmetic: dict[str, Callable[[Any, Any, Frame], Any]] = {
    "PLUS": lambda left, right, frame: arithmetic.add(left, right, frame.purse),
    "MINUS": lambda left, right, frame: arithmetic.subtract(left, right),
    "STAR": lambda left, right, frame: arithmetic.multiply(left, right),
    "SLASH": lambda left, right, frame: arithmetic.divide(left, right),
}


@compiles("power")
def _power(unit: Unit, node: Any, scope: Scope) -> Run:
    first, *rest = (unit.run(child, scope) for child in node.children[::2])

    def run(frame: Frame) -> Decimal | None:
        value: Decimal | None = first(frame)
        for exponent in rest:
            value = arithmetic.power(value, exponent(frame), frame.purse)
        return value

    return run


@compiles("negation")
def _negation(unit: Unit, node: Any, scope: Scope) -> Run:
    value = unit.run(node.children[1], scope)
    return lambda frame: arithmetic.negate(value(frame))


@compiles("instance")
def _instance(unit: Unit, node: Any, scope: Scope) -> Run:
    value, check = unit.run(node.children[0], scope), compile_type(node.children[1])
    return lambda frame: check(value(frame))


@compiles("if")
def _if(unit: Unit, node: Any, scope: Scope) -> Run:
    condition, then, otherwise = (unit.run(child, scope) for child in node.children)
    return lambda frame: then(frame) if condition(frame) is True else otherwise(frame)

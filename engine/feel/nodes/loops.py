"""Closures of `for`, `some`, `every` and filters: where work repeats, and is paid for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from engine.feel import numbers
from engine.feel.frame import Frame
from engine.feel.kinds import Range
from engine.feel.limits import Purse
from engine.feel.unit import Run, Scope, Unit, compiles

Frames = Callable[[Frame], Iterator[Frame | None]]
"""Yields a frame for each round; None where what is to be gone through is not a list."""


def _names(node: Any) -> list[Any]:
    return [child for child in node.children if getattr(child, "data", "") == "iteration"]


def _iterate(unit: Unit, node: Any, scope: Scope) -> tuple[Frames, Scope]:
    """Return what binds the iterators of `node`, the last the fastest, and the scope inside all of them."""
    levels: list[tuple[str, Run]] = []
    for iteration in _names(node):
        name = str(iteration.children[0])
        levels.append((name, _domain(unit, iteration, scope)))
        scope = (*scope, frozenset([name]))

    def frames(frame: Frame, level: int = 0) -> Iterator[Frame | None]:
        if level == len(levels):
            yield frame
            return
        name, domain = levels[level]
        values = domain(frame)
        if values is None:
            yield None
            return
        for value in values:
            frame.purse.spend(1)
            yield from frames(frame.bind(name, value), level + 1)

    return frames, scope


def _domain(unit: Unit, iteration: Any, scope: Scope) -> Run:
    runs = [unit.run(child, scope) for child in iteration.children[1:]]
    if len(runs) == 1:
        return lambda frame: items_of(runs[0](frame), frame.purse)
    return lambda frame: _steps(runs[0](frame), runs[1](frame), frame.purse)


def items_of(value: Any, purse: Purse) -> list[Any] | None:
    """Return what a loop goes through: a list's items, a range's numbers or days, or one value; None for null."""
    if type(value) is list:
        return value
    if type(value) is not Range:
        return None if value is None else [value]
    steps = _steps(value.start, value.end, purse)
    if steps and not value.start_included:
        steps = steps[1:]
    return steps[:-1] if steps and not value.end_included else steps


def _steps(start: Any, end: Any, purse: Purse) -> list[Any] | None:
    if type(start) is date and type(end) is date:
        sign = -1 if end < start else 1
        purse.items(abs((end - start).days) + 1)
        return [start + timedelta(sign * count) for count in range(abs((end - start).days) + 1)]
    first = numbers.whole(start) if type(start) is Decimal else None
    last = numbers.whole(end) if type(end) is Decimal else None
    if first is None or last is None:
        return None
    purse.items(abs(last - first) + 1)
    sign = -1 if last < first else 1
    return [Decimal(number) for number in range(first, last + sign, sign)]


@compiles("for")
def _for(unit: Unit, node: Any, scope: Scope) -> Run:
    frames, inner = _iterate(unit, node, (*scope, frozenset(["partial"])))
    body, cost = unit.run(node.children[-1], inner), unit.size(node.children[-1])
    keeps_partial = any(token == "partial" for token in node.children[-1].scan_values(lambda token: True))

    def run(frame: Frame) -> list[Any] | None:
        made: list[Any] = []
        for round_ in frames(frame.bind("partial", made)):
            if round_ is None:
                return None
            frame.purse.spend(cost)
            if keeps_partial:  # What was made before this round: a copy, lest a body that returns it see it grow.
                frame.purse.spend(len(made))
                round_.local["partial"] = list(made)
            made.append(body(round_))
        return made

    return run


@compiles("quantified")
def _quantified(unit: Unit, node: Any, scope: Scope) -> Run:
    frames, inner = _iterate(unit, node, scope)
    body, cost = unit.run(node.children[-1], inner), unit.size(node.children[-1])
    decides = bool(node.children[0].type == "SOME")

    def run(frame: Frame) -> bool | None:
        sure = True
        for round_ in frames(frame):
            if round_ is None:
                return None
            frame.purse.spend(cost)
            answer = body(round_)
            if answer is decides:
                return answer is True
            sure &= type(answer) is bool
        return not decides if sure else None

    return run


@compiles("filter")
def _filter(unit: Unit, node: Any, scope: Scope) -> Run:
    of = unit.run(node.children[0], scope)
    level = len(scope)
    test = unit.run(node.children[1], (*scope, frozenset(["item"]), level))
    cost = unit.size(node.children[1])

    def run(frame: Frame) -> Any:
        value = of(frame)
        if value is None:
            return None
        items = value if type(value) is list else [value]
        first = _look(test, frame, level, items[0] if items else None)
        if type(first) is Decimal:
            return _pick(items, first)
        frame.purse.spend(cost * len(items))
        return [item for item in items if _look(test, frame, level, item) is True]

    return run


def _look(test: Run, frame: Frame, level: int, item: Any) -> Any:
    inner = frame.bind(level, item)
    inner.local["item"] = item
    return test(inner)


def _pick(items: list[Any], number: Decimal) -> Any:
    index = numbers.whole(number)
    if not index or abs(index) > len(items):
        return None
    return items[index - 1 if index > 0 else index]

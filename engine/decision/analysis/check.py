"""Check the rules of tables: against one another where the hit policy asks for it, and each for itself.

Beside the *diagram*, inside `analysis`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from engine.decision import rules
from engine.decision.analysis.grid import Axis, Grid, grid_of, never_passes
from engine.decision.analysis.regions import answer
from engine.decision.fault import number
from engine.decision.priorities import constant
from engine.decision.table import Line, Prepared, Result, cell_place
from engine.decision.types import MISFIT
from engine.diagram.fault import Fault, Rule, clip
from engine.diagram.words import Words
from engine.errors import BadInput
from engine.feel import comparing
from engine.feel.frame import Frame
from engine.feel.limits import Purse

MOST_PAIRS: Final = 500_000
MOST_FAULTS: Final = 10
"""Of one kind in one table: who mends ten sees the pattern."""


def check_tables(tables: Iterable[Prepared]) -> Iterator[Fault]:
    """Yield the faults of the rules of all tables."""
    for prepared in tables:
        yield from _outputs(prepared)
        if prepared.lines:
            grid = grid_of(prepared)
            yield from _never(prepared, grid)
            yield from _between_rules(prepared, grid)


def _between_rules(prepared: Prepared, grid: Grid) -> Iterator[Fault]:
    policy = prepared.table.policy
    if policy in ("UNIQUE", "ANY"):
        yield from _pairs(prepared, grid)
    if policy == "FIRST" and grid.rules <= 1_000:
        for place in range(1, grid.rules):
            if grid.is_covered(place):
                rule = prepared.lines[place].rule
                yield prepared.where.fault(rules.UNREACHABLE, line=rule.line, number=rule.number)
    single = policy in ("UNIQUE", "ANY", "FIRST", "PRIORITY")
    if single and grid.independent and all(result.default is None for result in prepared.results):
        for box in grid.gaps(5):
            yield prepared.where.fault(rules.GAP, line=prepared.table.line, where=grid.where(box))


def _pairs(prepared: Prepared, grid: Grid) -> Iterator[Fault]:
    """Yield what is wrong between two rules; once a table, the columns on which it could not be told."""
    unknown: dict[int, Axis] = {}
    found = 0
    if grid.rules**2 * max(1, len(grid.axes)) > 2 * MOST_PAIRS:
        yield _not_analysed(prepared, Words("so many rules", "این همه قاعده"))
        return
    for second in range(grid.rules):
        for first in range(second):
            box = tuple(axis.sure[first] & axis.sure[second] for axis in grid.axes)
            if all(box):
                fault = _both_hold(prepared, grid, first, second, box) if found < MOST_FAULTS else None
                if fault:
                    found += 1
                    yield fault
            elif all(axis.maybe[first] & axis.maybe[second] for axis in grid.axes):
                unknown.update((id(axis), axis) for axis, sure in zip(grid.axes, box, strict=True) if not sure)
    if unknown and prepared.table.policy == "UNIQUE":
        yield _not_analysed(prepared, _labels([axis.columns[0].input.label for axis in unknown.values()]))


def _labels(labels: list[str]) -> Words:
    return Words(
        "the " + ("column " if len(labels) == 1 else "columns ") + ", ".join(f"“{label}”" for label in labels),
        ("ستون " if len(labels) == 1 else "ستون‌های ") + "، ".join(f"«{label}»" for label in labels),
    )


def _not_analysed(prepared: Prepared, columns: Words) -> Fault:
    return prepared.where.fault(rules.NOT_ANALYSED, line=prepared.table.line, columns=columns)


def _both_hold(prepared: Prepared, grid: Grid, first: int, second: int, box: tuple[int, ...]) -> Fault | None:
    one, other = prepared.lines[first], prepared.lines[second]
    sure, perhaps = rules.OVERLAP, rules.MAY_OVERLAP
    if prepared.table.policy == "ANY":
        sure, perhaps = rules.CONTRADICTION, rules.MAY_CONTRADICT
        if not _differ(one, other):
            return None
    rule: Rule = sure if grid.independent else perhaps
    return prepared.where.fault(
        rule,
        line=other.rule.line,
        first=number(one.rule.number),
        second=number(other.rule.number),
        where=grid.where(box),
    )


def _differ(one: Line, other: Line) -> bool:
    for left, right in zip(one.results, other.results, strict=True):
        if left.constant and right.constant and not comparing.equal(constant(left), constant(right), Purse()):
            return True
    return False


def _never(prepared: Prepared, grid: Grid) -> Iterator[Fault]:
    axes = {id(column): axis for axis in grid.axes for column in axis.columns}
    asked: dict[tuple[int, int], bool] = {}
    for line in prepared.lines:
        for column, cell, text in zip(prepared.columns, line.cells, line.rule.inputs, strict=True):
            axis = axes[id(column)]
            key = (id(axis), id(cell))
            if key not in asked:
                asked[key] = never_passes(axis, cell)
            if asked[key]:
                place = cell_place(prepared.where, line.rule, text, column.input.label)
                yield place.fault(rules.NEVER, text=clip(" ".join(text.text.split()), 100))


def _outputs(prepared: Prepared) -> Iterator[Fault]:
    for line in prepared.lines:
        for result, part, text in zip(prepared.results, line.results, line.rule.outputs, strict=True):
            if part.constant and (value := constant(part)) is not None:
                place = cell_place(prepared.where, line.rule, text, result.output.label)
                shown = clip(" ".join(text.text.split()), 100)
                if _misfits(result, value):
                    yield place.fault(rules.OUTPUT_TYPE, type=result.type.name, text=shown)
                elif result.values is not None and not answer(result.values, value):
                    values = result.output.values.text if result.output.values else ""
                    yield place.fault(rules.OUTPUT_VALUE, values=clip(" ".join(values.split()), 100), text=shown)


def _misfits(result: Result, value: object) -> bool:
    try:
        return result.type.fit(value, Frame({}, {}, Purse(), {})) is MISFIT
    except BadInput:
        return False

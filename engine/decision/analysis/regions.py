"""The regions of one input: parts of its values in which no cell of the column changes its answer.

Beside the *diagram*, inside `analysis`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from engine.decision.analysis.samples import kinds, sortable, whole
from engine.decision.priorities import constant
from engine.decision.types import MISFIT, Type, passes
from engine.diagram.words import Words
from engine.errors import BadInput
from engine.feel.embedded import Cell
from engine.feel.frame import Frame
from engine.feel.kinds import Range, kind_of
from engine.feel.limits import Purse
from engine.feel.printing import inside

MOST: Final = 2_000
"""Regions of one input; a column that mentions more values is not analysed."""


@dataclass(frozen=True, slots=True)
class Region:
    """One region: a point (`low` is `high`), what lies strictly between two, or null; `sample` is a value in it."""

    sample: Any
    low: Any = None
    high: Any = None

    @property
    def is_point(self) -> bool:
        """Whether it is a single value."""
        return self.low is not None and self.low is self.high


NULL: Final = Region(None)


def frame() -> Frame:
    """Return a frame without any variable."""
    return Frame({}, {}, Purse(), {})


def answer(cell: Cell, sample: Any) -> bool:
    """Say whether a cell passes the sample."""
    try:
        return passes(cell, sample, frame())
    except (BadInput, RecursionError):
        return False


def always(cell: Cell) -> bool:
    """Say whether the cell is blank or `-`: it passes everything, whatever the input is."""
    return not cell.parts and not cell.negated


def analysable(cell: Cell) -> bool:
    """Say whether all tests of the cell compare with constants."""
    return all(cell.parts)


def regions_of(type: Type, cells: Iterable[Cell], allowed: Cell | None) -> list[Region] | None:
    """Return the regions of an input, null last; None where it cannot be cut into regions."""
    tests, bounds = list(cells), [*_allowed(type), *([allowed] if allowed else [])]
    if type.collection or not all(map(analysable, bounds)):
        return None
    points = [point for cell in [*tests, *bounds] if analysable(cell) for point in _points(cell)]
    base = type.base
    if base == "Any":
        found = {kind_of(point) for point in points if point is not None}
        base = str(found.pop()) if len(found) == 1 else "Any" if found else "string"
    made = _boolean(points) if base == "boolean" else _ordered(base, type.whole, points)
    if made is None or len(made) > MOST:
        return None
    return [*(region for region in made if _possible(region.sample, type, allowed)), NULL]


def _possible(sample: Any, type: Type, allowed: Cell | None) -> bool:
    return type.fit(sample, frame()) is not MISFIT and (allowed is None or answer(allowed, sample))


def _allowed(type: Type | None) -> Iterator[Cell]:
    while type is not None:
        yield from (cell for cell in (type.allowed, type.constraint) if cell)
        type = type.of


def _points(cell: Cell) -> Iterator[Any]:
    stack = [constant(part) for part in cell.parts if part]
    while stack:
        value = stack.pop()
        if type(value) is list:
            stack.extend(value)
        elif type(value) is Range:
            stack.extend(end for end in (value.start, value.end) if end is not None)
        else:
            yield value


def _boolean(points: list[Any]) -> list[Region]:
    return [Region(True, True, True), Region(False, False, False)]


def _ordered(base: str, is_whole: bool, points: list[Any]) -> list[Region] | None:
    kind = whole if is_whole else kinds.get(base)
    own = sortable([point for point in points if kind_of(point) == base]) if kind else None
    if kind is None or own is None:
        return None
    if not own:
        return [Region(kind.anything)]
    made = [Region(kind.below(own[0]), None, own[0])]
    for low, high in zip(own, [*own[1:], None], strict=True):
        if not is_whole or low == low.to_integral_value():
            made.append(Region(low, low, low))
        made.append(Region(kind.above(low) if high is None else kind.between(low, high), low, high))
    return [region for region in made if region.sample is not None]


def said(regions: list[Region]) -> Words:
    """Return the words for some regions of one input, in their order."""
    texts = [region for region in regions if isinstance(region.sample, str)]
    if texts:
        parts = [Words(*[_value(region.low)] * 2) for region in texts if region.is_point]
        if len(parts) < len(texts):
            parts.append(Words("any other text", "هر متن دیگری"))
    else:
        parts = [Words(text, text) for text in _spans([region for region in regions if region is not NULL])]
    if NULL in regions:
        parts.append(Words("null", "null"))
    most = parts[:4] + ([Words("…", "…")] if len(parts) > 4 else [])
    return Words(" or ".join(part.en for part in most), " یا ".join(part.fa for part in most))


def _spans(regions: list[Region]) -> Iterator[str]:
    start = 0
    for place, region in enumerate(regions):
        following = regions[place + 1] if place + 1 < len(regions) else None
        if following is None or not _touch(region, following):
            yield _span(regions[start], region)
            start = place + 1


def _touch(left: Region, right: Region) -> bool:
    return left.is_point != right.is_point and left.high is not None and left.high is right.low


def _span(first: Region, last: Region) -> str:
    low, high = first.low, last.high
    if first.is_point and first is last:
        return _value(low)
    if low is None and high is None:
        return "-"
    if low is None:
        return f"{'<=' if last.is_point else '<'} {_value(high)}"
    if high is None:
        return f"{'>=' if first.is_point else '>'} {_value(low)}"
    return f"{'[' if first.is_point else '('}{_value(low)}..{_value(high)}{']' if last.is_point else ')'}"


def _value(value: Any) -> str:
    return inside(value, Purse(), 0)

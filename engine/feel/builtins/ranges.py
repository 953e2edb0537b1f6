"""Range functions (chapter 10.3.4.7): how two intervals, or a point and an interval, lie to each other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from engine.feel.builtins.registry import builtin
from engine.feel.comparing import compare
from engine.feel.kinds import Range
from engine.feel.limits import Purse


class _Unordered(Exception):
    """Two ends are of different kinds, so that nothing can be said."""


class _End(NamedTuple):
    """An end of an interval; `infinite` is -1 or 1 where there is no bound."""

    value: Any
    included: bool
    infinite: int


class _Span(NamedTuple):
    start: _End
    end: _End


def _span(value: Any) -> _Span:
    if type(value) is not Range:
        return _Span(_End(value, True, 0), _End(value, True, 0))
    start = _End(value.start, value.start_included, -1 if value.start is None else 0)
    return _Span(start, _End(value.end, value.end_included, 1 if value.end is None else 0))


def _order(left: _End, right: _End) -> int:
    """Return -1, 0 or 1 as the bare value of `left` is below, level with or above that of `right`."""
    if left.infinite or right.infinite:
        return (left.infinite > right.infinite) - (left.infinite < right.infinite)
    order = compare(left.value, right.value)
    if order is None:
        raise _Unordered
    return order


def _starts_no_later(left: _Span, right: _Span) -> bool:
    order = _order(left.start, right.start)
    return order < 0 or (order == 0 and (left.start.included or not right.start.included))


def _ends_no_earlier(left: _Span, right: _Span) -> bool:
    order = _order(left.end, right.end)
    return order > 0 or (order == 0 and (left.end.included or not right.end.included))


def _touches(end: _End, start: _End) -> bool:
    order = _order(end, start)
    return order > 0 or (order == 0 and end.included and start.included)


def _before(left: _Span, right: _Span) -> bool:
    return not _touches(left.end, right.start)


def _meets(left: _Span, right: _Span) -> bool:
    return left.end.included and right.start.included and _order(left.end, right.start) == 0


def _overlaps(left: _Span, right: _Span) -> bool:
    return _touches(left.end, right.start) and _touches(right.end, left.start)


def _overlaps_before(left: _Span, right: _Span) -> bool:
    earlier = not _starts_no_later(right, left)
    return earlier and _touches(left.end, right.start) and _ends_no_earlier(right, left)


def _includes(left: _Span, right: _Span) -> bool:
    return _starts_no_later(left, right) and _ends_no_earlier(left, right)


def _finishes(left: _Span, right: _Span) -> bool:
    same_end = left.end.included == right.end.included and _order(left.end, right.end) == 0
    return same_end and _starts_no_later(right, left)


def _starts(left: _Span, right: _Span) -> bool:
    same_start = left.start.included == right.start.included and _order(left.start, right.start) == 0
    return same_start and _ends_no_earlier(right, left)


def _coincides(left: _Span, right: _Span) -> bool:
    return _includes(left, right) and _includes(right, left)


def _declare(relation: Callable[[_Span, _Span], bool], *signatures: str, swapped: bool = False) -> None:
    @builtin(*signatures)
    def run(purse: Purse, left: Any, right: Any) -> bool | None:
        first, second = (right, left) if swapped else (left, right)
        try:
            return relation(_span(first), _span(second))
        except _Unordered:
            return None


_both = "(range1: range, range2: range)"
_points = ("(point1: point, point2: point)", "(point: point, range: range)", "(range: range, point: point)", _both)
for _name, _relation, _swapped, _forms in (
    ("before", _before, False, _points),
    ("after", _before, True, _points),
    ("meets", _meets, False, (_both,)),
    ("met by", _meets, True, (_both,)),
    ("overlaps", _overlaps, False, (_both,)),
    ("overlaps before", _overlaps_before, False, (_both,)),
    ("overlaps after", _overlaps_before, True, (_both,)),
    ("finishes", _finishes, False, (_points[1], _both)),
    ("finished by", _finishes, True, (_points[2], _both)),
    ("includes", _includes, False, (_points[2], _both)),
    ("during", _includes, True, (_points[1], _both)),
    ("starts", _starts, False, (_points[1], _both)),
    ("started by", _starts, True, (_points[2], _both)),
    ("coincides", _coincides, False, (_points[0], _both)),
):
    _declare(_relation, *(f"{_name}{form}" for form in _forms), swapped=_swapped)

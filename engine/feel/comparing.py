"""Equality, order, and being in a range or list; null wherever the kinds don't fit, as the standard wants it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from engine.feel import temporal
from engine.feel.kinds import Range
from engine.feel.limits import Purse
from engine.values import YearsMonths

_plain = frozenset({Decimal, str, bool, date, timedelta, YearsMonths})
_ordered = frozenset({Decimal, str, date, timedelta, YearsMonths})


def equal(left: Any, right: Any, purse: Purse) -> bool | None:
    """Return whether two values are equal; None for values of different kinds, which cannot be compared."""
    kind = type(left)
    if left is None or right is None:
        return left is right
    if kind is not type(right):
        return None
    if kind in _plain:
        return bool(left == right)
    if kind is datetime or kind is time:
        return _same_instant(left, right)
    if kind is list:
        return len(left) == len(right) and _all_equal(zip(left, right, strict=True), len(left), purse)
    if kind is dict:
        pairs = ((item, right[key]) for key, item in left.items())
        return left.keys() == right.keys() and _all_equal(pairs, len(left), purse)
    if kind is Range:
        return _same_range(left, right, purse)
    return None


def _all_equal(pairs: Any, count: int, purse: Purse) -> bool:
    purse.spend(count)
    purse.enter(1)
    answer = all(equal(left, right, purse) for left, right in pairs)
    purse.leave(1)
    return answer


def _same_range(left: Range, right: Range, purse: Purse) -> bool:
    marks = (left.start_included, left.end_included) == (right.start_included, right.end_included)
    return bool(marks and equal(left.start, right.start, purse) and equal(left.end, right.end, purse))


def _same_instant(left: Any, right: Any) -> bool:
    if (left.tzinfo is None) != (right.tzinfo is None):
        return False
    if isinstance(left, time):
        return temporal.seconds_of_day(left) == temporal.seconds_of_day(right)
    return bool(utc(left) == utc(right))


def utc(moment: datetime) -> timedelta:
    """Return how far `moment` is from the first of all days, on UTC where it has a zone.

    Not a datetime, which would overflow at both ends of the calendar; nor `moment` itself, since Python compares two of
    one zone by what the wall clock says.
    """
    return moment.replace(tzinfo=None) - datetime.min - (moment.utcoffset() or timedelta())


def compare(left: Any, right: Any) -> int | None:
    """Return -1, 0 or 1 as `left` is below, level with or above `right`; None where they have no order."""
    kind = type(left)
    if kind is not type(right):
        return None
    if kind is datetime or kind is time:
        if (left.tzinfo is None) != (right.tzinfo is None):
            return None
        key = utc if kind is datetime else temporal.seconds_of_day
        left, right = key(left), key(right)
    elif kind not in _ordered:
        return None
    return int(left > right) - int(left < right)


def contains(interval: Range, value: Any) -> bool | None:
    """Return whether `value` lies in `interval`; None where it is of another kind."""
    low = 1 if interval.start is None else compare(value, interval.start)
    high = -1 if interval.end is None else compare(value, interval.end)
    if low is None or high is None or (value is None):
        return None
    return (low > 0 or (low == 0 and interval.start_included)) and (high < 0 or (high == 0 and interval.end_included))


def matches(value: Any, test: Any, purse: Purse) -> bool | None:
    """Return whether `value` is in `test`: within a range, one of a list, or equal to a single value.

    Null is in null; whether anything else is cannot be said: a range with an unknown end is null too.
    """
    if type(test) is Range:
        return contains(test, value)
    if type(test) is not list:
        return equal(value, test, purse) if test is not None or value is None else None
    purse.spend(len(test))
    if type(value) is list and equal(value, test, purse):
        return True
    return any(contains(item, value) if type(item) is Range else equal(value, item, purse) for item in test)


def make_range(start: Any, end: Any, start_included: bool, end_included: bool) -> Range | None:
    """Return the interval; None where an end is null or both have no common order: no bound is not no limit."""
    if compare(start, end) is None:
        return None
    return Range(start, end, start_included, end_included)

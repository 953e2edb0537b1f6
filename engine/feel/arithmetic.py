"""Arithmetic of numbers, texts, durations and moments; null wherever the kinds don't fit, as the standard wants it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from engine.feel import numbers, temporal
from engine.feel.comparing import utc
from engine.feel.kinds import kind_of
from engine.feel.limits import Purse
from engine.values import YearsMonths


def add(left: Any, right: Any, purse: Purse) -> Any:
    """Return `left + right`: numbers, texts, durations, or a moment and a duration in either order."""
    if type(left) is Decimal and type(right) is Decimal:
        return numbers.reckon(numbers.context.add, left, right)
    if type(left) is str and type(right) is str:
        purse.characters(len(left) + len(right))
        return left + right
    if type(left) in (timedelta, YearsMonths) and type(right) in (date, time, datetime):
        left, right = right, left
    return _shift(left, right, 1)


def subtract(left: Any, right: Any) -> Any:
    """Return `left - right`; two moments give the days-and-time duration between them."""
    if type(left) is Decimal and type(right) is Decimal:
        return numbers.reckon(numbers.context.subtract, left, right)
    if type(left) is time and type(right) is time:
        alike = (left.tzinfo is None) == (right.tzinfo is None)
        return temporal.seconds_of_day(left) - temporal.seconds_of_day(right) if alike else None
    if isinstance(left, date) and isinstance(right, date):
        first, second = _at_midnight(left, right), _at_midnight(right, left)
        return utc(first) - utc(second) if (first.tzinfo is None) == (second.tzinfo is None) else None
    return _shift(left, right, -1)


def _at_midnight(day: date, other: date) -> datetime:
    """A date beside a date and time begins at midnight UTC, says the standard; beside a date the zone is no matter."""
    if isinstance(day, datetime):
        return day
    return datetime(day.year, day.month, day.day, tzinfo=UTC if isinstance(other, datetime) else None)


def _shift(value: Any, span: Any, sign: int) -> Any:
    try:
        if type(span) is YearsMonths:
            if type(value) is YearsMonths:
                return temporal.months(value.months + sign * span.months)
            return temporal.shift_months(value, sign * span.months) if isinstance(value, date) else None
        return _shift_time(value, sign * span) if type(span) is timedelta else None
    except (OverflowError, ValueError):
        return None


def _shift_time(value: Any, span: timedelta) -> Any:
    if type(value) is timedelta:
        return value + span
    if type(value) is time:
        return temporal.shift_time(value, span)
    if type(value) is datetime:
        return temporal.shift_moment(value, span)
    return (datetime(value.year, value.month, value.day) + span).date() if type(value) is date else None


def multiply(left: Any, right: Any) -> Any:
    """Return `left * right`: numbers, or a number and a duration in either order."""
    if type(left) is Decimal and type(right) is not Decimal:
        left, right = right, left
    if type(right) is not Decimal:
        return None
    if type(left) is Decimal:
        return numbers.reckon(numbers.context.multiply, left, right)
    if type(left) is timedelta:
        return temporal.scaled(left, right, numbers.context.multiply)
    if type(left) is YearsMonths:
        return _months(numbers.reckon(numbers.context.multiply, Decimal(left.months), right))
    return None


def divide(left: Any, right: Any) -> Any:
    """Return `left / right`: numbers, a duration by a number, or a duration by one of its kind; None by zero."""
    if type(right) is not Decimal:
        return _ratio(left, right) if kind_of(left) == kind_of(right) else None
    if not right:
        return None
    if type(left) is Decimal:
        return numbers.reckon(numbers.context.divide, left, right)
    if type(left) is timedelta:
        return temporal.scaled(left, right, numbers.context.divide)
    if type(left) is YearsMonths:
        return _months(numbers.reckon(numbers.context.divide, Decimal(left.months), right))
    return None


def _months(count: Decimal | None) -> YearsMonths | None:
    return None if count is None else temporal.months(int(count))


def _ratio(left: Any, right: Any) -> Decimal | None:
    if type(left) is timedelta and right:
        return numbers.context.divide(Decimal(left // temporal.microsecond), Decimal(right // temporal.microsecond))
    if type(left) is YearsMonths and right.months:
        return numbers.context.divide(Decimal(left.months), Decimal(right.months))
    return None


def power(left: Any, right: Any, purse: Purse) -> Decimal | None:
    """Return `left ** right` of numbers."""
    purse.spend(20)
    return numbers.power(left, right) if type(left) is Decimal and type(right) is Decimal else None


def negate(value: Any) -> Any:
    """Return `-value` of a number or a duration."""
    if type(value) is Decimal:
        return numbers.context.minus(value)
    if type(value) is YearsMonths:
        return YearsMonths(-value.months)
    return temporal.opposite(value) if type(value) is timedelta else None

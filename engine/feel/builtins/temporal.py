"""Temporal functions (chapter 10.3.4.8), `is`, and `now` and `today`, which say what the host recorded: no clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from engine.feel.builtins.registry import builtin
from engine.feel.comparing import equal
from engine.feel.kinds import kind_of
from engine.feel.limits import Purse

weekdays = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
month_names = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
Read = Callable[[str], Any]


@builtin("now()", reads=True)
def _now(read: Read) -> datetime | None:
    moment = read("$now")
    return moment if isinstance(moment, datetime) else None


@builtin("today()", reads=True)
def _today(read: Read) -> date | None:
    moment = _now(read)
    return moment.date() if moment else None


@builtin("day of year(date: day)")
def _day_of_year(purse: Purse, day: date) -> Decimal:
    return Decimal(day.timetuple().tm_yday)


@builtin("day of week(date: day)")
def _day_of_week(purse: Purse, day: date) -> str:
    return weekdays[day.weekday()]


@builtin("month of year(date: day)")
def _month_of_year(purse: Purse, day: date) -> str:
    return month_names[day.month - 1]


@builtin("week of year(date: day)")
def _week_of_year(purse: Purse, day: date) -> Decimal:
    return Decimal(day.isocalendar().week)


@builtin("is(value1: any, value2: any)")
def _is(purse: Purse, left: Any, right: Any) -> bool:
    if kind_of(left) != kind_of(right):
        return False
    if isinstance(left, datetime | time):
        return left.replace(tzinfo=None) == right.replace(tzinfo=None) and _zone(left) == _zone(right)
    return equal(left, right, purse) is True


def _zone(clock: datetime | time) -> tuple[Any, Any]:
    return getattr(clock.tzinfo, "key", None), clock.utcoffset()

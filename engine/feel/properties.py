"""What stands behind a dot: entries of contexts, and the named parts of dates, times, durations and ranges."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from engine.feel.kinds import Range
from engine.feel.limits import Purse
from engine.feel.temporal import microsecond, time_offset
from engine.values import YearsMonths


def _zone(zone: tzinfo | None) -> str | None:
    return zone.key if isinstance(zone, ZoneInfo) else None


def _cut(value: int, unit: int, below: int | None = None) -> Decimal:
    """Whole units of `value`, less those of the next bigger one, with the sign of `value`."""
    count = abs(value) // unit % (below or abs(value) + 1)
    return Decimal(-count if value < 0 else count)


def _seconds(span: timedelta) -> int:
    count = span // microsecond
    return count // 1_000_000 if count >= 0 else -(-count // 1_000_000)


_of_date: Mapping[str, Callable[[Any], Any]] = {
    "year": lambda day: Decimal(day.year),
    "month": lambda day: Decimal(day.month),
    "day": lambda day: Decimal(day.day),
    "weekday": lambda day: Decimal(day.isoweekday()),
}
_of_time: Mapping[str, Callable[[Any], Any]] = {
    "hour": lambda clock: Decimal(clock.hour),
    "minute": lambda clock: Decimal(clock.minute),
    "second": lambda clock: Decimal(clock.second) + Decimal(clock.microsecond).scaleb(-6).normalize(),
    "time offset": time_offset,
    "timezone": lambda clock: _zone(clock.tzinfo),
}
by_type: Mapping[type, Mapping[str, Callable[[Any], Any]]] = {
    date: _of_date,
    time: _of_time,
    datetime: {**_of_date, **_of_time},
    timedelta: {
        "days": lambda span: _cut(_seconds(span), 86_400),
        "hours": lambda span: _cut(_seconds(span), 3_600, 24),
        "minutes": lambda span: _cut(_seconds(span), 60, 60),
        "seconds": lambda span: _cut(_seconds(span), 1, 60),
    },
    YearsMonths: {
        "years": lambda span: _cut(span.months, 12),
        "months": lambda span: _cut(span.months, 1, 12),
    },
    Range: {
        "start": lambda interval: interval.start,
        "end": lambda interval: interval.end,
        "start included": lambda interval: interval.start_included,
        "end included": lambda interval: interval.end_included,
    },
}


def step(value: Any, name: str, purse: Purse) -> Any:
    """Return the entry or part `name` of `value`; of a list, the list of those of its items; None if there is none."""
    kind = type(value)
    if kind is dict:
        return value.get(name)
    if kind is list:
        purse.items(len(value))
        purse.enter(1)
        parts = [step(item, name, purse) for item in value]
        purse.leave(1)
        return parts
    part = by_type.get(kind, {}).get(name)
    return part(value) if part else None

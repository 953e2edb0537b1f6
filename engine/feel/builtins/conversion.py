"""Conversion functions (chapter 10.3.4.1): text to values and back."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from typing import Any, TypeVar

from engine.feel import numbers, temporal
from engine.feel.builtins.registry import builtin
from engine.feel.comparing import make_range
from engine.feel.kinds import Range
from engine.feel.limits import Purse
from engine.feel.printing import written
from engine.values import YearsMonths

_Made = TypeVar("_Made", date, time)
number_form = re.compile(r"-?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,4})?")
range_form = re.compile(r"\s*([\[\]()])\s*(\S.*?)\s*\.\.\s*(\S.*?)\s*([\[\])])\s*", re.DOTALL)


@builtin("string(from: any)")
def _string(purse: Purse, value: Any) -> str | None:
    return None if value is None else written(value, purse)


@builtin("number(from: string)", "number(from: string, grouping separator: any, decimal separator: any)")
def _number(purse: Purse, text: str, grouping: Any = None, point: Any = None) -> Decimal | None:
    if grouping not in (None, " ", ",", ".") or point not in (None, ".", ",") or (point and grouping == point):
        return None
    purse.characters(len(text))
    plain = text.replace(grouping, "") if grouping else text
    if point == ",":
        if "." in plain:
            return None
        plain = plain.replace(",", ".")
    return read_number(plain)


def read_number(text: str) -> Decimal | None:
    """Return the number that `text` says in FEEL's own writing; None for more than 34 digits as for no number."""
    if len(text) > 100 or not number_form.fullmatch(text):
        return None
    number = Decimal(text)
    return number if len(number.as_tuple().digits) <= 34 and abs(number.adjusted()) <= 6143 else None


@builtin("date(from: string)")
def _date(purse: Purse, text: str) -> date | None:
    return temporal.read_date(text)


@builtin("date(from: day)")
def _day_of(purse: Purse, day: date) -> date:
    return day.date() if isinstance(day, datetime) else day


@builtin("date(year: number, month: number, day: number)")
def _date_of(purse: Purse, *parts: Decimal) -> date | None:
    return _made(date, parts)


def _made(kind: Callable[..., _Made], parts: tuple[Decimal, ...]) -> _Made | None:
    whole = [numbers.whole(part) for part in parts]
    try:
        return kind(*whole) if None not in whole else None
    except ValueError:
        return None


@builtin("date and time(from: string)")
def _moment(purse: Purse, text: str) -> datetime | None:
    day = temporal.read_date(text)
    return datetime.combine(day, time()) if day else temporal.read_moment(text)


@builtin("date and time(date: day, time: time)")
def _moment_of(purse: Purse, day: date, clock: time) -> datetime:
    return datetime.combine(_day_of(purse, day), clock)


@builtin("time(from: string)")
def _time(purse: Purse, text: str) -> time | None:
    return temporal.read_time(text)


@builtin("time(from: clock)")
def _clock_of(purse: Purse, clock: Any) -> time:
    return clock.timetz() if isinstance(clock, datetime) else clock


@builtin("time(from: date)")
def _midnight(purse: Purse, day: date) -> time:
    return time(tzinfo=UTC)


@builtin("time(hour: number, minute: number, second: number, offset?: any)")
def _time_of(purse: Purse, hour: Decimal, minute: Decimal, second: Decimal, offset: Any = None) -> time | None:
    if not 0 <= second < 60:
        return None
    micros = numbers.whole(numbers.context.multiply(second, Decimal(10**6)), 60_000_000)
    if micros is None:
        return None
    parts = (hour, minute, Decimal(micros // 1_000_000), Decimal(micros % 1_000_000))
    clock: time | None = _made(time, parts)
    if clock is None or offset is None:
        return clock
    short = type(offset) is timedelta and abs(offset) <= timedelta(hours=14)
    return clock.replace(tzinfo=timezone(offset)) if short else None


@builtin("duration(from: string)")
def _duration(purse: Purse, text: str) -> timedelta | YearsMonths | None:
    return temporal.read_duration(text)


@builtin("years and months duration(from: day, to: day)")
def _months(purse: Purse, start: date, end: date) -> YearsMonths:
    return temporal.months_between(_day_of(purse, start), _day_of(purse, end))


@builtin("range(from: string)")
def _range(purse: Purse, text: str) -> Range | None:
    found = range_form.fullmatch(text) if len(text) <= 200 else None
    if not found:
        return None
    start, end = (_endpoint(part) for part in found.group(2, 3))
    return make_range(start, end, found[1] == "[", found[4] == "]")


def _endpoint(text: str) -> Any:
    if found := re.fullmatch(r'(?:@|date|time|duration|date and time)?\(?"([^"\\]*)"\)?', text):
        return found[1] if text.startswith('"') else temporal.read(found[1])
    return read_number(text)

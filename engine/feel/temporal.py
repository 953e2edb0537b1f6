"""Dates, times and durations: their ISO texts, and arithmetic that keeps to UTC where a zone has summer time."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from decimal import ROUND_HALF_EVEN, Decimal
from typing import TypeVar
from zoneinfo import ZoneInfo

from engine.feel.numbers import reckon
from engine.values import YearsMonths

_Day = TypeVar("_Day", date, datetime)
Temporal = date | time | datetime | timedelta | YearsMonths
_date = r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})"
_time = r"(?P<hour>[0-9]{2}):(?P<minute>[0-9]{2}):(?P<second>[0-9]{2})(?:\.(?P<fraction>[0-9]{1,9}))?"
_zone = r"(?P<zone>Z|[+-][0-9]{2}:[0-9]{2}(?::[0-9]{2})?|@[A-Za-z0-9_+-]{1,40}(?:/[A-Za-z0-9_+-]{1,40}){0,3})?"
_number = "[0-9]{1,15}"
date_form = re.compile(_date)
time_form = re.compile(_time + _zone)
moment_form = re.compile(f"{_date}T{_time}{_zone}")
months_form = re.compile(rf"(?P<sign>-?)P(?=[0-9])(?:(?P<years>{_number})Y)?(?:(?P<months>{_number})M)?")
days_form = re.compile(
    rf"(?P<sign>-?)P(?=[0-9T])(?:(?P<weeks>{_number})W)?(?:(?P<days>{_number})D)?"
    rf"(?:T(?=[0-9])(?:(?P<hours>{_number})H)?(?:(?P<minutes>{_number})M)?"
    rf"(?:(?P<seconds>{_number})(?:\.(?P<fraction>[0-9]{{1,9}}))?S)?)?"
)
microsecond = timedelta(microseconds=1)
max_months = 12 * 10**9


def read(text: str) -> Temporal | None:
    """Return what an `@"…"` literal says, whichever kind it is; None where it says nothing."""
    readers = (read_date, read_moment, read_time, read_duration)
    return next((value for reader in readers if (value := reader(text)) is not None), None)


def read_date(text: str) -> date | None:
    """Return the date of `2024-02-29`; None for a day that does not exist."""
    found = date_form.fullmatch(text)
    try:
        return date(*map(int, found.group("year", "month", "day"))) if found else None
    except ValueError:
        return None


def read_time(text: str) -> time | None:
    """Return the time of `08:30:00`, with `Z`, an offset or `@Asia/Tehran` behind it, or without."""
    found = time_form.fullmatch(text)
    try:
        return _clock(found) if found else None
    except ValueError:
        return None


def read_moment(text: str) -> datetime | None:
    """Return the date and time of `2024-02-29T08:30:00`, with or without a zone."""
    found = moment_form.fullmatch(text)
    try:
        day = date(*map(int, found.group("year", "month", "day"))) if found else None
        return datetime.combine(day, _clock(found)) if found and day else None
    except ValueError:
        return None


def _clock(found: re.Match[str]) -> time:
    fraction = (found["fraction"] or "").ljust(9, "0")
    if fraction[6:] != "000":
        raise ValueError("finer than a microsecond")
    hour, minute, second = map(int, found.group("hour", "minute", "second"))
    return time(hour, minute, second, int(fraction[:6]), _read_zone(found["zone"]))


def _read_zone(text: str | None) -> tzinfo | None:
    if not text:
        return None
    if text == "Z":
        return UTC
    if text.startswith("@"):
        try:
            return ZoneInfo(text[1:])
        except (LookupError, OSError) as cause:
            raise ValueError("unknown zone") from cause
    hours, minutes, *seconds = (int(part) for part in text[1:].split(":"))
    if hours > 14 or minutes > 59 or (seconds and seconds[0] > 59):
        raise ValueError("offset out of range")
    span = timedelta(hours=hours, minutes=minutes, seconds=seconds[0] if seconds else 0)
    return timezone(-span if text[0] == "-" else span)


def read_duration(text: str) -> timedelta | YearsMonths | None:
    """Return the duration of `P1Y2M`, `P2W` or `-P1DT2H30M`; months and days don't mix."""
    if found := months_form.fullmatch(text):
        count = int(found["years"] or 0) * 12 + int(found["months"] or 0)
        return months(-count if found["sign"] else count)
    found = days_form.fullmatch(text)
    fraction = ((found["fraction"] if found else None) or "").ljust(9, "0")
    if not found or fraction[6:] != "000":
        return None
    parts = {name: int(found[name] or 0) for name in ("weeks", "days", "hours", "minutes", "seconds")}
    try:
        span = timedelta(**parts, microseconds=int(fraction[:6]))
        return -span if found["sign"] else span
    except OverflowError:
        return None


def months(count: int) -> YearsMonths | None:
    """Return a duration of `count` months; None where it is longer than the standard knows."""
    return YearsMonths(count) if abs(count) <= max_months else None


def time_offset(clock: datetime | time) -> timedelta | None:
    """Return the distance from UTC; a mere time in a named zone has that of 1 January 1970, for want of a day."""
    if isinstance(clock, time) and isinstance(clock.tzinfo, ZoneInfo):
        return clock.tzinfo.utcoffset(datetime(1970, 1, 1))
    return clock.utcoffset()


def seconds_of_day(clock: time) -> timedelta:
    """Return the time since midnight UTC, or since midnight where `clock` has no zone."""
    local = timedelta(hours=clock.hour, minutes=clock.minute, seconds=clock.second, microseconds=clock.microsecond)
    return local - (time_offset(clock) or timedelta())


def shift_moment(moment: datetime, span: timedelta) -> datetime:
    """Return `moment` that much later, measured on UTC; raise OverflowError beyond the years 1 to 9999."""
    if moment.tzinfo is None:
        return moment + span
    return (moment.astimezone(UTC) + span).astimezone(moment.tzinfo)


def shift_months(day: _Day, count: int) -> _Day | None:
    """Return `day` that many months later, on the last day of the month if it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    if not 1 <= year <= 9999:
        return None
    return day.replace(year=year, month=month + 1, day=min(day.day, monthrange(year, month + 1)[1]))


def shift_time(clock: time, span: timedelta) -> time:
    """Return `clock` that much later, round the dial."""
    return (
        (datetime.combine(date(2000, 1, 3), clock.replace(tzinfo=None)) + span % timedelta(1))
        .time()
        .replace(tzinfo=clock.tzinfo)
    )


def months_between(start: date, end: date) -> YearsMonths:
    """Return the whole months from `start` to `end`, negative backwards."""
    if end < start:
        return YearsMonths(-months_between(end, start).months)
    count = (end.year - start.year) * 12 + end.month - start.month
    return YearsMonths(count - (end.day < start.day))


def scaled(span: timedelta, factor: Decimal, operation: Callable[[Decimal, Decimal], Decimal]) -> timedelta | None:
    """Return `span` times or by `factor`, as `operation` says, to the microsecond; None where it is too long."""
    count = reckon(operation, Decimal(span // microsecond), factor)
    return None if count is None else _span(int(count.to_integral_value(ROUND_HALF_EVEN)))


def opposite(span: timedelta) -> timedelta | None:
    """Return `-span`; None for the few longest, which have no opposite."""
    return _span(-(span // microsecond))


def _span(microseconds: int) -> timedelta | None:
    try:
        return timedelta(microseconds=microseconds)
    except OverflowError:
        return None


def written_moment(value: date | time | datetime) -> str:
    """Return the ISO text of a date, time, or date and time; a named zone as `@Asia/Tehran`."""
    if isinstance(value, datetime | time):
        text = value.replace(tzinfo=None).isoformat()
        text = text.rstrip("0") if "." in text else text
        return text + _written_zone(value)
    return value.isoformat()


def _written_zone(value: datetime | time) -> str:
    if isinstance(value.tzinfo, ZoneInfo):
        return f"@{value.tzinfo.key}"
    offset = value.utcoffset()
    if offset is None:
        return ""
    return (
        value.replace(tzinfo=timezone(offset))
        .isoformat()[len(value.replace(tzinfo=None).isoformat()) :]
        .replace("+00:00", "Z")
    )


def written_span(span: timedelta) -> str:
    """Return the shortest ISO text of a days-and-time duration, `PT0S` for none."""
    count = span // microsecond
    whole, micros = divmod(abs(count), 1_000_000)
    minutes, seconds = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    fraction = f".{micros:06}".rstrip("0").rstrip(".")
    clock = "".join(f"{count}{mark}" for count, mark in ((hours, "H"), (minutes, "M")) if count)
    clock += f"{seconds}{fraction}S" if seconds or fraction else ""
    if not count:
        return "PT0S"
    return f"{'-' * (count < 0)}P{f'{days}D' if days else ''}{f'T{clock}' if clock else ''}"

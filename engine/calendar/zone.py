"""A time zone as pieces of constant offset, exact to the second. Times are microseconds since 1970, UTC or local."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo, available_timezones

SECOND: Final = 1_000_000
MINUTE: Final = 60 * SECOND
DAY: Final = 1440 * MINUTE
EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
EPOCH_ORDINAL: Final = EPOCH.toordinal()
FIRST: Final = (2 - EPOCH_ORDINAL) * DAY
LAST: Final = (datetime.max.toordinal() - 7 - EPOCH_ORDINAL) * DAY
"""Between these a zone can be asked; before, it has its first offset, and after, nothing is looked for."""
_MICROSECOND: Final = timedelta(microseconds=1)
_STEP: Final = 3 * DAY
"""Since zones have been written down, none has changed twice within three days: so often it is looked."""

Piece = tuple[int, int, int]
"""From, until, both UTC; and by how much the local time is ahead in between."""


@cache
def zones() -> frozenset[str]:
    """Return the names of zones that are the same on every machine."""
    return frozenset(available_timezones() - {"localtime", "Factory"})


def micros(instant: datetime) -> int:
    """Return an aware time as microseconds."""
    if instant.tzinfo is None:
        raise ValueError(f"expected a time with its zone, but found {instant}")
    since = instant - EPOCH
    return (since.days * 86400 + since.seconds) * SECOND + since.microseconds


def instant_at(at: int) -> datetime:
    """Return microseconds as a time in UTC."""
    return EPOCH + timedelta(microseconds=at)


def offset(zone: ZoneInfo, at: int) -> int:
    """Return by how much the zone's local time is ahead of UTC."""
    ahead = instant_at(max(FIRST, min(at, LAST))).astimezone(zone).utcoffset()
    assert ahead is not None, "a zone always knows its offset"
    return ahead // _MICROSECOND


def pieces(zone: ZoneInfo, start: int, end: int) -> list[Piece]:
    """Return the pieces of constant offset from `start` until `end`."""
    found: list[Piece] = []
    begin, here, ahead = start, start, offset(zone, start)
    while here < end:
        there = min(here + _STEP, end)
        then = offset(zone, there)
        if then == ahead:
            here = there
            continue
        here = _change(zone, here, there, ahead)
        if here < end:
            found.append((begin, here, ahead))
            begin, ahead = here, offset(zone, here)
    return [*found, (begin, end, ahead)]


def _change(zone: ZoneInfo, before: int, after: int, ahead: int) -> int:
    """Return the second of the change between a time with the offset `ahead` and one with another."""
    low, high = before // SECOND, -(-after // SECOND)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if offset(zone, middle * SECOND) == ahead else (low, middle)
    return high * SECOND

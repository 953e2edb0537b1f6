"""Calendars for tests."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from engine.calendar import Exceptional, Segment, Week, WorkingCalendar

TEHRAN = ZoneInfo("Asia/Tehran")
MORNING, AFTERNOON = Segment(8 * 60, 12 * 60), Segment(13 * 60, 16 * 60)
SATURDAY_TO_WEDNESDAY = (0, 1, 2, 5, 6)


def week(since: date, *segments: Segment, on: tuple[int, ...] = SATURDAY_TO_WEDNESDAY) -> Week:
    """Return a week with the same segments on all days that are worked."""
    return Week(since, tuple(segments if day in on else () for day in range(7)))


def calendar(
    *weeks: Week, zone: str = "Asia/Tehran", exceptions: tuple[Exceptional, ...] = (), key: str = "office"
) -> WorkingCalendar:
    """Return a calendar; without weeks, 8 to 12 and 13 to 16, Saturday to Wednesday."""
    office = (week(date(2020, 1, 1), MORNING, AFTERNOON),)
    return WorkingCalendar(key, "اداره", "Office", zone, weeks or office, exceptions)


def closed(day: date) -> Exceptional:
    """Return a day on which nobody works."""
    return Exceptional(day, (), "تعطیل", "Holiday", "holiday")


def tehran(text: str) -> datetime:
    """Return the instant of a wall time in Tehran, in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=TEHRAN).astimezone(UTC)

"""Making a working calendar out of another: pure, nothing is saved here. What is wrong is said by the calendar's own check."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from engine.calendar import Exceptional, Kind, Segment, Week, WorkingCalendar
from processes.calendars.holidays import holidays_of

ONLY_WHERE_WORKED: frozenset[Kind] = frozenset({"closure", "half_day", "hours"})
"""What changes working days only: Ramadan hours make no Friday a working day."""
MOST_DAYS = 400
"""Days of one entry: a longer change is another week, from a day on."""


def with_week(calendar: WorkingCalendar, week: Week) -> WorkingCalendar:
    """Return the calendar with a week from its day on, in place of one from that same day."""
    others = [each for each in calendar.weeks if each.since != week.since]
    return replace(calendar, weeks=tuple(sorted([*others, week], key=lambda each: each.since)))


def without_week(calendar: WorkingCalendar, since: date) -> WorkingCalendar:
    """Return the calendar without the week from a day on: the one before it goes on."""
    return replace(calendar, weeks=tuple(each for each in calendar.weeks if each.since != since))


def with_exceptions(calendar: WorkingCalendar, entries: Iterable[Exceptional]) -> WorkingCalendar:
    """Return the calendar with these entries, each in place of what stood on its day."""
    days = {each.day: each for each in calendar.exceptions} | {each.day: each for each in entries}
    return replace(calendar, exceptions=tuple(days[day] for day in sorted(days)))


def without_exceptions(calendar: WorkingCalendar, first: date, last: date) -> WorkingCalendar:
    """Return the calendar without the exceptions from a day to another: their weeks count again."""
    return replace(calendar, exceptions=tuple(each for each in calendar.exceptions if not first <= each.day <= last))


def entries(
    calendar: WorkingCalendar,
    first: date,
    last: date,
    *,
    kind: Kind,
    segments: Sequence[Segment],
    name_fa: str,
    name_en: str,
) -> list[Exceptional]:
    """Return one entry a day from a day to another; a closure or other hours only on days on which there would be work."""
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return [
        Exceptional(day=day, segments=tuple(segments), name_fa=name_fa, name_en=name_en, kind=kind)
        for day in days
        if kind not in ONLY_WHERE_WORKED or calendar.segments(day)
    ]


def with_holidays(calendar: WorkingCalendar, years: Iterable[int]) -> WorkingCalendar:
    """Return the calendar with the public holidays of Jalali years; what stands on a day already stays as it is."""
    there = {each.day for each in calendar.exceptions}
    return with_exceptions(calendar, [each for each in holidays_of(years) if each.day not in there])

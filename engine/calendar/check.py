"""What is wrong with a calendar: all of it at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from engine.calendar.faults import CalendarFault, Place, fault
from engine.calendar.parts import Exceptional, Segment, Week, kinds
from engine.calendar.zone import zones

YEARS: Final = range(1900, 2200)
TEN_YEARS: Final = timedelta(days=3653)
"""How far a search goes, and how long nobody may be at work."""


def check(
    *, key: str, name_fa: str, zone: str, weeks: Sequence[Week], exceptions: Sequence[Exceptional]
) -> list[CalendarFault]:
    """Return the faults of a calendar with these parts."""
    placed_weeks = [(Place(week=each.since), each) for each in weeks]
    placed_days = [(Place(day=each.day), each) for each in exceptions]
    found = [*check_head(key, name_fa, zone), *check_weeks(placed_weeks), *check_exceptions(placed_days)]
    return found or list(_endless(weeks, exceptions))


def check_head(key: str, name_fa: str, zone: str) -> Iterator[CalendarFault]:
    """Yield the faults of what is said once."""
    if not key.strip():
        yield fault("empty", Place(), expected=("the calendar's key", "کلید تقویم کاری"))
    if not name_fa.strip():
        yield fault("empty", Place(), expected=("the calendar's Persian name", "نام فارسی تقویم کاری"))
    if zone not in zones():
        yield fault("zone", Place(), found=zone)


def check_weeks(weeks: Sequence[tuple[Place, Week]]) -> Iterator[CalendarFault]:
    """Yield the faults of the weeks; one whose place has no day has none to check."""
    if not weeks:
        yield fault("no_weeks", Place())
    yield from _days("same_since", [place for place, _ in weeks if place.week])
    for place, week in weeks:
        if len(week.days) != 7:
            yield fault("seven_days", place, found=len(week.days))
        for weekday, segments in enumerate(week.days[:7]):
            yield from _segments(segments, replace(place, weekday=weekday))


def check_exceptions(exceptions: Sequence[tuple[Place, Exceptional]]) -> Iterator[CalendarFault]:
    """Yield the faults of the exceptions; one whose place has no day has none to check."""
    yield from _days("same_day", [place for place, _ in exceptions if place.day])
    for place, one in exceptions:
        if one.kind not in kinds:
            yield fault("kind", place, expected=(", ".join(kinds), "، ".join(kinds)), found=one.kind)
        yield from _segments(one.segments, place)


def _days(code: str, places: Sequence[Place]) -> Iterator[CalendarFault]:
    for place, times in Counter(places).items():
        day = place.week or place.day
        if times > 1:
            yield fault(code, place, found=times)
        if day is not None and day.year not in YEARS:
            yield fault("far_day", place, found=(day.isoformat(), day.isoformat()))


def _segments(segments: Sequence[Segment], place: Place) -> Iterator[CalendarFault]:
    before: Segment | None = None
    for each in sorted(segments):
        here = replace(place, segment=each)
        if each.start >= each.end:
            yield fault("reversed", here)
        elif each.start < 0 or each.end > 1440:
            yield fault("out_of_day", here)
        elif before is not None and each.start < before.end:
            yield fault("overlap", here, found=before)
        if before is None or each.end > before.end:
            before = each


def _endless(weeks: Sequence[Week], exceptions: Sequence[Exceptional]) -> Iterator[CalendarFault]:
    """Yield the first day after which nobody works for ten years. The parts have no other fault."""
    weeks = sorted(weeks)
    special = {each.day: bool(each.segments) for each in exceptions}
    if not any(special.values()) and not any(any(week.days) for week in weeks):
        yield fault("no_work", Place())
        return
    if not any(weeks[0].days):
        yield fault("no_beginning", Place(week=weeks[0].since))
    edges = sorted({*(week.since for week in weeks), *special, *(day + timedelta(days=1) for day in special)})
    found = date.min
    for start in edges:
        if start > found:
            worked = _next_work(start, weeks, special)
            if worked is None:
                [*_, week] = [weeks[0], *(each for each in weeks if each.since <= start)]
                yield fault("no_end", Place(week=week.since), found=start)
                return
            found = worked


def _next_work(start: date, weeks: Sequence[Week], special: dict[date, bool]) -> date | None:
    """Return the first day with work, from `start` on; None if there is none within ten years."""
    number = 0
    for ahead in range(TEN_YEARS.days + 1):
        day = start + timedelta(days=ahead)
        while number + 1 < len(weeks) and weeks[number + 1].since <= day:
            number += 1
        if special.get(day, bool(weeks[number].days[day.weekday()])):
            return day
    return None

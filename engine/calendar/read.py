"""Read a calendar from JSON: what `WorkingCalendar.written` is, or all that is wrong with it at once."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Any, Final, cast

from engine.calendar.check import check_exceptions, check_head, check_weeks
from engine.calendar.faults import BadCalendar, CalendarFault, Place, fault
from engine.calendar.model import WorkingCalendar
from engine.calendar.parts import Exceptional, Kind, Segment, Week

_SEGMENT: Final = re.compile(r"([0-9]{2}):([0-5][0-9])-([0-9]{2}):([0-5][0-9])")
_DATE: Final = ("a date such as “2024-03-20”", "تاریخی مانند «2024-03-20»")
_TIMES: Final = ("times such as “08:00-12:00”", "زمانی مانند «08:00-12:00»")
_TEXT: Final = ("text as “{name}”", "متنی برای «{name}»")
_LIST: Final = ("a list as “{name}”", "فهرستی برای «{name}»")
_OBJECT: Final = ("an object", "یک شیء")


def read_calendar(written: Any) -> WorkingCalendar:
    """Return the calendar; raise `BadCalendar` with every fault."""
    reader = _Reader()
    head = reader.object(written, Place())
    key, name_fa, name_en = (reader.text(head, name, Place(), "?") for name in ("key", "name_fa", "name_en"))
    zone = reader.text(head, "zone", Place(), "UTC")
    weeks = [reader.week(each, number) for number, each in enumerate(reader.list(head, "weeks", Place()), 1)]
    days = [reader.exceptional(each, number) for number, each in enumerate(reader.list(head, "exceptions", Place()), 1)]
    if not reader.faults:
        return WorkingCalendar(
            key, name_fa, name_en, zone, tuple(each for _, each in weeks), tuple(each for _, each in days)
        )
    # What can be read may be faulty too, and is to be told in one go.
    weeks_there = check_weeks(weeks) if weeks else ()
    faults = [*reader.faults, *check_head(key, name_fa, zone), *weeks_there, *check_exceptions(days)]
    raise BadCalendar(name=name_en, name_fa=name_fa, faults=faults)


class _Reader:
    """Takes a calendar apart, and notes what it cannot read; in its stead it gives something without a fault."""

    def __init__(self) -> None:
        self.faults: list[CalendarFault] = []

    def object(self, written: Any, place: Place) -> Mapping[str, Any]:
        """Return an object."""
        if isinstance(written, Mapping):
            return written
        self._note(place, _OBJECT, written)
        return {}

    def text(self, within: Mapping[str, Any], name: str, place: Place, instead: str) -> str:
        """Return a text of an object."""
        text = within.get(name)
        if isinstance(text, str):
            return text
        self._note(place, _named(_TEXT, name), text)
        return instead

    def list(self, within: Mapping[str, Any], name: str, place: Place) -> Sequence[Any]:
        """Return a list of an object."""
        items = within.get(name)
        if isinstance(items, list | tuple):
            return items
        self._note(place, _named(_LIST, name), items)
        return ()

    def week(self, written: Any, number: int) -> tuple[Place, Week]:
        """Return a week with its place; one that has no readable day is named by its number."""
        numbered = Place(week_number=number)
        week = self.object(written, numbered)
        since = self._date(week, "since", numbered)
        place = Place(week=since) if since else numbered
        days = self.list(week, "days", place) or [()] * 7
        segments = tuple(self._segments(day, replace(place, weekday=each % 7)) for each, day in enumerate(days))
        return place, Week(since or date.max, segments)

    def exceptional(self, written: Any, number: int) -> tuple[Place, Exceptional]:
        """Return an exception with its place; one that has no readable day is named by its number."""
        numbered = Place(day_number=number)
        one = self.object(written, numbered)
        day = self._date(one, "day", numbered)
        place = Place(day=day) if day else numbered
        segments = self._segments(self.list(one, "segments", place), place)
        name_fa, name_en = self.text(one, "name_fa", place, ""), self.text(one, "name_en", place, "")
        kind = self.text(one, "kind", place, "hours")
        # Whether it is a kind at all is checked with everything else.
        return place, Exceptional(day or date.max, segments, name_fa, name_en, cast(Kind, kind))

    def _date(self, within: Mapping[str, Any], name: str, place: Place) -> date | None:
        text = within.get(name)
        if isinstance(text, str) and len(text) == len("2024-03-20"):
            with suppress(ValueError):
                return date.fromisoformat(text)
        self._note(place, _DATE, text)
        return None

    def _segments(self, written: Any, place: Place) -> tuple[Segment, ...]:
        if isinstance(written, list | tuple):
            return tuple(filter(None, (self._segment(each, place) for each in written)))
        self._note(place, _named(_LIST, "segments"), written)
        return ()

    def _segment(self, text: Any, place: Place) -> Segment | None:
        found = _SEGMENT.fullmatch(text) if isinstance(text, str) else None
        if found is None:
            self._note(place, _TIMES, text)
            return None
        start_hour, start, end_hour, end = map(int, found.groups())
        return Segment(start_hour * 60 + start, end_hour * 60 + end)

    def _note(self, place: Place, expected: tuple[str, str], found: Any) -> None:
        self.faults.append(fault("shape", place, expected=expected, found=_shown(found)))


def _named(expected: tuple[str, str], name: str) -> tuple[str, str]:
    return expected[0].format(name=name), expected[1].format(name=name)


def _shown(found: Any) -> str | tuple[str, str]:
    if found is None:
        return "nothing", "هیچ چیز"
    return found if isinstance(found, str) else repr(found)

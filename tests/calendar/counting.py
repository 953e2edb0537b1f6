"""The oracle: a few days of a calendar, minute by minute, with nothing cleverer than counting.

All changes of the zones that the tests use fall on whole minutes, so a minute is working or not as a whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo

from engine.calendar import Segment, WorkingCalendar

TICK = timedelta(microseconds=1)
MINUTE = 60_000_000
Pause = tuple[datetime, datetime]


@cache
def local_minutes(zone: str, begin: datetime, days: int) -> list[tuple[date, int]]:
    """Return the local date and the minute of the day that each minute in UTC is."""
    local = [(begin + timedelta(minutes=each)).astimezone(ZoneInfo(zone)) for each in range(days * 1440)]
    return [(each.date(), each.hour * 60 + each.minute) for each in local]


@cache
def local_days(zone: str, begin: datetime, days: int) -> list[date]:
    """Return the local dates of these minutes, in order."""
    return sorted({day for day, _ in local_minutes(zone, begin, days)})


class Counted:
    """The minutes from `begin`, a whole minute in UTC, for so many days."""

    def __init__(self, calendar: WorkingCalendar, begin: datetime, days: int) -> None:
        self.calendar, self.begin, self.end = calendar, begin, begin + timedelta(days=days)
        self.local = local_minutes(calendar.zone, begin, days)
        self.days = local_days(calendar.zone, begin, days)
        shown = {day: self.day(day) for day in self.days}
        self.works = bytes(shown[day][minute] for day, minute in self.local)

    def parts(self, day: date) -> Sequence[Segment]:
        """Return the segments of a day, looked for one by one."""
        for exceptional in self.calendar.exceptions:
            if exceptional.day == day:
                return exceptional.segments
        begun = [week for week in self.calendar.weeks if week.since <= day]
        return (begun[-1] if begun else self.calendar.weeks[0]).days[day.weekday()]

    def day(self, day: date) -> bytearray:
        """Return each minute that the clock may show on a day, 1 where it is working."""
        minutes = bytearray(1440)
        for part in self.parts(day):
            for minute in range(part.start, part.end):
                minutes[minute] = 1
        return minutes

    def place(self, at: datetime) -> tuple[int, int]:
        """Return the minute of `at`, and the microseconds since."""
        return divmod((at - self.begin) // TICK, MINUTE)

    def is_working(self, at: datetime) -> bool:
        """Return whether the minute of `at` is."""
        return bool(self.works[self.place(at)[0]])

    def between(self, start: datetime, end: datetime) -> timedelta:
        """Return the working minutes' number, and what is worked in those that are cut."""
        (first, since), (last, until) = self.place(start), self.place(end)
        worked = self.works[first:last].count(1) * MINUTE
        if since and self.works[first]:
            worked -= since
        if until and self.works[last]:
            worked += until
        return worked * TICK

    def add(self, start: datetime, amount: timedelta, pauses: Sequence[Pause]) -> datetime | None:
        """Return when minutes and pieces of minutes make up the amount; None if not here."""
        rest = amount // TICK
        if not rest:
            return start
        for since, until in self.pieces(start, pauses):
            if until - since >= rest:
                return self.begin + (since + rest) * TICK
            rest -= until - since
        return None

    def pieces(self, start: datetime, pauses: Sequence[Pause]) -> Iterator[tuple[int, int]]:
        """Yield what is worked and not paused, in pieces of a minute at most, from `start` on."""
        begun = (start - self.begin) // TICK
        stops = [((paused - self.begin) // TICK, (resumed - self.begin) // TICK) for paused, resumed in pauses]
        edges = sorted({begun, *(edge for stop in stops for edge in stop)})
        cut = {edge // MINUTE for edge in edges}
        works = bytearray(self.works)
        for paused, resumed in stops:
            for minute in range(-(-paused // MINUTE), resumed // MINUTE):
                works[minute] = 0
        for minute in range(begun // MINUTE, len(works)):
            if not works[minute]:
                continue
            since, until = minute * MINUTE, (minute + 1) * MINUTE
            if minute not in cut:
                yield since, until
                continue
            for piece in pairwise(sorted({since, until, *(edge for edge in edges if since < edge < until)})):
                if piece[0] >= begun and not any(paused <= piece[0] < resumed for paused, resumed in stops):
                    yield piece

    def add_days(self, start: datetime, n: int) -> datetime | None:
        """Return when the clock first shows the time, or a later one, on the n-th day that has a working minute."""
        minute, past = self.place(start)
        index = self.works.find(1, minute)
        if index < 0:
            return None
        past = past if index == minute else 0
        begun = self.begin + (index * MINUTE + past) * TICK
        if not n:
            return begun
        day, shown = self.local[index]
        worked = sorted({day for (day, _), works in zip(self.local, self.works, strict=True) if works})
        ahead = worked.index(day) + n
        if ahead >= len(worked) or worked[ahead] >= self.days[-2]:
            return None
        parts = self.parts(worked[ahead])
        clock = max(parts[0].start * MINUTE, min(shown * MINUTE + past, parts[-1].end * MINUTE))
        for index, (day, shown) in enumerate(self.local):
            if day == worked[ahead]:
                after = (index + 1) * MINUTE
                if clock < (shown + 1) * MINUTE:
                    after = index * MINUTE + max(clock - shown * MINUTE, 0)
                    break
        return max(begun, self.begin + after * TICK)

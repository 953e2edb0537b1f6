"""The working calendar, and what it says of instants and amounts."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property, lru_cache
from typing import Any, Final
from zoneinfo import ZoneInfo

from engine import digest
from engine.calendar.amount import Amount
from engine.calendar.check import TEN_YEARS, check
from engine.calendar.faults import BadCalendar, NoWorkingTime, said
from engine.calendar.parts import Exceptional, Segment, Week
from engine.calendar.timeline import Timeline
from engine.calendar.zone import DAY, EPOCH_ORDINAL, LAST, MINUTE, instant_at, micros, offset, pieces

_TEN_YEARS: Final = TEN_YEARS.days * DAY
_MICROSECOND: Final = timedelta(microseconds=1)


@dataclass(frozen=True, eq=False)
class WorkingCalendar:
    """When work is done, in one time zone. Two with the same digest are the same.

    All instants are aware, whatever their zone; all results are in UTC. Made of faulty parts, it raises `BadCalendar`.
    """

    key: str
    name_fa: str
    name_en: str
    zone: str
    weeks: tuple[Week, ...]
    exceptions: tuple[Exceptional, ...] = ()

    def __post_init__(self) -> None:
        faults = check(key=self.key, name_fa=self.name_fa, zone=self.zone, weeks=self.weeks, exceptions=self.exceptions)
        if faults:
            raise BadCalendar(name=self.name_en or self.key, name_fa=self.name_fa or self.key, faults=faults)
        # In whichever order the parts were given, it is one calendar with one digest.
        object.__setattr__(self, "weeks", tuple(sorted(each.sorted() for each in self.weeks)))
        object.__setattr__(self, "exceptions", tuple(sorted(each.sorted() for each in self.exceptions)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, WorkingCalendar) and self.digest == other.digest

    def __hash__(self) -> int:
        return hash(self.digest)

    @cached_property
    def written(self) -> dict[str, Any]:
        """The calendar as JSON; `read_calendar` reads it."""
        return {
            "key": self.key,
            "name_fa": self.name_fa,
            "name_en": self.name_en,
            "zone": self.zone,
            "weeks": [each.written for each in self.weeks],
            "exceptions": [each.written for each in self.exceptions],
        }

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of what is written."""
        return digest.digest(self.written)

    def segments(self, day: date) -> tuple[Segment, ...]:
        """Return the segments of a local date, in order."""
        exceptional = self._exceptional.get(day)
        if exceptional is not None:
            return exceptional.segments
        return self.weeks[max(bisect_right(self._since, day) - 1, 0)].days[day.weekday()]

    def is_working(self, instant: datetime) -> bool:
        """Return whether work is done at `instant`; at a segment's start yes, at its end no more."""
        at = micros(instant)
        return self._timeline.next_working(at, at) is not None

    def between(self, start: datetime, end: datetime) -> timedelta:
        """Return the working time from `start` until `end`, which may not be before it."""
        since, until = micros(start), micros(end)
        if until < since:
            raise ValueError(f"expected an end not before {start}, but found {end}")
        return self._timeline.between(since, until) * _MICROSECOND

    def add(self, start: datetime, amount: timedelta, pauses: Sequence[tuple[datetime, datetime]] = ()) -> datetime:
        """Return the earliest instant at which `amount` of unpaused working time has gone by since `start`.

        `pauses` are from and until, in any order; they may overlap. Raise `NoWorkingTime` beyond ten years.
        """
        at, rest = micros(start), amount // _MICROSECOND
        if rest < 0:
            raise ValueError(f"expected an amount that is not negative, but found {amount}")
        limit = min(at + _TEN_YEARS, LAST)
        begun, rest = self._after_pauses(at, rest, sorted((micros(since), micros(until)) for since, until in pauses))
        reached = self._timeline.reach(begun, rest, limit) if rest else begun
        if reached is None:
            raise self._no_working_time(at)
        return instant_at(reached)

    def add_days(self, start: datetime, n: int) -> datetime:
        """Return the instant `n` working days after `start`.

        `start` is moved to when work is done next; from that day on `n` working days are counted. There it is the
        same time on the clock, but not before that day's first start nor after its last end. Where the clock skips
        that time it is when it has been skipped, where it shows it twice the first. Raise `NoWorkingTime` beyond
        ten years.
        """
        if n < 0:
            raise ValueError(f"expected a number of days that is not negative, but found {n}")
        at = micros(start)
        limit = min(at + _TEN_YEARS, LAST)
        begun = self._timeline.next_working(at, limit)
        if begun is None:
            raise self._no_working_time(at)
        if not n:
            return instant_at(begun)
        day, clock = divmod(begun + offset(self._zone, begun), DAY)
        while n:
            day += 1
            if day * DAY > limit:
                raise self._no_working_time(at)
            n -= self._is_worked(day)
        segments = self.segments(_date(day))
        held = max(segments[0].start * MINUTE, min(clock, segments[-1].end * MINUTE))
        # Where the clock falls back into the day before, part of this day may already have been.
        return instant_at(max(begun, self._when(day, held)))

    def amount(self, start: datetime, amount: Amount) -> timedelta:
        """Return how much working time `amount` is if it is counted from `start`."""
        return self.between(start, self.add_days(start, amount.days)) + amount.rest if amount.days else amount.rest

    @cached_property
    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    @cached_property
    def _since(self) -> tuple[date, ...]:
        return tuple(week.since for week in self.weeks)

    @cached_property
    def _exceptional(self) -> dict[date, Exceptional]:
        return {each.day: each for each in self.exceptions}

    @cached_property
    def _timeline(self) -> Timeline:
        return _timeline(self)

    def _after_pauses(self, at: int, rest: int, pauses: Sequence[tuple[int, int]]) -> tuple[int, int]:
        """Return since when no pause counts any more, and how much of the rest is still to be worked from then on."""
        if not pauses or not rest:
            return at, rest
        tally, stood = self._timeline.tally(at), 0
        for paused, resumed in pauses:
            if resumed < paused:
                raise ValueError(f"expected a pause that ends after it begins, but found {instant_at(paused)}")
            if resumed <= at:
                continue
            if paused > at:
                worked = tally.until(paused) - stood
                if worked >= rest:
                    break
                rest -= worked
            at, stood = resumed, tally.until(resumed)
        return at, rest

    def _is_worked(self, day: int) -> bool:
        """Return whether anybody works on a local day; where the clock skips all its segments nobody does."""
        segments = self.segments(_date(day))
        if not segments:
            return False
        parts = self._pieces(day)
        if len(parts) == 1:
            return True
        spans = [(day * DAY + each.start * MINUTE, day * DAY + each.end * MINUTE) for each in segments]
        return any(
            max(start, since + ahead) < min(end, until + ahead) for since, until, ahead in parts for start, end in spans
        )

    def _when(self, day: int, clock: int) -> int:
        """Return when the clock first shows `clock` on a local day, or a later time; the day's end if it never does."""
        wanted, over, end = day * DAY + clock, (day + 1) * DAY, 0
        for since, until, ahead in self._pieces(day):
            shown = max(wanted, since + ahead)
            if shown < min(over, until + ahead):
                return shown - ahead
            if since + ahead < over and until + ahead > day * DAY:
                end = min(over, until + ahead) - ahead
        return end

    def _pieces(self, day: int) -> list[tuple[int, int, int]]:
        # A zone is less than a day from UTC, either way.
        return pieces(self._zone, (day - 1) * DAY, (day + 2) * DAY)

    def _no_working_time(self, start: int) -> NoWorkingTime:
        day = _date((min(start, LAST) + offset(self._zone, start)) // DAY)
        name = self.name_en or self.key
        return NoWorkingTime(name=name, name_fa=self.name_fa, start=said(day, "en"), start_fa=said(day, "fa"))


@lru_cache(maxsize=64)
def _timeline(calendar: WorkingCalendar) -> Timeline:
    """Return the timeline of a calendar, kept by its digest."""
    days = [*(week.since for week in calendar.weeks), *(each.day for each in calendar.exceptions)]
    return Timeline(calendar._zone, calendar.segments, min(days).year - 1, max(days).year + 1)


def _date(day: int) -> date:
    return date.fromordinal(day + EPOCH_ORDINAL)


ROUND_THE_CLOCK: Final = WorkingCalendar(
    key="round-the-clock",
    name_fa="شبانه‌روزی",
    name_en="Round the clock",
    zone="UTC",
    weeks=(Week(date(1970, 1, 1), ((Segment(0, 1440),),) * 7),),
)

"""A calendar laid out in UTC: each year's working stretches in order, with the time worked before each.

A year is laid out when it is first asked for, and then searched by halving. Far from every week, exception and change
of the zone's rules, years that begin on the same weekday and are of the same length are one, so that even a date in the
year 9999 costs little. Laying out twice at once does no harm: both arrive at the same.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from datetime import date, timedelta
from itertools import accumulate, count
from typing import Final
from zoneinfo import ZoneInfo

from engine.calendar.parts import Segment
from engine.calendar.zone import DAY, EPOCH_ORDINAL, MINUTE, pieces

FIRST_RULES, LAST_RULES = 1800, 2100
"""The time zone database knows no change before the one and only yearly rules after the other."""
_EARLIEST: Final = (date(1, 1, 1).toordinal() - EPOCH_ORDINAL) * DAY
_LATEST: Final = (date(9999, 12, 31).toordinal() - EPOCH_ORDINAL + 1) * DAY - 1


class Year:
    """One year's stretches, in microseconds since its beginning in UTC."""

    def __init__(self, stretches: list[tuple[int, int]]) -> None:
        self.starts = [start for start, _ in stretches]
        self.ends = [end for _, end in stretches]
        self.before = list(accumulate((end - start for start, end in stretches), initial=0))
        self.total = self.before[-1]

    def worked(self, until: int) -> int:
        """Return how much is worked before `until`."""
        index = bisect_right(self.starts, until) - 1
        return self.before[index] + min(until, self.ends[index]) - self.starts[index] if index >= 0 else 0

    def reached(self, amount: int) -> int:
        """Return when `amount`, more than nothing and at most the total, has been worked."""
        index = bisect_left(self.before, amount)
        return self.ends[index - 1] - (self.before[index] - amount)

    def working(self, at: int) -> int | None:
        """Return `at` if it is working, else when work begins next; None if it doesn't this year."""
        index = bisect_right(self.ends, at)
        return max(at, self.starts[index]) if index < len(self.starts) else None


class Tally:
    """Working time added up along a timeline, from one instant to later ones."""

    def __init__(self, year_of: Callable[[int], Year], at: int) -> None:
        self._year_of = year_of
        self._number, since = _place(at)
        self._enter(0)
        self._total -= self._year.worked(since)

    def until(self, at: int) -> int:
        """Return how much is worked from the first instant until `at`, which is not before the last one asked for."""
        while at >= self._end and self._number < date.max.year:
            self._number += 1
            self._enter(self._total + self._year.total)
        return self._total + self._year.worked(at - self._begin)

    def _enter(self, total: int) -> None:
        self._total = total
        self._begin, self._end = _begin(self._number), _begin(self._number + 1)
        self._year = self._year_of(self._number)


class Timeline:
    """All years. `segments` gives a local date's; `first` and `last` bound the years in which weeks and exceptions lie."""

    def __init__(self, zone: ZoneInfo, segments: Callable[[date], tuple[Segment, ...]], first: int, last: int) -> None:
        self._zone = zone
        self._segments = segments
        self._settled = min(first, FIRST_RULES), max(last, LAST_RULES)
        self._years: dict[int | tuple[bool, int, bool], Year] = {}

    def between(self, start: int, end: int) -> int:
        """Return how much is worked from `start` until `end`, not before it."""
        return self.tally(start).until(end)

    def tally(self, start: int) -> Tally:
        """Return a tally that begins at `start`."""
        return Tally(self._year, start)

    def reach(self, start: int, amount: int, limit: int) -> int | None:
        """Return when `amount`, more than nothing, has been worked since `start`; None if not until `limit`."""
        year, since = _place(start)
        amount += self._year(year).worked(since)
        while amount > self._year(year).total:
            amount -= self._year(year).total
            year += 1
            if year > date.max.year or _begin(year) > limit:
                return None
        reached = _begin(year) + self._year(year).reached(amount)
        return reached if reached <= limit else None

    def next_working(self, at: int, limit: int) -> int | None:
        """Return `at` if it is working, else when work begins next; None if not until `limit`."""
        year, at = _place(at)
        while year <= date.max.year and _begin(year) <= limit:
            found = self._year(year).working(at)
            if found is not None:
                return _begin(year) + found if _begin(year) + found <= limit else None
            year, at = year + 1, 0
        return None

    def _year(self, year: int) -> Year:
        first, last = self._settled
        key = year if first <= year <= last else (year > last, *_shape(year))
        found = self._years.get(key)
        if found is None:
            found = self._years[key] = self._lay_out(self._like(year))
        return found

    def _like(self, year: int) -> int:
        """Return the year nearest to those that differ that has the same days."""
        first, last = self._settled
        if first <= year <= last:
            return year
        years = count(last + 1) if year > last else count(first - 1, -1)
        return next(each for each in years if _shape(each) == _shape(year))

    def _lay_out(self, year: int) -> Year:
        begin, end = _begin(year), _begin(year + 1)
        stretches: list[tuple[int, int]] = []
        for since, until, ahead in pieces(self._zone, begin, end):
            shift = ahead + begin
            for start, stop in self._local(since + ahead, until + ahead):
                if stretches and stretches[-1][1] == start - shift:
                    start = stretches.pop()[0] + shift
                stretches.append((start - shift, stop - shift))
        return Year(stretches)

    def _local(self, since: int, until: int) -> list[tuple[int, int]]:
        """Return the stretches between two local times."""
        found = []
        for day in range(since // DAY, -(-until // DAY)):
            for each in self._segments(date.fromordinal(day + EPOCH_ORDINAL)):
                start, end = max(day * DAY + each.start * MINUTE, since), min(day * DAY + each.end * MINUTE, until)
                if start < end:
                    found.append((start, end))
        return found


def _place(at: int) -> tuple[int, int]:
    """Return the year of a time in UTC, and the time since its beginning."""
    at = max(_EARLIEST, min(at, _LATEST))
    year = date.fromordinal(at // DAY + EPOCH_ORDINAL).year
    return year, at - _begin(year)


def _begin(year: int) -> int:
    # The year 10000 has a beginning too: it is where 9999 ends.
    return (date(year - 1, 12, 31).toordinal() + 1 - EPOCH_ORDINAL) * DAY if year > 1 else _EARLIEST


def _shape(year: int) -> tuple[int, bool]:
    """Return the weekday on which a year begins, and whether it is a leap year."""
    begin = date(year, 1, 1)
    return begin.weekday(), (begin + timedelta(days=59)).month == 2

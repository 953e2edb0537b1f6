"""Calendars and spans by chance, around days on which something happens to the clock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import pairwise

from hypothesis import reject
from hypothesis import strategies as st

from engine.calendar import BadCalendar, Exceptional, Segment, Week, WorkingCalendar
from tests.calendar.counting import Pause

DAYS = 8
"""How many days are counted."""
TICK = timedelta(microseconds=1)
TURNS: dict[str, tuple[str, date]] = {
    "Tehran springs forward at midnight": ("Asia/Tehran", date(2021, 3, 22)),
    "Tehran falls back at midnight": ("Asia/Tehran", date(2021, 9, 22)),
    "Tehran springs forward for the last time": ("Asia/Tehran", date(2022, 3, 22)),
    "Tehran falls back for the last time": ("Asia/Tehran", date(2022, 9, 22)),
    "Tehran stays": ("Asia/Tehran", date(2024, 2, 29)),
    "Berlin springs forward": ("Europe/Berlin", date(2024, 3, 31)),
    "Berlin falls back": ("Europe/Berlin", date(2024, 10, 27)),
    "Lord Howe springs forward by half an hour": ("Australia/Lord_Howe", date(2024, 10, 6)),
    "Lord Howe falls back by half an hour": ("Australia/Lord_Howe", date(2024, 4, 7)),
    "St. John's falls back into the day before": ("America/St_Johns", date(2010, 11, 7)),
    "Nuuk skips an hour until midnight": ("America/Nuuk", date(2024, 3, 31)),
    "Apia has no 30 December": ("Pacific/Apia", date(2011, 12, 30)),
}
TICKS = st.sampled_from([0 * TICK, TICK, -TICK, timedelta(seconds=29.5)])
AMOUNTS = st.integers(0, 2 * 1440)
MINUTES = st.sampled_from([0, 1, 120, 150, 180, 1380, 1410, 1439, 1440]) | st.integers(0, 1440)


@dataclass(frozen=True)
class Case:
    """A calendar, a span within its counted days, an amount, days and pauses."""

    calendar: WorkingCalendar
    begin: datetime
    start: datetime
    end: datetime
    amount: timedelta
    days: int
    pauses: Sequence[Pause]


PATTERNS = st.integers(0, 3**7 - 1).map(lambda drawn: [drawn // 3**day % 3 for day in range(7)])
"""Which of three days each weekday is like."""


@st.composite
def days(draw: st.DrawFn) -> tuple[Segment, ...]:
    """Draw a day: nobody works, or in a few segments, some of which may touch."""
    edges = sorted(set(draw(st.lists(MINUTES, max_size=6))))
    parts = [Segment(start, end) for start, end in pairwise(edges)]
    return tuple(parts if draw(st.booleans()) else parts[::2])


@cache
def near(around: date) -> st.SearchStrategy[date]:
    """Return a strategy for days around a day."""
    return st.integers(-4, 4).map(lambda days: around + timedelta(days=days))


@st.composite
def calendars(draw: st.DrawFn, zone: str, around: date) -> WorkingCalendar:
    """Draw a calendar whose weeks change, and whose exceptions lie, around a day."""
    like = [draw(days()), draw(days()), ()]
    weeks = tuple(
        Week(since, tuple(like[day] for day in draw(PATTERNS)))
        for since in sorted(set(draw(st.lists(near(around), min_size=1, max_size=3))))
    )
    special = tuple(
        Exceptional(day, like[draw(st.integers(0, 2))], "روزی دیگر", "Another day", "hours")
        for day in set(draw(st.lists(near(around), max_size=2)))
    )
    try:
        return WorkingCalendar("by-chance", "آزمون", "By chance", zone, weeks, special)
    except BadCalendar as refused:
        if {each.code for each in refused.faults} <= {"no_work", "no_beginning", "no_end"}:
            reject()
        raise


@cache
def moments(begin: datetime) -> st.SearchStrategy[datetime]:
    """Return a strategy for the counted moments: whole minutes, and a little beside."""
    minutes = st.integers(1, DAYS * 1440 - 1).map(lambda minute: timedelta(minutes=minute))
    return st.builds(lambda minute, tick: begin + minute + tick, minutes, TICKS)


@cache
def pauses(begin: datetime) -> st.SearchStrategy[list[Pause]]:
    """Return a strategy for pauses: beside, over and next to each other."""
    one = st.tuples(moments(begin), moments(begin)).map(lambda pair: (min(pair), max(pair)))
    adjacent = st.tuples(one, moments(begin)).map(lambda drawn: [drawn[0], (drawn[0][1], max(drawn[0][1], drawn[1]))])
    return st.lists(one, max_size=4) | adjacent


@st.composite
def cases(draw: st.DrawFn, turn: str) -> Case:
    """Draw a case around a turn of the clock."""
    zone, around = TURNS[turn]
    calendar = draw(calendars(zone, around))
    begin = datetime(around.year, around.month, around.day, tzinfo=UTC) - timedelta(days=DAYS // 2)
    start, end = sorted((draw(moments(begin)), draw(moments(begin))))
    amount = max(timedelta(minutes=draw(AMOUNTS)) + draw(TICKS), timedelta(0))
    return Case(calendar, begin, start, end, amount, draw(st.integers(0, 4)), draw(pauses(begin)))

"""The hours in which the demo office's people work: those of its calendar."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random

from engine.calendar import WorkingCalendar
from processes.demo.play import Pace

MINUTE = timedelta(minutes=1)


def office_pace(calendar: WorkingCalendar, random: Random, minutes: float = 22) -> Pace:
    """Return a pace of working time: each thing takes some `minutes` on average; what is not begun by evening waits."""
    return lambda at: calendar.add(at, (3 + random.expovariate(1 / minutes)) * MINUTE)


def morning(calendar: WorkingCalendar, day: datetime, random: Random) -> datetime:
    """Return a time in the office's hours on a day, or on the next on which it works."""
    midnight = day.replace(hour=0, minute=0, second=0, microsecond=0)
    return calendar.add(midnight, (1 + random.randrange(7 * 60)) * MINUTE)


def begin(now: datetime, ends: Callable[[datetime], datetime]) -> datetime:
    """Return the latest time, to the minute, from which something ends by now; `ends`: when it does, of a start."""
    start, too_late = now, now
    while (late := ends(start) - now) > timedelta(0):
        start, too_late = start - max(late, MINUTE), start
    while too_late - start > MINUTE:
        middle = start + (too_late - start) / 2
        start, too_late = (start, middle) if ends(middle) > now else (middle, too_late)
    return start

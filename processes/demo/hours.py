"""The hours in which the demo office's people work: Saturday to Wednesday. Only for telling cases; no clock follows it."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from processes.demo.play import Pace

BEGIN, END = time(7, 30), time(17, 0)
OFF = frozenset({3, 4})
"""Thursday and Friday, as `datetime.weekday` counts."""
LONGEST = timedelta(hours=36)
"""No requester lets a result lie longer, or it would be taken as accepted."""


def office_pace(random: Random, zone: ZoneInfo, minutes: float = 22) -> Pace:
    """Return a pace of working days: each thing takes some `minutes` on average; what is not begun by evening waits."""

    def following(at: datetime) -> datetime:
        after = at + timedelta(minutes=3 + random.expovariate(1 / minutes))
        return min(_at_work(after.astimezone(zone), random), at + LONGEST)

    return following


def morning(day: datetime, random: Random) -> datetime:
    """Return a time in the office's hours on a day, or on the next on which it works."""
    opens = day.replace(hour=BEGIN.hour, minute=BEGIN.minute, second=0, microsecond=0)
    return _at_work(opens + timedelta(minutes=random.randrange(8 * 60)), random)


def _at_work(at: datetime, random: Random) -> datetime:
    while at.weekday() in OFF or not BEGIN <= at.time() <= END:
        day = at if at.time() < BEGIN and at.weekday() not in OFF else at + timedelta(days=1)
        at = day.replace(hour=BEGIN.hour, minute=BEGIN.minute) + timedelta(minutes=random.randrange(90))
    return at

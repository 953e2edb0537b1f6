"""The months in which a case missed a time and ended, and how long it took: written into its row."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from engine.clock import CASE, Calendars
from engine.engine import Moved
from processes.dates import month_of
from processes.measures.clocks import clocks_of
from processes.measures.working import calendar_by, seconds, seconds_between
from processes.tables import DbCase


def take_time(case: DbCase, moved: Moved, calendars: Calendars) -> None:
    """Write into a case's row, after what a step changed there, what boards count by.

    The time it took is what its own clock used, which stood still while the case waited; without one, from its request to its end.
    """
    zone = ZoneInfo(moved.definition.time_zone)
    if case.breached_at is not None:
        case.breached_month = month_of(case.breached_at, zone)
    if case.ended_at is None:
        return
    case.ended_month = month_of(case.ended_at, zone)
    own = clocks_of(moved).get(CASE)
    if own is None:
        case.used = seconds_between(moved.state, calendars, case.asked_at, case.ended_at)
    else:
        case.used = seconds(own.clock.used(calendar_by(calendars, own.digest), case.ended_at))

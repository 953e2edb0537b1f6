"""The months in which a case was asked for, missed a time and ended, and how long it took: written into its row."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from engine.engine import Moved
from processes.dates import month_of
from processes.measures.working import seconds_between
from processes.tables import DbCase


def take_time(case: DbCase, moved: Moved) -> None:
    """Write into a case's row, after what a step changed there, what boards count by."""
    zone = ZoneInfo(moved.definition.time_zone)
    if case.breached_at is not None:
        case.breached_month = month_of(case.breached_at, zone)
    if case.ended_at is not None:
        case.ended_month = month_of(case.ended_at, zone)
        case.used = seconds_between(moved.state, case.asked_at, case.ended_at)

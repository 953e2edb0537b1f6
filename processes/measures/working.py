"""Working time as it counts for a case: by the version of its calendar that its variables name, round the clock where they name none."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from engine.calendar import ROUND_THE_CLOCK, WorkingCalendar
from engine.clock import Calendars
from engine.diagram.clocks import CASE_CALENDAR
from engine.instance.state import State
from engine.spiff.deadlines import CALENDARS


def digest_of(state: State, key: str) -> str | None:
    """Return the digest of the version of a calendar that counts for a case; None: round the clock."""
    known = state.variables.get(CALENDARS)
    found = known.get(key) if isinstance(known, Mapping) else None
    return None if found is None else str(found)


def calendar_by(calendars: Calendars, digest: str | None) -> WorkingCalendar:
    """Return the calendar of a digest."""
    return ROUND_THE_CLOCK if digest is None else calendars(digest)


def seconds_between(state: State, calendars: Calendars, start: datetime, end: datetime) -> int:
    """Return the seconds of the case's working time between two moments."""
    digest = digest_of(state, str(state.variables.get(CASE_CALENDAR) or ""))
    return seconds(calendar_by(calendars, digest).between(start, end))


def seconds(time: timedelta) -> int:
    """Return whole seconds."""
    return time // timedelta(seconds=1)

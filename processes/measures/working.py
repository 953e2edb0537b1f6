"""Working time between two moments, as it counts for a case."""

from __future__ import annotations

from datetime import datetime

from engine.instance.state import State


def seconds_between(state: State, start: datetime, end: datetime) -> int:
    """Return the seconds between two moments."""
    return int((end - start).total_seconds())

"""The properties by which an owner draws clocks: which activity starts one, against what, and which make clocks stand still.

First word of the sentence; `check` judges them, `engine.spiff.clocks` keeps the clocks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

CLOCK: Final = "clock"
"""The name of the clock that runs while the activity (or the process) does."""
TARGETS: Final = "clock_targets"
"""FEEL: a context of targets by name, each an amount as text, a duration, a date (and time), or null."""
CALENDAR: Final = "clock_calendar"
"""FEEL: the key of the working calendar by which it counts; without it, what the variable `calendar` says."""
PAUSES: Final = "pauses"
"""Names of clocks, with commas between them, that stand still while the activity is open."""
DECISION: Final = "clock_decision"
"""FEEL of a user task, evaluated when it is completed: null, or what is decided about a clock (a context, or a list of such)."""
CASE_CALENDAR: Final = "calendar"
"""The variable that names the calendar of the case."""


@dataclass(frozen=True, kw_only=True, slots=True)
class DrawnClock:
    """A clock as it is drawn: its name, and the FEEL of its targets and of its calendar's key."""

    name: str
    targets: str | None
    calendar: str


def drawn_clock(properties: Mapping[str, str]) -> DrawnClock | None:
    """Return the clock that the properties of an activity or a process draw, if they do."""
    name = properties.get(CLOCK, "").strip()
    if not name:
        return None
    targets, calendar = properties.get(TARGETS, "").strip(), properties.get(CALENDAR, "").strip()
    return DrawnClock(name=name, targets=targets or None, calendar=calendar or CASE_CALENDAR)


def paused_clocks(properties: Mapping[str, str]) -> tuple[str, ...]:
    """Return the names of the clocks that stand still while an activity with these properties is open."""
    return tuple(name.strip() for name in properties.get(PAUSES, "").split(",") if name.strip())

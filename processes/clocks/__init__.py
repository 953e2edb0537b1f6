"""The clocks of a case as people read them: from its history alone, now or as of then, and what became of them."""

from __future__ import annotations

from processes.clocks.lines import ClockLine, PauseLine, Standing, TargetLine, clock_lines, concerning, shown_to
from processes.clocks.told import ClockTeller, ClockTold

__all__ = [
    "ClockLine",
    "ClockTeller",
    "ClockTold",
    "PauseLine",
    "Standing",
    "TargetLine",
    "clock_lines",
    "concerning",
    "shown_to",
]

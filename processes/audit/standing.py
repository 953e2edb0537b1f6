"""How a record stands before a difference that was found in its history."""

from __future__ import annotations

from typing import Literal

from engine.replay import Difference

Standing = Literal["good", "bad", "beyond"]
"""Before the difference, at it, or after it, where nothing can be said any more."""


def standing_of(seq: int, difference: Difference | None) -> Standing:
    """Return how the record of that number stands."""
    if difference is None or seq < difference.seq:
        return "good"
    return "bad" if seq == difference.seq else "beyond"

"""Which cases an auditor asks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

Capacity = Literal["", "requester", "actor", "principal"]
Lateness = Literal["", "breach", "delay", "either", "neither"]
DatedBy = Literal["asked", "ended"]

OPEN, CONFIRMED, LAPSED, OTHERWISE = "open", "confirmed", "lapsed", "otherwise"
OUTCOMES = (OPEN, CONFIRMED, LAPSED, OTHERWISE)
"""Still going on; done and confirmed by the requester; done and closed by itself; ended in another way."""
CAPACITIES: Sequence[Capacity] = ("requester", "actor", "principal")
LATENESSES: Sequence[Lateness] = ("breach", "delay", "either", "neither")
ORDERS = ("asked", "ended", "moved", "service", "unit", "breached", "refused")
"""By what the found cases can be sorted."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """What is asked; what is empty or None asks nothing."""

    tracking: str = ""
    """A tracking number, whatever its digits and the gaps between them, or how it begins."""
    service: str = ""
    unit: str = ""
    since: date | None = None
    until: date | None = None
    """The last day of the period, which it includes."""
    dated_by: DatedBy = "asked"
    """Whether the period is about when cases were asked for, or when they ended."""
    channel: str = ""
    """How it came (R9)."""
    person: str = ""
    """A part of a name, or an account's id."""
    capacity: Capacity = ""
    """As what the person had to do with the case."""
    late: Lateness = ""
    outcome: str = ""
    """One of `OUTCOMES`, or keys of end events with commas between them."""
    refused: bool = False
    """Only cases in which a command was refused."""
    order: str = "-asked"
    """One of `ORDERS`, with "-" before it for the greatest first."""

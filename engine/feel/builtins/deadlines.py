"""Kartabl's own functions for timers: until when a clock has time (docs/clocks.md). They ask the host, which has the clocks.

Each gives a date and time, or null while the clock stands still and where it has no such target.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any

from engine.feel.builtins.registry import builtin

CLOCKS = "$clocks"
"""Under this name the host gives who knows the clocks: called with the clock's name (None: the activity's own), the target's
name or (of the own one) an amount, and the fraction of it."""
DEADLINES = ("working deadline", "clock deadline", "case deadline", "layer deadline", "contract deadline")
"""The functions by name. Timers that call one are derived anew after every command."""
Read = Callable[[str], Any]


def _ask(read: Read, clock: str | None, target: Any, fraction: Decimal | None) -> datetime | None:
    clocks = read(CLOCKS)
    if clocks is None or (fraction is not None and fraction < 0):
        return None
    found: datetime | None = clocks(clock, target, Decimal(1) if fraction is None else fraction)
    return found


@builtin(
    "working deadline(amount: string, fraction?: number)",
    "working deadline(amount: span, fraction?: number)",
    reads=True,
)
def _working(read: Read, amount: Any, fraction: Decimal | None = None) -> datetime | None:
    return _ask(read, None, amount, fraction)


@builtin("clock deadline(clock: string, target: string, fraction?: number)", reads=True)
def _clock(read: Read, clock: str, target: str, fraction: Decimal | None = None) -> datetime | None:
    return _ask(read, clock, target, fraction)


@builtin("case deadline(target: string, fraction?: number)", reads=True)
def _case(read: Read, target: str, fraction: Decimal | None = None) -> datetime | None:
    return _ask(read, "case", target, fraction)


@builtin("layer deadline(target: string, fraction?: number)", reads=True)
def _layer(read: Read, target: str, fraction: Decimal | None = None) -> datetime | None:
    return _ask(read, "layer", target, fraction)


@builtin("contract deadline(target: string, fraction?: number)", reads=True)
def _contract(read: Read, target: str, fraction: Decimal | None = None) -> datetime | None:
    return _ask(read, "contract", target, fraction)

"""Timers written as ISO 8601 literals: which texts are such, and what they say.

First word of the sentence; `check` judges them, `engine.definition` takes the same reading to run them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from engine.diagram.model import TimerKind

_LOOKS: Final = re.compile(r"[-+]?PT?\d|R\d*/|[-+]?\d", re.ASCII)
_DURATION: Final = re.compile(
    r"(?P<sign>[-+]?)P(?=[\dT])(?:(?P<weeks>\d+)W|(?:(?P<years>\d+)Y)?(?:(?P<months>\d+)M)?(?:(?P<days>\d+)D)?"
    r"(?:T(?=\d)(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?(?:(?P<seconds>\d+(?:\.\d{1,6})?)S)?)?)",
    re.ASCII,
)
_CYCLE: Final = re.compile(r"R(?P<times>\d*)/(?P<every>.*)", re.ASCII)
MOST: Final = timedelta(days=36525)
"""A hundred years: longer timers are a slip, and overflow a date sooner or later."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Duration:
    """A duration as it was written: months (12 a year) and an exact rest; either may be zero or less."""

    months: int
    rest: timedelta

    @property
    def makes_sense(self) -> bool:
        """Whether it is more than nothing and at most a hundred years."""
        if self.months < 0 or self.rest < timedelta(0) or self.months > 1200:
            return False
        return self.months > 0 or timedelta(0) < self.rest <= MOST


@dataclass(frozen=True, kw_only=True, slots=True)
class Cycle:
    """A repeating duration; `times` None repeats for ever."""

    times: int | None
    every: Duration

    @property
    def makes_sense(self) -> bool:
        """Whether it happens at all, and its duration makes sense."""
        return self.times != 0 and self.every.makes_sense


def is_literal(text: str) -> bool:
    """Tell whether a timer's text is meant as an ISO 8601 literal, well written or not; otherwise it is FEEL.

    FEEL that begins with a digit would be a number, which is no time.
    """
    return bool(_LOOKS.match(text))


def read_literal(kind: TimerKind, text: str) -> datetime | Duration | Cycle | None:
    """Return what the literal says (a date without zone is local time); None if it is malformed."""
    match kind:
        case "timeDate":
            return read_date(text)
        case "timeDuration":
            return read_duration(text)
        case "timeCycle":
            cycle = _CYCLE.fullmatch(text)
            every = read_duration(cycle["every"]) if cycle else None
            if cycle is None or every is None or len(cycle["times"]) > 6:
                return None
            return Cycle(times=int(cycle["times"]) if cycle["times"] else None, every=every)


def read_date(text: str) -> datetime | None:
    """Return a date and time; None if the text is none, or is a date alone."""
    if not re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d", text, re.ASCII):
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def read_duration(text: str) -> Duration | None:
    """Return an ISO 8601 duration (`P1W`, `P1Y2M3DT4H5M6.5S`, with a sign); None if the text is none."""
    found = _DURATION.fullmatch(text)
    if found is None or any(len(digits) > 12 for digits in re.findall(r"\d+", text)):
        return None
    part = {key: Decimal(value) for key, value in found.groupdict().items() if value and key != "sign"}
    seconds = (
        part.get("seconds", Decimal(0)) + part.get("minutes", Decimal(0)) * 60 + part.get("hours", Decimal(0)) * 3600
    )
    days = part.get("days", Decimal(0)) + part.get("weeks", Decimal(0)) * 7
    sign = -1 if found["sign"] == "-" else 1
    try:
        rest = timedelta(microseconds=sign * int((days * 86400 + seconds) * 1_000_000))
    except OverflowError:
        return None
    months = int(part.get("years", Decimal(0)) * 12 + part.get("months", Decimal(0)))
    return Duration(months=sign * months, rest=rest)

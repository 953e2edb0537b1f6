"""An amount of working time as an owner writes it: `PT2H`, `P5D`, `P1DT2H`, where a day is a working day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

_WRITTEN = re.compile(
    r"P(?:(?P<days>[0-9]{1,5})D)?"
    r"(?:T(?=[0-9])(?:(?P<hours>[0-9]{1,6})H)?(?:(?P<minutes>[0-9]{1,8})M)?(?:(?P<seconds>[0-9]{1,9}(?:\.[0-9]{1,6})?)S)?)?"
)
_MOST = timedelta(days=3653)
"""Ten years: no search goes further, so nothing beyond can be reached."""


@dataclass(frozen=True, slots=True)
class Amount:
    """Working days, and working time beyond them; never negative, never nothing."""

    days: int
    rest: timedelta

    def __post_init__(self) -> None:
        if self.days < 0 or self.rest < timedelta(0) or not (self.days or self.rest):
            raise ValueError(f"expected a positive amount of working time, but found {self.days} days and {self.rest}")

    def __str__(self) -> str:
        day = f"{self.days}D" if self.days else ""
        return f"P{day}T{_clock(self.rest)}" if self.rest else f"P{day}"


@lru_cache(maxsize=1024)
def read_amount(text: str) -> Amount | None:
    """Return the amount written in `text`; None if it is none.

    Weeks, months and years are none: a calendar does not say how much working time they are.
    """
    found = _WRITTEN.fullmatch(text)
    if found is None:
        return None
    whole, _, decimals = (found["seconds"] or "").partition(".")
    rest = timedelta(
        hours=int(found["hours"] or 0),
        minutes=int(found["minutes"] or 0),
        seconds=int(whole or 0),
        microseconds=int(decimals.ljust(6, "0")),
    )
    days = int(found["days"] or 0)
    return Amount(days, rest) if (days or rest) and days <= _MOST.days and rest <= _MOST else None


def _clock(rest: timedelta) -> str:
    minutes, seconds = divmod(rest.days * 86400 + rest.seconds, 60)
    hours, minutes = divmod(minutes, 60)
    decimals = f".{rest.microseconds:06}".rstrip("0") if rest.microseconds else ""
    last = f"{seconds}{decimals}S" if seconds or decimals else ""
    return f"{f'{hours}H' if hours else ''}{f'{minutes}M' if minutes else ''}{last}"

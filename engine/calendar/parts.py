"""What a working calendar is made of: segments of a day, weeks, and days that are otherwise.

These hold whatever is written into them; `check` finds what is wrong with it, all at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal, get_args

Kind = Literal["holiday", "closure", "half_day", "hours", "extra_day"]
kinds: Final[tuple[Kind, ...]] = get_args(Kind)


@dataclass(frozen=True, order=True, slots=True)
class Segment:
    """Working time on one day: minutes of the local day, from `start` until before `end`; 1440 is the day's end."""

    start: int
    end: int

    def __str__(self) -> str:
        return f"{clock(self.start)}-{clock(self.end)}"


@dataclass(frozen=True, order=True, slots=True)
class Week:
    """The segments of each weekday, Monday first; in effect from `since` until the next week's."""

    since: date
    days: tuple[tuple[Segment, ...], ...]

    @property
    def written(self) -> dict[str, Any]:
        """The week as JSON."""
        return {"since": self.since.isoformat(), "days": [[str(each) for each in day] for day in self.days]}

    def sorted(self) -> Week:
        """Return the week with each day's segments in order."""
        return Week(self.since, tuple(tuple(sorted(day)) for day in self.days))


@dataclass(frozen=True, order=True, slots=True)
class Exceptional:
    """A date on which other segments count than its week's; none if nobody works."""

    day: date
    segments: tuple[Segment, ...]
    name_fa: str
    name_en: str
    kind: Kind

    @property
    def written(self) -> dict[str, Any]:
        """The exception as JSON."""
        return {
            "day": self.day.isoformat(),
            "kind": self.kind,
            "segments": [str(each) for each in self.segments],
            "name_fa": self.name_fa,
            "name_en": self.name_en,
        }

    def sorted(self) -> Exceptional:
        """Return the exception with its segments in order."""
        return Exceptional(self.day, tuple(sorted(self.segments)), self.name_fa, self.name_en, self.kind)


def clock(minute: int) -> str:
    """Return a minute of the day as the clock shows it, `08:30`; the day's end is `24:00`."""
    return f"{minute // 60:02}:{minute % 60:02}" if minute >= 0 else f"-{clock(-minute)}"

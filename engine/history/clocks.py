"""The clocks of a history, those that stopped too, read from what its records tell: nothing is run again for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Literal

from engine.calendar import ROUND_THE_CLOCK, WorkingCalendar
from engine.clock import Calendars, Clock, Longer, Target, read_targets
from engine.history.record import Record
from engine.spiff.deadlines import CALENDARS

ClockState = Literal["running", "paused", "stopped"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Measured:
    """A clock held against one of its targets at some time."""

    target: str
    first: Target
    """The target as it was set last, without what was given in addition."""
    given: timedelta
    """Working time, with what was given in addition."""
    deadline: datetime | None
    """None while the clock stands still."""
    remaining: timedelta
    """Below nothing: used in addition."""

    @property
    def late(self) -> bool:
        """Whether all the time has been used."""
        return self.remaining <= timedelta(0)


@dataclass(frozen=True, kw_only=True, slots=True)
class KeptClock:
    """A clock as a history tells it, with the digest of the calendar that counted last (None: round the clock)."""

    clock: Clock
    digest: str | None
    stopped_at: datetime | None = None

    @property
    def state(self) -> ClockState:
        """Whether it runs, stands still, or has stopped."""
        if self.stopped_at is not None:
            return "stopped"
        return "paused" if self.clock.paused else "running"

    def used(self, calendars: Calendars, at: datetime) -> timedelta:
        """Return the working time it has used at `at`, or when it stopped."""
        return self.clock.used(self._calendar(calendars), min(at, self.stopped_at or at))

    def measured(self, target: str, calendars: Calendars, at: datetime) -> Measured:
        """Return the clock held against one of its targets at `at`, or when it stopped."""
        calendar = self._calendar(calendars)
        given = self.clock.given(calendar, target)
        return Measured(
            target=target,
            first=self.clock.targets[target],
            given=given,
            deadline=self.clock.deadline(calendar, target),
            remaining=given - self.used(calendars, at),
        )

    def _calendar(self, calendars: Calendars) -> WorkingCalendar:
        return ROUND_THE_CLOCK if self.digest is None else calendars(self.digest)


def read_clocks(records: Iterable[Record], until: datetime | None = None) -> list[KeptClock]:
    """Return the clocks of a history in the order in which they began, as of its last record or of the last one up to `until`."""
    kept: dict[str, KeptClock] = {}
    digests: Mapping[str, str] = {}
    for record in records:
        at = datetime.fromisoformat(record.body["at"])
        if until is not None and at > until:
            break
        for happening in record.derived:
            if happening["what"].startswith("clock_"):
                kept[happening["clock"]] = follow(kept.get(happening["clock"]), happening, at)
            elif happening["what"] == "set" and happening["name"] == CALENDARS:
                digests = happening["value"] or {}
        kept = {id: _counting_by(each, digests) for id, each in kept.items()}
    return list(kept.values())


def _counting_by(kept: KeptClock, digests: Mapping[str, str]) -> KeptClock:
    """Return a clock that counts by the version of its calendar that is in force; one that has stopped counts no more."""
    digest = digests.get(kept.clock.calendar)
    return kept if kept.stopped_at is not None or kept.digest == digest else replace(kept, digest=digest)


def follow(kept: KeptClock | None, happening: Mapping[str, Any], at: datetime) -> KeptClock:
    """Return a clock after something happened to it at `at`; None before it began."""
    if kept is None:
        return KeptClock(clock=_begun(happening, at), digest=None)
    clock = kept.clock
    match happening["what"]:
        case "clock_paused":
            return replace(kept, clock=clock.pause(at, happening["by"]))
        case "clock_resumed":
            return replace(kept, clock=clock.resume(at))
        case "clock_stopped":
            return replace(kept, stopped_at=at)
        case "clock_changed" if "by" in happening:
            return replace(kept, clock=clock.lengthen(Longer(by=happening["by"], target=happening.get("target"))))
        case "clock_changed":
            return replace(kept, clock=clock.change(happening["target"], Target.from_json(happening["to"])))
    return kept


def _begun(happening: Mapping[str, Any], at: datetime) -> Clock:
    return Clock(
        id=happening["clock"],
        name=happening["name"],
        element=happening["element"],
        calendar=happening["calendar"],
        since=at,
        targets=read_targets(happening["targets"]),
    )

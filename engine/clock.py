"""Clocks: what a case, a layer or a contract has used of the time it was given, and until when it has the rest.

A clock keeps what happened to it: when it began, its targets as they were set, when it stood still and why. Deadlines are
derived from that by a working calendar each time they are asked for; none is ever shifted. So a clock says the same live,
in replay, and by the corrected calendar after a calendar was corrected.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from engine.calendar import Amount, WorkingCalendar, read_amount
from engine.errors import BadInput, Broken
from engine.values import Value

CASE = "0"
"""The id of the clock that the process itself starts; others have the id of the token that entered their activity."""
_MICROSECOND = timedelta(microseconds=1)
Calendars = Callable[[str], WorkingCalendar]
"""Gives a calendar by its digest."""


class NotATarget(BadInput):
    en = (
        "Expected as the target “{target}” of {element} an amount such as PT4H (working hours) or P2D (working days), a duration, "
        "or a date, but found {found}. Correct it in the diagram."
    )
    fa = (
        "انتظار می‌رفت هدف «{target}» در {element} مقداری مانند PT4H (ساعت کاری) یا P2D (روز کاری)، مدت یا تاریخ باشد، "
        "ولی {found} یافت شد. آن را در نمودار اصلاح کنید."
    )


class NoSuchCalendar(Broken):
    en = "Expected a working calendar {digest}, but none is kept under that digest. Tell the administrator."
    fa = "تقویم کاری {digest} در سامانه نیست. به راهبر سامانه خبر دهید."


def no_calendars(digest: str) -> WorkingCalendar:
    """Raise `NoSuchCalendar`: for those who run diagrams round the clock."""
    raise NoSuchCalendar(digest=digest)


@dataclass(frozen=True, kw_only=True, slots=True)
class Target:
    """What a clock is measured against: an amount of working time (`PT4H`, `P2D`), or an instant that was agreed at `since`."""

    amount: str | None = None
    until: datetime | None = None
    since: datetime | None = None

    def to_json(self) -> str | dict[str, str]:
        """Return the written form: the amount alone, or when it was agreed and until when."""
        if self.amount is not None:
            return self.amount
        assert self.until is not None
        assert self.since is not None
        return {"until": self.until.isoformat(), "since": self.since.isoformat()}

    @classmethod
    def from_json(cls, written: str | Mapping[str, str]) -> Target:
        """Return the target that `to_json` wrote."""
        if isinstance(written, str):
            return cls(amount=written)
        return cls(until=datetime.fromisoformat(written["until"]), since=datetime.fromisoformat(written["since"]))


def read_target(value: Value, *, name: str, element: str, now: datetime, zone: ZoneInfo) -> Target | None:
    """Return what a value sets as a target at `now`; None for null. A date lasts until its end. Raises `NotATarget`."""
    match value:
        case None:
            return None
        case str() if read_amount(value) is not None:
            return Target(amount=value)
        case timedelta() if value > timedelta(0):
            return Target(amount=str(Amount(days=0, rest=value)))
        case datetime():
            return Target(until=(value if value.tzinfo else value.replace(tzinfo=zone)).astimezone(UTC), since=now)
        case date():
            end = datetime.combine(value + timedelta(days=1), time(0), zone)
            return Target(until=end.astimezone(UTC), since=now)
    raise NotATarget(target=name, element=element, found=f"“{str(value)[:60]}”")


@dataclass(frozen=True, kw_only=True, slots=True)
class Longer:
    """More time that was given, for one target or (None) for all."""

    by: str
    target: str | None = None

    def to_json(self) -> dict[str, str]:
        """Return the written form."""
        return {"by": self.by} if self.target is None else {"by": self.by, "target": self.target}


@dataclass(frozen=True, kw_only=True, slots=True)
class Pause:
    """A time in which a clock stood still; `until` None: it still does. `by` is the key of the element that stopped it."""

    since: datetime
    until: datetime | None
    by: str

    def to_json(self) -> list[str]:
        """Return the written form."""
        return [self.since.isoformat(), self.by, *([self.until.isoformat()] if self.until else [])]

    @classmethod
    def from_json(cls, written: Sequence[str]) -> Pause:
        """Return the pause that `to_json` wrote."""
        since, by, *until = written
        ended = datetime.fromisoformat(until[0]) if until else None
        return cls(since=datetime.fromisoformat(since), until=ended, by=by)


@dataclass(frozen=True, kw_only=True, slots=True)
class Clock:
    """A clock, running or standing still. `calendar` is the key of the working calendar by which it counts."""

    id: str
    name: str
    element: str
    calendar: str
    since: datetime
    targets: Mapping[str, Target] = field(default_factory=dict)
    longer: tuple[Longer, ...] = ()
    pauses: tuple[Pause, ...] = ()

    # -- what happens to it

    @property
    def paused(self) -> bool:
        """Whether it stands still."""
        return bool(self.pauses) and self.pauses[-1].until is None

    def pause(self, at: datetime, by: str) -> Clock:
        """Return the clock standing still from `at` on."""
        return replace(self, pauses=(*self.pauses, Pause(since=at, until=None, by=by)))

    def resume(self, at: datetime) -> Clock:
        """Return the clock running again from `at` on."""
        return replace(self, pauses=(*self.pauses[:-1], replace(self.pauses[-1], until=at)))

    def change(self, target: str, to: Target) -> Clock:
        """Return the clock with another target of this name; what had been given in addition to the old one goes with it."""
        others = [name for name in self.targets if name != target]
        kept = [each for each in self.longer if each.target not in (target, None)]
        kept += [Longer(by=each.by, target=other) for each in self.longer if each.target is None for other in others]
        return replace(self, targets={**self.targets, target: to}, longer=tuple(kept))

    def lengthen(self, longer: Longer) -> Clock:
        """Return the clock with more time."""
        return replace(self, longer=(*self.longer, longer))

    # -- what it says

    def still(self, at: datetime) -> list[tuple[datetime, datetime]]:
        """Return the intervals in which it stood still up to `at`."""
        ended = ((pause.since, min(pause.until or at, at)) for pause in self.pauses)
        return [(since, until) for since, until in ended if since < until]

    def used(self, calendar: WorkingCalendar, at: datetime) -> timedelta:
        """Return how much working time it has used at `at`."""
        if at <= self.since:
            return timedelta(0)
        return calendar.between(self.since, at) - sum(
            (calendar.between(since, until) for since, until in self.still(at)), timedelta(0)
        )

    def given(self, calendar: WorkingCalendar, target: str | Target) -> timedelta:
        """Return the working time of a target, by name or as it stands, with what was given in addition; of no target: none."""
        name, found = (target, self.targets.get(target)) if isinstance(target, str) else (None, target)
        if found is None:
            return timedelta(0)
        more = (each.by for each in self.longer if each.target in (name, None))
        return self._first_given(calendar, found) + sum(
            (calendar.amount(self.since, _amount(by)) for by in more), timedelta(0)
        )

    def _first_given(self, calendar: WorkingCalendar, target: Target) -> timedelta:
        if target.amount is not None:
            return calendar.amount(self.since, _amount(target.amount))
        assert target.until is not None
        assert target.since is not None
        if target.until <= target.since:
            return self.used(calendar, max(target.until, self.since))
        # An agreed instant is that instant: only what the clock stands still after it was agreed moves it.
        return self.used(calendar, target.since) + calendar.between(target.since, target.until)

    def deadline(self, calendar: WorkingCalendar, target: str | Target, fraction: Decimal | int = 1) -> datetime | None:
        """Return when `fraction` of a target will have been used; None while the clock stands still, or where it has no such target."""
        if self.paused or (isinstance(target, str) and target not in self.targets):
            return None
        amount = share(self.given(calendar, target), fraction)
        return calendar.add(self.since, amount, [(each.since, each.until) for each in self.pauses if each.until])

    # -- written

    def to_json(self) -> dict[str, Any]:
        """Return the written form, without what is absent."""
        whole = {
            "id": self.id,
            "name": self.name,
            "element": self.element,
            "calendar": self.calendar,
            "since": self.since.isoformat(),
            "targets": written_targets(self.targets),
            "longer": [each.to_json() for each in self.longer],
            "pauses": [pause.to_json() for pause in self.pauses],
        }
        return {key: value for key, value in whole.items() if value not in ([], {})}

    @classmethod
    def from_json(cls, written: Mapping[str, Any]) -> Clock:
        """Return the clock that `to_json` wrote."""
        return cls(
            id=written["id"],
            name=written["name"],
            element=written["element"],
            calendar=written["calendar"],
            since=datetime.fromisoformat(written["since"]),
            targets=read_targets(written.get("targets", {})),
            longer=tuple(Longer(**each) for each in written.get("longer", ())),
            pauses=tuple(Pause.from_json(each) for each in written.get("pauses", ())),
        )


def share(amount: timedelta, fraction: Decimal | int) -> timedelta:
    """Return a part of an amount of time, to the microsecond below; of one beyond all time the most there is."""
    part = int(amount // _MICROSECOND * Decimal(fraction))
    return timedelta.max if part > timedelta.max // _MICROSECOND else part * _MICROSECOND


def written_targets(targets: Mapping[str, Target]) -> dict[str, Any]:
    """Return the written form of targets."""
    return {name: target.to_json() for name, target in targets.items()}


def read_targets(written: Mapping[str, Any]) -> dict[str, Target]:
    """Return the targets that `written_targets` wrote."""
    return {name: Target.from_json(target) for name, target in written.items()}


def _amount(text: str) -> Amount:
    amount = read_amount(text)
    assert amount is not None, text  # what a clock keeps was read when it was set
    return amount

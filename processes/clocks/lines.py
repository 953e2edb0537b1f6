"""Every clock of a case with what it says at a moment: used, left, until when, how often it stood still and why.

Read from the records alone, those that stopped too; so it says the same live, as of then, and after a calendar was corrected.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from engine.clock import CASE, Calendars, share
from engine.definition import Definition
from engine.form import Words
from engine.history.clocks import ClockState, KeptClock, Measured, read_clocks
from engine.history.personal import unseal
from engine.history.record import Record
from engine.instance.around import around
from engine.instance.open import OpenTask
from engine.instance.state import State
from engine.values import Value, decode
from processes.amounts import amount_words
from processes.clocks.names import (
    CONTRACT,
    DESK,
    calendar_name,
    clock_name,
    clocked_name,
    in_order,
    says_itself,
    target_name,
    target_words,
)
from processes.forms import form_of
from processes.measures.clocks import MEETS, RISK
from processes.measures.working import calendar_by
from processes.organisation import Member
from processes.permissions import About, Action, right_to
from processes.wording import Wording
from processes.words import element_name

Standing = Literal["in_time", "at_risk", "late"]
GRAVEST: Sequence[Standing] = ("late", "at_risk", "in_time")


@dataclass(frozen=True, kw_only=True, slots=True)
class TargetLine:
    """One target of a clock. Lengths are working time."""

    key: str
    name: Words
    first: Words
    """As it was set last: an amount, or until when it was agreed."""
    agreed: datetime | None
    """The instant that was agreed, where it is none of an amount."""
    more: Sequence[Words]
    """What was given in addition."""
    given: timedelta
    """With what was given in addition."""
    used: timedelta
    remaining: timedelta
    """Below nothing: how much was used in addition."""
    deadline: datetime | None
    """None while the clock stands still."""
    met_at: datetime | None
    """When it was met, where its clock runs on after that."""
    standing: Standing

    @property
    def percent(self) -> int:
        """How much of it is used, of a hundred; more than that where it is late."""
        return 100 if self.given <= timedelta(0) else int(100 * (self.used / self.given))


@dataclass(frozen=True, kw_only=True, slots=True)
class PauseLine:
    """A time in which a clock stood still, or does (`until` None), at most until it stopped: for which activity, and what was asked there."""

    since: datetime
    until: datetime | None
    by: Words
    asked: Sequence[tuple[Words, Words]]


@dataclass(frozen=True, kw_only=True, slots=True)
class ClockLine:
    """A clock of a case, as it stood at a moment."""

    id: str
    key: str
    """How the diagram calls it: case, stated, layer, contract, …"""
    name: Words
    element: str
    about: Words
    """What it measures: an activity, or the service itself."""
    calendar: str
    calendar_name: Words
    since: datetime
    stopped_at: datetime | None
    state: ClockState
    used: timedelta
    targets: Sequence[TargetLine]
    pauses: Sequence[PauseLine]

    @property
    def standing(self) -> Standing | None:
        """The gravest of its targets' standings; None where it has no target."""
        found = {target.standing for target in self.targets}
        return next((each for each in GRAVEST if each in found), None)

    @property
    def paused(self) -> PauseLine | None:
        """The pause in which it is."""
        return self.pauses[-1] if self.state == "paused" else None

    @property
    def of_case(self) -> bool:
        """Whether it is that of the case itself."""
        return self.id == CASE

    @property
    def says_itself(self) -> bool:
        """Whether what it measures need not be told after its own name."""
        return says_itself(self.name, self.about)


def clock_lines(
    definition: Definition,
    records: Sequence[Record],
    calendars: Calendars,
    wording: Wording,
    personal: Mapping[str, Value],
    *,
    at: datetime,
) -> list[ClockLine]:
    """Return the clocks of a case in the order in which they began, as they stood at `at`."""
    known = [record for record in records if datetime.fromisoformat(record.body["at"]) <= at]
    kept = [_ended(each) for each in read_clocks(known)]
    maker = _Maker(definition, known, calendars, wording, personal, at, _met(definition, known, kept))
    return [maker.line(each) for each in kept]


def shown_to(member: Member, about: About, lines: Sequence[ClockLine]) -> list[ClockLine]:
    """Return the clocks that somebody may see: those of the case and its layers, those of the desks too, or the contract's alone."""
    needed = {CONTRACT: Action.SEE_CONTRACT_TIME, DESK: Action.SEE_DESK_TIMES}
    allowed = {action: right_to(action, about, member) is not None for action in (*needed.values(), Action.SEE_TIMES)}
    return [line for line in lines if allowed[needed.get(line.key, Action.SEE_TIMES)]]


def concerning(lines: Sequence[ClockLine], shown: Sequence[ClockLine], state: State, task: OpenTask) -> list[ClockLine]:
    """Return of `lines` those that have not stopped around an open task: its own, and if they are `shown` its layer's and the case's."""
    around_it = set(around(state, task.id))
    return [
        line
        for line in lines
        if line.state != "stopped"
        and (line.id == task.id or (line in shown and (line.of_case or line.element in {task.element, *around_it})))
    ]


def _ended(kept: KeptClock) -> KeptClock:
    """Return a clock whose pause ends with it: one that has stopped no longer stands still."""
    if kept.stopped_at is None or not kept.clock.paused:
        return kept
    return replace(kept, clock=kept.clock.resume(kept.stopped_at))


class _Maker:
    """Makes the lines of one case."""

    def __init__(
        self,
        definition: Definition,
        records: Sequence[Record],
        calendars: Calendars,
        wording: Wording,
        personal: Mapping[str, Value],
        at: datetime,
        met: Mapping[tuple[str, str], datetime],
    ) -> None:
        self.definition, self.records, self.calendars = definition, records, calendars
        self.wording, self.personal, self.at, self.met = wording, personal, at, met

    def line(self, kept: KeptClock) -> ClockLine:
        clock = kept.clock
        return ClockLine(
            id=clock.id,
            key=clock.name,
            name=clock_name(clock.name),
            element=clock.element,
            about=clocked_name(self.definition, clock.id, clock.element),
            calendar=clock.calendar,
            calendar_name=calendar_name(calendar_by(self.calendars, kept.digest)),
            since=clock.since,
            stopped_at=kept.stopped_at,
            state=kept.state,
            used=kept.used(self.calendars, self.at),
            targets=[self._target(kept, name) for name in in_order(clock.targets)],
            pauses=list(self._pauses(kept)),
        )

    def _target(self, kept: KeptClock, name: str) -> TargetLine:
        clock, met = kept.clock, self.met.get((kept.clock.id, name))
        at = self.at if met is None else met
        measured = kept.measured(name, self.calendars, at)
        return TargetLine(
            key=name,
            name=target_name(name),
            first=target_words(measured.first, self.definition.zone),
            agreed=measured.first.until,
            more=[amount_words(each.by) for each in clock.longer if each.target in (name, None)],
            given=measured.given,
            used=measured.given - measured.remaining,
            remaining=measured.remaining,
            deadline=measured.deadline,
            met_at=met,
            standing=_standing(measured, over=met is not None or kept.stopped_at is not None),
        )

    def _pauses(self, kept: KeptClock) -> Iterator[PauseLine]:
        for pause in kept.clock.pauses:
            yield PauseLine(
                since=pause.since,
                until=pause.until,
                by=element_name(self.definition, pause.by),
                asked=self._asked(pause.by, pause.since),
            )

    def _asked(self, element: str, since: datetime) -> list[tuple[Words, Words]]:
        """Return what was said in opening the activity that stopped a clock, as far as its form shows it there."""
        drawn = self.definition.elements.get(element)
        if drawn is None or drawn.form_key is None:
            return []
        shown = {field.key for field in form_of(self.definition, drawn.form_key).fields if field.readonly}
        said: dict[str, Value] = {}
        for record in self.records:
            if datetime.fromisoformat(record.body["at"]) == since and _opens(record, element):
                values = record.body["command"].get("values", {})
                said |= {name: decode(value) for name, value in values.items() if name in shown}
        return self.wording.pairs(drawn.form_key, unseal(said, self.personal))


def _opens(record: Record, element: str) -> bool:
    return any(each["what"] == "opened" and each["element"] == element for each in record.derived)


def _standing(measured: Measured, *, over: bool) -> Standing:
    """Return how a target stands; once it is over, only whether it was kept."""
    if measured.late:
        return "late"
    used = measured.given - measured.remaining
    return "at_risk" if not over and used >= share(measured.given, RISK) else "in_time"


def _met(
    definition: Definition, records: Iterable[Record], kept: Sequence[KeptClock]
) -> dict[tuple[str, str], datetime]:
    """Return when targets were met whose clocks ran on, by clock and target."""
    met: dict[tuple[str, str], datetime] = {}
    for at, said in _said_to_be_met(definition, records):
        name, _, target = said.partition(".")
        for each in kept:
            begun = each.clock.since <= at and (each.stopped_at is None or at <= each.stopped_at)
            if each.clock.name == name and target in each.clock.targets and begun:
                met.setdefault((each.clock.id, target), at)
    return met


def _said_to_be_met(definition: Definition, records: Iterable[Record]) -> Iterator[tuple[datetime, str]]:
    for record in records:
        for happening in record.derived:
            element = definition.elements.get(happening["element"]) if happening["what"] == "left" else None
            if element is not None and element.properties.get(MEETS):
                yield datetime.fromisoformat(record.body["at"]), element.properties[MEETS]

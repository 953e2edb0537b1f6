"""What happens to one instance in one transaction: late timers, then perhaps a command; committed together.

Stands with `engine.engine` outside the sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from engine.completion.command import CLOCK, Command, FireTimer
from engine.completion.derived import Derived
from engine.completion.step import step
from engine.definition import Definition
from engine.errors import Broken, KartablError
from engine.history.record import Head, Ledger, Record, RefusedBy
from engine.instance.awaited import stranded
from engine.instance.failure import CORRECTION, TOKENS, cause_of, failed
from engine.instance.state import InstanceId, State
from engine.store.port import Loaded, Move, Personal, Unit


class Stranded(Broken):
    en = (
        "Expected something to be open in this case, but its tokens wait at {element} for others that will never come. Correct "
        "the diagram, and carry the case over to it, or end the case."
    )
    fa = (
        "در این پرونده هیچ کار یا مهلتی باز نیست و نشانه‌های آن در {element} منتظر شاخه‌هایی هستند که هرگز نمی‌رسند. نمودار را درست کنید "
        "و پرونده را به آن ببرید، یا به پرونده پایان دهید."
    )


BATCH = 100
"""Late timers one transaction fires: others wait for its end, so more of them are cut into several."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Moved:
    """What one command of an instance led to, for those who keep tables of their own beside it."""

    instance: InstanceId
    definition: Definition
    command: Command
    before: State | None
    state: State
    derived: Derived
    record: Record


class Host(Protocol):
    """What the engine asks of the office, inside the transaction of the command."""

    def prepare(self, unit: Unit, loaded: Loaded | None, definition: Definition, command: Command) -> Command:
        """Return the command with the facts it needs; raise a `KartablError` to refuse it."""

    def look(self, unit: Unit, instance: InstanceId, command: Command) -> None:
        """Read what is needed beside an instance and of who gives the command, the instance along with it (`load_beside`)."""

    def meanwhile(self, unit: Unit, loaded: Loaded) -> Sequence[Command]:
        """Return what has come about outside since the instance moved last and changes what it rests on, in order of time.

        It goes before all else, among the late timers where its time is.
        """

    def project(self, unit: Unit, moved: Moved) -> Sequence[Command]:
        """Write in the office's own tables what followed; return commands that follow at once in the same instance.

        A `KartablError` says that it cannot be: the step is undone, and the refusal goes on record.
        """


class NoHost:
    """A host that has nothing to add."""

    def prepare(self, unit: Unit, loaded: Loaded | None, definition: Definition, command: Command) -> Command:
        return command

    def look(self, unit: Unit, instance: InstanceId, command: Command) -> None:
        pass

    def meanwhile(self, unit: Unit, loaded: Loaded) -> Sequence[Command]:
        return ()

    def project(self, unit: Unit, moved: Moved) -> Sequence[Command]:
        return ()


class Run:
    """The commands of one transaction on one instance. `last` is the time of the last record.

    `meanwhile`: what came about outside since then, in order of time.
    """

    def __init__(
        self, unit: Unit, origin: str, instance: InstanceId, definition: Definition, state: State | None, head: Head,
        last: datetime, meanwhile: Sequence[Command] = (),
    ) -> None:  # fmt: skip
        self.unit, self.instance, self.definition = unit, instance, definition
        self.state, self.head, self.expected, self.last = state, head, head, last
        self.ledger = Ledger(origin=origin, instance=instance, definition=definition)
        self.meanwhile = list(meanwhile)
        self.records: list[Record] = []
        self.stuck: set[str] = set()
        """Jobs that were refused in this transaction: tried again in the next, not in this."""
        self.refusals: dict[str, KartablError] = {}
        """What was refused of that which goes on by itself, by the subject of the failure."""
        self.trying: str | None = None
        """The subject of what goes on by itself now, until it is committed."""
        self._begun = state

    def now(self, loaded: Loaded) -> Loaded:
        """Return the instance as it stands in this run."""
        return replace(loaded, head=self.head, state=self.state, moved_at=self.last)

    def apply(self, command: Command) -> Moved:
        """Step, and put it on record; raise what refuses it."""
        before = self.state
        after = step(self.definition, before, command, self.head.seq + 1, self.unit.calendar)
        record = self.ledger.applied(self.head, command, after.state, after.derived)
        self._append(record, command.at)
        self.state = after.state
        return Moved(
            instance=self.instance,
            definition=self.definition,
            command=command,
            before=before,
            state=after.state,
            derived=after.derived,
            record=record,
        )

    def refuse(self, command: Command, refusal: KartablError, by: RefusedBy) -> KartablError:
        """Put on record that the command was refused; return the refusal."""
        self._append(self.ledger.refused(self.head, command, self.state, refusal, by), command.at)
        return refusal

    def late(self, now: datetime) -> Command | None:
        """Return what should have happened first, at or before `now`: a timer fired, or what came about outside; None where nothing."""
        jobs = [] if self.state is None else [job for job in self.state.jobs.values() if job.id not in self.stuck]
        job = min(jobs, key=lambda job: (job.due, _order(job.id)), default=None)
        outside = self.meanwhile[0] if self.meanwhile else None
        if outside is not None and outside.at <= now and (job is None or outside.at < job.due):
            return replace(outside, at=max(outside.at, self.last))
        if job is not None and job.due <= now:
            return FireTimer(actor=CLOCK, at=max(job.due, self.last), job=job.id)
        return None

    def fire_late(self, now: datetime) -> Iterator[Moved]:
        """Fire what is due at or before `now` in the order of due times, each dated when it fell due, and between them let in what
        came about outside; at most `BATCH`. Between two of them the caller may let follow what follows.

        A timer that was already due when it was set (a date in the past) is dated when it was set: time in a history
        never goes back. One that the step refuses stays as it is, with the refusal on record once.
        """
        left = BATCH
        while left and self.state is not None and not self.state.ended and (command := self.late(now)) is not None:
            self.trying = command.job if isinstance(command, FireTimer) else CORRECTION
            if not isinstance(command, FireTimer):
                self.meanwhile.pop(0)
            try:
                moved = self.apply(command)
            except KartablError as refusal:
                self.refusals[self.trying] = refusal
                if isinstance(command, FireTimer):
                    self._stuck(command, refusal)
                else:
                    self.refuse(command, refusal, "engine")
                continue
            if not isinstance(command, FireTimer):
                self.unit.mend(self.instance, CORRECTION)
            left -= 1
            yield moved

    def _stuck(self, command: FireTimer, refusal: KartablError) -> None:
        self.stuck.add(command.job)
        before = (record for record in self.unit.records(self.instance) if record.refused)
        if not any(record.body["command"].get("job") == command.job for record in before):
            self.refuse(command, refusal, "engine")

    def commit(self, personal: Sequence[Personal]) -> None:
        """Write state and records, if there is anything to write."""
        if not self.records:
            return
        self.unit.commit(
            Move(
                instance=self.instance,
                definition=self.definition,
                expected=self.expected,
                state=self.state,
                records=self.records,
                personal=personal,
            )
        )
        self._tell_stranded(self.records[-1])
        self.expected, self.records = self.head, []

    def _tell_stranded(self, last: Record) -> None:
        """Where nothing can move the instance any more, say so beside its history; take it back where something can."""
        if self.state is None:
            return
        element = stranded(self.definition, self.state)
        if element is not None:
            cause, at = cause_of(Stranded(element=element)), datetime.fromisoformat(last.body["at"])
            before = self.unit.failure(self.instance, TOKENS)
            if before is None:
                self.unit.hold(
                    failed(None, instance=self.instance, subject=TOKENS, element=element, at=at, cause=cause)
                )
        elif self._begun is not None and stranded(self.definition, self._begun) is not None:
            self.unit.mend(self.instance, TOKENS)
        self._begun = self.state

    def _append(self, record: Record, at: datetime) -> None:
        self.records.append(record)
        self.head, self.last = record.head, at


def _order(job_id: str) -> tuple[int, ...]:
    return tuple(int(part) for part in job_id.split("."))

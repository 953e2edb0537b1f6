"""The engine: load, step, save. The only place where a command meets a store, a clock's jobs and the chain.

It stands outside the sentence and may import all of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from engine.completion.command import CLOCK, Command, Complete, FireTimer, Start
from engine.completion.derived import Derived
from engine.completion.step import step
from engine.definition import Definition
from engine.errors import BadInput, Conflict, KartablError
from engine.history.record import Head, Ledger, Record, RefusedBy, genesis
from engine.instance.state import InstanceId, State
from engine.spiff.machine import NotOpen
from engine.store.port import Loaded, Move, Personal, Store, Unit

MOST_LATE_TIMERS = 1000
"""Late timers one command lets fire before it; a cycle of seconds that slept for days is cut into several commands."""


class TaskTaken(Conflict):
    en = "Expected this task to be open, but {by} completed it on {at}. Nothing you typed was used; look at the case."
    fa = "انتظار می‌رفت این کار باز باشد، ولی {by} آن را در {at} انجام داده است. آنچه نوشتید به کار نرفت؛ پرونده را ببینید."


class Backwards(BadInput):
    en = "Expected a time not before the case's last step ({last}), but found {at}. Set the clock right."
    fa = "انتظار می‌رفت زمان پیش از آخرین گام پرونده ({last}) نباشد، ولی {at} است. ساعت را درست کنید."


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

    def project(self, unit: Unit, moved: Moved) -> Sequence[Command]:
        """Write in the office's own tables what followed; return commands that follow at once in the same instance."""


class NoHost:
    """A host that has nothing to add."""

    def prepare(self, unit: Unit, loaded: Loaded | None, definition: Definition, command: Command) -> Command:
        return command

    def project(self, unit: Unit, moved: Moved) -> Sequence[Command]:
        return ()


@dataclass(frozen=True, kw_only=True)
class Engine:
    """Runs instances in a store. `origin` names the installation in every history."""

    store: Store
    origin: str
    host: Host = field(default_factory=NoHost)

    def start(
        self, instance: InstanceId, definition: Definition, command: Start, personal: Sequence[Personal] = ()
    ) -> Moved:
        """Start an instance of `definition`; raise what refuses it (a refused start leaves nothing behind)."""
        with self.store.writing() as unit:
            unit.define(definition)
            ready = self.host.prepare(unit, None, definition, command)
            run = _Run(self, unit, instance, definition, None, genesis(self.origin, instance))
            moved = run.apply(ready)
            run.commit(personal)
            self._project(run, [moved])
            return moved

    def perform(self, instance: InstanceId, command: Command, personal: Sequence[Personal] = ()) -> Moved:
        """Apply `command`, late timers before it; raise what refuses it, after the refusal is on record."""
        with self.store.writing() as unit:
            outcome = self._perform(unit, instance, command, personal)
        if isinstance(outcome, KartablError):
            raise outcome
        return outcome

    def _perform(
        self, unit: Unit, instance: InstanceId, command: Command, personal: Sequence[Personal]
    ) -> Moved | KartablError:
        loaded = unit.load(instance, lock=True)
        definition = unit.definition(loaded.definition)
        run = _Run(self, unit, instance, definition, loaded.state, loaded.head)
        fired = run.fire_late(command.at)
        outcome = self._apply(run, loaded, command)
        run.commit(() if isinstance(outcome, KartablError) else personal)
        self._project(run, [*fired, outcome] if isinstance(outcome, Moved) else fired)
        return outcome

    def _project(self, run: _Run, moved: Sequence[Moved]) -> None:
        """Let the host write what followed, and apply what it wants to follow, in the same transaction."""
        queue = list(moved)
        for one in queue:
            for command in self.host.project(run.unit, one):
                queue.append(run.apply(command))
                run.commit(())

    def _apply(self, run: _Run, loaded: Loaded, command: Command) -> Moved | KartablError:
        try:
            ready = self.host.prepare(run.unit, run.now(loaded), run.definition, command)
        except KartablError as refusal:
            return run.refuse(command, refusal, "host")
        try:
            return run.apply(ready)
        except KartablError as refusal:
            return run.refuse(ready, self._say_who(run, ready, refusal), "engine", recorded=refusal)

    def _say_who(self, run: _Run, command: Command, refusal: KartablError) -> KartablError:
        """Where a task is not open because somebody completed it, say who and when."""
        if not (isinstance(refusal, NotOpen) and isinstance(command, Complete)):
            return refusal
        for record in reversed(run.unit.records(run.instance)):
            done = record.body["command"]
            if done["type"] == "complete" and done["task"] == command.task and not record.refused:
                return TaskTaken(by=record.body["actor"]["id"], at=record.body["at"], task=command.task)
        return refusal

    def fire_due(self, now: datetime, limit: int = 100) -> int:
        """Fire the jobs that are due at `now`, each dated when it fell due; return how many instances were moved.

        Jobs are found by their index; instances are not scanned. A job that another worker fired first is passed over.
        """
        with self.store.reading() as unit:
            due = unit.due(now, limit)
        for instance in dict.fromkeys(job.instance for job in due):
            self.fire_late(instance, now)
        return len({job.instance for job in due})

    def fire_late(self, instance: InstanceId, now: datetime) -> list[Moved]:
        """Fire the late timers of one instance."""
        with self.store.writing() as unit:
            loaded = unit.load(instance, lock=True)
            run = _Run(self, unit, instance, unit.definition(loaded.definition), loaded.state, loaded.head)
            fired = run.fire_late(now)
            if fired:
                run.commit(())
            self._project(run, fired)
            return fired

    def next_due(self) -> datetime | None:
        """Return when the next job falls due."""
        with self.store.reading() as unit:
            return unit.next_due()


class _Run:
    """The commands of one transaction on one instance."""

    def __init__(
        self, engine: Engine, unit: Unit, instance: InstanceId, definition: Definition, state: State | None, head: Head
    ) -> None:
        self.unit, self.instance, self.definition = unit, instance, definition
        self.state, self.head, self.expected = state, head, head
        self.ledger = Ledger(origin=engine.origin, instance=instance, definition=definition)
        self.records: list[Record] = []

    def now(self, loaded: Loaded) -> Loaded:
        """Return the instance as it stands in this run."""
        return Loaded(
            instance=self.instance,
            definition=loaded.definition,
            head=self.head,
            state=self.state,
            started_at=loaded.started_at,
            moved_at=loaded.moved_at,
        )

    def apply(self, command: Command) -> Moved:
        before = self.state
        after = step(self.definition, before, command, self.head.seq + 1)
        record = self.ledger.applied(self.head, command, after.state, after.derived)
        self._append(record)
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

    def refuse(
        self, command: Command, refusal: KartablError, by: RefusedBy, recorded: KartablError | None = None
    ) -> KartablError:
        self._append(self.ledger.refused(self.head, command, self.state, recorded or refusal, by))
        return refusal

    def fire_late(self, now: datetime) -> list[Moved]:
        """Fire what is due at or before `now`, in the order of due times, each at its own."""
        fired: list[Moved] = []
        while self.state is not None and len(fired) < MOST_LATE_TIMERS:
            late = min(self.state.jobs.values(), key=lambda job: (job.due, _order(job.id)), default=None)
            if late is None or late.due > now:
                break
            fired.append(self.apply(FireTimer(actor=CLOCK, at=late.due, job=late.id)))
        return fired

    def commit(self, personal: Sequence[Personal]) -> None:
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
        self.expected, self.records = self.head, []

    def _append(self, record: Record) -> None:
        self.records.append(record)
        self.head = record.head


def _order(job_id: str) -> tuple[int, ...]:
    return tuple(int(part) for part in job_id.split("."))

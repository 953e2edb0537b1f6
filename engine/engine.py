"""The engine: load, step, save. The only place where a command meets a store, a clock's jobs and the chain.

It stands outside the sentence and may import all of it. What happens to one instance in one transaction is a `Run`,
in `engine.run`.

Time in a history never goes back. A command may have waited for the one before it, or come from a server whose clock is
a little behind: up to `SKEW` it is dated when the record before it was. One from further back is refused (`Backwards`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from engine.completion.command import Command, Complete, Start
from engine.completion.step import CaseEnded
from engine.definition import Definition
from engine.draining import always, do_all
from engine.errors import BadInput, Conflict, KartablError
from engine.history.record import Record, genesis
from engine.instance.state import InstanceId
from engine.run import BATCH, Host, Moved, NoHost, Run
from engine.spiff.machine import NotOpen
from engine.store.port import Loaded, Personal, Stale, Store, Unit

__all__ = [
    "MOST_LATE_TIMERS",
    "SKEW",
    "Backwards",
    "CatchingUp",
    "Engine",
    "Host",
    "Moved",
    "NoHost",
    "TaskTaken",
    "Wish",
]

SKEW = timedelta(minutes=1)
"""How far behind the last record a command may be dated: longer than a writer waits for the one before it."""

MOST_LATE_TIMERS = 1000
"""Late timers one command waits for: a cycle of seconds that slept for days is not caught up with in one go."""


class _Undone(Exception):
    """What followed from a step was refused, so that its whole transaction is undone."""

    def __init__(self, refusal: KartablError) -> None:
        self.refusal = refusal
        super().__init__(str(refusal))


class TaskTaken(Conflict):
    en = "Expected this task to be open, but {by} completed it on {at}. Nothing you typed was used; look at the case."
    fa = "این کار را {by} در {at} انجام داده است و دیگر باز نیست. آنچه نوشتید ثبت نشد؛ پرونده را ببینید."


class Backwards(BadInput):
    en = "Expected a time not before the case's last step ({last}), but found {at}. Set the clock right."
    fa = "ساعت سامانه ({at}) از آخرین گام پرونده ({last}) عقب‌تر است. ساعت را درست کنید."


class CatchingUp(Conflict):
    en = (
        "Expected the case's late timers to have fired, but after {fired} of them more are late. Try again in a moment."
    )
    fa = "مهلت‌های سررسیدهٔ پرونده هنوز در حال اجراست: {fired} مورد اجرا شد و باز مانده است. کمی بعد دوباره تلاش کنید."


@dataclass(frozen=True, kw_only=True, slots=True)
class Wish:
    """A command that is to be applied to an instance, with the personal values that its own are commitments to."""

    instance: InstanceId
    command: Command
    personal: Sequence[Personal] = ()


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
            run = Run(unit, self.origin, instance, definition, None, genesis(self.origin, instance), ready.at)
            moved = run.apply(ready)
            try:
                return self._settle(run, moved, personal)
            except _Undone as cause:
                raise cause.refusal from cause

    def perform(self, instance: InstanceId, command: Command, personal: Sequence[Personal] = ()) -> Moved:
        """Apply `command`, late timers before it; raise what refuses it, after the refusal is on record.

        Late timers are in the transaction of the command, unless they are more than `BATCH`: then these go before it in
        transactions of their own; and where they are more than `MOST_LATE_TIMERS`, `CatchingUp` asks to come again.

        A host that refuses what followed (a constraint of its tables, say) undoes the step: it is tried once more, for the
        host may now see what was in its way and refuse it in better words; else that first refusal goes on record.

        First the instance is only read, together with what the host has beside it; that nobody moved it meanwhile shows when
        it is written. Where somebody did, it is locked before it is read again.
        """
        moved = self.perform_read(lambda _unit: Wish(instance=instance, command=command, personal=personal))
        assert moved is not None
        return moved

    def perform_read(self, read: Callable[[Unit], Wish | None]) -> Moved | None:
        """Apply the command that `read` makes of what it finds in the transaction of that command, as `perform` does; None where it makes none.

        It is asked once. Of what it raises nothing goes on record.
        """
        outcome: Moved | KartablError | None = None
        undone: KartablError | None = None
        wish: Wish | None = None
        lock = False
        for _ in range(MOST_LATE_TIMERS // BATCH):
            try:
                with self.store.writing() as unit:
                    wish = wish or read(unit)
                    if wish is None:
                        return None
                    outcome = self._perform(unit, wish, undone, lock=lock)
            except _Undone as cause:
                undone, lock = cause.refusal, True
                continue
            except Stale:
                if lock:
                    raise
                lock = True
                continue
            if outcome is not None:
                break
        if isinstance(outcome, Moved):
            return outcome
        raise outcome or CatchingUp(fired=MOST_LATE_TIMERS)

    def _perform(
        self,
        unit: Unit,
        wish: Wish,
        undone: KartablError | None,
        *,
        lock: bool,
    ) -> Moved | KartablError | None:
        """Return what became of a command; None where more timers are late than fit into one transaction."""
        command = wish.command
        loaded, run = self.opened(unit, wish.instance, command, lock=lock)
        outcome: Moved | KartablError | None
        if command.at < run.last - SKEW:
            refusal = Backwards(last=run.last.isoformat(), at=command.at.isoformat())
            outcome = run.refuse(replace(command, at=run.last), refusal, "order")
        else:
            command = replace(command, at=max(command.at, run.last))
            self.fire_late_of(run, command.at)
            outcome = None if run.late(command.at) else self._apply(run, loaded, command, undone)
        if isinstance(outcome, Moved):
            return self._settle(run, outcome, wish.personal)
        run.commit(())
        return outcome

    def fire_late_of(self, run: Run, now: datetime) -> list[Moved]:
        """Do what is late in an instance, with what follows from it, in the transaction of its run."""
        try:
            fired = [self._settle(run, moved, ()) for moved in run.fire_late(now)]
        except _Undone as cause:
            raise cause.refusal from cause
        run.commit(())  # what was refused
        return fired

    def _settle(self, run: Run, moved: Moved, personal: Sequence[Personal]) -> Moved:
        """Commit a move, let the host write what followed, and apply what it wants to follow, before anything else."""
        run.commit(personal)
        queue = [moved]
        for one in queue:
            for command in self._project(run.unit, one):
                queue.append(run.apply(replace(command, at=max(command.at, run.last))))
                run.commit(())
        return moved

    def _project(self, unit: Unit, moved: Moved) -> Sequence[Command]:
        try:
            return self.host.project(unit, moved)
        except KartablError as refusal:
            raise _Undone(refusal) from refusal

    def opened(
        self, unit: Unit, instance: InstanceId, command: Command | None = None, *, lock: bool = True
    ) -> tuple[Loaded, Run]:
        """Return an instance, locked unless a command comes that finds out by itself, and what is about to happen to it."""
        if command is not None and not lock:
            self.host.look(unit, instance, command)
        loaded = unit.load(instance, lock=lock)
        definition = unit.definition(loaded.definition)
        running = loaded.state is not None and not loaded.state.ended
        meanwhile = self.host.meanwhile(unit, loaded) if running else ()
        run = Run(unit, self.origin, instance, definition, loaded.state, loaded.head, loaded.moved_at, meanwhile)
        return loaded, run

    def _apply(self, run: Run, loaded: Loaded, command: Command, undone: KartablError | None) -> Moved | KartablError:
        try:
            ready = self.host.prepare(run.unit, run.now(loaded), run.definition, command)
            if undone is not None:
                raise undone
        except KartablError as refusal:
            return run.refuse(command, refusal, "host")
        try:
            return run.apply(ready)
        except KartablError as refusal:
            run.refuse(ready, refusal, "engine")
            return _say_who(run, ready, refusal)

    def fire_due(self, now: datetime, more: Callable[[], bool] = always) -> int:
        """Fire the jobs that are due at `now`, each dated when it fell due; return how often an instance was moved.

        Jobs are found by their index; instances are not scanned. Any number of workers may do so at once: each takes an
        instance that nobody else has. What cannot be fired is held back for a while, and keeps nobody waiting.
        `more` is asked before each instance whether to go on.
        """
        return do_all(self, lambda unit: unit.claim(now), now, more)

    def fire_late(self, instance: InstanceId, now: datetime) -> list[Moved]:
        """Fire the late timers of one instance, no more than `MOST_LATE_TIMERS`, and let in what came about outside."""
        fired: list[Moved] = []
        while len(fired) < MOST_LATE_TIMERS:
            batch = self._fire_batch(instance, now)
            fired += batch
            if len(batch) < BATCH:
                break
        return fired

    def _fire_batch(self, instance: InstanceId, now: datetime) -> list[Moved]:
        with self.store.writing() as unit:
            _, run = self.opened(unit, instance)
            return self.fire_late_of(run, now)

    def next_due(self) -> datetime | None:
        """Return when the next job falls due."""
        with self.store.reading() as unit:
            return unit.next_due()


def _say_who(run: Run, command: Command, refusal: KartablError) -> KartablError:
    """Where a task is not open because somebody completed it, say who and when."""
    if not (isinstance(refusal, NotOpen | CaseEnded) and isinstance(command, Complete)):
        return refusal
    done = next((record for record in run.unit.records(run.instance) if _completed(record, command.task)), None)
    if done is None:
        return refusal
    return TaskTaken(by=done.body["actor"]["id"], at=done.body["at"], task=command.task)


def _completed(record: Record, task: str) -> bool:
    command = record.body["command"]
    return bool(command["type"] == "complete" and command["task"] == task and not record.refused)

"""A store in memory: for tests, trials of a draft, and the contract that the real one must keep too."""

from __future__ import annotations

import copy
import threading
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from engine.calendar import WorkingCalendar, read_calendar
from engine.definition import Definition
from engine.history.record import Record
from engine.instance.failure import Claim, Failure
from engine.instance.open import Job
from engine.instance.state import InstanceId, State
from engine.store.port import (
    Astray,
    Loaded,
    Move,
    NoSuchCalendar,
    NoSuchDefinition,
    NoSuchInstance,
    Personal,
    Stale,
    Summary,
)
from engine.task import DueJob, Open
from engine.values import Value


@dataclass
class Shelf:
    """All that the store holds. States and records are values: sharing them between two shelves is safe."""

    definitions: dict[str, Definition] = field(default_factory=dict)
    calendars: dict[str, Any] = field(default_factory=dict)
    instances: dict[InstanceId, Loaded] = field(default_factory=dict)
    records: dict[InstanceId, tuple[Record, ...]] = field(default_factory=dict)
    personal: dict[InstanceId, tuple[Personal, ...]] = field(default_factory=dict)
    failures: dict[tuple[InstanceId, str], Failure] = field(default_factory=dict)

    def copy(self) -> Shelf:
        """Return a shelf that can be changed without changing this one."""
        return Shelf(**{name: copy.copy(entries) for name, entries in vars(self).items()})


class MemoryStore:
    """Keeps everything in one shelf; a writing unit works on a copy that replaces it at the end."""

    def __init__(self) -> None:
        self._shelf = Shelf()
        self._lock = threading.RLock()

    @contextmanager
    def reading(self) -> Iterator[MemoryUnit]:
        """Open a unit that sees the shelf as it is now."""
        yield MemoryUnit(self._shelf.copy())

    @contextmanager
    def writing(self) -> Iterator[MemoryUnit]:
        """Open a unit that writes; one at a time."""
        with self._lock:
            unit = MemoryUnit(self._shelf.copy())
            yield unit
            self._shelf = unit.shelf

    def survey(self) -> None:
        """Do nothing: nothing is planned."""


class MemoryUnit:
    """One transaction over a shelf."""

    session = None

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf

    def define(self, definition: Definition) -> None:
        self.shelf.definitions.setdefault(definition.digest, definition)

    def definition(self, digest: str) -> Definition:
        if digest not in self.shelf.definitions:
            raise NoSuchDefinition(definition=digest)
        return self.shelf.definitions[digest]

    def keep_calendar(self, calendar: WorkingCalendar) -> None:
        self.shelf.calendars.setdefault(calendar.digest, calendar.written)

    def calendar(self, digest: str) -> WorkingCalendar:
        if digest not in self.shelf.calendars:
            raise NoSuchCalendar(calendar=digest)
        return read_calendar(self.shelf.calendars[digest])

    def load(self, instance: InstanceId, *, lock: bool = False) -> Loaded:
        if instance not in self.shelf.instances:
            raise NoSuchInstance(instance=instance)
        loaded = self.shelf.instances[instance]
        # what was read back from its written form, as from a database
        state = State.read(loaded.state.written) if loaded.state is not None else None
        return replace(loaded, state=state)

    def load_beside(self, query: Any, given: Mapping[str, Any]) -> Sequence[Any]:
        return ()  # no host keeps tables here

    def loaded(self, instances: Sequence[InstanceId]) -> Mapping[InstanceId, Loaded]:
        return {each: self.load(each) for each in instances if each in self.shelf.instances}

    def commit(self, move: Move) -> None:
        before = self.shelf.instances.get(move.instance)
        found = before.head.seq if before else 0
        if found != move.expected.seq or (before and before.head != move.expected):
            raise Stale(instance=move.instance, expected=move.expected.seq, found=found)
        last = move.records[-1]
        started_at = before.started_at if before else datetime.fromisoformat(move.records[0].body["at"])
        self.shelf.instances[move.instance] = Loaded(
            instance=move.instance,
            definition=move.definition.digest,
            head=last.head,
            state=move.state,
            started_at=started_at,
            moved_at=datetime.fromisoformat(last.body["at"]),
        )
        self._forget_failures(move.instance, before)
        self.shelf.records[move.instance] = (*self.shelf.records.get(move.instance, ()), *move.records)
        self.shelf.personal[move.instance] = (
            *self.shelf.personal.get(move.instance, ()),
            *(replace(entry, seq=last.seq) for entry in move.personal),
        )

    def records(self, instance: InstanceId) -> list[Record]:
        return list(self.shelf.records.get(instance, ()))

    def records_at(self, places: Collection[tuple[InstanceId, int]]) -> Mapping[tuple[InstanceId, int], Record]:
        found = {(instance, record.seq): record for instance, _ in places for record in self.records(instance)}
        return {place: found[place] for place in places if place in found}

    def personal(self, instance: InstanceId) -> Mapping[str, Value]:
        return {entry.commitment: entry.value for entry in self.shelf.personal.get(instance, ())}

    def personal_of(self, instances: Collection[InstanceId]) -> Mapping[InstanceId, Mapping[str, Value]]:
        return {instance: self.personal(instance) for instance in instances}

    def personal_entries(self, instance: InstanceId) -> list[Personal]:
        return list(self.shelf.personal.get(instance, ()))

    def erase(self, instance: InstanceId, commitments: Sequence[str]) -> int:
        before = self.shelf.personal.get(instance, ())
        kept = tuple(entry for entry in before if entry.commitment not in commitments)
        self.shelf.personal[instance] = kept
        return len(before) - len(kept)

    def astray(self, history: Move) -> list[Astray]:
        return []  # what is open is looked up in the states themselves: there are no rows beside them

    def summaries(self, instances: Sequence[InstanceId] | None = None) -> list[Summary]:
        wanted = [
            loaded
            for key, loaded in self.shelf.instances.items()
            if loaded.state is not None and (instances is None or key in instances)
        ]
        lines = [self._summary(loaded) for loaded in wanted]
        return sorted(lines, key=lambda line: (line.started_at, line.instance), reverse=True)

    def _summary(self, loaded: Loaded) -> Summary:
        assert loaded.state is not None
        return Summary(
            instance=loaded.instance,
            process=self.shelf.definitions[loaded.definition].process,
            definition=loaded.definition,
            status=loaded.state.status,
            seq=loaded.head.seq,
            started_at=loaded.started_at,
            moved_at=loaded.moved_at,
        )

    def open_in(self, instances: Sequence[InstanceId]) -> Mapping[InstanceId, Open]:
        states = {key: loaded.state for key, loaded in self.shelf.instances.items() if key in instances}
        return {key: _open(state) for key, state in states.items() if state and (state.tasks or state.jobs)}

    def due(self, at: datetime, limit: int) -> list[DueJob]:
        return [job for job in self._jobs() if job.due <= at][:limit]

    def next_due(self) -> datetime | None:
        return min((job.due for job in self._jobs()), default=None)

    def claim(self, at: datetime) -> Claim | None:
        return next((Claim(instance=job.instance, subject=job.job) for job in self.due(at, 1)), None)

    def held(self, instance: InstanceId, at: datetime) -> set[str]:
        failures = [each for each in self.shelf.failures.values() if each.instance == instance and each.is_job]
        return {each.subject for each in failures if each.next_at is None or each.next_at > at}

    def failure(self, instance: InstanceId, subject: str) -> Failure | None:
        return self.shelf.failures.get((instance, subject))

    def hold(self, failed: Failure) -> bool:
        if failed.is_job and failed.subject not in self._jobs_of(failed.instance):
            return False
        self.shelf.failures[failed.instance, failed.subject] = failed
        return True

    def mend(self, instance: InstanceId, subject: str) -> None:
        self.shelf.failures.pop((instance, subject), None)

    def _jobs_of(self, instance: InstanceId) -> Mapping[str, Job]:
        state = self.shelf.instances[instance].state
        return {} if state is None else state.jobs

    def _jobs(self) -> list[DueJob]:
        jobs = [
            DueJob(instance=key, job=job.id, due=tried)
            for key in self.shelf.instances
            for job in self._jobs_of(key).values()
            if (tried := self._try_at(key, job)) is not None
        ]
        return sorted(jobs, key=lambda job: (job.due, job.instance, job.job))

    def _try_at(self, instance: InstanceId, job: Job) -> datetime | None:
        failed = self.shelf.failures.get((instance, job.id))
        return job.due if failed is None else failed.next_at

    def _forget_failures(self, instance: InstanceId, before: Loaded | None) -> None:
        """Let the failures of jobs go that are gone, or due at another time."""
        then, now = before.state.jobs if before and before.state else {}, self._jobs_of(instance)
        for job in then:
            if now.get(job) != then[job]:
                self.mend(instance, job)


def _open(state: State) -> Open:
    tasks = sorted(state.tasks.values(), key=lambda task: (task.opened_at, task.id))
    return Open(tasks={task.id: task for task in tasks}, jobs=state.jobs)

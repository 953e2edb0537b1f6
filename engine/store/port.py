"""What a store can do. Everything happens in a unit: one transaction, which commits when it ends well.

A writing unit sees no other writer of the same instance between its load and its commit, or its commit is refused.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from engine.calendar import WorkingCalendar
from engine.definition import Definition
from engine.errors import Broken, Conflict, NotFound
from engine.history.personal import Personal as Personal
from engine.history.record import Head, Record
from engine.instance.failure import Claim, Failure
from engine.instance.state import InstanceId, State, Status
from engine.task import DueJob, Open
from engine.values import Value


class NoSuchInstance(NotFound):
    en = "Expected a case {instance}, but there is none of that number, or it is not for you to see. Check the number."
    fa = "پرونده‌ای با شمارهٔ {instance} نیست، یا دیدنش برای شما مجاز نیست. شماره را بررسی کنید."


class NoSuchDefinition(NotFound):
    en = "Expected a definition {definition}, but none is deployed. Deploy it first."
    fa = "تعریف {definition} مستقر نیست. نخست آن را مستقر کنید."


class NoSuchCalendar(NotFound):
    en = "Expected a calendar {calendar}, but none is kept. Save the calendar first."
    fa = "تقویم کاری {calendar} نگه‌داری نشده است. نخست تقویم را ذخیره کنید."


class TouchedCalendar(Broken):
    en = (
        "Expected calendar {calendar} to be as Kartabl wrote it, but its content is another ({found}): somebody touched the "
        "database. Tell the administrator."
    )
    fa = "تقویم کاری {calendar} آن‌گونه که کارتابل نوشته است نیست ({found}): پایگاه داده دست‌کاری شده است. به راهبر سامانه خبر دهید."


class Unreadable(Broken):
    en = (
        "Expected {what} of case {instance} to be as Kartabl wrote it, but it cannot be read ({found}): somebody touched the "
        "database. Tell the administrator."
    )
    fa = "{what_fa} پروندهٔ {instance} آن‌گونه که کارتابل نوشته است خوانده نمی‌شود ({found}): پایگاه داده دست‌کاری شده است. به راهبر سامانه خبر دهید."


class Stale(Conflict):
    en = "Expected case {instance} to stand at record {expected}, but it is at {found}: somebody else moved it. Load it again."
    fa = "در این میان شخص دیگری در پروندهٔ {instance} کاری انجام داده است (ردیف {found}، نه {expected}). آن را دوباره باز کنید."


@dataclass(frozen=True, kw_only=True, slots=True)
class Loaded:
    """An instance as it stands. `state` is None when its start was refused."""

    instance: InstanceId
    definition: str
    head: Head
    state: State | None
    started_at: datetime
    moved_at: datetime
    """The time of its last record."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Summary:
    """A line about an instance."""

    instance: InstanceId
    process: str
    definition: str
    status: Status
    seq: int
    started_at: datetime
    moved_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Move:
    """What one commit writes: the state after these records, which follow `expected`."""

    instance: InstanceId
    definition: Definition
    expected: Head
    state: State | None
    records: Sequence[Record]
    personal: Sequence[Personal] = field(default=())


@dataclass(frozen=True, kw_only=True, slots=True)
class Astray:
    """A row that is not as the history has it. `row` is its key; `field` is empty where all of it is missing or too much."""

    table: str
    row: str
    field: str
    expected: str
    found: str


class Unit(Protocol):
    """One transaction."""

    session: Any
    """Where the host keeps its own tables in the same transaction; None where the store has none."""

    def define(self, definition: Definition) -> None:
        """Keep a definition with its sources; keeping it again changes nothing."""

    def definition(self, digest: str) -> Definition:
        """Return a definition; raise `NoSuchDefinition`."""

    def keep_calendar(self, calendar: WorkingCalendar) -> None:
        """Keep a working calendar by its digest; keeping it again changes nothing."""

    def calendar(self, digest: str) -> WorkingCalendar:
        """Return a calendar, held against its digest; raise `NoSuchCalendar`, `TouchedCalendar`."""

    def load(self, instance: InstanceId, *, lock: bool = False) -> Loaded:
        """Return an instance; raise `NoSuchInstance`. `lock` keeps other writers away until the unit ends."""

    def load_beside(self, query: Any, given: Mapping[str, Any]) -> Sequence[Any]:
        """Return the rows that the host's query finds in its own tables, all of one instance: they have a column `instance`.

        The instance is read in the same statement: to load it afterwards costs nothing more.
        """

    def loaded(self, instances: Sequence[InstanceId]) -> Mapping[InstanceId, Loaded]:
        """Return those of these instances that there are, read at once."""

    def commit(self, move: Move) -> None:
        """Write state, records, tasks, jobs and works; raise `Stale` where the head is not the expected one."""

    def records(self, instance: InstanceId) -> list[Record]:
        """Return an instance's history in order."""

    def records_at(self, places: Collection[tuple[InstanceId, int]]) -> Mapping[tuple[InstanceId, int], Record]:
        """Return those of these records that there are, each by its instance and number, read at once."""

    def personal(self, instance: InstanceId) -> Mapping[str, Value]:
        """Return the personal values of an instance that were not erased, by commitment; raise `Unreadable`."""

    def personal_of(self, instances: Collection[InstanceId]) -> Mapping[InstanceId, Mapping[str, Value]]:
        """Return the same of each of these instances, read at once."""

    def personal_entries(self, instance: InstanceId) -> list[Personal]:
        """Return the same with names, salts and records, in the order in which they came; of what somebody touched the commitment is another."""

    def erase(self, instance: InstanceId, commitments: Sequence[str]) -> int:
        """Erase personal values of an instance for ever; return how many there were. Its history stays provable."""

    def astray(self, history: Move) -> list[Astray]:
        """Return where rows of an instance are not as committing `history`, the whole of it, would have left them.

        Compared is what is derived from the history to be looked up fast: status and times, open tasks, jobs and works.
        """

    def summaries(self, instances: Sequence[InstanceId] | None = None) -> list[Summary]:
        """Return a line an instance, the last started first; of all, or of these."""

    def open_in(self, instances: Sequence[InstanceId]) -> Mapping[InstanceId, Open]:
        """Return what is open in these instances, without loading them; nothing of one in which nothing is."""

    # what is to be done by itself

    def due(self, at: datetime, limit: int) -> list[DueJob]:
        """Return jobs that are to be tried at or before `at`, the earliest first."""

    def next_due(self) -> datetime | None:
        """Return when the next job is to be tried."""

    def claim(self, at: datetime) -> Claim | None:
        """Take a job that is to be tried at or before `at`, the earliest of those in instances that nobody else has locked,
        and lock its instance until the unit ends; None where there is none."""

    def held(self, instance: InstanceId, at: datetime) -> set[str]:
        """Return the jobs of an instance that are due at `at` and not to be tried yet, for they failed."""

    def failure(self, instance: InstanceId, subject: str) -> Failure | None:
        """Return what failed in an instance, if it did; keep other writers of the instance away until the unit ends."""

    def hold(self, failed: Failure) -> bool:
        """Keep a failure and hold its job back; return whether there is such a job (a failure that is no job's is always kept)."""

    def mend(self, instance: InstanceId, subject: str) -> None:
        """Forget a failure that is none any more. That of a job goes with the job."""


class Store(Protocol):
    """A store of instances."""

    def reading(self) -> AbstractContextManager[Unit]:
        """Open a unit that only reads."""

    def writing(self) -> AbstractContextManager[Unit]:
        """Open a unit that may write; it commits at its end, and rolls back where an error leaves it."""

    def survey(self) -> None:
        """See how much there is of what, by which statements are planned: once a day. Nothing where the database looks by itself."""

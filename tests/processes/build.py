"""Builders for tests of the office: an office in a file of its own with the demo's people, and cases in it, step by step."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from argon2 import PasswordHasher
from sqlalchemy import Engine, event, update

from engine.calendar import WorkingCalendar
from engine.completion.command import Actor
from engine.engine import Moved
from engine.history.record import Record
from engine.instance.open import OpenTask
from engine.instance.state import InstanceId, State
from engine.replay import Difference
from engine.store.schema import is_current, upgrade
from engine.store.sql import SqlStore, open_engine
from engine.values import Value
from processes import casefile, notices, reading, told
from processes.amounts import later
from processes.calendars import OFFICE, in_force
from processes.casefile import CaseFile, Entry
from processes.casefile.letters import letters_of
from processes.casefile.proven import Proven, proven
from processes.demo import show
from processes.demo.paths.inbox import CONFIRM, REPLY, Inbox
from processes.demo.paths.office_automation_inbox import INBOX, LETTER, REQUEST
from processes.demo.people import PASSWORD
from processes.demo.play import Do, Hands, Move, Typed, Wait, Withdraw, answered, short
from processes.demo.play import Path as DemoPath
from processes.files import FileStore, Intake, files_of
from processes.files.kinds import KINDS
from processes.keeping import absences
from processes.keeping.absences import Arrangement
from processes.letters import Letter
from processes.office import Office, open_office
from processes.organisation import Member, holders
from processes.proof import prove
from processes.reading import TaskLine
from processes.tables import MIGRATIONS, DbCase, DbPerson
from tests.postgres import Server

ORIGIN = "office.example"
ZONE = "Asia/Tehran"
MONDAY = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)
"""When a case begins: 2 Azar 1405, ten o'clock in Tehran."""
STEP = timedelta(minutes=5)
"""What a person takes for each thing."""

ON = INBOX.on
"""Each desk lets the letter go on, up to the expert."""
ON_BY_DESK: Mapping[str, Typed] = {move.element: move.values for move in ON}
DESKS = [move.element for move in ON]
"""The desks in the order in which a letter passes them, up to the expert."""
RETURN = {"decision": "return", "reason": "سطح دسترسی روشن نیست"}
REJECT = {"decision": "reject", "reason": "پست سازمانی مصوب نیست"}
ALL_MOVES: Sequence[Do] = (INBOX.draft, *ON, REPLY, CONFIRM)
STRANGER = "amini"
"""Somebody of another unit who has nothing to do with the case."""


@dataclass
class TrayOf:
    """Somebody's tray: what is his or hers, what nobody of the roles has taken, what waits for absent ones."""

    mine: Sequence[TaskLine]
    of_my_roles: Sequence[TaskLine]
    of_absent: Sequence[TaskLine]


@dataclass
class Bench:
    """An office at work, with a clock that the test sets."""

    office: Office
    hands: Hands

    def member(self, person: str) -> Member:
        """Return a person of the office."""
        return self.office.member(person)

    def ask(self, person: str = "sarabi", inbox: Inbox = INBOX, **changed: str) -> Case:
        """Return a new case, asked for by `person`: an inbox in office automation, unless `inbox` says another."""
        sheet = self.office.request_sheet(person, inbox.service)
        outcome = sheet.validate(raw({**inbox.request, **changed}))
        assert outcome.ok, outcome.faults
        moved = self.office.ask(actor(person), inbox.service, outcome.values)
        return Case(bench=self, instance=moved.instance, tracking=str(moved.command.facts["tracking"]))

    def begun(self, path: DemoPath, moves: Sequence[Move]) -> Case:
        """Return a case that was asked for as a path does, and has made these moves."""
        sheet = self.office.request_sheet(path.requester, path.service)
        outcome = answered(self.office, sheet, path.request, path.requester)
        assert outcome.ok, outcome.faults
        moved = self.office.ask(actor(path.requester), path.service, outcome.values)
        case = Case(bench=self, instance=moved.instance, tracking=str(moved.command.facts["tracking"]))
        for move in moves:
            case.make(move)
        return case

    def asked(self, *moves: Do, person: str = "sarabi") -> Case:
        """Return a case that has made these moves."""
        case = self.ask(person)
        for move in moves:
            case.do(move.element, move.values)
        return case

    def at_desk(self, desk: str, person: str = "sarabi") -> Case:
        """Return a case whose letter has reached a desk."""
        return self.asked(*ALL_MOVES[: 1 + [*DESKS, "sign_reply", "confirm_result"].index(desk)], person=person)

    def tray(self, person: str) -> TrayOf:
        """Return a person's tray."""
        member = self.member(person)
        with self.office.store.reading() as unit:
            mine, roles, *absent = (
                reading.tray_lines(unit, member, reading.AskedTray(view=view))
                for view in ("mine", "roles", *(f"for:{each.member.id}" for each in member.stands_for))
            )
        of_absent = {(line.instance, line.task): line for each in absent for line in each}
        return TrayOf(mine, roles, list(of_absent.values()))

    @property
    def calendar(self) -> WorkingCalendar:
        """The office's calendar."""
        with self.office.store.reading() as unit:
            return unit.calendar(in_force(unit.session, OFFICE))

    def later(self, amount: str) -> datetime:
        """Return when an amount of working time will have passed."""
        return later(self.calendar, self.hands.time, amount)

    @contextmanager
    def counting(self) -> Iterator[list[str]]:
        """Give the list of the statements that the office's database runs meanwhile."""
        statements: list[str] = []
        engine: Engine = self.office.store.engine  # type: ignore[attr-defined]  # an office at work is in SQL

        def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
            statements.append(statement)

        event.listen(engine, "before_cursor_execute", note)
        yield statements
        event.remove(engine, "before_cursor_execute", note)

    def absent(self, person: str, substitute: str, *, by: str | None = None, **time: float) -> int:
        """Name a substitute from now on, for a day unless `time` says how long; return the substitution's number."""
        now = self.office.time()
        asked = Arrangement(
            absent=person,
            substitute=substitute,
            since=now,
            until=now + timedelta(**time or {"days": 1}),
            reason="مرخصی",
        )
        with self.office.store.writing() as unit:
            return absences.arrange(unit.session, self.member(by or person), asked, at=now)

    def told(self, person: str) -> list[tuple[str, str]]:
        """Return kind and element (its id in its process) of a person's notices of cases, the latest first, but for those of tasks that are theirs."""
        return [(kind, element) for kind, element in self.told_all(person) if kind != notices.ASSIGNED]

    def told_all(self, person: str) -> list[tuple[str, str]]:
        """Return kind and element of all of a person's notices of cases, the latest first."""
        with self.office.store.reading() as unit:
            found = told.notices(unit.session, self.member(person))
        return [(notice.kind, short(notice.element)) for notice in found if notice.instance is not None]


@dataclass
class Case:
    """A case as a test handles it."""

    bench: Bench
    instance: InstanceId
    tracking: str

    @property
    def office(self) -> Office:
        """The office it is in."""
        return self.bench.office

    @property
    def state(self) -> State:
        """The state it is in."""
        with self.office.store.reading() as unit:
            state = unit.load(self.instance).state
        assert state is not None
        return state

    @property
    def open(self) -> list[str]:
        """Ids of the elements of its open tasks."""
        return sorted(short(task.element) for task in self.state.tasks.values())

    def task(self, element: str) -> OpenTask:
        """Return its open task of an element."""
        return next(task for task in self.state.tasks.values() if short(task.element) == element)

    def do(self, element: str, values: Typed, by: str | None = None) -> Moved:
        """Complete the open task of an element, by somebody who may unless `by` says who."""
        task = self.task(element)
        who = by or self.who(task)
        self.bench.hands.time += STEP
        return self.office.complete(actor(who), self.instance, task.id, self.valid(task, values, who))

    def make(self, move: Move) -> None:
        """Make a move of a path."""
        match move:
            case Do(element, values, by):
                self.do(element, values, by)
            case Wait(amount):
                self.work(amount)
            case Withdraw(reason):
                self.withdraw(self.row.requester_id, reason)

    def valid(self, task: OpenTask, values: Typed, by: str = "sarabi") -> Mapping[str, Value]:
        """Return what a task's form makes of what somebody typed and attached."""
        sheet = self.office.task_sheet(self.instance, task.id)
        assert sheet is not None
        outcome = answered(self.office, sheet, values, by)
        assert outcome.ok, outcome.faults
        return outcome.values

    def who(self, task: OpenTask) -> str:
        """Return somebody who may do a task."""
        if task.assignee is not None:
            return task.assignee
        with self.office.store.reading() as unit:
            on = self.office.day(unit.session)
            return next(found.id for group in task.groups for found in holders(unit.session, group, on=on))

    def go_on(self, *elements: str) -> None:
        """Let these desks let the letter go on."""
        for element in elements:
            self.do(element, ON_BY_DESK[element])

    def wait(self, **time: float) -> None:
        """Let time pass, and fire what falls due."""
        self.bench.hands.time += timedelta(**time)
        self.office.fire_due()

    def work(self, amount: str) -> None:
        """Let an amount of working time pass, as PT9H or P2D, by the office's calendar; fire what falls due."""
        self.bench.hands.time = self.bench.later(amount)
        self.office.fire_due()

    def withdraw(self, by: str = "sarabi", reason: str = "دیگر نیازی نیست") -> Moved:
        """Withdraw the request."""
        self.bench.hands.time += STEP
        return self.office.withdraw(actor(by), self.instance, reason)

    @property
    def row(self) -> DbCase:
        """Its row in the office's list of cases."""
        with self.office.store.reading() as unit:
            row: DbCase = unit.session.get_one(DbCase, self.instance)
            unit.session.expunge(row)
            return row

    @property
    def letters(self) -> list[Letter]:
        """Its letters, the oldest first."""
        with self.office.store.reading() as unit:
            files = files_of(unit.session, self.instance)
            return letters_of(unit.records(self.instance), unit.personal(self.instance), unit.definition, files)

    @property
    def records(self) -> list[Record]:
        """Its history."""
        with self.office.store.reading() as unit:
            return unit.records(self.instance)

    @property
    def difference(self) -> Difference | None:
        """What proving its history finds."""
        with self.office.store.reading() as unit:
            return prove(unit, self.instance, origin=ORIGIN, files=self.office.files.store).first

    def proven(self, person: str = "sarabi") -> Proven:
        """Return what holding it against its history gives."""
        with self.office.store.reading() as unit:
            who = self.bench.member(person)
            return proven(unit, who, reading.find(unit, who, self.tracking), origin=ORIGIN)

    def history(self, person: str = "sarabi") -> list[Entry]:
        """Return its history as a person reads it, the oldest first."""
        entries = [entry for _, found in self.file(person).history for entry in found]
        return sorted(entries, key=lambda entry: entry.seq)

    def file(self, person: str = "sarabi") -> CaseFile:
        """Return its file as a person sees it; raise where the person may not."""
        with self.office.store.reading() as unit:
            who = self.bench.member(person)
            return casefile.case_file(
                unit, who, reading.find(unit, who, self.tracking), now=self.office.now(unit.session)
            )


def actor(person: str) -> Actor:
    """Return a person as an actor."""
    return Actor(id=person, authn="test")


def raw(values: Mapping[str, str | Sequence[str]]) -> dict[str, list[str]]:
    """Return values as a browser posts them."""
    return {key: [value] if isinstance(value, str) else list(value) for key, value in values.items()}


def letter(**changed: str) -> dict[str, str]:
    """Return the fields of a letter's draft."""
    return {**LETTER, **changed}


def correction(**changed: str) -> dict[str, str]:
    """Return the fields of a correction: the request's and the letter's."""
    return {**REQUEST, **LETTER, **changed}


def intake(folder: Path) -> Intake:
    """Return the door to a folder of files."""
    return Intake(store=FileStore(folder), limit=1, kinds=tuple(KINDS), secret="for tests only")


def database(folder: Path) -> Path:
    """Return a new file with the office's tables, the demo's people and the shipped services."""
    path = folder / "template.db"
    with bench(path) as made:
        prepare(made)
    return path


def prepare(made: Bench) -> None:
    """Fill an office with the demo's people and the shipped services."""
    show.prepare(made.office)
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)  # so that tests sign in at once
    with made.office.store.writing() as unit:
        unit.session.execute(update(DbPerson).values(password=quick))


@contextmanager
def bench(path: Path) -> Iterator[Bench]:
    """Give the office in a database file, its tables up to date; its clock stands at `MONDAY`."""
    engine = open_engine(f"sqlite:///{path}")
    event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous=OFF"))  # only faster
    with bench_on(engine, path.parent) as made:
        yield made


@contextmanager
def bench_on(engine: Engine, folder: Path) -> Iterator[Bench]:
    """Give the office in a database, its tables up to date, its files in a folder."""
    if not is_current(engine, [MIGRATIONS]):
        upgrade(engine, [MIGRATIONS])
    hands, files = Hands(MONDAY), intake(folder / "files")
    yield Bench(open_office(SqlStore(engine), origin=ORIGIN, time_zone=ZONE, files=files, now=hands.now), hands)
    engine.dispose()


def on_postgres(server: Server, folder: Path) -> str:
    """Return the URL of a new PostgreSQL database with people and services, and no case: a template for others."""
    url = server.new_database()
    with bench_on(open_engine(url), folder) as made:
        prepare(made)
    return url


@contextmanager
def copied(template: Path, path: Path) -> Iterator[Bench]:
    """Give the office in a copy of a database file."""
    shutil.copyfile(template, path)
    with bench(path) as made:
        yield made


@contextmanager
def statements(made: Bench) -> Iterator[list[str]]:
    """Give the list of the statements that an office's database is asked meanwhile; it grows as they come."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    engine = made.office.store.engine  # type: ignore[attr-defined]  # it is the store of SQL
    event.listen(engine, "before_cursor_execute", note)
    yield seen
    event.remove(engine, "before_cursor_execute", note)

"""The office's rows beside a case, held against what its history projects to when it is projected again in memory."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import RowMapping, select
from sqlalchemy.orm import Session

from engine.clock import Calendars
from engine.history.personal import unseal
from engine.instance.state import InstanceId
from engine.replay import Difference
from engine.store.port import Astray, Unit
from engine.store.sql_rows import astray, compare
from engine.store.tables import Base
from processes.calendars.resting import rests_on
from processes.files import FileStore, file_rows
from processes.host import caller_rows, case_row, comment_rows, done, move_on, newly
from processes.letters import LetterKind, Mark, mark_row
from processes.measures import activities_of, clocks_after, stay_row, stays_after, take_time
from processes.parts import parts_of
from processes.proof.again import Again
from processes.proof.files import contents_astray, file_columns, standing_files
from processes.proof.personal import Kept
from processes.tables import (
    DbActivity,
    DbActor,
    DbCaller,
    DbCase,
    DbCaseCalendar,
    DbCaseClock,
    DbComment,
    DbFile,
    DbLetter,
    DbMark,
    DbStay,
    DbWaiting,
)
from processes.waiting.rows import Rows, rows_after


@dataclass(kw_only=True, slots=True)
class MemoryFolder:
    """A case's letters in memory."""

    instance: str
    letters: list[DbLetter] = field(default_factory=list)
    marks: list[DbMark] = field(default_factory=list)
    given: list[DbFile] = field(default_factory=list)

    def latest(self, kind: LetterKind) -> DbLetter | None:
        """Return the latest revision of a letter."""
        return next((letter for letter in reversed(self.letters) if letter.kind == kind), None)

    def put(self, letter: DbLetter) -> None:
        """Put a letter in; its id is its place."""
        self.letters.append(letter)
        letter.id = len(self.letters)

    def put_mark(self, mark: DbMark) -> None:
        """Put in a mark."""
        self.marks.append(mark)

    def mark_latest(self, kind: LetterKind, said: Mark) -> None:
        """Mark the latest revision of a letter; where there is none, nothing."""
        letter = self.latest(kind)
        if letter is not None:
            self.put_mark(mark_row(letter, said))

    def files(self, seq: int) -> Sequence[DbFile]:
        """Return the files that came with a record."""
        return [file for file in self.given if file.seq == seq]


def office_astray(unit: Unit, instance: InstanceId, again: Again) -> list[Astray]:
    """Return where the line of a case, and who took part in it, are not as its history has them."""
    if unit.session is None:
        return []
    where = {"instance": instance}
    stays = _stays(again, unit.calendar)
    cases = {str(instance): _columns(_case(again, unit.calendar))} if again.moves else {}
    actors = {who: {"capacities": capacities} for who, capacities in _actors(again).items()}
    calendars = {key: {"digest": digest} for key, digest in rests_on(again.state).items()}
    return [
        *astray(unit.session, DbCase, where, ["instance"], cases),
        *astray(unit.session, DbActor, where, ["person_id"], actors),
        *astray(unit.session, DbCaseCalendar, where, ["key"], calendars),
        *astray(unit.session, DbWaiting, where, ["task", "name"], _waiting(again)),
        *astray(unit.session, DbStay, where, ["token"], {token: stay_row(stay) for token, stay in stays.items()}),
        *_activities_astray(unit.session, stays.values()),
        *astray(unit.session, DbCaseClock, where, ["clock", "target"], _clocks(again, unit.calendar)),
    ]


def _activities_astray(session: Session, stays: Iterable[Mapping[str, Any]]) -> list[Astray]:
    """Return where the activities that a case's stays refer to are not called as its history has them."""
    wanted = {str(row["id"]): row for row in activities_of(stays)}
    columns = DbActivity.__table__
    rows = session.execute(select(columns).where(columns.c.id.in_([row["id"] for row in wanted.values()]))).mappings()
    return compare("activity", wanted, {str(row["id"]): row for row in rows})


def letters_astray(unit: Unit, instance: InstanceId, again: Again, kept: Kept) -> list[Astray]:
    """Return where a case's letters, their marks, and its files are not as its history has them; raise what reading raises."""
    if unit.session is None:
        return []
    folder = projected(unit.session, instance, again, kept)
    wanted = [_columns(letter) for letter in folder.letters]
    found, marks = _standing(unit.session, instance)
    files = standing_files(unit.session, instance, again.moves, kept.values)
    return [
        *compare("letter", _letters(wanted), _letters(found)),
        *compare("mark", _marks(wanted, map(_columns, folder.marks)), _marks(found, marks)),
        *compare(
            "file", file_columns([*map(_columns, folder.given)], _names(wanted)), file_columns(files, _names(found))
        ),
    ]


def said_astray(unit: Unit, instance: InstanceId, again: Again, kept: Kept) -> list[Astray]:
    """Return where the caller of a case and what was remarked in it are not as its history has them."""
    if unit.session is None:
        return []
    where, told = {"instance": instance}, [(moved, unseal(moved.command.values, kept.values)) for moved in again.moves]
    callers = [row for moved, values in told for row in caller_rows(moved, values)]
    comments = [row for moved, values in told for row in comment_rows(moved, values)]
    return [
        *astray(unit.session, DbCaller, where, ["instance"], {row.instance: _columns(row) for row in callers}),
        *astray(unit.session, DbComment, where, ["seq"], {str(row.seq): _columns(row) for row in comments}),
    ]


def _case(again: Again, calendars: Calendars) -> DbCase:
    case = case_row(again.moves[0])
    for moved in again.moves:
        move_on(case, moved)
        take_time(case, moved, calendars)
    return case


def _actors(again: Again) -> dict[str, int]:
    """Return who took part, each with the capacities in which."""
    found = dict[str, int]()
    for moved in again.moves:
        found |= newly(moved, found)
    return found


def _waiting(again: Again) -> dict[str, Mapping[str, Any]]:
    """Return the rows of the trays, by task and name."""
    rows: Rows = {}
    if not again.moves:
        return {}
    case = case_row(again.moves[0])
    for moved in again.moves:
        move_on(case, moved)
        rows = rows_after(rows, moved, service=case.service, unit=case.unit_id)
    return {f"{task}/{name}": row for (task, name), row in rows.items()}


def _stays(again: Again, calendars: Calendars) -> dict[str, Mapping[str, Any]]:
    """Return the stays at activities, by token."""
    rows: dict[str, Mapping[str, Any]] = {}
    if not again.moves:
        return rows
    case = case_row(again.moves[0])
    for moved in again.moves:
        move_on(case, moved)
        there = {token: row for token, row in rows.items() if row["left_at"] is None}
        rows |= stays_after(there, moved, calendars, service=case.service, unit=case.unit_id)
    return rows


def _clocks(again: Again, calendars: Calendars) -> dict[str, Mapping[str, Any]]:
    """Return the rows of clocks, by clock and target."""
    rows: dict[tuple[str, str], Mapping[str, Any]] = {}
    if not again.moves:
        return {}
    case = case_row(again.moves[0])
    for moved in again.moves:
        move_on(case, moved)
        rows |= clocks_after(rows, moved, case, calendars)
    return {f"{clock}/{target}": row for (clock, target), row in rows.items()}


def files_astray(
    session: Session, instance: InstanceId, again: Again, kept: Kept, store: FileStore
) -> list[Difference]:
    """Return which files of a case are not on disk as its history has them."""
    return contents_astray([*map(_columns, projected(session, instance, again, kept).given)], store)


def projected(session: Session, instance: InstanceId, again: Again, kept: Kept) -> MemoryFolder:
    """Return the letters and files as the history has them; what was erased stands there as `Erased`."""
    folder = MemoryFolder(instance=instance)
    parts = parts_of(again.definition)
    for moved in again.moves:
        values = unseal(moved.command.values, kept.values)
        folder.given += file_rows(moved, values)
        for part in parts:
            part.write(done(session, part, moved, values, again.definition.time_zone), folder)
    return folder


def _standing(session: Session, instance: InstanceId) -> tuple[Sequence[RowMapping], Sequence[RowMapping]]:
    """Return the letters and marks that there are."""
    query = select(DbLetter.__table__).where(DbLetter.instance == instance).order_by(DbLetter.id)
    letters = session.execute(query).mappings().all()
    on_them = DbMark.letter_id.in_([row["id"] for row in letters])
    marks = session.execute(select(DbMark.__table__).where(on_them).order_by(DbMark.id))
    return letters, marks.mappings().all()


def _names(letters: Iterable[Mapping[Any, Any]]) -> dict[int, str]:
    return {row["id"]: f"{row['kind']}/{row['revision']}" for row in letters}


def _letters(rows: Sequence[Mapping[Any, Any]]) -> dict[str, dict[str, Any]]:
    """Return letters by kind and revision, answers by the name of what they answer."""
    names, told = _names(rows), {}
    for row in rows:
        columns = {name: value for name, value in row.items() if name != "id"}
        answered = row["in_reply_to"]
        told[names[row["id"]]] = columns | {"in_reply_to": names.get(answered, answered)}
    return told


def _marks(letters: Sequence[Mapping[Any, Any]], marks: Iterable[Mapping[Any, Any]]) -> dict[str, dict[str, Any]]:
    """Return marks by their letter and their place on it."""
    names, told = _names(letters), dict[str, dict[str, Any]]()
    places: dict[int, int] = {}
    for row in marks:
        letter = row["letter_id"]
        places[letter] = places.get(letter, 0) + 1
        columns = {name: value for name, value in row.items() if name not in ("id", "letter_id")}
        told[f"{names[letter]}/{places[letter]}"] = columns
    return told


def _columns(row: Base) -> dict[str, Any]:
    return {column.key: getattr(row, column.key) for column in row.__table__.columns}

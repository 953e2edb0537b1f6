"""The office's rows beside a case, held against what its history projects to when it is projected again in memory."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select
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
from processes.host import caller_rows, case_row, comment_rows, move_on, newly
from processes.measures import activities_of, clocks_after, stay_row, stays_after, take_time
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
    DbStay,
    DbWaiting,
)
from processes.waiting.rows import Rows, rows_after


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


def listed_astray(unit: Unit, instance: InstanceId, again: Again, kept: Kept) -> list[Astray]:
    """Return where the list of a case's files is not as its history has it; raise what reading raises."""
    if unit.session is None:
        return []
    files = standing_files(unit.session, instance, again.moves, kept.values)
    return compare("file", file_columns(map(_columns, given(again, kept))), file_columns(files))


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


def files_astray(again: Again, kept: Kept, store: FileStore) -> list[Difference]:
    """Return which files of a case are not on disk as its history has them."""
    return contents_astray([*map(_columns, given(again, kept))], store)


def given(again: Again, kept: Kept) -> list[DbFile]:
    """Return the rows of files as the history has them; those of an answer that was erased are gone."""
    return [row for moved in again.moves for row in file_rows(moved, unseal(moved.command.values, kept.values))]


def _columns(row: Base) -> dict[str, Any]:
    return {column.key: getattr(row, column.key) for column in row.__table__.columns}

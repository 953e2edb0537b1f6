"""The rows that follow a move: its records, and the jobs and works that are open after it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import (
    ColumnElement,
    Delete,
    Executable,
    Insert,
    Update,
    bindparam,
    delete,
    insert,
    null,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from engine.digest import canonical
from engine.history.record import Record
from engine.instance.state import State
from engine.store.learning import Tally
from engine.store.packing import pack_record
from engine.store.port import Astray, Move
from engine.store.prepared import AT_ONCE
from engine.store.straight import later
from engine.store.tables import Base, DbJob, DbRecord, DbWork, table_of

CHANGES: Mapping[type[Base], str] = {DbJob: "due"}
"""What can change of something that stays open: when a timer falls due."""
# Made once: making a statement costs several times what running it does.
_INSERT: Mapping[type[Base], Insert] = {table: insert(table_of(table)) for table in (DbRecord, DbJob, DbWork)}
_DELETE: Mapping[type[Base], Delete] = {
    table: delete(table_of(table)).where(
        table_of(table).c.instance == bindparam("of"), table_of(table).c.id.in_(bindparam("gone", expanding=True))
    )
    for table in (DbJob, DbWork)
}
_UPDATE: Mapping[type[Base], Update] = {
    table: update(table_of(table))
    .where(table_of(table).c.instance == bindparam("of"), table_of(table).c.id == bindparam("gone"))
    .values({each.name: bindparam(each.name) for each in table_of(table).c if each.name != "instance"})
    for table in (DbJob, DbWork)
}


def insert_new(session: Session, table: type[Base], **row: Any) -> bool:
    """Insert a row unless one with its key is there, or is being inserted by somebody else; return whether it was new."""
    statement = _insert_new(session.get_bind().dialect.name, table, tuple(row))
    return session.execute(statement, row).first() is not None


@lru_cache(maxsize=64)
def _insert_new(dialect: str, table: type[Base], names: tuple[str, ...]) -> Executable:
    made = (sqlite if dialect == "sqlite" else postgresql).insert(table_of(table))
    values = made.values({name: bindparam(name) for name in names})
    return cast("Executable", values.on_conflict_do_nothing().returning(*table_of(table).primary_key))


@dataclass(frozen=True, kw_only=True, slots=True)
class Upsert:
    """Rows of a table that are inserted, or whose `changes` are written where one of their key is there.

    `where`: a condition on the columns that are there and those that would be, without which the row stays as it is.
    """

    table: type[Base]
    changes: tuple[str, ...]
    where: Callable[[Any, Any], ColumnElement[bool]] | None = None


def upsert(session: Session, how: Upsert, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert or change rows, in one statement."""
    if rows:
        later(session, _upsert(session.get_bind().dialect.name, how), rows)


@lru_cache(maxsize=64)
def _upsert(dialect: str, how: Upsert) -> Executable:
    table = table_of(how.table)
    made = (sqlite if dialect == "sqlite" else postgresql).insert(table)
    where = None if how.where is None else how.where(table.c, made.excluded)
    changes = {name: made.excluded[name] for name in how.changes}
    statement = made.on_conflict_do_update(index_elements=list(table.primary_key), set_=changes, where=where)
    return cast("Executable", statement.execution_options(**{AT_ONCE: True}))


def add_records(session: Session, move: Move, tally: Tally) -> None:
    """Append the move's records, packed with the words of `tally`."""
    later(session, _INSERT[DbRecord], [_record_row(move.instance, record, tally) for record in move.records])


def _record_row(instance: str, record: Record, tally: Tally) -> dict[str, Any]:
    body, derived = record.texts or (canonical(record.body), canonical(list(record.derived)))
    packed = pack_record(body, derived, instance=instance, words=tally.words)
    tally.count(len(body) + len(derived), len(packed))
    return {"instance": instance, "seq": record.seq, "words": tally.named, "packed": packed, "hash": record.hash}


def replace_open(session: Session, move: Move, before: State | None) -> None:
    """Write what is open after the move and was not `before`, and remove what no longer is; None: look what is there."""
    if move.state is None:
        return
    rows, stood = open_rows(move.state), None if before is None else open_rows(before)
    for table, wanted in rows.items():
        _replace(
            session,
            table,
            move,
            wanted,
            _there(session, table, move) if stood is None else _changing(table, stood[table]),
        )


def open_rows(state: State) -> dict[type[Base], dict[str, dict[str, Any]]]:
    """Return the rows, by table and id, of what is open in a state."""
    return {
        DbJob: {job.id: {"id": job.id, "element": job.element, "due": job.due} for job in state.jobs.values()},
        DbWork: {
            work.id: {"id": work.id, "topic": work.topic, "element": work.element} for work in state.works.values()
        },
    }


def _there(session: Session, table: type[Base], move: Move) -> dict[str, Any]:
    """Return the ids of the rows that there are, each with what of it can change."""
    columns, changes = table.__table__.c, CHANGES.get(table)
    query = select(columns.id, columns[changes] if changes else null()).where(columns.instance == move.instance)
    return {row[0]: row[1] for row in session.execute(query)}


def _changing(table: type[Base], rows: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Return what of each row can change, by id."""
    changes = CHANGES.get(table)
    return {key: row[changes] if changes else None for key, row in rows.items()}


def _replace(
    session: Session, table: type[Base], move: Move, wanted: dict[Any, dict[str, Any]], there: Mapping[str, Any]
) -> None:
    """Make the table's rows of the instance those wanted, where `there` are."""
    now = _changing(table, wanted)
    gone = [key for key in there if key not in now]
    new = [key for key in now if key not in there]
    changed = [key for key in now if key in there and now[key] != there[key]]
    written = {key: {**wanted[key], **_first(table, wanted[key])} for key in (*new, *changed)}
    reused = [*zip(changed, changed, strict=True), *zip(gone, new, strict=False)]
    if reused:  # a row that is no longer wanted becomes one that is: one statement in place of two
        later(session, _UPDATE[table], [{"of": move.instance, "gone": old, **written[key]} for old, key in reused])
    if over := gone[len(new) :]:
        later(session, _DELETE[table], {"of": move.instance, "gone": over})
    if more := new[len(gone) :]:
        later(session, _INSERT[table], [{"instance": move.instance, **written[key]} for key in more])


def _first(table: type[Base], row: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what is in a new row that the state does not say: a job is tried when it falls due."""
    return {"try_at": row["due"]} if table is DbJob else {}


def open_tasks(state: State) -> str | None:
    """Return the open tasks of a state as they are written beside it, the oldest first."""
    tasks = sorted(state.tasks.values(), key=lambda task: (task.opened_at, task.id))
    written = [task.to_json() for task in tasks]  # one text for them, in whatever order their inputs are
    return json.dumps(written, ensure_ascii=False, sort_keys=True) if written else None


Rows = Mapping[str, Mapping[str, Any]]
"""Rows by their key, columns by their name."""


def astray(
    session: Session, table: type[Base], where: Mapping[str, Any], keys: Sequence[str], expected: Rows
) -> list[Astray]:
    """Return where the rows that `where` finds are not those expected, in the columns that these name."""
    name, columns = table.__tablename__, table.__table__.c
    wanted = dict.fromkeys([*keys, *(column for row in expected.values() for column in row)])
    query = select(*(columns[column] for column in wanted)).where(
        *(columns[column] == value for column, value in where.items())
    )
    try:
        rows = session.execute(query.order_by(*table.__table__.primary_key)).mappings().all()
    except Exception as cause:  # whatever somebody wrote into a row is a finding, not a crash
        return [Astray(table=name, row="", field="", expected="rows that can be read", found=repr(cause))]
    return compare(name, expected, {"/".join(str(row[key]) for key in keys): row for row in rows})


def compare(table: str, expected: Rows, found: Mapping[str, Mapping[Any, Any]]) -> list[Astray]:
    """Return where the rows found are not those expected, in the columns that these name."""
    told: list[Astray] = []
    for key in {**expected, **found}:
        if key not in found:
            told.append(Astray(table=table, row=key, field="", expected="a row", found="none"))
        elif key not in expected:
            told.append(Astray(table=table, row=key, field="", expected="no row", found="one"))
        else:
            told += [
                Astray(table=table, row=key, field=field, expected=str(value), found=str(found[key][field]))
                for field, value in expected[key].items()
                if found[key][field] != value
            ]
    return told

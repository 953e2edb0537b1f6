"""The rows that follow a move: its records, and the tasks, jobs and works that are open after it."""

from __future__ import annotations

import json
import zlib
from typing import Any

from sqlalchemy import delete, insert, null, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from engine.digest import canonical
from engine.instance.open import OpenTask
from engine.store.port import Move
from engine.store.tables import Base, DbCandidate, DbJob, DbPersonal, DbRecord, DbTask, DbWork
from engine.values import encode


def insert_new(session: Session, table: type[Base], **row: Any) -> bool:
    """Insert a row unless one with its key is there, or is being inserted by somebody else; return whether it was new."""
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    keys = list(table.__table__.primary_key)
    inserted = dialect.insert(table.__table__).values(**row).on_conflict_do_nothing().returning(*keys)
    return session.execute(inserted).first() is not None


def add_records(session: Session, move: Move) -> None:
    """Append the move's records, and the personal values that its commands brought."""
    session.execute(
        insert(DbRecord),
        [
            {
                "instance": move.instance,
                "seq": record.seq,
                "body": canonical(record.body).decode(),
                "derived": zlib.compress(canonical(list(record.derived)), 6),
                "hash": record.hash,
            }
            for record in move.records
        ],
    )
    personal = [
        {"instance": move.instance, "commitment": entry.commitment, "salt": entry.salt, "name": entry.name,
         "value": json.dumps(encode(entry.value), ensure_ascii=False)}
        for entry in move.personal
    ]  # fmt: skip
    if personal:
        session.execute(insert(DbPersonal), personal)


def replace_open(session: Session, move: Move) -> None:
    """Write what is open after the move and was not before, and remove what no longer is."""
    if move.state is None:
        return
    tasks = {task.id: _task(move, task) for task in move.state.tasks.values()}
    changed = _replace(session, DbTask, move, tasks)
    if changed:
        rows = [row for task_id in changed for row in _candidates(move, move.state.tasks[task_id])]
        if rows:
            session.execute(insert(DbCandidate), rows)
    jobs = {job.id: {"id": job.id, "due": job.due} for job in move.state.jobs.values()}
    _replace(session, DbJob, move, jobs)
    works = {
        work.id: {"id": work.id, "topic": work.topic, "element": work.element} for work in move.state.works.values()
    }
    _replace(session, DbWork, move, works)


def _replace(session: Session, table: type[Base], move: Move, wanted: dict[Any, dict[str, Any]]) -> list[str]:
    """Make the table's rows of the instance those wanted; return the ids of the rows that are new."""
    columns = table.__table__.c
    there: dict[str, Any] = {}
    if move.expected.seq:
        query = select(columns.id, columns.get("assignee", null())).where(columns.instance == move.instance)
        there = {row[0]: row[1] for row in session.execute(query)}
    gone = [key for key, assignee in there.items() if key not in wanted or wanted[key].get("assignee") != assignee]
    if gone:
        session.execute(delete(table).where(columns.instance == move.instance, columns.id.in_(gone)))
    new = [key for key in wanted if key not in there or key in gone]
    if new:
        session.execute(insert(table), [{"instance": move.instance, **wanted[key]} for key in new])
    return new


def _task(move: Move, task: OpenTask) -> dict[str, Any]:
    asked = json.dumps(task.to_json(), ensure_ascii=False)
    return {"id": task.id, "assignee": task.assignee, "opened_at": task.opened_at, "asked": asked}


def _candidates(move: Move, task: OpenTask) -> list[dict[str, Any]]:
    if task.assignee is not None:
        return []
    names = [f"user:{user}" for user in task.users] + [f"group:{group}" for group in task.groups]
    return [
        {"instance": move.instance, "task": task.id, "name": name, "opened_at": task.opened_at}
        for name in dict.fromkeys(names)
    ]

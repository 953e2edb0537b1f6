"""The record of changes: what a row was before and is after, who changed it and when."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.store.tables import Base
from processes.tables import DbChange

NEVER_KEPT = frozenset({"password"})
"""Columns of which the record says only that there is a value: a hash of a password is not for those who read the record."""


@dataclass(frozen=True, kw_only=True, slots=True)
class By:
    """Who changes something, and when."""

    person: str
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """A change as it is read. `before` is None where the row was new."""

    by: str
    at: datetime
    table: str
    row: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any]


def add(session: Session, by: By, row: Base) -> None:
    """Add a row, on record."""
    session.add(row)
    session.flush()
    _record(session, by, row, None)


def change(session: Session, by: By, row: Base, values: Mapping[str, Any]) -> bool:
    """Set columns of a row, on record; return whether anything is other than before."""
    if all(getattr(row, name) == value for name, value in values.items()):
        return False
    before = _written(row)
    for name, value in values.items():
        setattr(row, name, value)
    session.flush()
    _record(session, by, row, before)
    return True


def changes(
    session: Session, *, table: str | None = None, row: str | None = None, limit: int = 200
) -> Sequence[Change]:
    """Return what was changed, the latest first: anywhere, in a table, or in one of its rows."""
    query = select(DbChange).order_by(DbChange.id.desc()).limit(limit)
    query = query.where(DbChange.table == table) if table else query
    query = query.where(DbChange.row == row) if row else query
    return [
        Change(
            by=found.by, at=found.at, table=found.table, row=found.row,
            before=json.loads(found.before) if found.before else None, after=json.loads(found.after),
        )
        for found in session.scalars(query)
    ]  # fmt: skip


def _record(session: Session, by: By, row: Base, before: Mapping[str, Any] | None) -> None:
    key = "/".join(str(getattr(row, column.key)) for column in row.__table__.primary_key)
    session.add(
        DbChange(
            by=by.person, at=by.at, table=row.__tablename__, row=key,
            before=_json(before) if before is not None else None, after=_json(_written(row)),
        )
    )  # fmt: skip
    session.flush()


def _written(row: Base) -> dict[str, Any]:
    return {column.key: _plain(column.key, getattr(row, column.key)) for column in row.__table__.columns}


def _plain(name: str, value: Any) -> Any:
    if name in NEVER_KEPT:
        return None if value is None else "…"
    return value.isoformat() if isinstance(value, date | datetime) else value


def _json(values: Mapping[str, Any]) -> str:
    return json.dumps(values, ensure_ascii=False, sort_keys=True)

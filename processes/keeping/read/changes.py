"""What was changed in the organisation: every change on record, searched and paged, in words instead of keys."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from engine.form import Words
from processes.keeping.names import REPLACED, column_words, table_words
from processes.keeping.read.changed import Referred, Said
from processes.keeping.read.listed import PAGE, Listed, first_line
from processes.keeping.record import NEVER_KEPT
from processes.tables import DbChange


@dataclass(frozen=True, kw_only=True, slots=True)
class Field:
    """A field that is other than before: its name, what it was and what it is. `before` is None where the row is new."""

    name: Words
    before: Said | None
    after: Said


@dataclass(frozen=True, kw_only=True, slots=True)
class ChangeLine:
    """A change as a line: of which thing, by whom, and each field that is other than before."""

    number: int
    by: Words
    by_id: str
    at: datetime
    table: str
    table_words: Words
    row: str
    thing: Words
    """What the row is called."""
    is_new: bool
    fields: Sequence[Field]


@dataclass(frozen=True, kw_only=True, slots=True)
class Sought:
    """Which changes are asked for; what is empty is not asked."""

    table: str = ""
    row: str = ""
    by: str = ""
    since: date | None = None
    until: date | None = None


def change_list(session: Session, sought: Sought, number: int, *, zone: str, on: date) -> Listed[ChangeLine]:
    """Return a page of the changes that are asked for, the latest first."""
    where = list(_where(sought, ZoneInfo(zone)))
    total = session.scalar(select(func.count()).select_from(DbChange).where(*where)) or 0
    query = select(DbChange).where(*where).order_by(DbChange.id.desc()).limit(PAGE)
    rows = session.scalars(query.offset(first_line(number, total))).all()
    return Listed(lines=change_lines(session, rows, on=on), total=total)


def change_lines(session: Session, rows: Sequence[DbChange], *, on: date) -> list[ChangeLine]:
    """Return changes in words."""
    read = [(row, json.loads(row.before) if row.before else None, json.loads(row.after)) for row in rows]
    referred = Referred.read(session, _named(read), on=on)
    return [_line(row, before, after, referred) for row, before, after in read]


def _where(sought: Sought, zone: ZoneInfo) -> Iterable[ColumnElement[bool]]:
    if sought.table:
        yield DbChange.table == sought.table
    if sought.row:
        yield or_(DbChange.row == sought.row, DbChange.row.startswith(f"{sought.row}/", autoescape=True))
    if sought.by:
        yield DbChange.by == sought.by
    if sought.since:
        yield DbChange.at >= datetime.combine(sought.since, datetime.min.time(), zone)
    if sought.until:
        yield DbChange.at < datetime.combine(sought.until + timedelta(days=1), datetime.min.time(), zone)


def _named(read: Sequence[tuple[DbChange, Mapping[str, Any] | None, Mapping[str, Any]]]) -> set[tuple[str, Any]]:
    """Return what these changes name by a key: pairs of column and value."""
    values = {(name, value) for _, before, after in read for name, value in (*(before or {}).items(), *after.items())}
    return values | {("person_id", row.by) for row, _, _ in read}


def _line(row: DbChange, before: Mapping[str, Any] | None, after: Mapping[str, Any], referred: Referred) -> ChangeLine:
    return ChangeLine(
        number=row.id, by=referred.person(row.by), by_id=row.by, at=row.at, table=row.table,
        table_words=table_words(row.table), row=row.row, thing=referred.thing(row.table, row.row, after), is_new=before is None,
        fields=_fields(row.table, before, after, referred),
    )  # fmt: skip


def _fields(table: str, before: Mapping[str, Any] | None, after: Mapping[str, Any], referred: Referred) -> list[Field]:
    """Return what is new of a new row but for its number; of another what is other than before, or was replaced unseen."""
    if before is None:
        told = [
            name
            for name, value in after.items()
            if value is not None and not (name in ("id", "seq") and isinstance(value, int))
        ]
        return [
            Field(name=column_words(table, name), before=None, after=referred.said(table, name, after[name]))
            for name in told
        ]
    changed = [name for name, value in after.items() if before.get(name) != value]
    if not changed:  # only a value that the record does not keep can have changed
        hidden = [name for name in after if name in NEVER_KEPT]
        return [Field(name=column_words(table, name), before=None, after=REPLACED) for name in hidden]
    return [
        Field(
            name=column_words(table, name), before=referred.said(table, name, before.get(name)),
            after=referred.said(table, name, after[name]),
        )
        for name in changed
    ]  # fmt: skip

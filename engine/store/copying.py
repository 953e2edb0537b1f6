"""Copying a whole store from one database to another: SQLite to PostgreSQL, back, or to the same kind.

The target has the tables and nothing in them. Everything is read in one snapshot and written in one transaction: in the end
all of it is there, or nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Engine, Table, func, insert, select, text

from engine.errors import BadInput, Broken
from engine.store.away import answering
from engine.store.tables import Base

CHUNK = 1000
"""Rows that are held at a time."""


class NotEmpty(BadInput):
    en = "Expected a database with nothing in it to copy to, but {table} has {count} rows. Give an empty one: nothing was changed."
    fa = "برای رونوشت پایگاه داده‌ای تهی انتظار می‌رفت، ولی {table} در آن {count} ردیف دارد. پایگاهی تهی بدهید؛ چیزی تغییر نکرد."


class CountsDiffer(Broken):
    en = "Expected {expected} rows in {table} after copying, but found {found}. Nothing was kept; try again, and tell the administrator."
    fa = "پس از رونوشت، {expected} ردیف در {table} انتظار می‌رفت، ولی {found} ردیف یافت شد. چیزی نگه داشته نشد؛ دوباره تلاش کنید و به راهبر خبر دهید."


def copy(source: Engine, target: Engine) -> Mapping[str, int]:
    """Copy all rows; return how many there were, by table. Raises `NotEmpty`, `CountsDiffer`, and `DatabaseAway` also where one is full."""
    counts = {}
    with answering(), source.connect() as reading, reading.begin(), writing(target) as connection:
        _snapshot(reading)
        _demand_empty(connection)
        for table in Base.metadata.sorted_tables:
            counts[table.name] = _copy_table(reading, connection, table)
            _go_on_counting(connection, table)
        for table in Base.metadata.sorted_tables:
            found = _count(connection, table)
            if found != counts[table.name]:
                raise CountsDiffer(table=table.name, expected=counts[table.name], found=found)
    return counts


def writing(engine: Engine) -> Any:
    """Return a transaction that writes."""
    return engine.execution_options(kartabl_writes=True).begin()


def _snapshot(connection: Connection) -> None:
    """Read everything as of now; SQLite does so by itself."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"))


def _demand_empty(connection: Connection) -> None:
    for table in Base.metadata.sorted_tables:
        if count := _count(connection, table):
            raise NotEmpty(table=table.name, count=count)


def _count(connection: Connection, table: Table) -> int:
    return int(connection.scalar(select(func.count()).select_from(table)) or 0)


def _copy_table(reading: Connection, connection: Connection, table: Table) -> int:
    rows = (dict(row) for row in reading.execution_options(yield_per=CHUNK).execute(select(table)).mappings())
    own = [key for key in table.foreign_keys if key.column.table is table]
    ordered = _parents_first(list(rows), table, own[0].parent.name) if own else rows
    count = 0
    for chunk in _chunks(ordered):
        connection.execute(insert(table), chunk)
        count += len(chunk)
    return count


def _parents_first(rows: Sequence[dict[str, Any]], table: Table, refers: str) -> Iterator[dict[str, Any]]:
    """Yield the rows of a table that refers to itself, each after the one that it refers to."""
    [key] = [column.name for column in table.primary_key]
    left, there = list(rows), {None}
    while left:
        ready = [row for row in left if row[refers] in there]
        yield from ready or left  # a circle: the database will say so
        there |= {row[key] for row in ready}
        left = [row for row in left if row[key] not in there] if ready else []


def _chunks(rows: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    rest = iter(rows)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk


def _go_on_counting(connection: Connection, table: Table) -> None:
    """Let the next number that PostgreSQL gives follow the last one that is there."""
    column = table.autoincrement_column
    if column is None or connection.dialect.name != "postgresql":
        return
    sequence = connection.scalar(select(func.pg_get_serial_sequence(table.name, column.name)))
    highest = connection.scalar(select(func.max(column)))
    if sequence is not None and highest is not None:
        connection.execute(select(func.setval(sequence, highest)))

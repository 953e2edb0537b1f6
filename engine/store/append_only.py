"""Triggers that refuse to change or delete a row: whoever has the database's password must drop one first, which its log shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence


def append_only(dialect: str, table: str, key: Sequence[str]) -> Iterator[str]:
    """Yield the statements that make a table append-only, in SQLite or PostgreSQL; `key`: its primary key."""
    if dialect == "sqlite":
        yield from _sqlite(table, key)
        return
    refuse = f"RAISE EXCEPTION '{table} is append-only: % refused', TG_OP"
    yield f"CREATE FUNCTION {table}_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {refuse}; END $$"
    yield (
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_is_append_only()"
    )
    yield f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_append_only"  # in a replica's session too


def _sqlite(table: str, key: Sequence[str]) -> Iterator[str]:
    same = " AND ".join(f"{column} = NEW.{column}" for column in key)
    refused = {
        "UPDATE": f"BEFORE UPDATE ON {table}",
        "DELETE": f"BEFORE DELETE ON {table}",
        # INSERT OR REPLACE deletes without asking the trigger for DELETE
        "REPLACE": f"BEFORE INSERT ON {table} WHEN EXISTS (SELECT 1 FROM {table} WHERE {same})",
    }
    for what, when in refused.items():
        refuse = f"SELECT RAISE(ABORT, '{table} is append-only: {what} refused')"
        yield f"CREATE TRIGGER {table}_no_{what.lower()} {when} BEGIN {refuse}; END"

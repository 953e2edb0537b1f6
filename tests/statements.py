"""Statements and commits that a database is asked for meanwhile: counted, not timed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy import Connection, Engine, event


@dataclass
class Asked:
    """What was asked of a database: statements without those that only begin a transaction, and commits that wrote something."""

    statements: list[str] = field(default_factory=list)
    commits: int = 0


@contextmanager
def asked(engine: Engine) -> Iterator[Asked]:
    """Give what the database of `engine` is asked meanwhile; it grows as statements come."""
    found = Asked()
    writing: set[Connection] = set()

    def note(connection: Connection, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith("BEGIN"):
            found.statements.append(statement)
        if not statement.startswith(("BEGIN", "SELECT")):
            writing.add(connection)

    def committed(connection: Connection) -> None:
        found.commits += connection in writing
        writing.discard(connection)

    event.listen(engine, "before_cursor_execute", note)
    event.listen(engine, "commit", committed)
    try:
        yield found
    finally:
        event.remove(engine, "before_cursor_execute", note)
        event.remove(engine, "commit", committed)

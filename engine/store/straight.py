"""A session that goes straight to its connection with a statement that has nothing to do with mapped objects.

The session's own way through the mapping costs as much again as all else that is done in Python for a statement; nearly every
statement of the store and of the office asks for columns, or writes rows that are no objects.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Engine, Executable, Result
from sqlalchemy.orm import Session

from engine.store.prepared import Prepared


class StraightSession(Session):
    """A session for which only what gives or changes mapped objects goes through the mapping."""

    def __init__(self, engine: Engine, prepared: Prepared) -> None:
        super().__init__(engine)
        self._prepared = prepared
        self._straight: Connection | None = None
        """Its connection, as long as that is its own: asking for it costs as much as a statement."""

    def execute(self, statement: Executable, params: Any = None, **options: Any) -> Result[Any]:
        """Execute a statement; what was changed of objects is written before it, as ever."""
        if options or not self._prepared.is_straight(statement):
            return super().execute(statement, params, **options)
        self.flush()
        if self._straight is None or self._straight.closed:
            self._straight = self.connection()
        return self._prepared.execute(self._straight, statement, params)

    def scalar(self, statement: Executable, params: Any = None, **options: Any) -> Any:
        """Execute a statement and return the first value of what it gives, or None."""
        return self.execute(statement, params, **options).scalar()

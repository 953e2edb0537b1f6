"""A session that goes straight to its connection with a statement that has nothing to do with mapped objects.

The session's own way through the mapping costs as much again as all else that is done in Python for a statement; nearly every
statement of the store and of the office asks for columns, or writes rows that are no objects.
"""

from __future__ import annotations

from typing import Any, cast

from sqlalchemy import Connection, Engine, Executable, Result, event
from sqlalchemy.orm import Session

from engine.store.prepared import Later, Prepared


class StraightSession(Session):
    """A session for which only what gives or changes mapped objects goes through the mapping."""

    def __init__(self, engine: Engine, prepared: Prepared) -> None:
        super().__init__(engine, expire_on_commit=False)  # nothing outlives its unit
        self._prepared = prepared
        self._straight: Connection | None = None
        """Its connection, as long as that is its own: asking for it costs as much as a statement."""
        self._later: list[Later] = []
        """What is still to be executed."""

    def execute(self, statement: Executable, params: Any = None, **options: Any) -> Result[Any]:
        """Execute a statement; what was changed of objects is written before it, as ever."""
        self.catch_up()
        known = self._prepared.of(statement)
        if options or not known.straight:
            return super().execute(statement, params, **options)
        self.flush()
        return self._prepared.execute(self._connected(), known, statement, _plain(params))

    def later(self, statement: Executable, params: Any, missed: Exception | None = None) -> None:
        """Execute a straight statement of which nobody wants an answer: before anything else is asked or written, or at the end (`catch_up`).

        What comes of it shows then; `missed` is raised where it found nothing to change. On PostgreSQL the transaction may be broken off by then.
        """
        self.flush()
        self._later.append(Later(self._prepared.of(statement), statement, _plain(params), missed))

    def catch_up(self) -> None:
        """Execute what is still to be executed."""
        if self._later:
            several, self._later = self._later, []
            self._prepared.execute_all(self._connected(), several)

    def forget_later(self) -> None:
        """Forget what was still to be executed: the transaction that it belonged to is no more."""
        self._later = []

    def _connected(self) -> Connection:
        if self._straight is None or self._straight.closed:
            self._straight = self.connection()
        return self._straight

    def scalar(self, statement: Executable, params: Any = None, **options: Any) -> Any:
        """Execute a statement and return the first value of what it gives, or None."""
        return self.execute(statement, params, **options).scalar()


def _plain(params: Any) -> Any:
    """Return what a statement is given, a single row without its list."""
    return params[0] if isinstance(params, list) and len(params) == 1 else params


def later(session: Session, statement: Executable, params: Any, missed: Exception | None = None) -> None:
    """Execute a straight statement of which nobody wants an answer, when the session of a store next asks or writes something else, or ends."""
    if isinstance(session, StraightSession):
        session.later(statement, params, missed)
    elif cast("Any", session.execute(statement, params)).rowcount == 0 and missed is not None:
        raise missed


def catch_up(session: Session) -> None:
    """Execute what is still to be executed."""
    if isinstance(session, StraightSession):
        session.catch_up()


def _forget(session: Session, *_: Any) -> None:
    if isinstance(session, StraightSession):
        session.forget_later()


event.listen(StraightSession, "do_orm_execute", lambda state: catch_up(state.session))
event.listen(StraightSession, "before_flush", lambda session, *_: catch_up(session))
event.listen(StraightSession, "after_rollback", _forget)

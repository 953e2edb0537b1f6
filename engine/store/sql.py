"""A store in an SQL database, on plain SQLAlchemy 2.

SQLite: WAL, every commit on disk before it is told, and a writing transaction takes the write lock at its beginning
(`BEGIN IMMEDIATE`): the usual deferred one fails with "locked" as soon as two threads read before they write. The writers of one
process queue before that: SQLite's own wait sleeps, up to a tenth of a second at a time, and whoever asks just then is let in first.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.orm import Session

from engine.calendar import WorkingCalendar
from engine.definition import Definition
from engine.history.record import Record
from engine.instance.failure import Failure
from engine.store.away import DatabaseAway, Waits, answering, bound, connect_arguments, note_place, unbound
from engine.store.prepared import Prepared
from engine.store.sql_unit import SqlUnit, TooLate
from engine.store.sql_words import Lexicon
from engine.store.straight import StraightSession

BUSY_SECONDS = 30
"""How long a writer waits in SQLite for another process' writer."""
TURN_SECONDS = 25
"""How long a writer waits for those of its own process that came before it. With the other wait that is less than what a command may be behind."""

PRAGMAS = (
    f"busy_timeout={BUSY_SECONDS * 1000}",  # first: the switch to WAL may have to wait too
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "secure_delete=ON",  # an erased personal value is overwritten, not only unlinked
)

LOOKED_AT = 1000
"""Entries of each index that are looked at, so that it takes no longer where there is more."""

WAITS = Waits()
"""How long is waited for PostgreSQL where nobody says otherwise."""


def open_engine(url: str, waits: Waits = WAITS, **options: Any) -> Engine:
    """Return a SQLAlchemy engine for `url`, set up as the store needs it."""
    engine = create_engine(url, connect_args=connect_arguments(url, waits), **options)
    set_up(engine, waits)
    return engine


def set_up(engine: Engine, waits: Waits = WAITS) -> None:
    """Give an engine that somebody else made what the store needs of its connections."""
    note_place(engine)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _on_connect)
        event.listen(engine, "begin", _on_begin)
    else:
        bound(engine, waits)


def _on_connect(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # the driver's own transactions begin too late
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _on_begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("kartabl_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _is_server(engine: Engine) -> bool:
    return engine.dialect.name == "postgresql"


def _note_writing(connection: Connection, _cursor: Any, statement: str, *_: Any) -> None:
    if not statement.startswith("SELECT"):
        connection.info[_WROTE] = True


def _end_kept(session: Session) -> None:
    """End a transaction that only read by a commit: at a rollback the driver of PostgreSQL forgets the statements it has prepared.

    Without them the server plans each statement anew, which costs several times what running it does. A transaction in which
    anything else was said is rolled back all the same: a unit that reads keeps nothing.
    """
    connection = session.connection() if session.in_transaction() else None
    transaction = connection.get_transaction() if connection is not None else None
    if connection is None or transaction is None or connection.info.pop(_WROTE, False):
        return
    if transaction.is_active:
        transaction.commit()  # not the session's own: what a page changed of what it read is not to be written


_WROTE = "something else was said than a question"
FILL_LOCK = 0x6B617275
"""Key of PostgreSQL's advisory lock that lets one process fill an empty database at a time."""


def tell_nobody(_committed: Sequence[object]) -> None:
    """Tell nobody what was committed."""


class SqlStore:
    """Keeps instances in the tables of `engine.store.tables`."""

    def __init__(self, engine: Engine, told: Callable[[Sequence[Record]], None] = tell_nobody) -> None:
        self.engine = engine
        self._told = told
        """Hears of the records that were committed, after they were."""
        self._writing_engine = engine.execution_options(kartabl_writes=True)
        self._reading_engine = engine
        if _is_server(engine):
            self._reading_engine = engine.execution_options()
            event.listen(self._reading_engine, "before_cursor_execute", _note_writing)
        self.woken: Callable[[], None] = lambda: None
        """Called after each commit that set something which is due at once."""
        self.failed: Callable[[Sequence[Failure]], None] = tell_nobody
        """Hears of what was held back because it failed, after that was committed."""
        self._definitions: dict[str, Definition] = {}
        self._calendars: dict[str, WorkingCalendar] = {}
        self._lexicon = Lexicon()
        self._prepared = Prepared()
        self._turn = threading.Lock()

    @contextmanager
    def reading(self) -> Iterator[SqlUnit]:
        """Open a unit that only reads; raise `DatabaseAway` where the database does not answer."""
        with answering(), StraightSession(self._reading_engine, self._prepared) as session:
            yield SqlUnit(session, self._definitions, self._calendars, self._lexicon)
            if _is_server(self.engine):
                _end_kept(session)

    @contextmanager
    def writing(self) -> Iterator[SqlUnit]:
        """Open a unit that writes; it commits at its end, and rolls back where an error leaves it."""
        try:
            with (
                self._in_turn(),
                answering(),
                StraightSession(self._writing_engine, self._prepared) as session,
                session.begin(),
            ):
                yield (unit := SqlUnit(session, self._definitions, self._calendars, self._lexicon))
                session.catch_up()
        except TooLate as late:
            with self.reading() as after:
                raise late.stale(after.session) from late
        self._told(unit.written)
        self.failed(unit.failures)
        if unit.is_urgent:
            self.woken()

    @contextmanager
    def _in_turn(self) -> Iterator[None]:
        """Let the writers of this process wait for one another, where the database has room for one only."""
        if _is_server(self.engine):
            yield
            return
        if not self._turn.acquire(timeout=TURN_SECONDS):
            raise DatabaseAway(cause="SQLITE_BUSY")
        try:
            yield
        finally:
            self._turn.release()

    def survey(self) -> None:
        """Let SQLite see how much there is of what; PostgreSQL looks by itself.

        Where SQLite does not know it may take an index under which most rows of a table stand: pages then cost what is open in the office.
        """
        if self.engine.dialect.name != "sqlite":
            return
        with self._in_turn(), answering(), self._writing_engine.begin() as connection:
            connection.exec_driver_sql(f"PRAGMA analysis_limit={LOOKED_AT}")
            connection.exec_driver_sql("ANALYZE")
        self.engine.dispose()  # a connection plans by what it read when it was opened

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Let no other process fill this database meanwhile; of SQLite's writers each is alone anyway."""
        if self.engine.dialect.name == "sqlite":
            yield
            return
        with answering(), self.engine.begin() as connection, unbound(connection):
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({FILL_LOCK})")
            yield

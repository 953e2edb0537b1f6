"""A database that is away, full or busy: how long it is waited for, and the one error that this becomes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from math import ceil
from time import monotonic
from typing import Any

from sqlalchemy import URL, Connection, Engine, event
from sqlalchemy.engine import ExceptionContext, make_url
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolExhausted

from engine.errors import Unavailable

OF_SQLITE = ("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_FULL", "SQLITE_IOERR", "SQLITE_CANTOPEN", "SQLITE_READONLY")
"""What SQLite says where its file is busy, full or away; its other operational errors are ours, as a table it has not."""

FULL = ("SQLITE_FULL", "DiskFull")
"""What SQLite and the driver of PostgreSQL say where there is no room."""
BOUNDS = ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout")
"""What PostgreSQL calls the time that it gives a statement, the wait for a lock, and a transaction in which nothing is asked."""
PLACE = "kartabl_place"
"""Where an error keeps which database it is of."""
SECRET = ("password", "sslpassword")
"""What a URL may have in its query that nobody may read."""
SLACK = 5
"""Seconds beyond those that a statement may take, after which its answer is waited for no more: PostgreSQL ends it itself, if it lives."""
UNTIL: ContextVar[float | None] = ContextVar("until", default=None)
"""Until when who asks has time, by the monotonic clock; None: as much as the connection gives."""


class DatabaseAway(Unavailable):
    en = (
        "Expected the database to answer, but found {cause}. Wait a moment and try again; where something was sent, look "
        "first whether it has arrived."
    )
    fa = (
        "انتظار می‌رفت پایگاه داده پاسخ دهد، ولی {cause} رخ داد. کمی صبر کنید و دوباره تلاش کنید؛ اگر چیزی فرستاده‌اید، نخست ببینید "
        "رسیده است یا نه."
    )


class DatabaseFull(DatabaseAway):
    """What is to be written finds no room."""

    en = (
        "Expected room on the disk of the database, but found {cause}: what was just sent is not kept. Make room there; what goes on "
        "by itself is tried again, and forms may be sent again."
    )
    fa = (
        "دیسک پایگاه داده جا ندارد ({cause})؛ آنچه هم‌اکنون فرستاده شد ثبت نشده است. روی آن دیسک جا باز کنید؛ کارهای خودکار دوباره انجام "
        "می‌شود و فرم‌ها را می‌توان دوباره فرستاد."
    )
    hinders_all = True


@dataclass(frozen=True, kw_only=True)
class Waits:
    """For how many seconds PostgreSQL is waited for, or waits; 0 is for ever."""

    connect: int = 5
    statement: int = 30
    lock: int = 10
    idle: int = 60
    """Within a transaction in which nothing is asked."""

    def patient(self) -> Waits:
        """Return the waits of work that takes as long as it takes: a copy, a migration, a proof of every case."""
        return Waits(connect=self.connect, statement=0, lock=self.lock, idle=0)


def connect_arguments(url: str, waits: Waits) -> dict[str, Any]:
    """Return what the driver is given so that a PostgreSQL that has vanished is noticed; what the URL says goes before."""
    asked = make_url(url)
    if asked.get_backend_name() != "postgresql":
        return {}
    found = {
        "connect_timeout": waits.connect,
        "application_name": "kartabl",
        "keepalives_idle": 30,
        "keepalives_interval": 10,
        "keepalives_count": 3,
        "tcp_user_timeout": 60_000,
    }
    return {name: value for name, value in found.items() if name not in asked.query}


def bound(engine: Engine, waits: Waits) -> None:
    """Let every new connection to PostgreSQL wait no longer than `waits` says, there and here."""
    from engine.store.bounded import Bounded, NoAnswer  # who lives in SQLite has no use for the driver

    @event.listens_for(engine, "do_connect")
    def on_asked(_dialect: Any, _record: Any, arguments: tuple[Any, ...], named: dict[str, Any]) -> Bounded:
        if (left := time_left(None)) == 0:
            raise NoAnswer("no time was left to connect")
        made = Bounded.connect(*arguments, **named if left is None else {**named, "connect_timeout": ceil(left)})
        made.soon = float(waits.connect) or None
        made.longest = float(waits.statement + SLACK) if waits.statement else None
        return made

    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, _record: Any) -> None:
        # by statement, not in the start-up packet: poolers between us and the server refuse options there
        connection.autocommit = True
        for name, seconds in zip(BOUNDS, (waits.statement, waits.lock, waits.idle), strict=True):
            connection.execute(f"SET {name} = {seconds * 1000}")
        connection.autocommit = False


@contextmanager
def unbound(connection: Connection) -> Iterator[None]:
    """Let the transaction of a connection to PostgreSQL take as long as it takes."""
    driver: Any = connection.connection.driver_connection
    driver.longest, before = None, driver.longest
    try:
        for name in BOUNDS:
            connection.exec_driver_sql(f"SET LOCAL {name} = 0")
        yield
    finally:
        driver.longest = before


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Let PostgreSQL answer within so many seconds altogether, and be away if it does not, whatever the settings give it."""
    token = UNTIL.set(monotonic() + seconds)
    try:
        yield
    finally:
        UNTIL.reset(token)


def time_left(seconds: float | None) -> float | None:
    """Return how many seconds are left to who has so many, None for any, and perhaps less time `within` which all is to be done."""
    until = UNTIL.get()
    if until is None:
        return seconds
    left = max(0.0, until - monotonic())
    return left if seconds is None else min(left, seconds)


@contextmanager
def answering() -> Iterator[None]:
    """Raise `DatabaseAway` where the database does not answer meanwhile; any other error passes."""
    try:
        yield
    except (OperationalError, InterfaceError, PoolExhausted) as fault:
        if (cause := why_away(fault)) is None:
            raise
        raise (DatabaseFull if cause in FULL else DatabaseAway)(cause=cause) from fault


def why_away(fault: Exception) -> str | None:
    """Return in a word why the database did not answer, without values; None where it did and the error is another."""
    if isinstance(fault, PoolExhausted):
        return "PoolExhausted"
    cause = fault.orig if isinstance(fault, DBAPIError) else fault
    name = getattr(cause, "sqlite_errorname", None)
    if name is None:
        return type(cause).__name__
    return str(name) if str(name).startswith(OF_SQLITE) else None


def note_place(engine: Engine) -> None:
    """Let every error of a database say which it is of: there may be two, where one is copied into another."""
    place = written(engine.url)

    @event.listens_for(engine, "handle_error")
    def on_error(context: ExceptionContext) -> None:
        setattr(context.original_exception, PLACE, place)


def written(url: URL) -> str:
    """Return the URL of a database without what nobody may read."""
    return url.difference_update_query(SECRET)._replace(password=None).render_as_string()


def place_of(fault: BaseException | None) -> str:
    """Return the URL of the database that an error is of, without its password; else the setting that names it."""
    return str(getattr(_cause(fault), PLACE, "KARTABL_DATABASE_URL"))


def said_by(fault: BaseException | None) -> str:
    """Return what the driver says, in one line, as far as that has no values of rows; empty where it says nothing.

    Without a full stop, and without what it asks ("Is the server running …?"): who puts it into a sentence says what to look at.
    """
    cause = _cause(fault)
    told = getattr(getattr(cause, "diag", None), "message_primary", None) or str(cause or "")
    return " ".join(" ".join(line for line in told.splitlines() if not line.endswith("?")).split()).rstrip(".")


def _cause(fault: BaseException | None) -> BaseException | None:
    return fault.orig if isinstance(fault, DBAPIError) else fault

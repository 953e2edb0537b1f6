"""The tables of the SQL store. Classes are `Db…`, so that nobody mistakes a row for a thing.

`Base` is the one declarative base of the installation: the office's tables share it, and Flask-SQLAlchemy takes it.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, cast

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    DateTime,
    Dialect,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator, TypeEngine

from engine.store.keys import id_of, number_of

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """The declarative base; constraints have names, so that a migration can speak of them."""

    metadata = MetaData(naming_convention=NAMES)


def table_of(model: type[Base]) -> Table:
    """Return the table of a class, for statements that need no objects."""
    return cast("Table", model.__table__)


_EPOCH, _MICROSECOND = datetime(1970, 1, 1, tzinfo=UTC), timedelta(microseconds=1)


class Instant(TypeDecorator[datetime]):
    """An aware instant. PostgreSQL has a type for it; SQLite has none, and keeps whole microseconds since 1970 in UTC.

    What somebody else wrote in place of the number cannot be read: `ValueError`, `OverflowError`.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(BigInteger() if dialect.name == "sqlite" else self.impl_instance)

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None or dialect.name != "sqlite":
            return None if value is None else value.astimezone(UTC)
        return (value - _EPOCH) // _MICROSECOND

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None or isinstance(value, datetime):
            return None if value is None else value.astimezone(UTC)
        if type(value) is not int:
            raise ValueError(f"microseconds since 1970 expected, but found {value!r}")
        return _EPOCH + value * _MICROSECOND


class Hexadecimal(TypeDecorator[str]):
    """A digest or a salt in hexadecimal, stored as its bytes. What somebody else wrote there is read as it is, so that it can be told; asked for, it finds nothing."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        if value is None:
            return None
        try:
            return bytes.fromhex(value)
        except ValueError:
            return value.encode()

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:
        return value.hex() if isinstance(value, bytes) else value


class InstanceKey(TypeDecorator[str]):
    """The id of an instance, stored as its number (`engine.store.keys`). In SQLite the key of a table of instances is then the table itself.

    What can be no id finds nothing, and is refused where it is written. What somebody else wrote there is read as it is, so that it can be told.
    """

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Integer() if dialect.name == "sqlite" else self.impl_instance)

    def process_bind_param(self, value: str | None, dialect: Dialect) -> Any:
        number = None if value is None else number_of(value)
        if value is None or number is not None:
            return number
        return value if dialect.name == "sqlite" else NO_NUMBER

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:
        if value is None:
            return None
        return (id_of(value) if isinstance(value, int) else None) or str(value)


NO_NUMBER = 0
"""Of no instance."""


WITHOUT_ROWID = {"sqlite_with_rowid": False}
"""Of a table whose rows are found by their key alone: SQLite then keeps the key once, and not in an index too."""


class DbSource(Base):
    """The content of a file that definitions are made of, kept once."""

    __tablename__ = "source"
    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class DbDefinition(Base):
    """A definition; `sources` is a JSON list of [kind, name, digest]."""

    __tablename__ = "definition"
    digest: Mapped[str] = mapped_column(Hexadecimal, primary_key=True)
    process: Mapped[str] = mapped_column(String(200), index=True)
    time_zone: Mapped[str] = mapped_column(String(64))
    sources: Mapped[str] = mapped_column(Text)


class DbWords(Base):
    """Words against which histories of a definition are packed (`engine.store.learning`). Triggers refuse to change or delete them."""

    __tablename__ = "words"
    __table_args__ = (UniqueConstraint("definition", "number"),)
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """Made of the content."""
    definition: Mapped[str] = mapped_column(ForeignKey("definition.digest"))
    number: Mapped[int]
    """From 1, those that were learned last are the highest."""
    content: Mapped[bytes] = mapped_column(LargeBinary)
    """Compressed."""


class DbCalendar(Base):
    """A working calendar as canonical JSON, of which `digest` is the SHA-256; what is kept never changes."""

    __tablename__ = "calendar"
    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    key: Mapped[str] = mapped_column(String(64))
    content: Mapped[str] = mapped_column(Text)


class DbInstance(Base):
    """An instance: its state (packed against `words`, `engine.store.packing`; null when its start was refused) and the head of its history.

    `open` repeats the open tasks of the state as a JSON list, the oldest first, for lists that need no more; null where there is none.
    """

    __tablename__ = "instance"
    __table_args__ = (Index("ix_instance_started_at", "started_at", "id"), CheckConstraint("id > 0", name="number"))
    id: Mapped[str] = mapped_column(InstanceKey, primary_key=True, autoincrement=False)
    process: Mapped[str] = mapped_column(String(200))
    definition: Mapped[str] = mapped_column(ForeignKey("definition.digest"))
    status: Mapped[str | None] = mapped_column(String(16), index=True)
    open: Mapped[str | None] = mapped_column(Text)
    state: Mapped[bytes | None] = mapped_column(LargeBinary)
    words: Mapped[int | None] = mapped_column(ForeignKey("words.id"))
    seq: Mapped[int]
    head: Mapped[str] = mapped_column(Hexadecimal)
    started_at: Mapped[datetime] = mapped_column(Instant)
    moved_at: Mapped[datetime] = mapped_column(Instant)
    refused: Mapped[int]
    """How many of its records are of refused commands."""
    personal: Mapped[bytes | None] = mapped_column(LargeBinary)
    """The values that name a person (`engine.store.parcels`): they can be erased, and the history still proves what it committed to."""


class DbRecord(Base):
    """One record of history: body and what followed, packed (`engine.store.packing`). Triggers refuse to change or delete it."""

    __tablename__ = "record"
    __table_args__ = WITHOUT_ROWID
    instance: Mapped[str] = mapped_column(ForeignKey("instance.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    words: Mapped[int | None] = mapped_column(ForeignKey("words.id"))
    """Against which it is packed; null: against those that every history has."""
    packed: Mapped[bytes] = mapped_column(LargeBinary)
    hash: Mapped[str] = mapped_column(Hexadecimal)


class DbJob(Base):
    """A timer that is set. Its index holds all that is asked of it: the next to be tried is found without the table."""

    __tablename__ = "job"
    __table_args__ = (Index("ix_job_try_at", "try_at", "instance", "id"), WITHOUT_ROWID)
    instance: Mapped[str] = mapped_column(ForeignKey("instance.id"), primary_key=True)
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    element: Mapped[str] = mapped_column(String(400))
    due: Mapped[datetime] = mapped_column(Instant)
    """When it falls due, as the state says."""
    try_at: Mapped[datetime | None] = mapped_column(Instant)
    """When it is to be fired: when it falls due, later where that failed, and null where it waits for somebody to say so."""


class DbFailure(Base):
    """What failed in an instance by itself: it stands beside the history, and goes when what failed is done, or gone."""

    __tablename__ = "failure"
    __table_args__ = (
        ForeignKeyConstraint(
            ["instance", "job"], ["job.instance", "job.id"], name="fk_failure_job", ondelete="CASCADE"
        ),
        Index("ix_failure_next_at", "next_at", "since"),
    )
    instance: Mapped[str] = mapped_column(ForeignKey("instance.id"), primary_key=True)
    subject: Mapped[str] = mapped_column(String(32), primary_key=True)
    """A job's id, or `correction`, or `tokens`."""
    job: Mapped[str | None] = mapped_column(String(32))
    """The same where it is a job's: with the job this row goes."""
    element: Mapped[str] = mapped_column(String(400))
    since: Mapped[datetime] = mapped_column(Instant)
    attempts: Mapped[int]
    next_at: Mapped[datetime | None] = mapped_column(Instant)
    """When it is tried again; null makes it an incident."""
    code: Mapped[str] = mapped_column(String(200))
    en: Mapped[str] = mapped_column(Text)
    fa: Mapped[str] = mapped_column(Text)


class DbWork(Base):
    """Something a worker outside is asked to do."""

    __tablename__ = "work"
    instance: Mapped[str] = mapped_column(ForeignKey("instance.id"), primary_key=True)
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    topic: Mapped[str] = mapped_column(String(200), index=True)
    element: Mapped[str] = mapped_column(String(400))


TABLES = frozenset(
    table.__tablename__
    for table in (
        DbSource, DbDefinition, DbWords, DbCalendar, DbInstance, DbRecord, DbJob, DbFailure, DbWork,
    )
)  # fmt: skip
"""Names of the engine's own tables, which `engine.store.migrations` makes; those of the office have migrations of theirs."""

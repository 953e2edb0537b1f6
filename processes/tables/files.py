"""Tables of letter numbers and files; letters themselves are told from the history."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.tables import Base, Instant


class DbNumber(Base):
    """The last letter number of a unit in a Jalali year."""

    __tablename__ = "number"
    unit_id: Mapped[str] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]


class DbFile(Base):
    """A file that was given to a case. Its content lies outside the database, under its digest."""

    __tablename__ = "file"
    __table_args__ = (UniqueConstraint("instance", "seq", "field", "place"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    instance: Mapped[str] = mapped_column(ForeignKey("instance.id"))
    seq: Mapped[int]
    """The record of the case's history with which it came; `field` and `place` say where in it."""
    field: Mapped[str] = mapped_column(String(100))
    place: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64), index=True)
    """SHA-256 of the content, in hexadecimal digits."""
    name: Mapped[str] = mapped_column(String(255))
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    """Bytes."""
    given_by: Mapped[str] = mapped_column(ForeignKey("person.id"))
    given_at: Mapped[datetime] = mapped_column(Instant)

"""Tables of working calendars: their versions, and which calendars the running cases rest on."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.tables import Base, Instant


class DbCalendarVersion(Base):
    """A version of a working calendar, whose content the engine's store keeps by its digest; the newest of a key is in force."""

    __tablename__ = "calendar_version"
    __table_args__ = (UniqueConstraint("key", "number"), Index("ix_calendar_version_key", "key", "seq"))
    seq: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(32))
    number: Mapped[int]
    """Which version of its calendar, from 1."""
    digest: Mapped[str] = mapped_column(ForeignKey("calendar.digest"))
    at: Mapped[datetime] = mapped_column(Instant)
    person_id: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    """Who saved it; None of what Kartabl ships."""
    reason: Mapped[str] = mapped_column(Text)


class DbCaseCalendar(Base):
    """A calendar that a running case rests on, by the content that counts for it; it is behind where that is not in force."""

    __tablename__ = "case_calendar"
    __table_args__ = (Index("ix_case_calendar_content", "key", "digest", "instance"),)
    instance: Mapped[str] = mapped_column(ForeignKey("instance.id"), primary_key=True)
    key: Mapped[str] = mapped_column(String(32), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64))

"""The table of readings: who looked at which audit page. Triggers refuse to change or delete one."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.tables import Base, Instant


class DbReading(Base):
    """One page of the audit that somebody asked for, written before it is shown."""

    __tablename__ = "reading"
    __table_args__ = (Index("ix_reading_person", "person_id", "id"), Index("ix_reading_tracking", "tracking", "id"))
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(Instant)
    action: Mapped[str] = mapped_column(String(32))
    """Which page: `cases`, `records`, `steps`, …"""
    tracking: Mapped[str | None] = mapped_column(String(64))
    """The case as it was asked for, whether there is one of that number or not; None where it was about no single case."""
    query: Mapped[str] = mapped_column(Text)
    """What was asked of the page, as the address has it."""

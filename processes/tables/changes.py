"""The table of changes: who changed what in the organisation, before and after. Nothing in it is ever changed or deleted."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.tables import Base, Instant


class DbChange(Base):
    """One change of one row, written in its transaction. `before` is None where the row is new; both are JSON objects."""

    __tablename__ = "change"
    __table_args__ = (Index("ix_change_table_row", "table", "row"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    by: Mapped[str] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(Instant)
    table: Mapped[str] = mapped_column(String(64))
    row: Mapped[str] = mapped_column(String(200))
    """The row's key; the parts of a key of several columns with `/` between them."""
    before: Mapped[str | None] = mapped_column(Text)
    after: Mapped[str] = mapped_column(Text)

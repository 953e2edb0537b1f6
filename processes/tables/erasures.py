"""The table of erasures: which personal values of which case were erased, by whom and why; never what they were."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.tables import Base, Instant


class DbErasure(Base):
    """One erasure of personal values of a case."""

    __tablename__ = "erasure"
    id: Mapped[int] = mapped_column(primary_key=True)
    instance: Mapped[str] = mapped_column(ForeignKey("instance.id"), index=True)
    tracking: Mapped[str] = mapped_column(String(16))
    by: Mapped[str] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(Instant)
    reason: Mapped[str] = mapped_column(Text)
    number: Mapped[int]
    """How many values there were."""
    fields_fa: Mapped[str] = mapped_column(Text)
    """The labels of what was erased."""
    fields_en: Mapped[str] = mapped_column(Text)

"""The table of the trays: who may take which open task, with all that a tray is filtered and sorted by."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.tables import WITHOUT_ROWID, Base, Instant


class DbWaiting(Base):
    """An open task, once for each of those who look for it under a name (`processes.waiting.names`).

    The columns repeat what stands elsewhere, so that one index finds the first lines of any tray in any of its orders,
    however many tasks are open: each order, and each thing that is filtered by, has an index that begins with the name.
    """

    __tablename__ = "waiting"
    __table_args__ = (
        Index("ix_waiting_since", "name", "since", "instance", "task"),
        Index("ix_waiting_until", "name", "until", "since", "instance", "task"),
        Index("ix_waiting_service", "name", "service", "since", "instance", "task"),
        Index("ix_waiting_step", "name", "step", "since", "instance", "task"),
        Index("ix_waiting_unit", "name", "unit_id", "since", "instance", "task"),
        WITHOUT_ROWID,
    )
    instance: Mapped[str] = mapped_column(ForeignKey("instance.id"), primary_key=True)
    task: Mapped[str] = mapped_column(String(32), primary_key=True)
    name: Mapped[str] = mapped_column(String(200), primary_key=True)
    since: Mapped[datetime] = mapped_column(Instant)
    until: Mapped[datetime] = mapped_column(Instant)
    """When it is late; far in the future where nothing says so."""
    until_by: Mapped[str | None] = mapped_column(String(400))
    """Key of the timer that says so; where it is set again, since its deadline moved, the task is no longer late by it."""
    service: Mapped[str] = mapped_column(String(200))
    step: Mapped[str] = mapped_column(String(400))
    """Key of its user task."""
    unit_id: Mapped[str] = mapped_column(ForeignKey("unit.id"))

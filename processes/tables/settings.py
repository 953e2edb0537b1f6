"""Tables of what the office offers and how its clock goes."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.tables import Base, Instant


class DbDeployment(Base):
    """A version of a service: which definition new cases take since when, who brought it and why."""

    __tablename__ = "deployment"
    __table_args__ = (UniqueConstraint("service", "version"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    service: Mapped[str] = mapped_column(String(200), index=True)
    version: Mapped[int]
    definition: Mapped[str] = mapped_column(ForeignKey("definition.digest"))
    at: Mapped[datetime] = mapped_column(Instant)
    by: Mapped[str] = mapped_column(String(64))
    """A person's id, or `kartabl` of what it ships."""
    reason: Mapped[str] = mapped_column(Text)


class DbClock(Base):
    """How far the office's clock is ahead of the machine's, in seconds: zero but in a demonstration."""

    __tablename__ = "clock"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    ahead: Mapped[int]


class DbRoutine(Base):
    """When something was done last that is done once a day, by whichever worker comes first."""

    __tablename__ = "routine"
    name: Mapped[str] = mapped_column(String(32), primary_key=True)
    done_at: Mapped[datetime] = mapped_column(Instant)

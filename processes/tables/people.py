"""Tables of the organisation: units, positions, people, roles with their periods, substitutes."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from engine.store.tables import Base, Instant


class DbUnit(Base):
    """A directorate or office of the organisation, or a contractor's company. `code` stands in the numbers of its letters."""

    __tablename__ = "unit"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    code: Mapped[str] = mapped_column(String(8), unique=True)
    kind: Mapped[str] = mapped_column(String(16))
    """`directorate`, `office` or `contractor`."""
    name_fa: Mapped[str] = mapped_column(String(200))
    name_en: Mapped[str] = mapped_column(String(200))
    head_fa: Mapped[str] = mapped_column(String(200))
    """How a letter addresses its head: «مدیرکل محترم راه‌ها»."""
    head_en: Mapped[str] = mapped_column(String(200))
    calendar: Mapped[str | None] = mapped_column(String(32))
    """Key of its working calendar; None where the office's counts."""


class DbPosition(Base):
    """A position (post) in a unit; its title is how its holder signs, below the name."""

    __tablename__ = "position"
    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[str] = mapped_column(ForeignKey("unit.id"), index=True)
    title_fa: Mapped[str] = mapped_column(String(200))
    title_en: Mapped[str] = mapped_column(String(200))


class DbPerson(Base):
    """Somebody with an account."""

    __tablename__ = "person"
    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    name_fa: Mapped[str] = mapped_column(String(200))
    name_en: Mapped[str] = mapped_column(String(200))
    unit_id: Mapped[str] = mapped_column(ForeignKey("unit.id"), index=True)
    mobile: Mapped[str | None] = mapped_column(String(16))
    password: Mapped[str | None] = mapped_column(String(200))
    """Argon2 hash; None where the person does not sign in with a password."""
    last_day: Mapped[date | None]
    """Of who leaves the organisation: after it he or she signs in no more. None of everybody else."""
    leaves_because: Mapped[str | None] = mapped_column(Text)
    unit: Mapped[DbUnit] = relationship()


class DbHolding(Base):
    """That a person holds a position, from a day on, until a day (its last one) or for good."""

    __tablename__ = "holding"
    __table_args__ = (CheckConstraint('"until" IS NULL OR "until" >= since', name="ck_holding_period"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    position_id: Mapped[int] = mapped_column(ForeignKey("position.id"), index=True)
    since: Mapped[date]
    until: Mapped[date | None]
    position: Mapped[DbPosition] = relationship()


class DbRole(Base):
    """A role a person holds, from a day on, until a day or for good: of the organisation, or of a unit (`unit_id`)."""

    __tablename__ = "role"
    __table_args__ = (
        UniqueConstraint("person_id", "name", "unit_id", "since"),
        CheckConstraint('"until" IS NULL OR "until" >= since', name="ck_role_period"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    name: Mapped[str] = mapped_column(String(64), index=True)
    unit_id: Mapped[str | None] = mapped_column(ForeignKey("unit.id"))
    since: Mapped[date]
    until: Mapped[date | None]


class DbSubstitute(Base):
    """Who stands in for an absent person, for a stated time (R14). `ended_at`: it was ended before its time."""

    __tablename__ = "substitute"
    __table_args__ = (
        Index("ix_substitute_substitute_until", "substitute_id", "until"),
        CheckConstraint('"until" > since', name="ck_substitute_period"),
        CheckConstraint("absent_id <> substitute_id", name="ck_substitute_other"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    absent_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    substitute_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    since: Mapped[datetime] = mapped_column(Instant)
    until: Mapped[datetime] = mapped_column(Instant)
    reason: Mapped[str] = mapped_column(Text)
    arranged_by: Mapped[str] = mapped_column(ForeignKey("person.id"))
    arranged_at: Mapped[datetime] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)

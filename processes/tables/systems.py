"""Tables of the systems the office runs: parts, access levels, support contracts, sites and their experts."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.tables import Base, Instant


class DbSystem(Base):
    """A system. `expert_id` is who is responsible for it in the IT office, `company_id` the contractor that supports it."""

    __tablename__ = "system"
    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    name_fa: Mapped[str] = mapped_column(String(200))
    name_en: Mapped[str] = mapped_column(String(200))
    expert_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    company_id: Mapped[str | None] = mapped_column(ForeignKey("unit.id"))


class DbPart(Base):
    """A part of a system to which access is given; `expert_id` where another than the system's is responsible for it."""

    __tablename__ = "part"
    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    system_id: Mapped[str] = mapped_column(ForeignKey("system.id"), index=True)
    name_fa: Mapped[str] = mapped_column(String(200))
    name_en: Mapped[str] = mapped_column(String(200))
    expert_id: Mapped[str | None] = mapped_column(ForeignKey("person.id"))


class DbLevel(Base):
    """A level of access that a system knows, the least first by `rank`."""

    __tablename__ = "level"
    system_id: Mapped[str] = mapped_column(ForeignKey("system.id"), primary_key=True)
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    rank: Mapped[int]
    name_fa: Mapped[str] = mapped_column(String(200))
    name_en: Mapped[str] = mapped_column(String(200))


class DbContract(Base):
    """A support contract with a company, in force from its first day to its last (R7)."""

    __tablename__ = "contract"
    __table_args__ = (CheckConstraint('"until" >= since', name="ck_contract_period"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    company_id: Mapped[str] = mapped_column(ForeignKey("unit.id"), index=True)
    number: Mapped[str] = mapped_column(String(64), unique=True)
    since: Mapped[date]
    until: Mapped[date]
    terms: Mapped[str] = mapped_column(Text)
    """Its considerations, as the contract words them."""
    penalties: Mapped[str | None] = mapped_column(Text)
    """What a missed target costs, as the contract words it; None where it agrees none."""
    calendar: Mapped[str | None] = mapped_column(String(32))
    """Key of the working calendar that is its service hours; None: the IT office's."""
    meeting: Mapped[str | None] = mapped_column(String(32))
    """Until when a meeting is held, as an amount of working time such as `P5D`; None: a date is agreed each time (R8)."""
    development: Mapped[str | None] = mapped_column(String(32))
    """Likewise until when what must be developed is done."""


class DbContractSystem(Base):
    """That a contract covers a system."""

    __tablename__ = "contract_system"
    contract_id: Mapped[int] = mapped_column(ForeignKey("contract.id"), primary_key=True)
    system_id: Mapped[str] = mapped_column(ForeignKey("system.id"), primary_key=True)


class DbContractTarget(Base):
    """Until when a contract promises response and resolution, by category and severity of the problem.

    Both are amounts of working time by its service hours: `PT4H`, `P5D` (working days).
    """

    __tablename__ = "contract_target"
    contract_id: Mapped[int] = mapped_column(ForeignKey("contract.id"), primary_key=True)
    category: Mapped[str] = mapped_column(String(32), primary_key=True)
    severity: Mapped[str] = mapped_column(String(16), primary_key=True)
    response: Mapped[str] = mapped_column(String(32))
    resolution: Mapped[str] = mapped_column(String(32))


class DbAnnouncement(Base):
    """That those responsible were told of the end of a contract, as it was then: `days` before it at the most."""

    __tablename__ = "contract_announcement"
    contract_id: Mapped[int] = mapped_column(ForeignKey("contract.id"), primary_key=True)
    until: Mapped[date] = mapped_column(primary_key=True)
    days: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(Instant)


class DbSite(Base):
    """A site of a unit, in the site builder."""

    __tablename__ = "site"
    address: Mapped[str] = mapped_column(String(200), primary_key=True)
    unit_id: Mapped[str] = mapped_column(ForeignKey("unit.id"), index=True)
    name_fa: Mapped[str] = mapped_column(String(200))
    name_en: Mapped[str] = mapped_column(String(200))


class DbSiteExpert(Base):
    """The register of site experts: who was introduced for a unit, has access since when, and until when (R4).

    A row begins with a signed introduction (`introduced_at`), gets `since` when training and accesses are given, and
    `until` when the access is revoked, or when the introduction came to nothing. The two partial indexes are the rule:
    a unit has at most one introduction on its way, and at most one expert.
    """

    __tablename__ = "site_expert"
    __table_args__ = (
        Index(
            "uq_site_expert_on_its_way", "unit_id", unique=True,
            sqlite_where=text('since IS NULL AND "until" IS NULL'), postgresql_where=text('since IS NULL AND "until" IS NULL'),
        ),
        Index(
            "uq_site_expert_active", "unit_id", unique=True,
            sqlite_where=text('since IS NOT NULL AND "until" IS NULL'),
            postgresql_where=text('since IS NOT NULL AND "until" IS NULL'),
        ),
    )  # fmt: skip
    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[str] = mapped_column(ForeignKey("unit.id"), index=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    instance: Mapped[str] = mapped_column(ForeignKey("instance.id"), index=True)
    """The case by which he or she was introduced."""
    introduced_at: Mapped[datetime] = mapped_column(Instant)
    since: Mapped[datetime | None] = mapped_column(Instant)
    until: Mapped[datetime | None] = mapped_column(Instant)
    ended_by: Mapped[str | None] = mapped_column(ForeignKey("instance.id"))
    """The case by which it ended: a replacement's, a withdrawal's, or the introduction's own."""

"""Tables of cases: the office's line of each, callers, who took part and who acted, comments, notices."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, String, Text
from sqlalchemy.orm import Mapped, mapped_column, query_expression

from engine.store.tables import WITHOUT_ROWID, Base, Instant


class DbCase(Base):
    """A case as the office knows it: its tracking number, whose it is, and how it ended."""

    __tablename__ = "case_file"
    __table_args__ = (
        Index("ix_case_file_asked", "asked_at", "instance"),
        Index("ix_case_file_ended", "ended_at", "instance"),
        Index("ix_case_file_service_asked", "service", "asked_at"),
        Index("ix_case_file_unit_asked", "unit_id", "asked_at"),
        Index("ix_case_file_asked_month", "asked_month", "service", "unit_id", "channel"),
        Index("ix_case_file_ended_month", "ended_month", "service", "unit_id", "channel"),
        Index("ix_case_file_breached_month", "breached_month", "service", "unit_id", "channel"),
        Index("ix_case_file_time", "ended_month", "used", "service", "unit_id", "channel"),
    )
    instance: Mapped[str] = mapped_column(ForeignKey("instance.id"), primary_key=True)
    tracking: Mapped[str] = mapped_column(String(16), unique=True)
    service: Mapped[str] = mapped_column(String(200))
    unit_id: Mapped[str] = mapped_column(ForeignKey("unit.id"))
    requester_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    """Whose it is; of a caller without account, who registered it and speaks for the caller here."""
    channel: Mapped[str] = mapped_column(String(16))
    """How it came (R9): `ticket`, `phone`, `in_person` or `letter`."""
    registered_by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    """Who registered it on somebody's behalf; None where the requester asked for it here."""
    asked_at: Mapped[datetime] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    outcome: Mapped[str | None] = mapped_column(String(400))
    """Key of the end event at which it ended."""
    closing: Mapped[str | None] = mapped_column(String(16))
    """Of a case whose work was done: `confirmed` by its requester, or `lapsed`, closed by itself (R13)."""
    delayed_at: Mapped[datetime | None] = mapped_column(Instant)
    """When a desk first had something longer than its internal target: what the diagram tells as the notice `delay`."""
    breached_at: Mapped[datetime | None] = mapped_column(Instant, index=True)
    """When a stated time or a contract's target was first missed: what the diagram tells as the notice `breach`."""
    asked_month: Mapped[int]
    ended_month: Mapped[int | None]
    breached_month: Mapped[int | None]
    """The Jalali months of these, counted from year 0 in the office's time zone: boards are told by month."""
    used: Mapped[int | None]
    """Seconds of working time from when it was asked for to its end, without those in which its clock stood still."""
    failing: Mapped[bool | None] = query_expression()
    """Whether something failed in it that should go on by itself; None where the query did not ask. No column of the table."""


class DbCaller(Base):
    """Who called without having an account, and follows the case with its tracking number and this mobile number."""

    __tablename__ = "caller"
    instance: Mapped[str] = mapped_column(ForeignKey("instance.id"), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    mobile: Mapped[str] = mapped_column(String(16))
    """Latin digits, beginning with 09."""


ACTOR, PRINCIPAL, OWNER = 1, 2, 4


class DbActor(Base):
    """Who took part in a case, and so may go on seeing it: gave commands that were not refused, as oneself (`ACTOR`) or as the one on
    whose behalf it was (`PRINCIPAL`); or had a task before he or she did anything (`OWNER`).
    """

    __tablename__ = "actor"
    __table_args__ = (Index("ix_actor_person", "person_id", "instance"), WITHOUT_ROWID)
    instance: Mapped[str] = mapped_column(ForeignKey("instance.id"), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), primary_key=True)
    capacities: Mapped[int] = mapped_column(SmallInteger)
    """Those of the three in which it was, added up."""


class DbComment(Base):
    """What somebody remarked on a case; `seq` is its record in the case's history."""

    __tablename__ = "comment"
    instance: Mapped[str] = mapped_column(ForeignKey("instance.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    on_behalf_of: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(Instant)
    text: Mapped[str] = mapped_column(Text)


class DbNotice(Base):
    """Something a person or a role is told: of a case a task, a reminder, a delay, an answer, a rejection; of a contract its end."""

    __tablename__ = "notice"
    __table_args__ = (
        Index("ix_notice_recipient", "recipient", "at"),
        CheckConstraint("(instance IS NULL) <> (contract_id IS NULL)", name="ck_notice_about"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    instance: Mapped[str | None] = mapped_column(ForeignKey("instance.id"))
    contract_id: Mapped[int | None] = mapped_column(ForeignKey("contract.id"))
    """What it is about: one of the two."""
    day: Mapped[date | None]
    """Of a contract's end: its last day as it was then."""
    recipient: Mapped[str] = mapped_column(String(200))
    """A person's id, or a role as in the diagram: `hr_director`, `unit_director@roads`."""
    kind: Mapped[str] = mapped_column(String(32))
    element: Mapped[str] = mapped_column(String(400))
    at: Mapped[datetime] = mapped_column(Instant)


class DbNoticeRead(Base):
    """Who has read which notice."""

    __tablename__ = "notice_read"
    notice_id: Mapped[int] = mapped_column(ForeignKey("notice.id"), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), primary_key=True)

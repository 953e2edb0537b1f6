"""The office's tables, beside the engine's in one database and one transaction."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from engine.store.tables import Base, Instant


class DbUnit(Base):
    """A directorate or office of the organisation. `code` stands in the numbers of its letters."""

    __tablename__ = "unit"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    code: Mapped[str] = mapped_column(String(8), unique=True)
    name_fa: Mapped[str] = mapped_column(String(200))
    name_en: Mapped[str] = mapped_column(String(200))


class DbPerson(Base):
    """Somebody with an account. `title` is how the person signs, below the name."""

    __tablename__ = "person"
    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    name_fa: Mapped[str] = mapped_column(String(200))
    name_en: Mapped[str] = mapped_column(String(200))
    title_fa: Mapped[str] = mapped_column(String(200))
    title_en: Mapped[str] = mapped_column(String(200))
    unit_id: Mapped[str] = mapped_column(ForeignKey("unit.id"))
    password: Mapped[str | None] = mapped_column(String(200))
    """Argon2 hash; None where the person does not sign in with a password."""
    unit: Mapped[DbUnit] = relationship()


class DbRole(Base):
    """A role a person holds: of the organisation, or of a unit (`unit_id`)."""

    __tablename__ = "role"
    __table_args__ = (UniqueConstraint("person_id", "name", "unit_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    name: Mapped[str] = mapped_column(String(64), index=True)
    unit_id: Mapped[str | None] = mapped_column(ForeignKey("unit.id"))


class DbPart(Base):
    """A part of a system to which access is given; `expert_id` is who is responsible for the system in the IT office."""

    __tablename__ = "part"
    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    system: Mapped[str] = mapped_column(String(64), index=True)
    name_fa: Mapped[str] = mapped_column(String(200))
    name_en: Mapped[str] = mapped_column(String(200))
    expert_id: Mapped[str] = mapped_column(ForeignKey("person.id"))


class DbCase(Base):
    """A case as the office knows it: its tracking number, whose it is, and how it ended."""

    __tablename__ = "case_file"
    __table_args__ = (Index("ix_case_file_unit_asked", "unit_id", "asked_at"),)
    instance: Mapped[str] = mapped_column(ForeignKey("instance.id"), primary_key=True)
    tracking: Mapped[str] = mapped_column(String(16), unique=True)
    service: Mapped[str] = mapped_column(String(200))
    unit_id: Mapped[str] = mapped_column(ForeignKey("unit.id"))
    requester_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    asked_at: Mapped[datetime] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    outcome: Mapped[str | None] = mapped_column(String(400))
    """Key of the end event at which it ended."""


class DbParticipant(Base):
    """Somebody who has acted in a case, and so may go on seeing it."""

    __tablename__ = "participant"
    instance: Mapped[str] = mapped_column(ForeignKey("instance.id"), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), primary_key=True)


class DbLetter(Base):
    """A letter of a case in one of its revisions: a draft until it is signed, numbered and dated in that moment."""

    __tablename__ = "letter"
    __table_args__ = (UniqueConstraint("instance", "kind", "revision"), UniqueConstraint("number"))
    id: Mapped[int] = mapped_column(primary_key=True)
    instance: Mapped[str] = mapped_column(ForeignKey("instance.id"), index=True)
    kind: Mapped[str] = mapped_column(String(16))
    """`request` or `reply`."""
    revision: Mapped[int]
    unit_id: Mapped[str] = mapped_column(ForeignKey("unit.id"))
    addressee_fa: Mapped[str] = mapped_column(String(300))
    addressee_en: Mapped[str] = mapped_column(String(300))
    subject: Mapped[str] = mapped_column(String(500))
    body: Mapped[str] = mapped_column(Text)
    urgency: Mapped[str] = mapped_column(String(16))
    classification: Mapped[str] = mapped_column(String(16))
    copies: Mapped[str] = mapped_column(Text)
    """One a line; likewise `attachments`."""
    attachments: Mapped[str] = mapped_column(Text)
    drafted_by: Mapped[str] = mapped_column(ForeignKey("person.id"))
    drafted_at: Mapped[datetime] = mapped_column(Instant)
    signed_by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    signed_at: Mapped[datetime | None] = mapped_column(Instant)
    number: Mapped[str | None] = mapped_column(String(64))
    dated: Mapped[date | None]
    in_reply_to: Mapped[int | None] = mapped_column(ForeignKey("letter.id"))


class DbMark(Base):
    """What somebody wrote on a letter: initials (`paraph`), a marginal note of a referral, an approval, an order."""

    __tablename__ = "mark"
    id: Mapped[int] = mapped_column(primary_key=True)
    letter_id: Mapped[int] = mapped_column(ForeignKey("letter.id"), index=True)
    kind: Mapped[str] = mapped_column(String(16))
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    on_behalf_of: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(Instant)
    text: Mapped[str] = mapped_column(Text)


class DbNumber(Base):
    """The last letter number of a unit in a Jalali year."""

    __tablename__ = "number"
    unit_id: Mapped[str] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]


class DbNotice(Base):
    """Something a person or a role is told: a reminder, a delay, a rejection."""

    __tablename__ = "notice"
    __table_args__ = (Index("ix_notice_recipient", "recipient", "at"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    instance: Mapped[str] = mapped_column(ForeignKey("instance.id"))
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
    reason: Mapped[str] = mapped_column(Text)


class DbClock(Base):
    """How far the office's clock is ahead of the machine's, in seconds: zero but in a demonstration."""

    __tablename__ = "clock"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    ahead: Mapped[int]

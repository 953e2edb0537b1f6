"""Tables of letters and files."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.tables import Base, Instant


class DbLetter(Base):
    """A letter of a case in one of its revisions: a draft until it is signed, numbered and dated in that moment.

    A letter that came from elsewhere, on paper or through another system, is registered (`registered_by`) with its own
    number and date; nobody signs it here.
    """

    __tablename__ = "letter"
    __table_args__ = (
        UniqueConstraint("instance", "kind", "revision"),
        Index(
            "uq_letter_number", "number", unique=True,
            sqlite_where=text("registered_by IS NULL"), postgresql_where=text("registered_by IS NULL"),
        ),
    )  # fmt: skip
    id: Mapped[int] = mapped_column(primary_key=True)
    instance: Mapped[str] = mapped_column(ForeignKey("instance.id"))
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
    signed_for: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    """The absent one on whose behalf `signed_by` signed (R14)."""
    registered_by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    signer: Mapped[str | None] = mapped_column(String(300))
    """Of a registered letter: who signed it, as it says."""
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


class DbFile(Base):
    """A file that was given to a case. Its content lies outside the database, under its digest."""

    __tablename__ = "file"
    __table_args__ = (UniqueConstraint("instance", "seq", "field", "place"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    instance: Mapped[str] = mapped_column(ForeignKey("instance.id"))
    seq: Mapped[int]
    """The record of the case's history with which it came; `field` and `place` say where in it."""
    field: Mapped[str] = mapped_column(String(100))
    place: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64), index=True)
    """SHA-256 of the content, in hexadecimal digits."""
    name: Mapped[str] = mapped_column(String(255))
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    """Bytes."""
    letter_id: Mapped[int | None] = mapped_column(ForeignKey("letter.id"), index=True)
    """The letter that it is a scan of or attached to."""
    given_by: Mapped[str] = mapped_column(ForeignKey("person.id"))
    given_at: Mapped[datetime] = mapped_column(Instant)

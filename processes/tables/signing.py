"""The table of sign-ins: who is signed in, since when, and when each was last seen. The pages' sessions name a row of it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.tables import Base, Instant


class DbSignIn(Base):
    """One sign-in. Its key is a digest of the secret that the browser keeps: who reads the table cannot sign in with it."""

    __tablename__ = "sign_in"
    __table_args__ = (Index("ix_sign_in_person_id_seen_at", "person_id", "seen_at"),)
    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    began_at: Mapped[datetime] = mapped_column(Instant)
    seen_at: Mapped[datetime] = mapped_column(Instant)
    """Up to a minute before it was really seen: not every look is written."""
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    browser: Mapped[str] = mapped_column(String(200))
    """What the browser calls itself, so that a person knows which it was."""

"""The table of views that people keep of a list: what it was narrowed down to and how it was sorted, under a name."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.tables import Base


class DbSavedView(Base):
    """A view that a person keeps of the list of a page."""

    __tablename__ = "saved_view"
    __table_args__ = (UniqueConstraint("person_id", "page", "name"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    page: Mapped[str] = mapped_column(String(16))
    """`tray` or `cases`."""
    name: Mapped[str] = mapped_column(String(60))
    query: Mapped[str] = mapped_column(Text)
    """The query string of the page's address."""

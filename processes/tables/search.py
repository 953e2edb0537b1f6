"""The table of what can be found by its words."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.tables import Base


class DbSearchText(Base):
    """The words by which the texts are found that were given to a case with one record, those of one part of it together.

    The texts themselves stand in the history, or with the personal values.

    The words are indexed by the database itself: in SQLite by the virtual table `search_words` that triggers keep in
    step, in PostgreSQL by an index of text search; the migration makes either.
    """

    __tablename__ = "search_text"
    __table_args__ = (Index("ix_search_text_instance", "instance", "seq"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    instance: Mapped[str] = mapped_column(ForeignKey("instance.id"))
    seq: Mapped[int]
    """The record of the case's history with which they came."""
    part: Mapped[str] = mapped_column(String(16))
    """Which part of a case they belong to, and so who sees it: `asked`, `letter`, `comment` or `said`."""
    words: Mapped[str] = mapped_column(Text)
    """`processes.search.words.indexed` of the texts, each word once."""

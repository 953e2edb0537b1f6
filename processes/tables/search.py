"""The table of what can be found by its words."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.tables import Base


class DbSearchText(Base):
    """The words by which the texts are found that were given to a case, those of one part of it and of sixteen records together.

    The texts themselves stand in the history, or with the personal values.

    The words are indexed by the database itself: in SQLite by the virtual table `search_words` that triggers keep in
    step, in PostgreSQL by an index of text search; the migration makes either.
    """

    __tablename__ = "search_text"
    __table_args__ = (UniqueConstraint("instance", "seq", "part"),)
    instance: Mapped[str] = mapped_column(ForeignKey("instance.id"))
    id: Mapped[int] = mapped_column(primary_key=True)
    """The highest is the one to which something was written last."""
    seq: Mapped[int]
    """The first of the sixteen records (1, 17, 33, …): a row is written anew when it gets more, so none may grow for ever."""
    part: Mapped[str] = mapped_column(String(16))
    """Which part of a case they belong to, and so who sees it: `asked`, `letter`, `comment` or `said`."""
    seqs: Mapped[str] = mapped_column(Text)
    """Those of the records that brought something, a line each."""
    words: Mapped[str] = mapped_column(Text)
    """What each of these brought, a line each: `processes.search.words.indexed` of the texts, each word once."""

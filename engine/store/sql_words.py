"""The words of an SQL store: read once by a process, and learned anew where they do not fit."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, bindparam, func, select
from sqlalchemy.orm import Session

from engine.store.learning import COMMON, MOST, Tally, Told, learn
from engine.store.packing import Words, WordsId, read_words
from engine.store.sql_rows import insert_new
from engine.store.tables import DbWords


@dataclass(kw_only=True, slots=True)
class Lexicon:
    """The words that a process has read, and how they fit. All units share them: an id is made of the content, which never changes."""

    words: dict[WordsId, Words] = field(default_factory=dict)
    tallies: dict[str, Tally] = field(default_factory=dict)
    """By the digest of a definition, of the words used last."""


def newest(definition: ColumnElement[str]) -> ColumnElement[int | None]:
    """Return the id of the words that were learned last for a definition, to be asked for with whatever else is read."""
    query = select(DbWords.id).where(DbWords.definition == definition).order_by(DbWords.number.desc()).limit(1)
    return query.scalar_subquery()


_NEWEST = select(newest(bindparam("definition")))
_THERE = select(DbWords.id).where(DbWords.id == bindparam("id"))


def newest_of(session: Session, definition: str) -> int | None:
    """Return the same, where nothing else is read."""
    return session.scalar(_NEWEST, {"definition": definition})


def words_for(session: Session, lexicon: Lexicon, definition: str, id: int | None) -> Tally:
    """Return the words of this id, with which a history of a definition is to be packed; raise what `words_named` raises."""
    words, tally = words_named(session, lexicon, id), lexicon.tallies.get(definition)
    if tally is None or tally.words is not words:
        tally = lexicon.tallies[definition] = Tally(words=words)
    return tally


def words_named(session: Session, lexicon: Lexicon, id: int | None) -> Words:
    """Return words by what a row says of them; raise `ValueError` or `zlib.error` where they are not there as they were written."""
    if id is None:
        return COMMON
    if (known := WordsId(id)) not in lexicon.words:
        content = session.scalar(select(DbWords.content).where(DbWords.id == id))
        if content is None:
            raise ValueError(f"words {id}, which are not there")
        words = read_words(zlib.decompress(content))
        if words.id != id:
            raise ValueError(f"words {id}, of which the content is another")
        lexicon.words[known] = words
    return lexicon.words[known]


def may_learn(session: Session, definition: str) -> int | None:
    """Return how manieth the next words of a definition are; None where it has as many as it may have."""
    last = session.scalar(select(func.max(DbWords.number)).where(DbWords.definition == definition)) or 0
    return last + 1 if last < MOST else None


def keep_learned(session: Session, told: Told, number: int) -> None:
    """Learn words from a history and keep them, unless they are there: learned from the same text before, or by another process."""
    words = learn(told)
    if session.scalar(_THERE, {"id": words.id}) is not None:  # SQLite would take even what is passed over for a change
        return
    content = zlib.compress(words.content, 9)
    insert_new(session, DbWords, id=words.id, definition=told.definition, number=number, content=content)

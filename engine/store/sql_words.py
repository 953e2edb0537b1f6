"""The words of an SQL store: read once by a process, and learned anew where they do not fit."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.store.learning import COMMON, MOST, Tally, Told, learn
from engine.store.packing import Words, WordsId, read_words
from engine.store.sql_rows import insert_new
from engine.store.tables import DbWords


@dataclass(kw_only=True, slots=True)
class Lexicon:
    """The words that a process has read. They never change, so all units share them; what a unit learns it gets after the commit."""

    words: dict[WordsId, Words] = field(default_factory=dict)
    newest: dict[str, Tally] = field(default_factory=dict)
    """By the digest of a definition."""

    def adopt(self, definition: str, words: Words, number: int) -> None:
        """Pack histories of a definition with these words from now on."""
        self.words[words.id] = words
        self.newest[definition] = Tally(words=words, number=number)


def words_for(session: Session, lexicon: Lexicon, definition: str) -> Tally:
    """Return the words with which a history of a definition is to be packed."""
    if definition not in lexicon.newest:
        _read_newest(session, lexicon, definition)
    return lexicon.newest[definition]


def words_named(session: Session, lexicon: Lexicon, id: int | None) -> Words:
    """Return words by what a row says of them; raise `ValueError` or `zlib.error` where they are not there as they were written."""
    if id is None:
        return COMMON
    if (known := WordsId(id)) not in lexicon.words:
        content = session.scalar(select(DbWords.content).where(DbWords.id == id))
        if content is None:
            raise ValueError(f"words {id}, which are not there")
        lexicon.words[known] = _read(id, content)
    return lexicon.words[known]


def is_worth_learning(session: Session, lexicon: Lexicon, definition: str) -> bool:
    """Return whether the words for a definition do not fit its histories and it may have others; those of another process are taken."""
    tally = words_for(session, lexicon, definition)
    if not tally.is_poor or tally.number == MOST:
        return False
    _read_newest(session, lexicon, definition)
    return lexicon.newest[definition].number == tally.number


def keep_learned(session: Session, lexicon: Lexicon, told: Told) -> tuple[str, Words, int] | None:
    """Learn words from a history and keep them; return what the lexicon is to adopt after the commit, None where another process was first."""
    number, words = lexicon.newest[told.definition].number + 1, learn(told)
    row = {"definition": told.definition, "number": number, "content": zlib.compress(words.content, 9)}
    return (told.definition, words, number) if insert_new(session, DbWords, id=words.id, **row) else None


def _read_newest(session: Session, lexicon: Lexicon, definition: str) -> None:
    query = select(DbWords.id, DbWords.number, DbWords.content).where(DbWords.definition == definition)
    row = session.execute(query.order_by(DbWords.number.desc()).limit(1)).first()
    if row is None:
        lexicon.newest.setdefault(definition, Tally(words=COMMON))
    elif definition not in lexicon.newest or lexicon.newest[definition].number < row.number:
        lexicon.adopt(definition, _read(row.id, row.content), row.number)


def _read(id: int, content: bytes) -> Words:
    words = read_words(zlib.decompress(content))
    if words.id != id:
        raise ValueError(f"words {id}, of which the content is another")
    return words

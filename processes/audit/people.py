"""Whom an auditor means by what he or she typed: an account's id, or a part of a name in either language."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.form import Words
from processes.search.words import asked, indexed
from processes.tables import DbPerson

_PEOPLE = select(DbPerson.id, DbPerson.name_fa, DbPerson.name_en).order_by(DbPerson.name_fa, DbPerson.id)


def meant(session: Session, typed: str) -> dict[str, Words]:
    """Return the names of the people who are meant, by id: the one with that id, else all whose name has every word typed."""
    people = {row.id: Words(fa=row.name_fa, en=row.name_en) for row in session.execute(_PEOPLE)}
    if typed.strip() in people:
        return {typed.strip(): people[typed.strip()]}
    ways = asked(typed)
    return {id: name for id, name in people.items() if any(_has(name, words) for words in ways)}


def _has(name: Words, words: Sequence[str]) -> bool:
    return any(all(word in each for word in words) for each in (indexed(name.fa), indexed(name.en)))

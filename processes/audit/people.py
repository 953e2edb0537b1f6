"""Whom an auditor means by what he or she typed: an account's id, or a part of a name in either language."""

from __future__ import annotations

import unicodedata

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.form import Words
from processes.tables import DbPerson

_PEOPLE = select(DbPerson.id, DbPerson.name_fa, DbPerson.name_en).order_by(DbPerson.name_fa, DbPerson.id)
_SAME = str.maketrans({"ي": "ی", "ك": "ک", "ة": "ه", "أ": "ا", "إ": "ا", "\u200c": " "})


def meant(session: Session, typed: str) -> dict[str, Words]:
    """Return the names of the people who are meant, by id: the one with that id, else all whose name has every word typed."""
    words = _folded(typed).split()
    people = {row.id: Words(fa=row.name_fa, en=row.name_en) for row in session.execute(_PEOPLE)}
    if typed.strip() in people:
        return {typed.strip(): people[typed.strip()]}
    return {
        id: name
        for id, name in people.items()
        if words and any(all(word in each for word in words) for each in (_folded(name.fa), _folded(name.en)))
    }


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).translate(_SAME).casefold()

"""Looking for cases: by tracking number, by person, by words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, column, func, literal_column, or_, select, table
from sqlalchemy.orm import Session

from engine.form.digits import to_latin
from engine.instance.state import InstanceId
from engine.store.port import Unit
from processes.audit.people import meant
from processes.organisation import Member
from processes.permissions import Action
from processes.reading.lines import CaseLine, Lines
from processes.search.index import ASKED, COMMENT, LETTER, SAID
from processes.search.sight import seen
from processes.search.snippet import Piece, snippet
from processes.search.words import asked
from processes.tables import DbCase, DbSearchText, DbWaiting
from processes.waiting.names import holds

_WORDS = table("search_words", column("rowid"))
_MATCHING = select(_WORDS.c.rowid).where(literal_column("search_words").op("MATCH")(bindparam("query")))
PARTS: Mapping[str, Action] = {
    ASKED: Action.SEE_DATA,
    LETTER: Action.SEE_LETTERS,
    COMMENT: Action.SEE_COMMENTS,
    SAID: Action.SEE_HISTORY,
}
"""What one must be allowed to see so that a text of a part is found."""
SHORTEST_NUMBER = 3
LONGEST = 200
MOST = 50
"""Cases that a search shows; who has more writes another word."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Match:
    """Why a case was found: by a text of a part of it."""

    part: str
    pieces: Sequence[Piece]


@dataclass(frozen=True, kw_only=True, slots=True)
class Hit:
    """A case that was found. `by_number`, `by_person`: for that reason."""

    line: CaseLine
    matches: Sequence[Match] = field(default=())
    by_number: bool = False
    by_person: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Hits:
    """What a search found: the latest first, and whether there are more."""

    hits: Sequence[Hit]
    more: bool


def search(unit: Unit, member: Member, query: str) -> Hits:
    """Return the cases that a person may see and that a query finds: by number, by who asked or has work in it, by words."""
    query, session = query[:LONGEST], unit.session
    numbers, people = _instances(session, member, _numbered(query)), _instances(session, member, _of(session, query))
    texts = _texts(session, member, query)
    found = dict.fromkeys([*numbers, *people, *(row.instance for row in texts)])
    shown = list(found)[:MOST]
    lines = Lines(unit, member, [InstanceId(each) for each in shown])
    hits = [
        Hit(
            line=lines.case(lines.cases[each]), by_number=each in numbers, by_person=each in people,
            matches=[Match(part=row.part, pieces=snippet(row.text, query)) for row in texts if row.instance == each][:3],
        )
        for each in shown
    ]  # fmt: skip
    return Hits(hits=hits, more=len(found) > MOST)


def found_instances(session: Session, member: Member, query: str, most: int = 1000) -> list[str]:
    """Return the cases that a query finds for a person, to narrow a list down to."""
    numbers, people = (
        _instances(session, member, _numbered(query), most),
        _instances(session, member, _of(session, query), most),
    )
    return list(dict.fromkeys([*numbers, *people, *(row.instance for row in _texts(session, member, query, most))]))


def number_of(query: str) -> str | None:
    """Return the digits of a query that can be (the beginning of) a tracking number; None of any other."""
    digits = "".join(sign for sign in to_latin(query) if not sign.isspace() and sign not in "-‌")
    return digits if digits.isascii() and digits.isdigit() and len(digits) >= SHORTEST_NUMBER else None


def _numbered(query: str) -> ColumnElement[bool] | None:
    digits = number_of(query)
    return None if digits is None else DbCase.tracking.startswith(digits, autoescape=True)


def _of(session: Session, query: str) -> ColumnElement[bool] | None:
    """Return what finds the cases of people who are meant: who asked, or who has work in it now."""
    people = list(meant(session, query))
    if not people:
        return None
    has = select(DbWaiting.instance).where(DbWaiting.name.in_([holds(each) for each in people]))
    return or_(DbCase.requester_id.in_(people), DbCase.instance.in_(has))


def _instances(session: Session, member: Member, wanted: ColumnElement[bool] | None, most: int = MOST + 1) -> list[str]:
    if wanted is None:
        return []
    found = select(DbCase.instance).where(wanted, seen(member)).order_by(DbCase.asked_at.desc(), DbCase.instance)
    return list(session.scalars(found.limit(most)))


def _texts(session: Session, member: Member, query: str, most: int = 3 * MOST) -> Sequence[Any]:
    """Return the texts that are found, the latest first; each only where its part may be seen."""
    ways = asked(query)
    if not ways:
        return []
    parts = [and_(DbSearchText.part == part, seen(member, action)) for part, action in PARTS.items()]
    rows = (
        select(DbSearchText.instance, DbSearchText.part, DbSearchText.text)
        .join(DbCase, DbCase.instance == DbSearchText.instance)
        .where(_worded(session), or_(*parts))
        .order_by(DbSearchText.id.desc())
        .limit(most)
    )
    return session.execute(rows, {"query": _written(session, ways)}).all()


def _worded(session: Session) -> ColumnElement[bool]:
    if session.get_bind().dialect.name == "sqlite":
        return DbSearchText.id.in_(_MATCHING)
    return func.to_tsvector(literal_column("'simple'"), DbSearchText.words).op("@@")(
        func.to_tsquery(literal_column("'simple'"), bindparam("query"))
    )


def _written(session: Session, ways: Sequence[Sequence[str]]) -> str:
    """Return a query as the database wants it: letters and digits alone are left in its words."""
    if session.get_bind().dialect.name == "sqlite":
        return " OR ".join("(" + " AND ".join(f'"{word}"*' for word in way) + ")" for way in ways)
    return " | ".join("(" + " & ".join(f"'{word}':*" for word in way) + ")" for way in ways)

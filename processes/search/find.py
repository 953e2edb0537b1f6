"""Looking for cases: by tracking number, by person, by words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from sqlalchemy import ColumnElement, Select, and_, bindparam, column, func, literal_column, or_, select, table
from sqlalchemy.orm import Session

from engine.form.digits import to_latin
from engine.instance.state import InstanceId
from engine.store.port import Unit
from processes.audit.people import meant
from processes.organisation import Member
from processes.permissions import Action
from processes.reading.lines import CaseLine, Lines
from processes.search import index
from processes.search.index import ASKED, COMMENT, LETTER, SAID, Place
from processes.search.sight import seen
from processes.search.snippet import Piece, snippet
from processes.search.words import asked, indexed
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
Told = TypeVar("Told")
PAGE = 25
"""Cases on a page."""
MOST = 1000
"""Cases that are found at most; who has more writes another word."""
SHOWN = 3
"""Texts of a case that are shown."""


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
    """A page of what a search found, the latest first of each reason; `found`: how many there are, `more`: at least so many."""

    hits: Sequence[Hit] = ()
    found: int = 0
    more: bool = False


def search(unit: Unit, member: Member, query: str, *, page: int = 1) -> Hits:
    """Return the cases that a person may see and that a query finds: by number, by who asked or has work in it, by words.

    A page behind the last one is the last one.
    """
    query, session = query[:LONGEST], unit.session
    reasons = _found(session, member, query)
    numbers, people, _ = reasons
    every = list(dict.fromkeys(each for reason in reasons for each in reason))
    found = every[:MOST]
    first = PAGE * (min(page, max(1, -(-len(found) // PAGE))) - 1)
    shown = found[first : first + PAGE]
    lines, told = Lines(unit, member, [InstanceId(each) for each in shown]), _places(session, member, query, shown)
    texts = index.texts(unit, {(instance, seq) for instance, seq, _part in told})
    hits = [
        Hit(
            line=lines.case(lines.cases[each]), by_number=each in numbers, by_person=each in people,
            matches=_matches(texts, [place for place in told if place[0] == each], query),
        )
        for each in shown
    ]  # fmt: skip
    return Hits(hits=hits, found=len(found), more=len(every) > MOST)


def found_instances(session: Session, member: Member, query: str) -> list[str]:
    """Return the cases that a query finds for a person, to narrow a list down to."""
    return list(dict.fromkeys(each for reason in _found(session, member, query) for each in reason))[:MOST]


def _found(session: Session, member: Member, query: str) -> tuple[list[str], list[str], list[str]]:
    """Return the cases that a query finds, by number, by person and by words."""
    return (
        _instances(session, member, _numbered(query)),
        _instances(session, member, _of(session, query)),
        _told(session, member, query),
    )


def _matches(texts: Mapping[Place, Sequence[str]], places: Sequence[Place], query: str) -> list[Match]:
    """Return why a case was found, in the words of its history; what was written twice is told once."""
    found = ((place[-1], _telling([(text, indexed(text)) for text in texts.get(place, ())], query)) for place in places)
    told = {(part, tuple(snippet(text, query))): None for part, those in found for text in reversed(those)}
    return [Match(part=part, pieces=pieces) for part, pieces in list(told)[:SHOWN]]


def _telling(those: Iterable[tuple[Told, str]], query: str) -> list[Told]:
    """Return those, given with their words, in which all words of a query are; where they are spread over several, those with any."""
    ways, words = asked(query), [(each, written.split()) for each, written in those]
    for enough in (all, any):
        found = [
            each for each, written in words
            if any(enough(any(word.startswith(begin) for word in written) for begin in way) for way in ways)
        ]  # fmt: skip
        if found:
            return found
    return []


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


def _instances(session: Session, member: Member, wanted: ColumnElement[bool] | None) -> list[str]:
    if wanted is None:
        return []
    found = select(DbCase.instance).where(wanted, seen(member)).order_by(DbCase.asked_at.desc(), DbCase.instance)
    return list(session.scalars(found.limit(MOST + 1)))


def _told(session: Session, member: Member, query: str) -> list[str]:
    """Return the cases of which a text is found, those with the latest one first."""
    ways = asked(query)
    if not ways:
        return []
    rows = _seen_texts(session, member).group_by(DbSearchText.instance).order_by(func.max(DbSearchText.id).desc())
    found = rows.with_only_columns(DbSearchText.instance).limit(MOST + 1)
    return list(session.scalars(found, {"query": _written(session, ways)}))


def _places(session: Session, member: Member, query: str, instances: Sequence[str]) -> list[Place]:
    """Return where texts of cases are found, the latest record of a case first."""
    ways = asked(query)
    if not ways or not instances:
        return []
    rows = _seen_texts(session, member).where(DbSearchText.instance.in_(instances))
    found = session.execute(rows, {"query": _written(session, ways)}).all()
    places = {place for row in found for place in _telling(index.lines(row), query)}
    return sorted(places, key=lambda place: place[1], reverse=True)


def _seen_texts(session: Session, member: Member) -> Select[str, str, str, str]:
    """Return what finds the texts in which the words of a query are; each only where its part may be seen."""
    parts = [and_(DbSearchText.part == part, seen(member, action)) for part, action in PARTS.items()]
    return (
        select(DbSearchText.instance, DbSearchText.part, DbSearchText.seqs, DbSearchText.words)
        .join(DbCase, DbCase.instance == DbSearchText.instance)
        .where(_worded(session), or_(*parts))
    )


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

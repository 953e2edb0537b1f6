"""Who looked at which audit page: written before the page is shown, never changed, never deleted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, insert, select
from sqlalchemy.orm import Session

from engine.form import Words
from engine.form.digits import to_latin
from engine.store.tables import table_of
from processes.audit.people import meant
from processes.organisation import members
from processes.tables import DbReading
from processes.words import person_name

LONGEST = 2000
"""Letters of a query that are kept; a longer one is cut, and ends in "…"."""
_PUT = insert(table_of(DbReading))


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadingLine:
    """A page that was looked at, as a line."""

    at: datetime
    who: Words
    action: str
    tracking: str | None
    query: str
    """What was asked, as it stood in the address."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Whose:
    """Which readings are asked for: whose, and of which case; all where it says nothing."""

    person: str = ""
    tracking: str = ""


def put(session: Session, person: str, action: str, *, tracking: str | None, query: str, at: datetime) -> None:
    """Put on record that a person looks at an audit page."""
    kept = query if len(query) <= LONGEST else f"{query[:LONGEST]}…"
    number = None if tracking is None else to_latin(tracking).replace("\0", "\ufffd")[:64]
    session.execute(_PUT, {"person_id": person, "action": action, "tracking": number, "query": kept, "at": at})


def count(session: Session, whose: Whose) -> int:
    """Return how many readings there are."""
    return session.scalar(select(func.count()).select_from(DbReading).where(*_conditions(session, whose))) or 0


def readings(session: Session, whose: Whose, *, on: date, offset: int, limit: int) -> Sequence[ReadingLine]:
    """Return readings, the latest first, from one on and so many."""
    query = select(DbReading).where(*_conditions(session, whose)).order_by(DbReading.id.desc())
    rows = session.scalars(query.offset(offset).limit(limit)).all()
    people = members(session, {row.person_id for row in rows}, on=on)
    return [
        ReadingLine(
            at=row.at,
            who=person_name(people.get(row.person_id), row.person_id),
            action=row.action,
            tracking=row.tracking,
            query=row.query,
        )
        for row in rows
    ]


def _conditions(session: Session, whose: Whose) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if whose.person:
        found.append(DbReading.person_id.in_(list(meant(session, whose.person))))
    if whose.tracking:
        found.append(DbReading.tracking == to_latin(whose.tracking))
    return found

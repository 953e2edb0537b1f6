"""Taking back that somebody leaves, as long as the last day is not over: what leaving ended goes on as it was.

What a position or a role was before is read from the record of changes; one that was changed since stays as it is now.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.errors import Conflict
from processes.keeping.people import HELD_BY_ONE, the_person
from processes.keeping.record import By, Change, change, changes
from processes.keeping.rules import crosses, crossing
from processes.tables import DbHolding, DbPerson, DbRole

ALL = 10_000
"""More changes than a row ever has."""
Held = DbRole | DbHolding


class LeavesNot(Conflict):
    en = "Expected {person} to have a last day that is not over, but found {found}. Give positions and roles anew."
    fa = "برای {person_fa} آخرین روزی که هنوز نگذشته باشد ثبت نشده است ({found_fa}). جایگاه‌ها و نقش‌ها را از نو بدهید."


def stay(session: Session, by: By, key: str, *, today: date) -> None:
    """Take back that a person leaves: the last day is gone, and what ended with it ends as it did before that."""
    person = the_person(session, key)
    if person.last_day is None or person.last_day < today:
        found = ("none", "ندارد") if person.last_day is None else ("one that is over", "گذشته است")
        raise LeavesNot(person=person.name_en, person_fa=person.name_fa, found=found[0], found_fa=found[1])
    moments = _moments(session, person)
    for row, before in list(_ended(session, person, moments)):
        _demand_free(session, row, person.last_day + timedelta(days=1), before)
        change(session, by, row, {"until": before})
    change(session, by, person, {"last_day": None, "leaves_because": None})


def _moments(session: Session, person: DbPerson) -> set[datetime]:
    """Return when the last day was set, and set anew."""
    moments = set[datetime]()
    for each in changes(session, table=DbPerson.__tablename__, row=person.id, limit=ALL):
        before = (each.before or {}).get("last_day")
        if each.after["last_day"] is not None and each.after["last_day"] != before:
            moments.add(each.at)
        if before is None and moments:
            break
    return moments


def _ended(session: Session, person: DbPerson, moments: set[datetime]) -> Iterator[tuple[Held, date | None]]:
    """Yield what was ended then and was not changed since, with the end that it had before."""
    roles = session.scalars(select(DbRole).where(DbRole.person_id == person.id))
    posts = session.scalars(select(DbHolding).where(DbHolding.person_id == person.id))
    for row in (*roles, *posts):
        made = changes(session, table=row.__tablename__, row=str(row.id), limit=ALL)
        if made and made[0].at in moments:
            yield row, _end_before(made, moments)


def _end_before(made: Sequence[Change], moments: set[datetime]) -> date | None:
    first = [each for each in made if each.at in moments][-1]
    written: Any = (first.before or {}).get("until")
    return date.fromisoformat(written) if written else None


def _demand_free(session: Session, row: Held, since: date, until: date | None) -> None:
    """Raise where somebody else was named for the time after the last day."""
    other: Held | None
    if isinstance(row, DbHolding):
        same = select(DbHolding).where(DbHolding.position_id == row.position_id, DbHolding.id != row.id)
        other = session.scalars(same.where(*crossing(DbHolding, since, until)).limit(1)).one_or_none()
        what = ("holder of the position", "دارندهٔ این جایگاه")
    else:
        alike = select(DbRole).where(DbRole.name == row.name, DbRole.unit_id == row.unit_id, DbRole.id != row.id)
        alike = alike if row.name in HELD_BY_ONE else alike.where(DbRole.person_id == row.person_id)
        other = session.scalars(alike.where(*crossing(DbRole, since, until)).limit(1)).one_or_none()
        what = ("holder of the role", "دارندهٔ این نقش")
    if other is not None:
        raise crosses(other, *what)

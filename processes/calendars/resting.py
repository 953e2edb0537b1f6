"""Which calendars the running cases rest on: rows that follow from each case's state, by which cases that are behind are found."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import bindparam, delete, func, insert, select
from sqlalchemy.orm import Session

from engine.engine import Moved
from engine.instance.state import InstanceId, State
from engine.store.tables import table_of
from processes.calendars import CALENDARS, digests
from processes.tables import DbCaseCalendar

_TABLE = table_of(DbCaseCalendar)
# Made once: making a statement costs several times what running it does.
_NEW = insert(_TABLE)
_GONE = delete(_TABLE).where(_TABLE.c.instance == bindparam("of"), _TABLE.c.key.in_(bindparam("gone", expanding=True)))


def rests_on(state: State | None) -> dict[str, str]:
    """Return the digests that a running case rests on, by key; of one that has ended, none."""
    given = state.variables.get(CALENDARS) if state is not None and not state.ended else None
    return {str(key): str(digest) for key, digest in given.items()} if isinstance(given, Mapping) else {}


def write(session: Session, moved: Moved) -> None:
    """Make a case's rows those that a step leaves."""
    there, wanted = rests_on(moved.before), rests_on(moved.state)
    gone = [key for key, digest in there.items() if wanted.get(key) != digest]
    new = {key: digest for key, digest in wanted.items() if there.get(key) != digest}
    if gone:
        session.execute(_GONE, {"of": moved.instance, "gone": gone})
    if new:
        session.execute(_NEW, [{"instance": moved.instance, "key": key, "digest": new[key]} for key in new])


def behind(session: Session, limit: int, but_not: Collection[str] = ()) -> list[InstanceId]:
    """Return running cases of which a calendar is no longer in force, apart from some.

    They are found by index, so that it costs nothing where there is none.
    """
    looks = [
        select(DbCaseCalendar.instance)
        .where(DbCaseCalendar.key == key, other, DbCaseCalendar.instance.not_in(but_not))
        .order_by(DbCaseCalendar.digest, DbCaseCalendar.instance)
        .limit(limit)
        for key, digest in digests(session).items()
        for other in (DbCaseCalendar.digest < digest, DbCaseCalendar.digest > digest)
    ]
    found = {instance for look in looks for instance in session.scalars(look)}
    return [InstanceId(each) for each in sorted(found)[:limit]]


def resting_on(session: Session) -> dict[str, int]:
    """Return how many running cases rest on each calendar, by key."""
    found = session.execute(select(DbCaseCalendar.key, func.count()).group_by(DbCaseCalendar.key))
    return {key: number for key, number in found}  # noqa: C416  # rows are no pairs to mypy

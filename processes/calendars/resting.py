"""Which calendars the running cases rest on: rows that follow from each case's state, by which cases that are behind are found."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import bindparam, delete, func, insert, or_, select
from sqlalchemy.orm import Session

from engine.engine import Moved
from engine.instance.failure import CORRECTION, Claim
from engine.instance.state import InstanceId, State
from engine.store.tables import DbFailure, DbInstance, table_of
from processes.calendars import CALENDARS, digests
from processes.tables import DbCaseCalendar

_TABLE = table_of(DbCaseCalendar)
# Made once: making a statement costs several times what running it does.
_NEW = insert(_TABLE)
_IN_CASE = DbCaseCalendar
_HELD = (
    select(DbFailure.instance)
    .where(
        DbFailure.instance == _IN_CASE.instance,
        DbFailure.subject == CORRECTION,
        or_(DbFailure.next_at.is_(None), DbFailure.next_at > bindparam("now")),
    )
    .correlate(_IN_CASE)
)
_BEHIND = (
    select(_IN_CASE.instance)
    .join(DbInstance, DbInstance.id == _IN_CASE.instance)
    .where(~_HELD.exists())
    .order_by(_IN_CASE.digest, _IN_CASE.instance)
    .limit(1)
    .with_for_update(of=DbInstance, skip_locked=True)
)
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


def take(session: Session, now: datetime) -> Claim | None:
    """Lock a running case of which a calendar is no longer in force and that nobody else has locked; None where there is none.

    It is found by index, so that a look costs nothing where there is none. A case in which that failed is passed over until
    it is to be tried again.
    """
    given = digests(session)
    while (instance := _lock_one(session, given, now)) is not None:
        if _is_behind(session, given, instance):  # who had it before may have corrected it
            return Claim(instance=instance, subject=CORRECTION)
    return None


def _lock_one(session: Session, given: Mapping[str, str], now: datetime) -> InstanceId | None:
    for key, digest in given.items():
        for other in (_IN_CASE.digest < digest, _IN_CASE.digest > digest):
            found = session.scalar(_BEHIND.where(_IN_CASE.key == key, other), {"now": now})
            if found is not None:
                return InstanceId(found)
    return None


def _is_behind(session: Session, given: Mapping[str, str], instance: InstanceId) -> bool:
    rows = session.execute(select(_IN_CASE.key, _IN_CASE.digest).where(_IN_CASE.instance == instance))
    return any(given.get(key, digest) != digest for key, digest in rows)


def resting_on(session: Session) -> dict[str, int]:
    """Return how many running cases rest on each calendar, by key."""
    found = session.execute(select(DbCaseCalendar.key, func.count()).group_by(DbCaseCalendar.key))
    return {key: number for key, number in found}  # noqa: C416  # rows are no pairs to mypy

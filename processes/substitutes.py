"""Substitutes (R14): who stands in for an absent person at a moment, and what that lends.

A substitute acts for those who named him or her directly, never for those whom these stand in for. Roles that oversee or
keep the office itself are not lent. `processes.keeping.absences` arranges and ends.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, String, and_, bindparam, or_, select, union
from sqlalchemy.orm import Session

from engine.store.tables import Instant
from processes.organisation import Member, NoSuchPerson, StandsFor, holders, members_in, people
from processes.tables import DbPerson, DbSubstitute

NOT_LENT = frozenset({"auditor", "administrator", "owner"})
"""Roles that nobody has through somebody else."""


def acting(session: Session, person: str, *, at: datetime, on: date) -> Member:
    """Return somebody as he or she acts at a moment: with those whom he or she stands in for, the longest first."""
    rows = session.execute(_ACTING, {"me": person, "at": at, "on": on}).all()
    if not rows:
        raise NoSuchPerson(person=person)
    return acting_in(rows, person, on=on)


def acting_in(rows: Sequence[Any], person: str, *, on: date) -> Member:
    """Return somebody as he or she acts, from the rows that `acting_rows` finds."""
    found = members_in(rows, on)
    if len(found) == 1:  # nearly always: nobody is absent
        return found[person]
    stands = {row.stands: row for row in rows if row.stands is not None and row.id != person}
    lent = (
        StandsFor(member=_lending(found[row.id]), since=row.stands_since, until=row.stands_until)
        for row in sorted(stands.values(), key=lambda row: (row.stands_since, row.stands))
    )
    return replace(found[person], stands_for=tuple(lent))


def acting_rows(me: ColumnElement[str]) -> Select[Any]:
    """Return what finds a person and those whom he or she stands in for at the moment `at`, all in one statement."""
    mine = (DbSubstitute.substitute_id == me, *in_force(bindparam("at", type_=Instant())))
    who = union(select(me.label("id")), select(DbSubstitute.absent_id).where(*mine)).subquery("who")
    return (
        people(who)
        .add_columns(
            DbSubstitute.id.label("stands"),
            DbSubstitute.since.label("stands_since"),
            DbSubstitute.until.label("stands_until"),
        )
        .outerjoin(DbSubstitute, and_(DbSubstitute.absent_id == DbPerson.id, *mine))
    )


def in_force(at: datetime | ColumnElement[datetime]) -> tuple[ColumnElement[bool], ...]:
    """Return what finds the substitutions in force at a moment."""
    ended = or_(DbSubstitute.ended_at.is_(None), DbSubstitute.ended_at > at)
    return DbSubstitute.since <= at, DbSubstitute.until > at, ended


# Made once: who acts is looked up at every command, and making the query costs five times what running it does.
_ACTING = acting_rows(bindparam("me", type_=String()))


def substitute_of(session: Session, person: str, at: datetime) -> str | None:
    """Return who stands in for a person at a moment; None where the person is there."""
    found: str | None = session.scalar(
        select(DbSubstitute.substitute_id).where(DbSubstitute.absent_id == person, *in_force(at))
    )
    return found


def available(session: Session, role: str, *, at: datetime, on: date) -> list[Member]:
    """Return the holders of a role (`unit_expert@roads`) whose work is done at a moment: they are there, or their substitute is."""
    found = holders(session, role, on=on)
    return [each for each in found if _is_seen_to(session, each.id, at)]


def _is_seen_to(session: Session, person: str, at: datetime) -> bool:
    substitute = substitute_of(session, person, at)
    return substitute is None or substitute_of(session, substitute, at) is None


def _lending(absent: Member) -> Member:
    return replace(
        absent, groups=frozenset(group for group in absent.groups if group.partition("@")[0] not in NOT_LENT)
    )

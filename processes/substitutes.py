"""Substitutes (R14): who stands in for an absent person at a moment, and what that lends.

A substitute acts for those who named him or her directly, never for those whom these stand in for. Roles that oversee or
keep the office itself are not lent. `processes.keeping.absences` arranges and ends.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from processes.organisation import Member, StandsFor, holders, member, members
from processes.tables import DbSubstitute

NOT_LENT = frozenset({"auditor", "administrator", "owner"})
"""Roles that nobody has through somebody else."""


def acting(session: Session, person: str, *, at: datetime, on: date) -> Member:
    """Return somebody as he or she acts at a moment: with those whom he or she stands in for, the longest first."""
    who = member(session, person, on=on)
    query = select(DbSubstitute).where(DbSubstitute.substitute_id == person, *in_force(at))
    rows = list(session.scalars(query.order_by(DbSubstitute.since, DbSubstitute.id)))
    absent = members(session, [row.absent_id for row in rows], on=on) if rows else {}
    stands = (StandsFor(member=_lending(absent[row.absent_id]), since=row.since, until=row.until) for row in rows)
    return replace(who, stands_for=tuple(stands))


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


def in_force(at: datetime) -> tuple[ColumnElement[bool], ...]:
    """Return what finds the substitutions in force at a moment."""
    ended = or_(DbSubstitute.ended_at.is_(None), DbSubstitute.ended_at > at)
    return DbSubstitute.since <= at, DbSubstitute.until > at, ended

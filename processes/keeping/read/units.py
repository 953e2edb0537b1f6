"""Units and contractors' companies as administrators read them, with their positions, people and sites."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.form import Words
from processes.keeping.names import KINDS
from processes.keeping.people import OF_A_UNIT
from processes.keeping.read.directory import Period, period_of, role_words, unit_words, units
from processes.keeping.read.listed import Listed, matches, page_of
from processes.keeping.rules import row
from processes.organisation import ROLES, Member, members
from processes.tables import DbContract, DbHolding, DbPerson, DbPosition, DbRole, DbSite, DbSystem, DbUnit
from processes.words import group_name, person_name

UNIT_ROLES = ("unit_director", "unit_deputy", "unit_expert", "contractor_expert")


@dataclass(frozen=True, kw_only=True, slots=True)
class UnitLine:
    """A unit as a line: who directs it, and how many work there."""

    row: DbUnit
    name: Words
    kind: Words
    directors: Sequence[Words]
    people: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Post:
    """A position of a unit, and who holds it on the day."""

    row: DbPosition
    title: Words
    holder: Member | None


@dataclass(frozen=True, kw_only=True, slots=True)
class UnitSheet:
    """All that is kept of a unit."""

    row: DbUnit
    name: Words
    kind: Words
    posts: Sequence[Post]
    people: Sequence[Member]
    roles: Sequence[tuple[str, Words, Sequence[Member]]]
    """The unit's roles, and who holds each."""
    sites: Sequence[DbSite]
    systems: Sequence[DbSystem]
    """Of a company: what it supports."""
    contracts: Sequence[DbContract]


@dataclass(frozen=True, kw_only=True, slots=True)
class RoleLine:
    """A role, and how many hold it on the day."""

    name: str
    words: Words
    of_a_unit: bool
    holders: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Holder:
    """Somebody who holds a role, has held it, or will."""

    person: str
    name: Words
    unit: Words | None
    """Of a unit's role, the unit's name."""
    period: Period


def unit_list(session: Session, text: str, kind: str, number: int, *, on: date) -> Listed[UnitLine]:
    """Return a page of the units that are asked for, in the order of their codes."""
    everybody = members(session, on=on).values()
    working = Counter(each.unit for each in everybody)
    directors: dict[str, list[Words]] = {}
    for each in everybody:
        for group in each.groups:
            if group.startswith("unit_director@"):
                directors.setdefault(group.partition("@")[2], []).append(person_name(each, each.id))
    lines = [
        UnitLine(
            row=unit, name=unit_words(unit), kind=KINDS[unit.kind], directors=directors.get(unit.id, ()), people=working[unit.id]
        )
        for unit in units(session).values()
        if kind in ("", unit.kind) and matches(text, (unit.id, unit.code, unit.name_fa, unit.name_en))
    ]  # fmt: skip
    return page_of(lines, number)


def unit_sheet(session: Session, key: str, *, on: date) -> UnitSheet:
    """Return all that is kept of a unit; raise `NoSuchRow`."""
    unit = row(session, DbUnit, key, "a unit", "واحد")
    everybody = members(session, on=on)
    names = [name for name in UNIT_ROLES if (name == "contractor_expert") == (unit.kind == "contractor")]
    held = {name: [each for each in everybody.values() if f"{name}@{key}" in each.groups] for name in names}
    return UnitSheet(
        row=unit, name=unit_words(unit), kind=KINDS[unit.kind], posts=_posts(session, key, everybody, on),
        people=sorted((each for each in everybody.values() if each.unit == key), key=lambda each: each.name_fa),
        roles=[(name, group_name(name), found) for name, found in held.items()],
        sites=session.scalars(select(DbSite).where(DbSite.unit_id == key).order_by(DbSite.address)).all(),
        systems=session.scalars(select(DbSystem).where(DbSystem.company_id == key).order_by(DbSystem.name_fa)).all(),
        contracts=session.scalars(select(DbContract).where(DbContract.company_id == key).order_by(DbContract.since.desc())).all(),
    )  # fmt: skip


def role_lines(session: Session, *, on: date) -> list[RoleLine]:
    """Return all roles, and how many hold each."""
    counted = Counter(group for each in members(session, on=on).values() for group in each.groups)
    return [
        RoleLine(name=name, words=role_words(name, None), of_a_unit=name in OF_A_UNIT, holders=counted[name]) for name in ROLES
    ]  # fmt: skip


def role_holders(session: Session, name: str, *, on: date) -> list[Holder]:
    """Return who holds a role, has held it, and will, the latest first within each unit."""
    query = select(DbRole, DbPerson).join(DbPerson, DbPerson.id == DbRole.person_id).where(DbRole.name == name)
    named = units(session)
    found = [
        Holder(
            person=person.id, name=Words(fa=person.name_fa, en=person.name_en), period=period_of(held, on),
            unit=unit_words(named[held.unit_id]) if held.unit_id else None,
        )
        for held, person in session.execute(query.order_by(DbRole.unit_id, DbRole.since.desc(), DbRole.id))
    ]  # fmt: skip
    return sorted(found, key=lambda each: each.period.state == "over")


def _posts(session: Session, unit: str, everybody: dict[str, Member], on: date) -> list[Post]:
    holding = select(DbHolding.position_id, DbHolding.person_id).where(
        DbHolding.since <= on, (DbHolding.until.is_(None)) | (DbHolding.until >= on)
    )
    held = {found.position_id: found.person_id for found in session.execute(holding)}
    rows = session.scalars(select(DbPosition).where(DbPosition.unit_id == unit).order_by(DbPosition.id))
    return [
        Post(row=post, title=Words(fa=post.title_fa, en=post.title_en), holder=everybody.get(held.get(post.id, "")))
        for post in rows
    ]

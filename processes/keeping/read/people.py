"""People as administrators read them: the list, and one person with posts, roles and what waits for him or her."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import not_, select
from sqlalchemy.orm import Session

from engine.form import Words
from engine.store.port import Unit
from engine.store.tables import DbInstance
from processes.keeping.people import OF_A_UNIT
from processes.keeping.read.directory import Period, period_of, role_choices, role_words, unit_words, units
from processes.keeping.read.listed import Listed, matches, page_of
from processes.keeping.rules import row
from processes.organisation import Member, members
from processes.sign_ins import signs_in
from processes.substitutes import in_force
from processes.tables import DbCase, DbHolding, DbPerson, DbPosition, DbRole, DbSubstitute, DbUnit, DbWaiting
from processes.waiting.names import holds
from processes.words import element_name, person_name

_AWAY = select(DbSubstitute.absent_id, DbSubstitute.substitute_id)


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonLine:
    """A person with his or her roles of the day, who stands in at the moment, and whether he or she can sign in."""

    person: Member
    roles: Sequence[Words]
    substitute: Words | None
    signs_in: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Sought:
    """Which people are asked for; what is empty is not asked. `state`: `away`, `roleless` or `locked` (no password)."""

    text: str = ""
    unit: str = ""
    role: str = ""
    state: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Held:
    """A position or a role that somebody holds, has held or will hold."""

    id: int
    name: Words
    key: str
    """Of a role its name; of a position its number."""
    period: Period


@dataclass(frozen=True, kw_only=True, slots=True)
class Holding:
    """An open task that is in somebody's name."""

    tracking: str
    task: str
    name: Words
    since: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonSheet:
    """All that is kept of a person."""

    line: PersonLine
    row: DbPerson
    positions: Sequence[Held]
    roles: Sequence[Held]
    tasks: Sequence[Holding]
    stands_for: Sequence[Words]
    """Whom he or she stands in for at the moment."""


def people_list(session: Session, sought: Sought, number: int, *, at: datetime, on: date) -> Listed[PersonLine]:
    """Return a page of the people who are asked for, by unit and name."""
    lines = [line for line in _lines(session, members(session, on=on), at) if _is_sought(line, sought)]
    lines.sort(key=lambda line: (line.person.unit_fa, line.person.name_fa))
    return page_of(lines, number)


def person_sheet(unit: Unit, key: str, *, at: datetime, on: date) -> PersonSheet:
    """Return all that is kept of a person; raise `NoSuchRow`."""
    session = unit.session
    found = row(session, DbPerson, key, "a person", "شخص")
    everybody = members(session, on=on)
    stands_for = session.scalars(select(DbSubstitute.absent_id).where(DbSubstitute.substitute_id == key, *in_force(at)))
    return PersonSheet(
        line=next(iter(_lines(session, {key: everybody[key]}, at))),
        row=found,
        positions=positions_of(session, key, on=on),
        roles=roles_of(session, key, on=on),
        tasks=tasks_of(unit, key),
        stands_for=[person_name(everybody.get(absent), absent) for absent in stands_for],
    )


def positions_of(session: Session, person: str, *, on: date) -> list[Held]:
    """Return the positions of a person, the latest first."""
    query = select(DbHolding, DbPosition).join(DbPosition, DbPosition.id == DbHolding.position_id)
    rows = session.execute(query.where(DbHolding.person_id == person).order_by(DbHolding.since.desc(), DbHolding.id))
    return [
        Held(id=held.id, name=Words(fa=post.title_fa, en=post.title_en), key=str(post.id), period=period_of(held, on))
        for held, post in rows
    ]


def roles_of(session: Session, person: str, *, on: date) -> list[Held]:
    """Return the roles of a person, the latest first."""
    query = select(DbRole).where(DbRole.person_id == person).order_by(DbRole.since.desc(), DbRole.id)
    named = units(session)
    return [
        Held(
            id=held.id, name=role_words(held.name, named.get(held.unit_id or "")), key=held.name, period=period_of(held, on)
        )
        for held in session.scalars(query)
    ]  # fmt: skip


def tasks_of(unit: Unit, person: str) -> list[Holding]:
    """Return the open tasks that are in a person's name, the oldest first."""
    query = (
        select(DbWaiting, DbCase.tracking, DbInstance.definition)
        .join(DbCase, DbCase.instance == DbWaiting.instance)
        .join(DbInstance, DbInstance.id == DbWaiting.instance)
    )
    his = query.where(DbWaiting.name == holds(person)).order_by(DbWaiting.since, DbWaiting.instance)
    return [
        Holding(
            tracking=tracking, task=row.task, since=row.since, name=element_name(unit.definition(definition), row.step)
        )
        for row, tracking, definition in unit.session.execute(his)
    ]


def role_options(session: Session, person: DbPerson) -> dict[str, Words]:
    """Return the roles that a person could be given, by what is written of each as a group."""
    named = units(session)
    return dict(role_choices(list(named.values()), OF_A_UNIT, named[person.unit_id]))


def position_options(session: Session, unit: str, *, on: date) -> dict[str, Words]:
    """Return the positions of a unit that nobody holds on a day or later, by number."""
    held = select(DbHolding.position_id).where((DbHolding.until.is_(None)) | (DbHolding.until >= on))
    query = (
        select(DbPosition).where(DbPosition.unit_id == unit, DbPosition.id.not_in(held)).order_by(DbPosition.title_fa)
    )
    return {str(post.id): Words(fa=post.title_fa, en=post.title_en) for post in session.scalars(query)}


def unit_options(
    session: Session, *, kinds: Sequence[str] = ("directorate", "office", "contractor")
) -> dict[str, Words]:
    """Return units of some kinds by key."""
    return {unit.id: unit_words(unit) for unit in units(session).values() if unit.kind in kinds}


def people_options(session: Session, *, on: date, role: str = "") -> dict[str, Words]:
    """Return people by user name, those who hold a role where one is named."""
    found = [each for each in members(session, on=on).values() if not role or role in each.groups]
    return {each.id: Words(fa=f"{each.name_fa}، {each.unit_fa}", en=f"{each.name_en}, {each.unit_en}")
            for each in sorted(found, key=lambda one: one.name_fa)}  # fmt: skip


def _lines(session: Session, people: dict[str, Member], at: datetime) -> list[PersonLine]:
    named = units(session)
    on = next((each.on for each in people.values()), at.date())
    away = {row.absent_id: row.substitute_id for row in session.execute(_AWAY.where(*in_force(at)))}
    names = members(session, set(away.values()), on=on) if away and people else {}
    locked = set(session.scalars(select(DbPerson.id).where(not_(signs_in(on)))))
    return [
        PersonLine(
            person=each, roles=_roles(each, named), signs_in=each.id not in locked,
            substitute=person_name(names.get(away[each.id]), away[each.id]) if each.id in away else None,
        )
        for each in people.values()
    ]  # fmt: skip


def _roles(person: Member, named: dict[str, DbUnit]) -> list[Words]:
    of_units = [group.partition("@") for group in sorted(person.groups) if "@" in group]
    names = {name for name, _, _ in of_units}
    plain = [role_words(group, None) for group in sorted(person.groups) if "@" not in group and group not in names]
    return [*plain, *(role_words(name, named.get(unit)) for name, _, unit in of_units)]


def _is_sought(line: PersonLine, sought: Sought) -> bool:
    person = line.person
    states = {"away": line.substitute is not None, "roleless": not person.groups, "locked": not line.signs_in}
    return (
        sought.unit in ("", person.unit)
        and (not sought.role or sought.role in person.groups)
        and states.get(sought.state, True)
        and matches(sought.text, (person.id, person.name_fa, person.name_en, person.title_fa, person.title_en))
    )

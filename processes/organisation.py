"""Who works in the organisation, and in which roles.

A role of a unit is the group `role@unit` in a diagram; whoever holds it in any unit is also in the group `role`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, Date, FromClause, Select, and_, bindparam, or_, select
from sqlalchemy.orm import Session, aliased

from engine.errors import NotFound
from engine.store.tables import table_of
from engine.task import Person
from processes.tables import DbHolding, DbPerson, DbPosition, DbRole, DbUnit

ROLES: dict[str, tuple[str, str]] = {
    "unit_expert": ("کارشناس واحد", "Unit's expert"),
    "unit_deputy": ("معاون مدیرکل واحد", "Unit's deputy director-general"),
    "unit_director": ("مدیرکل واحد", "Unit's director-general"),
    "hr_director": ("مدیرکل منابع انسانی و پشتیبانی", "Director-general of HR and Support"),
    "hr_deputy": ("معاون منابع انسانی و پشتیبانی", "Deputy of HR and Support"),
    "admin_affairs": ("کارشناس امور اداری", "Expert of administrative affairs"),
    "it_director": ("مدیرکل دفتر فناوری اطلاعات", "Director-general of the IT office"),
    "it_deputy": ("معاون دفتر فناوری اطلاعات", "Deputy of the IT office"),
    "it_expert": ("کارشناس دفتر فناوری اطلاعات", "Expert of the IT office"),
    "contractor_expert": ("کارشناس شرکت پیمانکار", "Contractor's expert"),
    "owner": ("مالک فرایند", "Process owner"),
    "auditor": ("حسابرس", "Auditor"),
    "administrator": ("راهبر سامانه", "Administrator"),
}
"""Roles by name, in Persian and in English."""
_NAME = re.compile(r"[a-z_]+")


class NoSuchPerson(NotFound):
    en = "Expected a person {person}, but the organisation has none of that name. Check the user name."
    fa = "شخصی با نام کاربری {person} در سازمان نیست. نام کاربری را بررسی کنید."


@dataclass(frozen=True, kw_only=True, slots=True)
class Member:
    """A person of the organisation, with the groups he or she is in."""

    id: str
    name_fa: str
    name_en: str
    title_fa: str
    title_en: str
    unit: str
    unit_fa: str
    unit_en: str
    groups: frozenset[str]
    company: bool
    """Whether it is one of a contractor's people, and none of the organisation's own."""
    on: date
    """The day for which title and groups are told."""
    last_day: date | None = None
    """Of who leaves the organisation, or has left it."""
    stands_for: tuple[StandsFor, ...] = ()
    """Whom he or she stands in for at the moment (R14); known of the one who acts, and of nobody in a list."""

    @property
    def person(self) -> Person:
        """The person as the engine sees one."""
        return Person(id=self.id, groups=self.groups)

    @property
    def gone(self) -> bool:
        """Whether he or she has left the organisation."""
        return self.last_day is not None and self.last_day < self.on

    @property
    def all_groups(self) -> frozenset[str]:
        """The person's own groups, and those lent by the absent ones."""
        return self.groups.union(*(each.member.groups for each in self.stands_for))

    @property
    def principals(self) -> tuple[Member, ...]:
        """Those in whose right the person may act: itself first, then the absent ones with what they lend."""
        return (self, *(each.member for each in self.stands_for))

    def name(self, language: str) -> str:
        """Return the name in a language."""
        return self.name_fa if language == "fa" else self.name_en

    def title(self, language: str) -> str:
        """Return the title in a language."""
        return self.title_fa if language == "fa" else self.title_en


@dataclass(frozen=True, kw_only=True, slots=True)
class StandsFor:
    """An absent person as a substitute stands in for him or her: with the groups that are lent, since when and until when."""

    member: Member
    since: datetime
    until: datetime


def member(session: Session, person_id: str, *, on: date) -> Member:
    """Return a person with the roles and the title of a day; raise `NoSuchPerson`."""
    found = members(session, [person_id], on=on)
    if person_id not in found:
        raise NoSuchPerson(person=person_id)
    return found[person_id]


def members(session: Session, person_ids: Iterable[str] | None = None, *, on: date) -> dict[str, Member]:
    """Return people by id, with the roles and titles of a day: all, or these as far as they exist."""
    found = session.execute(EVERYBODY if person_ids is None else _THESE, {"on": on, "ids": list(person_ids or ())})
    return members_in(found, on)


def members_in(found: Iterable[Any], on: date) -> dict[str, Member]:
    """Return people by id from the rows that `EVERYBODY` finds."""
    rows: dict[str, list[Any]] = {}
    for row in found:
        rows.setdefault(row.id, []).append(row)
    return {key: _member(found, on) for key, found in rows.items()}


def roles_named(written: str | None) -> list[str]:
    """Return the roles that a diagram names for a task, in the order in which it does, whatever narrows them to a unit."""
    return [name for name in _NAME.findall(written or "") if name in ROLES]


def holders(session: Session, role: str, *, on: date) -> list[Member]:
    """Return those who hold a role on a day, written as a group: `it_expert`, `unit_director@roads`."""
    name, _, unit = role.partition("@")
    found = session.execute(_HOLDERS_THERE if unit else _HOLDERS, {"name": name, "of": unit, "on": on})
    return list(members_in(found, on).values())


def _in_force(table: type[DbRole | DbHolding]) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions that a row is in force on the day `on`, a parameter of the query."""
    on = bindparam("on", type_=Date())
    return table.since <= on, or_(table.until.is_(None), table.until >= on)


def people(who: FromClause | None = None) -> Select[Any]:
    """Return what finds people as they are on the day `on`, a row a role and position of each; `who`: of these ids, and of nobody else.

    They come first: a database that is given many joins takes them as they stand, and would look at everybody else.
    """
    first = table_of(DbPerson) if who is None else who.join(table_of(DbPerson), table_of(DbPerson).c.id == who.c.id)
    found = (
        select(
            DbPerson.id, DbPerson.name_fa, DbPerson.name_en, DbPerson.unit_id, DbPerson.last_day,
            DbUnit.name_fa.label("unit_fa"), DbUnit.name_en.label("unit_en"), DbUnit.kind,
            DbRole.name.label("role"), DbRole.unit_id.label("of"), DbPosition.title_fa, DbPosition.title_en,
        )
        .select_from(first)
        .join(DbUnit, DbUnit.id == DbPerson.unit_id)
        .outerjoin(DbRole, and_(DbRole.person_id == DbPerson.id, *_in_force(DbRole)))
        .outerjoin(DbHolding, and_(DbHolding.person_id == DbPerson.id, *_in_force(DbHolding)))
        .outerjoin(DbPosition, DbPosition.id == DbHolding.position_id)
        .order_by(DbPerson.id, DbHolding.since)
    )  # fmt: skip
    return cast("Select[Any]", found)


# Made once: making a query costs five times what running it does.
EVERYBODY = people()
_THESE = EVERYBODY.where(DbPerson.id.in_(bindparam("ids", expanding=True)))
_HELD = aliased(DbRole)
_HOLDS = select(_HELD.person_id).where(_HELD.name == bindparam("name"), *_in_force(_HELD))
_HOLDERS = EVERYBODY.where(DbPerson.id.in_(_HOLDS))
_HOLDERS_THERE = EVERYBODY.where(DbPerson.id.in_(_HOLDS.where(_HELD.unit_id == bindparam("of"))))


def unit(session: Session, unit_id: str) -> DbUnit:
    """Return a unit's row."""
    return session.get_one(DbUnit, unit_id)


def _groups(name: str, of: str | None) -> set[str]:
    return {name} if of is None else {name, f"{name}@{of}"}


def _member(rows: Sequence[Any], on: date) -> Member:
    """Return the person whom these rows are about: one a role and position that he or she holds, the latest position last."""
    last = rows[-1]
    return Member(
        id=last.id,
        name_fa=last.name_fa,
        name_en=last.name_en,
        title_fa=last.title_fa or "",
        title_en=last.title_en or "",
        unit=last.unit_id,
        unit_fa=last.unit_fa,
        unit_en=last.unit_en,
        groups=frozenset(group for row in rows if row.role for group in _groups(row.role, row.of)),
        company=last.kind == "contractor",
        on=on,
        last_day=last.last_day,
    )

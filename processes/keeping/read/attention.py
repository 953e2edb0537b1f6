"""What an administrator should see to: gaps in the organisation that would stop work, or soon will."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, not_, select
from sqlalchemy.orm import Session

from engine.form import Words
from engine.store.port import Unit
from processes.announcing import BEFORE
from processes.calendars import digests
from processes.calendars.holidays import jalali_year
from processes.keeping.read.directory import role_words, unit_words, units
from processes.organisation import ROLES, Member, members
from processes.sign_ins import signs_in
from processes.tables import DbContract, DbContractSystem, DbPart, DbPerson, DbSystem, DbUnit, DbWaiting
from processes.waiting.names import holds

SOON = timedelta(days=BEFORE[0])
"""How long before its end a contract needs a successor, and a year before it begins its public holidays."""
_HAS = holds("")
_HOLDING = (
    select(func.substr(DbWaiting.name, len(_HAS) + 1), func.count())
    .where(DbWaiting.name >= _HAS, DbWaiting.name < _HAS[:-1] + chr(ord(_HAS[-1]) + 1))  # off its index
    .group_by(DbWaiting.name)
)
"""How many tasks each person has."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Concern:
    """Something to see to: of which sort, and the thing it is about (`table` and `key` name its page)."""

    kind: str
    table: str
    key: str
    name: Words
    day: date | None = None
    number: int = 0


def concerns(unit: Unit, *, on: date) -> list[Concern]:
    """Return what needs attention on a day, what stops work first."""
    session: Session = unit.session
    everybody, named = members(session, on=on), units(session)
    held = {group for each in everybody.values() for group in each.groups}
    return [
        *_vacant(named, held),
        *_stranded(session, everybody),
        *_misplaced(everybody, named),
        *_without_expert(session, everybody),
        *_contracts(session, on),
        *_holidays(unit, on),
        *_locked(session, everybody, on),
    ]


def _vacant(named: Mapping[str, DbUnit], held: set[str]) -> Iterator[Concern]:
    """Yield roles of the organisation, and directors' and experts' of units, that nobody holds."""
    for name in ROLES:
        if name not in held and name != "contractor_expert":
            yield Concern(kind="role_vacant", table="role", key=name, name=role_words(name, None))
    for unit in named.values():
        for role in ("unit_director", "unit_expert") if unit.kind != "contractor" else ():
            if f"{role}@{unit.id}" not in held:
                yield Concern(kind=f"no_{role}", table="unit", key=unit.id, name=unit_words(unit))


def _stranded(session: Session, everybody: Mapping[str, Member]) -> Iterator[Concern]:
    """Yield people who have open tasks and hold no role: nobody may expect them to do these."""
    for person, number in session.execute(_HOLDING):
        member = everybody.get(person or "")
        if member is not None and not member.title_fa and not member.groups:
            yield Concern(kind="stranded", table="person", key=member.id, name=_name(member), number=number)


def _misplaced(everybody: Mapping[str, Member], named: Mapping[str, DbUnit]) -> Iterator[Concern]:
    """Yield people who hold a role of a unit in which they do not work."""
    for member in everybody.values():
        of = {group.partition("@")[2] for group in member.groups if "@" in group}
        if of - {member.unit}:
            yield Concern(kind="misplaced", table="person", key=member.id, name=_name(member))


def _without_expert(session: Session, everybody: Mapping[str, Member]) -> Iterator[Concern]:
    """Yield systems, and those with parts, whose responsible expert is none any more."""
    rows = {row.id: row for row in session.scalars(select(DbSystem))}
    responsible = [(row.id, row.expert_id) for row in rows.values()]
    responsible += [(part.system_id, part.expert_id) for part in session.scalars(select(DbPart)) if part.expert_id]
    gone = {key for key, expert in responsible if "it_expert" not in everybody[expert].groups}
    for key in sorted(gone):
        yield Concern(kind="no_expert", table="system", key=key, name=Words(fa=rows[key].name_fa, en=rows[key].name_en))


def _contracts(session: Session, on: date) -> Iterator[Concern]:
    """Yield systems that a company supports without a contract in force, and those whose contract ends soon without another."""
    query = select(DbContractSystem.system_id, DbContract).join(
        DbContract, DbContract.id == DbContractSystem.contract_id
    )
    covered: dict[str, list[DbContract]] = {}
    for covers, contract in session.execute(query.where(DbContract.until >= on)):
        covered.setdefault(covers, []).append(contract)
    for system in session.scalars(select(DbSystem).order_by(DbSystem.id)):
        there, name = covered.get(system.id, []), Words(fa=system.name_fa, en=system.name_en)
        last = max((contract.until for contract in there), default=None)
        if not any(contract.since <= on for contract in there):
            yield Concern(kind="no_contract", table="system", key=system.id, name=name)
        elif last is not None and last <= on + SOON:
            yield Concern(kind="contract_ends", table="system", key=system.id, name=name, day=last)


def _holidays(unit: Unit, on: date) -> Iterator[Concern]:
    """Yield calendars that have public holidays, and none of the year that it is soon: all its days would be worked on."""
    year = jalali_year(on + SOON)
    for key, digest in sorted(digests(unit.session).items()):
        calendar = unit.calendar(digest)
        known = {jalali_year(each.day) for each in calendar.exceptions if each.kind == "holiday"}
        if known and year not in known:
            name = Words(fa=calendar.name_fa, en=calendar.name_en)
            yield Concern(kind="no_holidays", table="calendar", key=key, name=name, number=year)


def _locked(session: Session, everybody: Mapping[str, Member], on: date) -> Iterator[Concern]:
    """Yield people who hold a role and cannot sign in."""
    for key in session.scalars(select(DbPerson.id).where(not_(signs_in(on))).order_by(DbPerson.id)):
        if everybody[key].groups:
            yield Concern(kind="locked", table="person", key=key, name=_name(everybody[key]))


def _name(member: Member) -> Words:
    return Words(fa=member.name_fa, en=member.name_en)

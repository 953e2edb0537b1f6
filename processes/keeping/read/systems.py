"""Systems and sites as administrators read them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.form import Words
from processes.keeping.read.contracts import ContractLine, contract_lines, covered_by
from processes.keeping.read.directory import unit_words, units
from processes.keeping.read.listed import Listed, matches, page_of
from processes.keeping.rules import row
from processes.organisation import members
from processes.tables import DbContract, DbLevel, DbPart, DbSite, DbSystem
from processes.words import person_name


@dataclass(frozen=True, kw_only=True, slots=True)
class SystemLine:
    """A system as a line: who is responsible, who supports it, until when a contract in force covers it."""

    row: DbSystem
    name: Words
    expert: Words
    company: Words | None
    covered_until: date | None


@dataclass(frozen=True, kw_only=True, slots=True)
class SystemSheet:
    """All that is kept of a system."""

    line: SystemLine
    parts: Sequence[tuple[DbPart, Words | None]]
    """Each part, and its expert where it is not the system's."""
    levels: Sequence[DbLevel]
    contracts: Sequence[ContractLine]


@dataclass(frozen=True, kw_only=True, slots=True)
class SiteLine:
    """A site as a line."""

    row: DbSite
    name: Words
    unit: Words


def system_list(session: Session, text: str, company: str, number: int, *, on: date) -> Listed[SystemLine]:
    """Return a page of the systems that are asked for. `company`: a key, or `-` of those nobody supports."""
    lines = [
        line
        for line in _system_lines(session, on)
        if company in ("", line.row.company_id or "-")
        and matches(text, (line.row.id, line.name, line.expert, line.company))
    ]
    return page_of(lines, number)


def system_sheet(session: Session, key: str, *, on: date) -> SystemSheet:
    """Return all that is kept of a system; raise `NoSuchRow`."""
    row(session, DbSystem, key, "a system", "سامانه")
    parts = session.scalars(select(DbPart).where(DbPart.system_id == key).order_by(DbPart.name_fa)).all()
    experts = members(session, {part.expert_id for part in parts if part.expert_id}, on=on)
    return SystemSheet(
        line=next(line for line in _system_lines(session, on) if line.row.id == key),
        parts=[
            (part, person_name(experts.get(part.expert_id), part.expert_id) if part.expert_id else None) for part in parts
        ],
        levels=session.scalars(select(DbLevel).where(DbLevel.system_id == key).order_by(DbLevel.rank)).all(),
        contracts=[line for line in contract_lines(session, on) if key in covered_by(session).get(line.row.id, {})],
    )  # fmt: skip


def site_list(session: Session, text: str, unit: str, number: int) -> Listed[SiteLine]:
    """Return a page of the sites that are asked for, by unit and address."""
    named = units(session)
    rows = session.scalars(select(DbSite).order_by(DbSite.unit_id, DbSite.address))
    lines = [
        SiteLine(row=site, name=Words(fa=site.name_fa, en=site.name_en), unit=unit_words(named[site.unit_id]))
        for site in rows
    ]
    return page_of(
        [line for line in lines if unit in ("", line.row.unit_id) and matches(text, (line.row.address, line.name, line.unit))],
        number,
    )  # fmt: skip


def _system_lines(session: Session, on: date) -> list[SystemLine]:
    rows = session.scalars(select(DbSystem).order_by(DbSystem.name_fa)).all()
    experts, named = members(session, {system.expert_id for system in rows}, on=on), units(session)
    until: dict[str, date] = {}
    covered = covered_by(session)
    for contract in session.scalars(select(DbContract).where(DbContract.since <= on, DbContract.until >= on)):
        for system in covered.get(contract.id, {}):
            until[system] = max(contract.until, until.get(system, contract.until))
    return [
        SystemLine(
            row=system, name=Words(fa=system.name_fa, en=system.name_en), covered_until=until.get(system.id),
            expert=person_name(experts.get(system.expert_id), system.expert_id),
            company=unit_words(named[system.company_id]) if system.company_id else None,
        )
        for system in rows
    ]  # fmt: skip

"""Systems, sites and contracts as administrators read them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.form import Words
from processes.contracts import SEVERITIES
from processes.keeping.read.directory import unit_words, units
from processes.keeping.read.listed import Listed, matches, page_of
from processes.keeping.rules import row
from processes.organisation import members
from processes.support import SERVICES
from processes.tables import DbContract, DbContractSystem, DbContractTarget, DbLevel, DbPart, DbSite, DbSystem, DbUnit
from processes.words import person_name

Cell = tuple[timedelta, timedelta]
"""Time to response and to resolution."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ContractLine:
    """A contract as a line."""

    row: DbContract
    company: Words
    systems: Sequence[Words]
    on: date

    @property
    def state(self) -> str:
        """Return `coming`, `on` or `over`."""
        if self.row.since > self.on:
            return "coming"
        return "over" if self.row.until < self.on else "on"


@dataclass(frozen=True, kw_only=True, slots=True)
class ContractSheet:
    """All that is kept of a contract."""

    line: ContractLine
    covered: Mapping[str, Words]
    uncovered: Mapping[str, Words]
    """Systems of the company that the contract does not cover."""
    targets: Mapping[tuple[str, str], Cell]
    categories: Mapping[str, Words]


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
        contracts=[line for line in _contract_lines(session, on) if key in _covered(session).get(line.row.id, {})],
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


def contract_list(
    session: Session, text: str, company: str, state: str, number: int, *, on: date
) -> Listed[ContractLine]:
    """Return a page of the contracts that are asked for, those that last longest first."""
    lines = [
        line
        for line in _contract_lines(session, on)
        if company in ("", line.row.company_id)
        and state in ("", line.state)
        and matches(text, (line.row.number, line.company, *line.systems, line.row.terms))
    ]
    return page_of(lines, number)


def contract_sheet(session: Session, key: int, *, on: date) -> ContractSheet:
    """Return all that is kept of a contract; raise `NoSuchRow`."""
    contract = row(session, DbContract, key, "a contract", "قرارداد")
    covered = _covered(session).get(key, {})
    query = select(DbSystem).where(DbSystem.company_id == contract.company_id).order_by(DbSystem.name_fa)
    rows = session.scalars(select(DbContractTarget).where(DbContractTarget.contract_id == key)).all()
    targets = {
        (each.category, each.severity): (timedelta(seconds=each.response), timedelta(seconds=each.resolution))
        for each in rows
    }
    return ContractSheet(
        line=next(line for line in _contract_lines(session, on) if line.row.id == key),
        covered=covered,
        uncovered={
            system.id: Words(fa=system.name_fa, en=system.name_en)
            for system in session.scalars(query)
            if system.id not in covered
        },
        targets=targets,
        categories={**SERVICES, **{each.category: _plain(each.category) for each in rows if each.category not in SERVICES}},
    )  # fmt: skip


def supported_options(session: Session, company: str) -> dict[str, Words]:
    """Return the systems that a company supports, by key."""
    rows = session.scalars(select(DbSystem).where(DbSystem.company_id == company).order_by(DbSystem.name_fa))
    return {system.id: Words(fa=system.name_fa, en=system.name_en) for system in rows}


def target_keys(categories: Mapping[str, Words]) -> list[tuple[str, str]]:
    """Return what a contract may promise something for: each kind of support in each severity."""
    return [(category, severity) for category in categories for severity in SEVERITIES]


def _system_lines(session: Session, on: date) -> list[SystemLine]:
    rows = session.scalars(select(DbSystem).order_by(DbSystem.name_fa)).all()
    experts, named = members(session, {system.expert_id for system in rows}, on=on), units(session)
    until: dict[str, date] = {}
    covered = _covered(session)
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


def _contract_lines(session: Session, on: date) -> list[ContractLine]:
    named, covered = units(session), _covered(session)
    return [
        ContractLine(
            row=contract, company=unit_words(named[contract.company_id]), on=on,
            systems=list(covered.get(contract.id, {}).values()),
        )
        for contract in session.scalars(select(DbContract).order_by(DbContract.until.desc(), DbContract.id))
    ]  # fmt: skip


def _covered(session: Session) -> dict[int, dict[str, Words]]:
    """Return the systems of each contract, by contract and key."""
    query = select(DbContractSystem.contract_id, DbSystem).join(DbSystem, DbSystem.id == DbContractSystem.system_id)
    found: dict[int, dict[str, Words]] = {}
    for contract, system in session.execute(query.order_by(DbSystem.name_fa)):
        found.setdefault(contract, {})[system.id] = Words(fa=system.name_fa, en=system.name_en)
    return found


def _plain(text: str) -> Words:
    return Words(fa=text, en=text)


def company_options(session: Session) -> dict[str, Words]:
    """Return the contractors' companies by key."""
    query = select(DbUnit).where(DbUnit.kind == "contractor").order_by(DbUnit.name_fa)
    return {unit.id: unit_words(unit) for unit in session.scalars(query)}

"""Support contracts as administrators read them, with what each covers and promises."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.form import Words
from processes.announcing import announced
from processes.contracts import SEVERITIES
from processes.keeping.meanwhile import Thing, since
from processes.keeping.read.changes import ChangeLine, change_lines
from processes.keeping.read.directory import unit_words, units
from processes.keeping.read.listed import Listed, matches, page_of
from processes.keeping.rules import row
from processes.support import SERVICES
from processes.tables import DbAnnouncement, DbContract, DbContractSystem, DbContractTarget, DbSystem, DbUnit

Cell = tuple[str, str]
"""Amounts of working time to response and to resolution, such as `PT4H`, `P5D`."""
LATEST = 20
"""How many changes of a contract stand on its own page."""


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
    announced: Sequence[DbAnnouncement]
    """What was told of its end, the latest first."""

    def counts(self, category: str) -> bool:
        """Return whether it promises something for each severity of a kind of support: else nothing is timed by it (R7)."""
        return all((category, severity) in self.targets for severity in SEVERITIES)


def contract_list(
    session: Session, text: str, company: str, state: str, number: int, *, on: date
) -> Listed[ContractLine]:
    """Return a page of the contracts that are asked for, those that last longest first."""
    lines = [
        line
        for line in contract_lines(session, on)
        if company in ("", line.row.company_id)
        and state in ("", line.state)
        and matches(text, (line.row.number, line.company, *line.systems, line.row.terms, line.row.penalties))
    ]
    return page_of(lines, number)


def contract_sheet(session: Session, key: int, *, on: date) -> ContractSheet:
    """Return all that is kept of a contract; raise `NoSuchRow`."""
    contract = row(session, DbContract, key, "a contract", "قرارداد")
    covered = covered_by(session).get(key, {})
    query = select(DbSystem).where(DbSystem.company_id == contract.company_id).order_by(DbSystem.name_fa)
    rows = session.scalars(select(DbContractTarget).where(DbContractTarget.contract_id == key)).all()
    return ContractSheet(
        line=next(line for line in contract_lines(session, on) if line.row.id == key),
        covered=covered,
        uncovered={
            system.id: Words(fa=system.name_fa, en=system.name_en)
            for system in session.scalars(query)
            if system.id not in covered
        },
        targets={(each.category, each.severity): (each.response, each.resolution) for each in rows},
        announced=announced(session, key),
        categories={**SERVICES, **{each.category: _plain(each.category) for each in rows if each.category not in SERVICES}},
    )  # fmt: skip


def contract_changes(session: Session, key: int, *, on: date) -> list[ChangeLine]:
    """Return the latest changes of a contract and of what belongs to it, in words."""
    thing = Thing(table=DbContract, key=key, parts=(DbContractSystem, DbContractTarget))
    return change_lines(session, since(session, thing, 0)[-LATEST:][::-1], on=on)


def supported_options(session: Session, company: str) -> dict[str, Words]:
    """Return the systems that a company supports, by key."""
    rows = session.scalars(select(DbSystem).where(DbSystem.company_id == company).order_by(DbSystem.name_fa))
    return {system.id: Words(fa=system.name_fa, en=system.name_en) for system in rows}


def target_keys(categories: Mapping[str, Words]) -> list[tuple[str, str]]:
    """Return what a contract may promise something for: each kind of support in each severity."""
    return [(category, severity) for category in categories for severity in SEVERITIES]


def contract_lines(session: Session, on: date) -> list[ContractLine]:
    """Return all contracts, those that last longest first."""
    named, covered = units(session), covered_by(session)
    return [
        ContractLine(
            row=contract, company=unit_words(named[contract.company_id]), on=on,
            systems=list(covered.get(contract.id, {}).values()),
        )
        for contract in session.scalars(select(DbContract).order_by(DbContract.until.desc(), DbContract.id))
    ]  # fmt: skip


def covered_by(session: Session) -> dict[int, dict[str, Words]]:
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

"""Support contracts: which one is in force for a system on a day, and what it promises for a kind of support (R7)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engine.form import Words
from engine.values import Value
from processes.calendars import OFFICE
from processes.organisation import holders, unit
from processes.tables import DbContract, DbContractSystem, DbContractTarget, DbUnit

SEVERITIES = ("critical", "high", "medium", "low")
"""As `decisions/severity.dmn` gives them; a contract promises something for each."""
APART, AND_BACK = "\u2068", "\u2069"
"""First-strong isolate and its end: a number such as ۱۴۰۵/ق/۲۱ keeps its order in an English sentence."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Contract:
    """A contract in force, with its targets by severity for one kind of support: amounts of working time as `PT4H`, `P5D`."""

    number: str
    company: str
    company_fa: str
    company_en: str
    until: date
    calendar: str
    """Key of the working calendar by which its targets count."""
    response: Mapping[str, str]
    resolution: Mapping[str, str]
    meeting: str | None
    development: str | None

    @property
    def fact(self) -> Mapping[str, Value]:
        """Return the contract as a fact of a case."""
        return {
            "number": self.number,
            "company": self.company,
            "company_fa": self.company_fa,
            "company_en": self.company_en,
            "until": self.until,
            "calendar": self.calendar,
            "response": dict(self.response),
            "resolution": dict(self.resolution),
            "meeting": self.meeting,
            "development": self.development,
        }


def in_force(session: Session, system: str, service: str, *, on: date) -> Contract | None:
    """Return the contract that covers a system on a day; the one that lasts longest where several do.

    One that promises nothing for some severity of this kind of support does not count: nothing is timed against nothing.
    """
    query = (
        select(DbContract)
        .join(DbContractSystem, DbContractSystem.contract_id == DbContract.id)
        .where(DbContractSystem.system_id == system, DbContract.since <= on, DbContract.until >= on)
        .order_by(DbContract.until.desc(), DbContract.id)
    )
    found = (_contract(session, row, service) for row in session.scalars(query))
    return next((contract for contract in found if contract is not None), None)


def _contract(session: Session, row: DbContract, service: str) -> Contract | None:
    query = select(DbContractTarget).where(DbContractTarget.contract_id == row.id, DbContractTarget.category == service)
    targets = {target.severity: target for target in session.scalars(query)}
    if not set(SEVERITIES) <= targets.keys():
        return None
    company = unit(session, row.company_id)
    return Contract(
        number=row.number,
        company=company.id,
        company_fa=company.name_fa,
        company_en=company.name_en,
        until=row.until,
        calendar=row.calendar or OFFICE,
        response={each: targets[each].response for each in SEVERITIES},
        resolution={each: targets[each].resolution for each in SEVERITIES},
        meeting=row.meeting,
        development=row.development,
    )


def promised(session: Session, *, on: date, contract: int | None = None) -> frozenset[tuple[str, str]]:
    """Return for which systems and kinds of support a contract that counts is in force on a day: any, or this one."""
    query = (
        select(DbContractSystem.system_id, DbContractTarget.category)
        .join(DbContract, DbContract.id == DbContractSystem.contract_id)
        .join(DbContractTarget, DbContractTarget.contract_id == DbContract.id)
        .where(DbContract.since <= on, DbContract.until >= on, DbContractTarget.severity.in_(SEVERITIES))
        .group_by(DbContract.id, DbContractSystem.system_id, DbContractTarget.category)
        .having(func.count() == len(SEVERITIES))
    )
    query = query.where(DbContract.id == contract) if contract is not None else query
    return frozenset((system, category) for system, category in session.execute(query))


def covered(session: Session, contract: int) -> frozenset[str]:
    """Return the systems that a contract covers."""
    return frozenset(
        session.scalars(select(DbContractSystem.system_id).where(DbContractSystem.contract_id == contract))
    )


def contract_names(session: Session, contracts: Collection[int]) -> dict[int, Words]:
    """Return what contracts are called, by key: company and number."""
    if not contracts:
        return {}
    query = select(DbContract.id, DbContract.number, DbUnit).join(DbUnit, DbUnit.id == DbContract.company_id)
    return {
        key: Words(fa=f"{company.name_fa}، قرارداد شمارهٔ {_apart(number)}", en=f"{company.name_en}, contract no. {_apart(number)}")
        for key, number, company in session.execute(query.where(DbContract.id.in_(contracts)))
    }  # fmt: skip


def contract_facts(session: Session, system: str, service: str, *, on: date) -> Mapping[str, Value]:
    """Return what a handover on a day must know: the contract, whether there is one, whether its company has accounts here."""
    contract = in_force(session, system, service, on=on)
    login = contract is not None and bool(holders(session, f"contractor_expert@{contract.company}", on=on))
    return {
        "contract": None if contract is None else contract.fact,
        "contract_in_force": contract is not None,
        "contractor_has_login": login,
    }


def contract_words(variables: Mapping[str, Value], until: Words) -> Words | None:
    """Return in words under which contract a case is, or that there is none; None where nobody has looked yet."""
    contract = variables.get("contract")
    if isinstance(contract, Mapping):
        number = _apart(str(contract["number"]))
        return Words(
            fa=f"{contract['company_fa']}، قرارداد شمارهٔ {number}، تا {until.fa}",
            en=f"{contract['company_en']}, contract no. {number}, until {until.en}",
        )
    if variables.get("contract_in_force") is False:
        return Words(
            fa="برای این سامانه قراردادی برقرار نیست؛ مهلتی هم برای پیمانکار نیست.",
            en="No contract is in force for this system, and so there is no target for a contractor either.",
        )
    return None


def _apart(number: str) -> str:
    return f"{APART}{number}{AND_BACK}"

"""Keeping support contracts (R7): with whom, for which systems, for how long, promising what; checked and on record."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Required, TypedDict, Unpack

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.errors import BadInput
from processes.amounts import is_amount, is_longer
from processes.calendars import in_force
from processes.keeping.names import column_words
from processes.keeping.record import By, add, change
from processes.keeping.rules import IsTaken, crosses, crossing, period, row, words
from processes.keeping.systems import the_company, the_system
from processes.tables import DbContract, DbContractSystem, DbContractTarget, DbUnit

Targets = Mapping[tuple[str, str], tuple[str, str]]
"""Amounts of working time to response and to resolution (`PT4H`, `P5D`), by category and severity."""


class Agreed(TypedDict, total=False):
    """What a contract agrees beside its targets; of a change, what is not given stays as it is."""

    terms: Required[str]
    penalties: str | None
    calendar: str | None
    """Key of the working calendar that is its service hours; None: the IT office's."""
    meeting: str | None
    """Until when a meeting is held, an amount; None: a date is agreed each time (R8)."""
    development: str | None


class NotSupported(BadInput):
    en = "Expected systems that {company} supports, but {system} is not one of them. Change the system's company first."
    fa = "پشتیبان {system_fa} شرکت {company_fa} نیست. نخست شرکت پشتیبان سامانه را تغییر دهید."


class NotATarget(BadInput):
    en = "Expected times to response and resolution such as PT4H or P5D, the first not longer than the second, but found {response} and {resolution}. Correct the times."
    fa = "زمان پاسخ و زمان رفع باید چیزی مانند PT4H یا P5D باشد و پاسخ از رفع بیشتر نباشد، ولی {response} و {resolution} داده شد. زمان‌ها را درست کنید."


class NotATime(BadInput):
    en = "Expected a time such as PT4H or P5D for {field}, but found {found}. Correct it, or leave it empty where a date is agreed each time."
    fa = "زمان «{field_fa}» باید چیزی مانند PT4H یا P5D باشد، ولی {found} داده شد. آن را درست کنید، یا اگر هر بار تاریخی توافق می‌شود خالی بگذارید."


def add_contract(
    session: Session, by: By, company: str, *, number: str, since: date, until: date, systems: Collection[str],
    targets: Targets, **agreed: Unpack[Agreed],
) -> DbContract:  # fmt: skip
    """Add a support contract for systems of its company; at any time one contract of it covers a system."""
    signer, name = the_company(session, company), words({"number": number})["number"]
    if session.scalar(select(DbContract.id).where(DbContract.number == name)) is not None:
        raise IsTaken(key=name)
    covered = [_supported(session, system, signer) for system in systems]
    _demand_free(session, signer, covered, since, until, apart_from=None)
    contract = DbContract(company_id=signer.id, number=name, since=since, until=until, **_checked(session, agreed))
    add(session, by, contract)
    for system in covered:
        add(session, by, DbContractSystem(contract_id=contract.id, system_id=system))
    for key, times in targets.items():
        _set_target(session, by, contract.id, key, times)
    return contract


def change_contract(
    session: Session, by: By, key: int, *, since: date, until: date, **agreed: Unpack[Agreed]
) -> None:  # fmt: skip
    """Change the period of a contract (prolonged, or ended early) or what it agrees; cases under it go on as they began."""
    contract = row(session, DbContract, key, "a contract", "قرارداد")
    query = select(DbContractSystem.system_id).where(DbContractSystem.contract_id == key)
    company = session.get_one(DbUnit, contract.company_id)
    _demand_free(session, company, list(session.scalars(query)), since, until, apart_from=key)
    change(session, by, contract, {"since": since, "until": until, **_checked(session, agreed)})


def set_targets(session: Session, by: By, key: int, targets: Targets) -> None:
    """Set what a contract promises, several at once: all of it or nothing."""
    contract = row(session, DbContract, key, "a contract", "قرارداد")
    for target, times in targets.items():
        _set_target(session, by, contract.id, target, times)


def cover(session: Session, by: By, key: int, system: str) -> None:
    """Let a contract cover one more system of its company; what was covered stays so, for cases that began under it."""
    contract = row(session, DbContract, key, "a contract", "قرارداد")
    company = session.get_one(DbUnit, contract.company_id)
    covered = _supported(session, system, company)
    _demand_free(session, company, [covered], contract.since, contract.until, apart_from=None)
    add(session, by, DbContractSystem(contract_id=contract.id, system_id=covered))


def set_target(
    session: Session, by: By, key: int, category: str, severity: str, *, response: str, resolution: str
) -> None:
    """Set until when a contract promises response and resolution (amounts) of one category and severity."""
    contract = row(session, DbContract, key, "a contract", "قرارداد")
    _set_target(session, by, contract.id, (category, severity), (response, resolution))


def _checked(session: Session, agreed: Agreed) -> dict[str, str | None]:
    """Return what a contract agrees as it is kept: texts without the blanks around them, None for what is empty."""
    texts = {name: (str(value or "").strip() or None) for name, value in agreed.items()}
    if (calendar := texts.get("calendar")) is not None:
        in_force(session, calendar)  # there is one of that key
    for name in ("meeting", "development"):
        amount = texts.get(name)
        if amount is not None and not is_amount(amount):
            said = column_words("contract", name)
            raise NotATime(field=said.en, field_fa=said.fa, found=amount)
    return {**texts, **words({"terms": agreed["terms"]})}


def _set_target(session: Session, by: By, contract: int, key: tuple[str, str], times: tuple[str, str]) -> None:
    response, resolution = times
    if not (is_amount(response) and is_amount(resolution)) or is_longer(response, resolution):
        raise NotATarget(response=response, resolution=resolution)
    named = words({"category": key[0], "severity": key[1]})
    there = session.get(DbContractTarget, (contract, named["category"], named["severity"]))
    if there is None:
        add(session, by, DbContractTarget(contract_id=contract, response=response, resolution=resolution, **named))
    else:
        change(session, by, there, {"response": response, "resolution": resolution})


def _demand_free(
    session: Session, company: DbUnit, systems: Collection[str], since: date, until: date, *, apart_from: int | None
) -> None:  # fmt: skip
    """Raise where another contract of the company covers one of these systems on a day of the period."""
    period(since, until)
    query = (
        select(DbContract)
        .join(DbContractSystem, DbContractSystem.contract_id == DbContract.id)
        .where(DbContract.company_id == company.id, DbContractSystem.system_id.in_(systems))
        .where(*crossing(DbContract, since, until))
    )
    other = session.scalars(query.where(DbContract.id != (apart_from or 0)).limit(1)).one_or_none()
    if other is not None:
        raise crosses(other, "contract for the same system", "قرارداد")


def _supported(session: Session, key: str, company: DbUnit) -> str:
    system = the_system(session, key)
    if system.company_id != company.id:
        raise NotSupported(
            company=company.name_en, company_fa=company.name_fa, system=system.name_en, system_fa=system.name_fa
        )
    return system.id

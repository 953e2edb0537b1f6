"""Keeping systems with their parts and levels, and the units' sites; each change checked and on record."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.errors import BadInput
from processes.keeping.record import By, add, change
from processes.keeping.rules import IsTaken, new_key, row, words
from processes.organisation import member
from processes.tables import (
    DbLevel,
    DbPart,
    DbPerson,
    DbSite,
    DbSystem,
    DbUnit,
)


class NotAnExpert(BadInput):
    en = (
        "Expected an expert of the IT office, but {person} is none on that day. Choose another, or give the role first."
    )
    fa = "{person_fa} در این تاریخ کارشناس دفتر فناوری اطلاعات نیست. دیگری را انتخاب کنید یا نخست نقش را بدهید."


class NotACompany(BadInput):
    en = "Expected a contractor's company, but {unit} is a unit of the organisation. Choose a company."
    fa = "{unit_fa} از واحدهای سازمان است، نه شرکت پیمانکار. یک شرکت انتخاب کنید."


def add_system(
    session: Session, by: By, key: str, *, name_fa: str, name_en: str, expert: str, company: str | None, today: date
) -> DbSystem:
    """Add a system with its responsible expert, and the company that supports it, if one does."""
    system = DbSystem(
        id=new_key(session, DbSystem, key), expert_id=_expert(session, expert, today),
        company_id=the_company(session, company).id if company else None, **words({"name_fa": name_fa, "name_en": name_en}),
    )  # fmt: skip
    add(session, by, system)
    return system


def change_system(
    session: Session, by: By, key: str, *, name_fa: str, name_en: str, expert: str, company: str | None, today: date
) -> None:
    """Change a system's names, its expert, or the company that supports it."""
    values: dict[str, Any] = dict(words({"name_fa": name_fa, "name_en": name_en}))
    values |= {
        "expert_id": _expert(session, expert, today),
        "company_id": the_company(session, company).id if company else None,
    }
    change(session, by, the_system(session, key), values)


def add_part(
    session: Session, by: By, key: str, system: str, *, name_fa: str, name_en: str, expert: str | None, today: date
) -> DbPart:
    """Add a part to a system; `expert` where another than the system's is responsible for it."""
    part = DbPart(
        id=new_key(session, DbPart, key), system_id=the_system(session, system).id,
        expert_id=_expert(session, expert, today) if expert else None, **words({"name_fa": name_fa, "name_en": name_en}),
    )  # fmt: skip
    add(session, by, part)
    return part


def change_part(
    session: Session, by: By, key: str, *, name_fa: str, name_en: str, expert: str | None, today: date
) -> None:
    """Change a part's names or its expert."""
    values: dict[str, Any] = dict(words({"name_fa": name_fa, "name_en": name_en}))
    part = row(session, DbPart, key, "a part", "بخش سامانه")
    change(session, by, part, values | {"expert_id": _expert(session, expert, today) if expert else None})


def add_level(session: Session, by: By, system: str, key: str, *, rank: int, name_fa: str, name_en: str) -> DbLevel:
    """Add a level of access to a system; no two have the same rank."""
    of = the_system(session, system).id
    there = {level.id: level.rank for level in session.scalars(select(DbLevel).where(DbLevel.system_id == of))}
    if key in there or rank in there.values():
        raise IsTaken(key=f"{of}/{key} ({rank})")
    level = DbLevel(system_id=of, id=key, rank=rank, **words({"name_fa": name_fa, "name_en": name_en}))
    add(session, by, level)
    return level


def add_site(session: Session, by: By, address: str, unit: str, *, name_fa: str, name_en: str) -> DbSite:
    """Add a site of a unit."""
    texts = words({"address": address, "name_fa": name_fa, "name_en": name_en})
    if session.get(DbSite, texts["address"]) is not None:
        raise IsTaken(key=texts["address"])
    site = DbSite(unit_id=row(session, DbUnit, unit, "a unit", "واحد").id, **texts)
    add(session, by, site)
    return site


def change_site(session: Session, by: By, address: str, *, unit: str, name_fa: str, name_en: str) -> None:
    """Change a site's names, or the unit whose it is; its address is what it is known by and stays."""
    site = row(session, DbSite, address, "a site", "سایت")
    values = {
        **words({"name_fa": name_fa, "name_en": name_en}),
        "unit_id": row(session, DbUnit, unit, "a unit", "واحد").id,
    }
    change(session, by, site, values)


def change_level(session: Session, by: By, system: str, key: str, *, name_fa: str, name_en: str) -> None:
    """Change the names of a level of access; its rank stands in cases and stays."""
    level = row(session, DbLevel, (system, key), "a level of access", "سطح دسترسی")
    change(session, by, level, words({"name_fa": name_fa, "name_en": name_en}))


def the_system(session: Session, key: str) -> DbSystem:
    """Return a system's row; raise `NoSuchRow`."""
    return row(session, DbSystem, key, "a system", "سامانه")


def the_company(session: Session, key: str) -> DbUnit:
    """Return the row of a contractor's company; raise `NoSuchRow` or `NotACompany`."""
    unit = row(session, DbUnit, key, "a company", "شرکت")
    if unit.kind != "contractor":
        raise NotACompany(unit=unit.name_en, unit_fa=unit.name_fa)
    return unit


def _expert(session: Session, key: str, today: date) -> str:
    row(session, DbPerson, key, "a person", "شخص")
    expert = member(session, key, on=today)
    if "it_expert" not in expert.groups:
        raise NotAnExpert(person=expert.name_en, person_fa=expert.name_fa)
    return expert.id

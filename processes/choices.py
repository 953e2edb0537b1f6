"""The choices that the office offers in its forms, by the key (`valuesKey`) under which a form asks for them.

Which they are may depend on the case: the parts are those of its system, the staff that of its unit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from sqlalchemy import bindparam, literal, null, select
from sqlalchemy.orm import Session

from engine.form import Option
from processes.organisation import Member, holders, members
from processes.support import SERVICES
from processes.tables import DbLevel, DbPart, DbPerson, DbSite, DbSiteExpert, DbSystem, DbUnit

_KNOWN = "the choices that were read"
_SYSTEM = "the systems of which parts and levels were read"
# Made once: making a statement costs several times what running it does.
_OF_SYSTEM = (
    select(literal("part").label("what"), DbPart.id, DbPart.name_fa, DbPart.name_en, null().label("rank"))
    .where(DbPart.system_id == bindparam("system"))
    .union_all(
        select(literal("level"), DbLevel.id, DbLevel.name_fa, DbLevel.name_en, DbLevel.rank).where(
            DbLevel.system_id == bindparam("system")
        )
    )
    .order_by("what", "rank", "name_fa")
)
"""What finds the parts and the levels of a system: a form that asks for the ones asks for the others too."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Asking:
    """What the choices depend on: the day, and of the case its unit, system and kind, as far as it has them."""

    session: Session
    on: date
    unit: str | None = None
    system: str | None = None
    service: str | None = None
    """The kind of support it is now; None where those it was before count too."""


def choices(asking: Asking, keys: Iterable[str]) -> Mapping[str, Sequence[Option]]:
    """Return the choices for these keys; a key that the office does not know gets none."""
    return {key: _read(asking, key) for key in keys if key in CHOICES}


def _read(asking: Asking, key: str) -> Sequence[Option]:
    """Return the choices for a key, read once in a transaction."""
    known = asking.session.info.setdefault(_KNOWN, {})
    about = (key, asking.on, asking.unit, asking.system, asking.service)
    if about not in known:
        known[about] = CHOICES[key](asking)
    return cast("Sequence[Option]", known[about])


def _named(rows: Iterable[Any]) -> list[Option]:
    return [Option(value=row.id, fa=row.name_fa, en=row.name_en) for row in rows]


def _people(found: Iterable[Member]) -> list[Option]:
    return [Option(value=each.id, fa=each.name_fa, en=each.name_en) for each in found]


def _systems(asking: Asking) -> list[Option]:
    return _named(asking.session.scalars(select(DbSystem).order_by(DbSystem.name_fa)))


def _system_parts(asking: Asking) -> list[Option]:
    """The parts of the case's system; where it has none yet, those of all systems, each with its system's name."""
    if asking.system:
        return _of_system(asking, "part")
    query = select(DbPart, DbSystem).join(DbSystem, DbSystem.id == DbPart.system_id)
    rows = asking.session.execute(query.order_by(DbSystem.name_fa, DbPart.name_fa))
    return [
        Option(value=part.id, fa=f"{system.name_fa}: {part.name_fa}", en=f"{system.name_en}: {part.name_en}")
        for part, system in rows
    ]


def _levels(asking: Asking) -> list[Option]:
    return _of_system(asking, "level")


def _of_system(asking: Asking, what: str) -> list[Option]:
    """Return the parts or the levels of the case's system, read together once in a transaction."""
    known = asking.session.info.setdefault(_SYSTEM, {})
    system = asking.system or ""
    if system not in known:
        known[system] = asking.session.execute(_OF_SYSTEM, {"system": system}).all()
    return _named(row for row in known[system] if row.what == what)


def _units(asking: Asking) -> list[Option]:
    query = select(DbUnit).where(DbUnit.kind != "contractor").order_by(DbUnit.name_fa)
    return _named(asking.session.scalars(query))


def _unit_staff(asking: Asking) -> list[Option]:
    query = select(DbPerson.id).where(DbPerson.unit_id == (asking.unit or ""))
    found = members(asking.session, list(asking.session.scalars(query)), on=asking.on).values()
    return _people(sorted(found, key=lambda each: each.name_fa))


def _unit_sites(asking: Asking) -> list[Option]:
    query = select(DbSite).where(DbSite.unit_id == (asking.unit or "")).order_by(DbSite.address)
    return [
        Option(value=site.address, fa=f"{site.name_fa} ({site.address})", en=f"{site.name_en} ({site.address})")
        for site in asking.session.scalars(query)
    ]


def _site_experts(asking: Asking) -> list[Option]:
    """Those whom the unit ever introduced, wherever they work now."""
    query = select(DbSiteExpert.person_id).where(DbSiteExpert.unit_id == (asking.unit or "")).distinct()
    return _people(members(asking.session, list(asking.session.scalars(query)), on=asking.on).values())


def _it_experts(asking: Asking) -> list[Option]:
    return _people(holders(asking.session, "it_expert", on=asking.on))


def _unit_experts(asking: Asking) -> list[Option]:
    return _people(holders(asking.session, f"unit_expert@{asking.unit}", on=asking.on)) if asking.unit else []


def _other_support(asking: Asking) -> list[Option]:
    return [Option(value=key, fa=name.fa, en=name.en) for key, name in SERVICES.items() if key != asking.service]


PERSONS = frozenset({"unit_staff", "site_experts", "it_experts", "unit_experts"})
"""Keys under which people are chosen: each is called by his or her name."""
CHOICES: Mapping[str, Callable[[Asking], Sequence[Option]]] = {
    "systems": _systems,
    "system_parts": _system_parts,
    "access_levels": _levels,
    "units": _units,
    "unit_staff": _unit_staff,
    "unit_sites": _unit_sites,
    "site_experts": _site_experts,
    "it_experts": _it_experts,
    "unit_experts": _unit_experts,
    "other_support": _other_support,
}
"""What there is to choose from, by key."""

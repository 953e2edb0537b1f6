"""The organisation read once, for pages on which many lines name the same people, units and systems."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.form import Words
from processes.organisation import ROLES
from processes.tables import DbHolding, DbRole, DbUnit
from processes.words import group_name

_UNITS = select(DbUnit).order_by(DbUnit.code)


@dataclass(frozen=True, kw_only=True, slots=True)
class Period:
    """From a day until a day, its last one, or for good."""

    since: date
    until: date | None
    on: date
    """The day on which it is read."""

    @property
    def state(self) -> str:
        """Return `coming`, `on` or `over`."""
        if self.since > self.on:
            return "coming"
        return "over" if self.until is not None and self.until < self.on else "on"


def period_of(row: DbRole | DbHolding, on: date) -> Period:
    """Return the period of a row as it is read on a day."""
    return Period(since=row.since, until=row.until, on=on)


def units(session: Session) -> dict[str, DbUnit]:
    """Return all units by their keys, in the order of their codes."""
    return {unit.id: unit for unit in session.scalars(_UNITS)}


def unit_words(unit: DbUnit) -> Words:
    """Return the name of a unit."""
    return Words(fa=unit.name_fa, en=unit.name_en)


def role_words(name: str, unit: DbUnit | None) -> Words:
    """Return a role in words, with its unit where it is a unit's."""
    role = group_name(name)
    if unit is None:
        return role
    return Words(fa=f"{role.fa} – {unit.name_fa}", en=f"{role.en} – {unit.name_en}")


def role_choices(units: Collection[DbUnit], of_a_unit: Collection[str], home: DbUnit) -> Mapping[str, Words]:
    """Return the roles that somebody of a unit could hold, written as groups, in words."""
    if home.kind == "contractor":
        return {f"contractor_expert@{home.id}": role_words("contractor_expert", home)}
    own = [name for name in ROLES if name not in of_a_unit]
    own_units = sorted((unit for unit in units if unit.kind != "contractor"), key=lambda unit: unit.id != home.id)
    theirs = [(name, unit) for unit in own_units for name in ROLES if name in of_a_unit and name != "contractor_expert"]
    return {name: role_words(name, None) for name in own} | {
        f"{name}@{unit.id}": role_words(name, unit) for name, unit in theirs
    }

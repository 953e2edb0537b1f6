"""What stands in the rows of a change, for a reader: names of what is referred to, days, moments, amounts of time."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.form import Words
from processes.amounts import amount_words
from processes.keeping.names import KEPT_BACK, NOTHING, key_words
from processes.keeping.record import NEVER_KEPT
from processes.organisation import members
from processes.support import SERVICES
from processes.tables import DbContract, DbPosition, DbSystem, DbUnit
from processes.words import group_name, person_name

Said = Words | str | date | datetime
"""A value as a page shows it: in words, as it was typed, or as a time."""
PEOPLE = frozenset({"person_id", "absent_id", "substitute_id", "arranged_by", "expert_id", "by"})
UNITS = frozenset({"unit_id", "company_id"})
DAYS, MOMENTS = frozenset({"since", "until"}), frozenset({"arranged_at", "ended_at", "at"})
AMOUNTS = frozenset({"response", "resolution", "meeting", "development"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Referred:
    """The names of what changes refer to, read once for all lines of a page."""

    people: Mapping[str, Words]
    units: Mapping[str, Words]
    positions: Mapping[int, Words]
    systems: Mapping[str, Words]
    contracts: Mapping[int, str]

    @classmethod
    def read(cls, session: Session, named: Collection[tuple[str, Any]], *, on: date) -> Referred:
        """Return the names of what columns hold: pairs of a column and a value."""
        of = {column: {value for name, value in named if name == column} for column, _ in named}
        people = {value for column in PEOPLE for value in of.get(column, ()) if value is not None}
        return cls(
            people={key: person_name(one, key) for key, one in members(session, people, on=on).items()},
            units={row.id: Words(fa=row.name_fa, en=row.name_en) for row in session.scalars(select(DbUnit))},
            positions={
                row.id: Words(fa=row.title_fa, en=row.title_en)
                for row in session.scalars(select(DbPosition).where(DbPosition.id.in_(of.get("position_id", ()))))
            },
            systems={row.id: Words(fa=row.name_fa, en=row.name_en) for row in session.scalars(select(DbSystem))},
            contracts={
                row.id: row.number
                for row in session.scalars(select(DbContract).where(DbContract.id.in_(of.get("contract_id", ()))))
            },
        )

    def person(self, key: str) -> Words:
        """Return the name of a person."""
        return self.people.get(key) or person_name(None, key)

    def said(self, table: str, column: str, value: Any) -> Said:
        """Return a value of a column as a page shows it."""
        if value is None:
            return NOTHING
        if column in NEVER_KEPT:
            return KEPT_BACK
        if column in MOMENTS or (column in DAYS and table == "substitute"):
            return datetime.fromisoformat(value)
        if column in DAYS:
            return date.fromisoformat(value)
        if column in AMOUNTS:
            return amount_words(value)
        return self._named(column, value) or key_words(table, column, str(value)) or str(value)

    def thing(self, table: str, row: str, after: Mapping[str, Any]) -> Words:
        """Return what the row of a change is called, as it was after the change."""
        match table:
            case "role":
                role, unit = group_name(after["name"]), self.units.get(after["unit_id"])
                return _joined(self.person(after["person_id"]), role, *([unit] if unit else []))
            case "holding":
                return _joined(self.person(after["person_id"]), self.positions.get(after["position_id"]) or _plain(row))
            case "substitute":
                return _joined(self.person(after["absent_id"]), self.person(after["substitute_id"]))
            case "calendar_version":
                return Words(
                    fa=f"{after['key']}، نسخهٔ {after['number']}", en=f"{after['key']}, version {after['number']}"
                )
            case "contract_system" | "contract_target":
                number = self.contracts.get(after["contract_id"], str(after["contract_id"]))
                rest = [self._named(name, after[name]) or key_words(table, name, after[name]) or _plain(str(after[name]))
                        for name in ("system_id", "category", "severity") if name in after]  # fmt: skip
                return _joined(_plain(number), *rest)
        name = ("title" if table == "position" else "name")  # fmt: skip
        if f"{name}_fa" in after:
            return Words(fa=after[f"{name}_fa"], en=after[f"{name}_en"])
        return _plain(str(after.get("tracking") or after.get("number") or row))

    def _named(self, column: str, value: Any) -> Words | None:
        if column in PEOPLE:
            return self.person(value)
        if column in UNITS:
            return self.units.get(value)
        if column == "position_id":
            return self.positions.get(value)
        if column == "system_id":
            return self.systems.get(value)
        if column == "contract_id":
            return _plain(self.contracts.get(value, str(value)))
        return SERVICES.get(value) if column == "category" else None


def _plain(text: str) -> Words:
    return Words(fa=text, en=text)


def _joined(*words: Words) -> Words:
    return Words(fa="، ".join(each.fa for each in words), en=", ".join(each.en for each in words))

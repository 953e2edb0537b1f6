"""The organisation as an administrator reads it: who works where in which roles, who is away, what was changed last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.form import Words
from processes.keeping.record import Change, changes
from processes.organisation import Member, members
from processes.substitutes import in_force
from processes.tables import DbSubstitute, DbUnit
from processes.words import group_name, person_name


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonLine:
    """A person with his or her roles, each with its unit where it is a unit's, and who stands in at the moment."""

    person: Member
    roles: Sequence[tuple[Words, Words | None]]
    substitute: Words | None


@dataclass(frozen=True, kw_only=True, slots=True)
class ChangeLine:
    """A change as a line: of which row, and of each field that is other than before the old value and the new."""

    by: Words
    at: datetime
    table: str
    row: str
    fields: Sequence[tuple[str, str, str]]


def people_lines(session: Session, who: Member, at: datetime) -> list[PersonLine]:
    """Return everybody of the organisation by unit and name."""
    everybody = members(session, on=who.on)
    units = {unit.id: Words(fa=unit.name_fa, en=unit.name_en) for unit in session.scalars(select(DbUnit))}
    absent = {row.absent_id: row.substitute_id for row in session.scalars(select(DbSubstitute).where(*in_force(at)))}
    lines = []
    for each in sorted(everybody.values(), key=lambda one: (one.unit_fa, one.name_fa)):
        substitute = absent.get(each.id)
        lines.append(
            PersonLine(
                person=each,
                roles=_roles(each, units),
                substitute=person_name(everybody.get(substitute), substitute) if substitute else None,
            )
        )
    return lines


def change_lines(session: Session, who: Member, limit: int = 50) -> list[ChangeLine]:
    """Return what was changed last."""
    found = changes(session, limit=limit)
    named = members(session, {change.by for change in found}, on=who.on)
    return [
        ChangeLine(
            by=person_name(named.get(change.by), change.by), at=change.at, table=change.table, row=change.row,
            fields=_fields(change),
        )
        for change in found
    ]  # fmt: skip


def _roles(person: Member, units: Mapping[str, Words]) -> list[tuple[Words, Words | None]]:
    of_units = [group.partition("@") for group in sorted(person.groups) if "@" in group]
    names = {name for name, _, _ in of_units}
    plain = [(group_name(group), None) for group in sorted(person.groups) if "@" not in group and group not in names]
    return [*plain, *((group_name(name), units.get(unit)) for name, _, unit in of_units)]


def _fields(change: Change) -> list[tuple[str, str, str]]:
    before = change.before or {}
    return [
        (name, _said(before.get(name)), _said(value))
        for name, value in change.after.items()
        if before.get(name) != value
    ]  # fmt: skip


def _said(value: Any) -> str:
    return "" if value is None else str(value)

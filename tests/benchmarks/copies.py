"""Copies of a case as it stands, made by the database itself: so that thousands stand at a desk without having been played there.

What is copied is what commands and pages read; the history's hashes speak of the first one, so a copy proves nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

from sqlalchemy import insert, literal, select
from sqlalchemy.orm import Session

from engine.store.tables import Base, InstanceKey
from processes.tables import DbCase
from tests.processes.build import Case

_NUMBERS = count(10_000_001)


def copied(case: Case, number: int) -> list[Case]:
    """Return so many copies of a case."""
    made = []
    with case.office.store.writing() as unit:
        for _ in range(number):
            tracking = str(next(_NUMBERS))
            _copy(unit.session, case.instance, f"copy{tracking}", tracking)
            made.append(Case(bench=case.bench, instance=f"copy{tracking}", tracking=tracking))  # type: ignore[arg-type]  # it is one
    return made


def _copy(session: Session, instance: str, new: str, tracking: str) -> None:
    for table in Base.metadata.sorted_tables:
        key = "id" if table.name == "instance" else "instance"
        if key not in table.c or table.name in ("failure", "search_text", "notice"):
            continue
        own = _own_number(table.c, key)
        columns = [column for column in table.c if column.name not in own]
        given = {
            table.c[key]: literal(new, InstanceKey()),
            DbCase.__table__.c.tracking: literal(tracking),
        }
        values = [given.get(column, column) for column in columns]
        found = select(*values).where(table.c[key] == instance)
        session.execute(insert(table).from_select([column.name for column in columns], found, include_defaults=False))


def _own_number(columns: object, key: str) -> Sequence[str]:
    """Return the column that the database numbers by itself."""
    return [
        column.name
        for column in columns  # type: ignore[attr-defined]  # columns of a table
        if column.primary_key and column.name == "id" and key != "id" and column.type.python_type is int
    ]

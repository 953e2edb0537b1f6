"""Writing what a step measured, in its transaction."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update

from engine.engine import Moved
from engine.store.port import Unit
from engine.store.tables import table_of
from processes.measures.clocks import Rows as ClockRows
from processes.measures.clocks import clocks_after
from processes.measures.ended import take_time
from processes.measures.stays import Rows as StayRows
from processes.measures.stays import stays_after, touches
from processes.tables import DbCase, DbCaseClock, DbStay

_STAY, _CLOCK = table_of(DbStay), table_of(DbCaseClock)
# Made once: making a statement costs several times what running it does.
_OPEN = select(*(column for column in _STAY.c if column.name != "instance")).where(
    _STAY.c.instance == bindparam("of"), _STAY.c.left_at.is_(None)
)
_NEW = insert(_STAY)
_CHANGED = update(_STAY).where(_STAY.c.instance == bindparam("of"), _STAY.c.token == bindparam("which")).values(
    left_at=bindparam("gone"), left_month=bindparam("month"), seconds=bindparam("took"), late=bindparam("told")
)  # fmt: skip
_CLOCKS = select(*(column for column in _CLOCK.c if column.name != "instance")).where(
    _CLOCK.c.instance == bindparam("of")
)
_NEW_CLOCK = insert(_CLOCK)
_OLD_CLOCK = delete(_CLOCK).where(
    _CLOCK.c.instance == bindparam("of"), _CLOCK.c.clock == bindparam("which"), _CLOCK.c.target == bindparam("against")
)


def write(unit: Unit, moved: Moved, case: DbCase) -> None:
    """Write what follows from a step, after what it changed in the case's row."""
    take_time(case, moved, unit.calendar)
    _write_stays(unit, moved, case)
    _write_clocks(unit, moved, case)


def _write_stays(unit: Unit, moved: Moved, case: DbCase) -> None:
    there: StayRows = {}
    if moved.before is not None and touches(moved):
        there = {row["token"]: row for row in _found(unit, _OPEN, moved)}
    rows = stays_after(there, moved, unit.calendar, service=case.service, unit=case.unit_id)
    new = [{"instance": moved.instance, **row} for token, row in rows.items() if token not in there]
    changed = [
        {"of": moved.instance, "which": token, "gone": row["left_at"], "month": row["left_month"], "took": row["seconds"], "told": row["late"]}
        for token, row in rows.items()
        if token in there
    ]  # fmt: skip
    if new:
        unit.session.execute(_NEW, new)
    if changed:
        unit.session.execute(_CHANGED, changed)


def _write_clocks(unit: Unit, moved: Moved, case: DbCase) -> None:
    if not (moved.state.clocks or (moved.before is not None and moved.before.clocks)):
        return
    there: ClockRows = {}
    if moved.before is not None and moved.before.clocks:
        there = {(row["clock"], row["target"]): row for row in _found(unit, _CLOCKS, moved)}
    rows = clocks_after(there, moved, case, unit.calendar)
    old = [
        {"of": moved.instance, "which": clock, "against": target} for clock, target in rows if (clock, target) in there
    ]
    if old:
        unit.session.execute(_OLD_CLOCK, old)
    if rows:
        unit.session.execute(_NEW_CLOCK, [{"instance": moved.instance, **row} for row in rows.values()])


def _found(unit: Unit, query: Any, moved: Moved) -> list[Mapping[str, Any]]:
    return [dict(row) for row in unit.session.execute(query, {"of": moved.instance}).mappings()]

"""Writing what a step measured, in its transaction."""

from __future__ import annotations

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.orm import Session

from engine.engine import Moved
from engine.store.tables import table_of
from processes.measures.stays import Rows, stays_after, touches
from processes.tables import DbCase, DbStay

_STAY = table_of(DbStay)
# Made once: making a statement costs several times what running it does.
_OPEN = select(*(column for column in _STAY.c if column.name != "instance")).where(
    _STAY.c.instance == bindparam("of"), _STAY.c.left_at.is_(None)
)
_NEW = insert(_STAY)
_CHANGED = update(_STAY).where(_STAY.c.instance == bindparam("of"), _STAY.c.token == bindparam("which")).values(
    left_at=bindparam("gone"), left_month=bindparam("month"), seconds=bindparam("took"), late=bindparam("told")
)  # fmt: skip


def write(session: Session, moved: Moved, case: DbCase) -> None:
    """Write the stays that began or are over, or late."""
    there: Rows = {}
    if moved.before is not None and touches(moved):
        there = {row["token"]: dict(row) for row in session.execute(_OPEN, {"of": moved.instance}).mappings()}
    rows = stays_after(there, moved, service=case.service, unit=case.unit_id)
    new = [{"instance": moved.instance, **row} for token, row in rows.items() if token not in there]
    changed = [
        {"of": moved.instance, "which": token, "gone": row["left_at"], "month": row["left_month"], "took": row["seconds"], "told": row["late"]}
        for token, row in rows.items()
        if token in there
    ]  # fmt: skip
    if new:
        session.execute(_NEW, new)
    if changed:
        session.execute(_CHANGED, changed)

"""Writing what a step measured, in its transaction."""

from __future__ import annotations

from sqlalchemy import and_, or_

from engine.engine import Moved
from engine.store.port import Unit
from engine.store.sql_rows import Upsert, upsert
from engine.store.tables import table_of
from processes.held import Held
from processes.measures.activities import keep_activities
from processes.measures.clocks import clocks_after
from processes.measures.ended import take_time
from processes.measures.stays import activities_of, stay_row, stays_after
from processes.tables import DbCase, DbCaseClock, DbStay

_STAY = Upsert(table=DbStay, changes=("left_at", "left_month", "seconds", "late"))
_CLOCK = Upsert(
    table=DbCaseClock,
    changes=tuple(each.name for each in table_of(DbCaseClock).c if not each.primary_key),
    where=lambda there, new: and_(
        there.stopped_at.is_(None),  # that target was met before
        or_(
            new.stopped_at.is_not(None),
            and_(new.paused, new.used != there.used),
            *(new[each.name].is_distinct_from(each) for each in there if not each.primary_key and each.name != "used"),
        ),
    ),
)
"""A clock's row is written where it changed in more than what goes by: what it used is told where it stands still."""


def write(unit: Unit, moved: Moved, here: Held) -> None:
    """Write what follows from a step, after what it changed in the case's row."""
    take_time(here.case, moved, unit.calendar)
    _write_stays(unit, moved, here)
    _write_clocks(unit, moved, here.case)


def _write_stays(unit: Unit, moved: Moved, here: Held) -> None:
    case = here.case
    rows = stays_after(here.stays, moved, unit.calendar, service=case.service, unit=case.unit_id)
    if case.service != moved.definition.process:  # it was turned into another: nobody deployed that with this diagram
        keep_activities(unit.session, activities_of(rows.values()))
    upsert(unit.session, _STAY, [{"instance": moved.instance, **stay_row(row)} for row in rows.values()])
    here.stays = {token: row for token, row in {**here.stays, **rows}.items() if row["left_at"] is None}


def _write_clocks(unit: Unit, moved: Moved, case: DbCase) -> None:
    if not (moved.state.clocks or (moved.before is not None and moved.before.clocks)):
        return
    rows = clocks_after({}, moved, case, unit.calendar)
    upsert(unit.session, _CLOCK, [{"instance": moved.instance, **row} for row in rows.values()])

"""Lists of cases, and one case by its number."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, bindparam, exists, func, select

from engine.form.digits import to_latin
from engine.instance.open import TaskId
from engine.instance.state import InstanceId
from engine.store.port import NoSuchInstance, Unit
from engine.store.tables import DbFailure
from processes import along, held
from processes.beside import Beside
from processes.caserow import CASE_COLUMNS, case_of
from processes.organisation import Member
from processes.permissions import About, Action, refuse, right_to
from processes.permissions.actions import TASK_ACTIONS
from processes.permissions.refusal import whose
from processes.reading.lines import CaseLine, Lines
from processes.tables import DbActor, DbCase, DbFile, DbPerson, DbUnit, DbWaiting
from processes.waiting.rows import NEVER, OF_CASE

# Made once: making a statement costs several times what running it does.
_CASE: Select[Any] = (
    select(
        *CASE_COLUMNS,
        DbCase.instance,
        exists()
        .where(DbFailure.instance == DbCase.instance)
        .label("failing"),  # nearly none has: then nothing more is asked
        DbUnit.name_fa.label("unit_fa"),
        DbUnit.name_en.label("unit_en"),
        DbPerson.name_fa.label("requester_fa"),
        DbPerson.name_en.label("requester_en"),
        select(func.aggregate_strings(DbActor.person_id, along.BETWEEN))
        .where(
            DbActor.instance == DbCase.instance,
            DbActor.person_id.in_(bindparam("principals", expanding=True)),
        )
        .scalar_subquery()
        .label("acted"),
        exists().where(DbFile.instance == DbCase.instance).label("has_files"),
        DbWaiting.task.label("late_task"),
        DbWaiting.until.label("late_at"),
    )
    .select_from(DbCase)
    .join(DbUnit, DbUnit.id == DbCase.unit_id)
    .join(DbPerson, DbPerson.id == DbCase.requester_id)
    .outerjoin(
        DbWaiting,
        and_(DbWaiting.instance == DbCase.instance, OF_CASE, DbWaiting.until < NEVER),
    )
    .where(DbCase.tracking == bindparam("tracking"))
)
"""What finds a case by its tracking number (`tracking`), for those in whose right the reader may act (`principals`)."""


def find(
    unit: Unit, member: Member, tracking: str, action: Action = Action.SEE_CASE, task: str | None = None
) -> DbCase:
    """Return a case by its tracking number, to do something with it, or with a task of it as far as that is open.

    Raise `NoSuchInstance` where there is none that the person may see, `NotYours` where that may not be done with it.
    """
    principals = [each.id for each in member.principals]
    rows = unit.load_beside(_CASE, {"tracking": to_latin(tracking), "principals": principals})
    if not rows:
        raise NoSuchInstance(instance=tracking)
    along.keep(unit.session, rows)
    case = case_of(unit.session, rows[0], failing=bool(rows[0].failing))
    return _checked(unit, member, case, action, task, tracking)


def find_to_act(
    unit: Unit, person: str, tracking: str, action: Action, task: str | None = None, *, at: datetime, on: date
) -> DbCase:
    """Return a case likewise in the transaction in which a person gives a command in it, with all that the command needs (`held.find`).

    `at` is the moment of the command, by which roles and substitutes count.
    """
    found = held.find(unit, to_latin(tracking), person, at=at, on=on)
    if found is None:
        raise NoSuchInstance(instance=tracking)
    case, member = found
    return _checked(unit, member, case, action, task, tracking)


def _checked(unit: Unit, member: Member, case: DbCase, action: Action, task: str | None, tracking: str) -> DbCase:
    """Return a case; raise as where there is none of that number, or as where that may not be done."""
    state = unit.load(InstanceId(case.instance)).state
    opened = state.tasks.get(TaskId(task)) if state and task else None
    about = About(session=unit.session, case=case, state=state, task=opened)
    if right_to(Action.SEE_CASE, about, member) is None:
        raise NoSuchInstance(instance=tracking)
    if action in TASK_ACTIONS and opened is None:
        return case
    if right_to(action, about, member) is None:
        refuse(member, action, whose(opened) if opened else None)
    return case


def tracking_of(unit: Unit, instance: InstanceId) -> str:
    """Return the tracking number of a case."""
    return str(unit.session.get_one(DbCase, instance).tracking)


def case_line(unit: Unit, member: Member, case: DbCase, beside: Beside | None = None) -> CaseLine:
    """Return one case as a line; `beside`: what of it was read already."""
    return Lines.one(unit, member, case, beside).case(case)

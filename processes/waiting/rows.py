"""The rows of the trays after a step: written in its transaction, and told again from the history by the proof."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import bindparam, delete, insert, select
from sqlalchemy.orm import Session

from engine.definition import Definition
from engine.engine import Moved
from engine.instance.state import State
from engine.store.straight import later
from engine.store.tables import table_of
from processes.tables import DbCase, DbWaiting
from processes.waiting.deadlines import deadlines
from processes.waiting.names import EVERY, names

NEVER = datetime(9999, 1, 1, tzinfo=UTC)
"""Until when a task should be done of which nothing says so: after all others in every order."""
Row = Mapping[str, Any]
Rows = Mapping[tuple[str, str], Row]
"""Rows of a case by task and name."""

_TABLE = table_of(DbWaiting)
OF_CASE = DbWaiting.name + "" == EVERY
"""What finds each open task of a case once, by the case: in such a form that its index is not taken, which has every open task there is."""
_COLUMNS = [column for column in _TABLE.c if column.name != "instance"]
# Made once: making a statement costs several times what running it does.
_THERE = select(*_COLUMNS).where(_TABLE.c.instance == bindparam("of"))
_GONE = delete(_TABLE).where(_TABLE.c.instance == bindparam("of"), _TABLE.c.task.in_(bindparam("gone", expanding=True)))
_NEW = insert(_TABLE)
_UNTILS = select(_TABLE.c.instance, _TABLE.c.task, _TABLE.c.until).where(
    _TABLE.c.instance.in_(bindparam("instances", expanding=True)), _TABLE.c.until < NEVER, OF_CASE
)


def write(session: Session, moved: Moved, case: DbCase, *, was: str | None) -> None:
    """Make a case's rows those that a step leaves; `was`: its service before the step, None where it has just started."""
    before, after = moved.before.tasks if moved.before is not None else {}, moved.state.tasks
    same = _same(moved, was=was, now=case.service)
    there: Rows = {}
    if any(id in after and id not in same for id in before):
        found = session.execute(_THERE, {"of": moved.instance}).mappings()
        there = {(row["task"], row["name"]): dict(row) for row in found}
    wanted = rows_after(there, moved, service=case.service, unit=case.unit_id)
    changed = {id for id in before if id not in same}
    if changed:
        later(session, _GONE, {"of": moved.instance, "gone": sorted(changed)})
    new = [{"instance": moved.instance, **row} for (task, _), row in wanted.items() if task not in same]
    if new:
        later(session, _NEW, new)


def _same(moved: Moved, *, was: str | None, now: str) -> set[str]:
    """Return the tasks whose rows a step leaves as they are: open before and after, with the same timers around them.

    What such a row says of being late does not change either, so that nobody need look at it.
    """
    if moved.before is None or was != now:
        return set()
    before, after = _dues(moved.definition, moved.before), _dues(moved.definition, moved.state)
    tasks = moved.before.tasks
    return {id for id, task in moved.state.tasks.items() if tasks.get(id) == task and before[id] == after[id]}


def _dues(definition: Definition, state: State) -> Mapping[str, Mapping[str, datetime]]:
    """Return when each open task is late by which timer."""
    around = deadlines(definition, state)
    return {id: {state.jobs[job].element: state.jobs[job].due for job in around.get(id, ())} for id in state.tasks}


def untils(session: Session, instances: Sequence[str]) -> dict[tuple[str, str], datetime]:
    """Return until when the open tasks of these cases should be done, by case and task, where something says so."""
    found = session.execute(_UNTILS, {"instances": list(instances)})
    return {(instance, task): until for instance, task, until in found}


def rows_after(there: Rows, moved: Moved, *, service: str, unit: str) -> Rows:
    """Return the rows after a step, where `there` were those before it.

    A task that became late stays so, since when it did: the timer that said so has fired. Where that one is set again, its
    deadline has moved, and the task is late no longer.
    """
    state, at = moved.state, moved.command.at
    around = deadlines(moved.definition, state)
    wanted: dict[tuple[str, str], Row] = {}
    for task in state.tasks.values():
        due = {job.element: job.due for job in (state.jobs[id] for id in around.get(task.id, ()))}
        before = there.get((task.id, EVERY))
        if before is not None and before["until"] <= at:
            due.setdefault(before["until_by"], before["until"])
        by = min(due, key=lambda element: (due[element], element), default=None)
        facts = {
            "since": task.opened_at, "until": NEVER if by is None else due[by], "until_by": by, "service": service,
            "step": task.element, "unit_id": unit,
        }  # fmt: skip
        for name in names(task):
            wanted[task.id, name] = {"task": task.id, "name": name, **facts}
    return wanted

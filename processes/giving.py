"""Giving a task to somebody: one's own to a colleague, as a superior of its role, or as an administrator where its holder has left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Date, bindparam, select

from engine.instance.open import OpenTask
from engine.instance.state import InstanceId
from engine.store.port import Unit
from processes.organisation import Member, holders, members
from processes.permissions import About, Action, right_to
from processes.sign_ins import signs_in
from processes.tables import DbCase, DbPerson

NOTE = "giving_note"
"""The value of an assignment that says something to whom it is given; it names people, and is kept beside the history."""
WAYS = (Action.DELEGATE, Action.ASSIGN, Action.REASSIGN)
"""In whose right a task is given: whoever has it, a superior, an administrator."""
# Made once: making a statement costs several times what running it does.
_SIGNING_IN = select(DbPerson.id).where(
    DbPerson.id.in_(bindparam("ids", expanding=True)), signs_in(bindparam("on", type_=Date()))
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Giving:
    """How somebody may give a task."""

    way: Action
    receivers: Sequence[Member]
    """Who could take it; not who has it, and not who gives it."""
    can_put_back: bool
    """Whether it may be taken from who has it, without giving it to another."""

    @property
    def needs_note(self) -> bool:
        """Whether a reason is asked for: of one who has not got the task."""
        return self.way != Action.DELEGATE


def giving(unit: Unit, member: Member, case: DbCase, task_id: str, ways: Sequence[Action] = WAYS) -> Giving | None:
    """Return how somebody may give an open task, in one of these ways; None where he or she may not, or nobody else could take it."""
    state = unit.load(InstanceId(case.instance)).state
    task = state.tasks.get(task_id) if state else None
    if task is None:
        return None
    about = About(session=unit.session, case=case, state=state, task=task)
    way = next((each for each in ways if right_to(each, about, member) is not None), None)
    if way is None:
        return None
    receivers = _receivers(unit, member, task)
    can_put_back = way != Action.DELEGATE and task.assignee is not None and bool(task.users or task.groups)
    return Giving(way=way, receivers=receivers, can_put_back=can_put_back) if receivers or can_put_back else None


def _receivers(unit: Unit, member: Member, task: OpenTask) -> list[Member]:
    """Return who could take a task and signs in, by name."""
    session, on = unit.session, member.on
    found = members(session, task.users, on=on) if task.users else {}
    for group in task.groups:
        found |= {each.id: each for each in holders(session, group, on=on)}
    wanted = {key: each for key, each in found.items() if key not in (task.assignee, member.id)}
    found_there = session.execute(_SIGNING_IN, {"ids": list(wanted), "on": on}) if wanted else ()
    signing_in = {id for (id,) in found_there}
    return sorted((each for key, each in wanted.items() if key in signing_in), key=lambda each: each.name_fa)

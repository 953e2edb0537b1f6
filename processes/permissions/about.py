"""What somebody is to a case and to a task of it: the relations of the table, each looked up when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from engine.instance.open import OpenTask
from engine.instance.state import State
from engine.task import is_candidate, is_mine
from processes.along import actors
from processes.organisation import Member, members
from processes.permissions.actions import EVERYBODY, NOBODY, STAFF, Action, Relation
from processes.permissions.table import TABLE, Grant
from processes.superiors import is_superior
from processes.tables import DbActor, DbCase, DbPerson
from processes.told import was_told

_KNOWN = "who acted in which case"
_ACTED = select(DbActor.person_id).where(
    DbActor.instance == bindparam("instance"), DbActor.person_id == bindparam("person")
)
_PASSWORD = select(DbPerson.password).where(DbPerson.id == bindparam("person"))


@dataclass(frozen=True, kw_only=True)
class About:
    """The case that an action is about, with its state as far as it runs, and the task where it is about one."""

    session: Session
    case: DbCase
    state: State | None
    task: OpenTask | None = None
    _known: dict[tuple[str, Relation], bool] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What somebody was found to be here: a page asks of many actions, and this is looked up once."""

    def grants(self, member: Member, action: Action) -> bool:
        """Return whether the table lets somebody do that here in his or her own right."""
        return any(has_role(member, grant.role) and self._is(member, grant) for grant in TABLE[action])

    def _is(self, member: Member, grant: Grant) -> bool:
        if grant.relation == Relation.OF_UNIT:
            return f"{grant.role}@{self.case.unit_id}" in member.groups
        key = (member.id, grant.relation)
        if key not in self._known:
            self._known[key] = self._look_up(member, grant.relation)
        return self._known[key]

    def _look_up(self, member: Member, relation: Relation) -> bool:
        if relation == Relation.SEES:
            return self.grants(member, Action.SEE_CASE)
        return _RELATIONS[relation](self, member)


def has_role(member: Member, role: str) -> bool:
    """Return whether somebody has a role of the table."""
    if role in (NOBODY, EVERYBODY):
        return True
    return not member.company if role == STAFF else role in member.groups


def concerns(member: Member, task: OpenTask) -> bool:
    """Return whether a task is somebody's own or one of his or her roles', even if a colleague has taken it."""
    return is_candidate(member.person, task) or not member.groups.isdisjoint(task.groups)


def could_take(member: Member, task: OpenTask) -> bool:
    """Return whether somebody could take a task if nobody had it."""
    return member.id in task.users or not member.groups.isdisjoint(task.groups)


def _concerned(about: About, member: Member) -> bool:
    return about.state is not None and any(concerns(member, task) for task in about.state.tasks.values())


def _acted(about: About, member: Member) -> bool:
    if member.id in actors(about.session, about.case.instance):
        return True
    known = about.session.info.setdefault(_KNOWN, {})
    key = (about.case.instance, member.id)
    if not known.get(key):  # who did not may have by now, who did has for ever
        known[key] = about.session.scalar(_ACTED, {"instance": key[0], "person": key[1]}) is not None
    return bool(known[key])


def _holds(about: About, member: Member) -> bool:
    return about.task is not None and is_mine(member.person, about.task)


def _abandoned(about: About, member: Member) -> bool:
    """Return whether who has the task could not take it any more, or does not even sign in."""
    holder = about.task.assignee if about.task else None
    if about.task is None or holder is None:
        return False
    who = members(about.session, [holder], on=member.on).get(holder)
    asked_by_role = bool(about.task.groups) and who is not None and not could_take(who, about.task)
    gone = who is not None and who.gone
    return asked_by_role or gone or about.session.scalar(_PASSWORD, {"person": holder}) is None


_RELATIONS: Mapping[Relation, Callable[[About, Member], bool]] = {
    Relation.ANY: lambda _about, _member: True,
    Relation.OWN: lambda about, member: about.case.requester_id == member.id,
    Relation.CONCERNED: _concerned,
    Relation.PARTICIPANT: _acted,
    Relation.TOLD: lambda about, member: was_told(about.session, member, about.case.instance),
    Relation.CANDIDATE: lambda about, member: about.task is not None and is_candidate(member.person, about.task),
    Relation.HOLDER: _holds,
    Relation.CHARGED: lambda about, member: _holds(about, member) and about.case.requester_id != member.id,
    Relation.SUPERIOR: lambda about, member: about.task is not None and is_superior(member, about.task),
    Relation.ABANDONED: _abandoned,
}

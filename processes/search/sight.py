"""Who sees which cases, in SQL: the table of permissions read for many cases at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sqlalchemy import ColumnElement, false, or_, select, true

from processes.organisation import Member
from processes.permissions import TABLE, Action
from processes.permissions.about import has_role
from processes.permissions.actions import Relation
from processes.permissions.table import Grant
from processes.tables import DbActor, DbCase, DbNotice, DbWaiting
from processes.waiting import names

Condition = ColumnElement[bool]


def seen(member: Member, action: Action = Action.SEE_CASE) -> Condition:
    """Return what finds, among rows of `DbCase`, those with which somebody may do this, in his or her own right or a lent one."""
    return or_(false(), *(_in_own_right(each, action) for each in member.principals))


def _in_own_right(member: Member, action: Action) -> Condition:
    grants = [grant for grant in TABLE[action] if has_role(member, grant.role)]
    if any(grant.relation == Relation.ANY for grant in grants):
        return true()
    return or_(false(), *(_RELATIONS[grant.relation](member, grant) for grant in grants))


def _of_unit(member: Member, grant: Grant) -> Condition:
    held = (group.partition("@") for group in member.groups)
    return DbCase.unit_id.in_([unit for role, _, unit in held if unit and role == grant.role])


def _concerned(member: Member, _grant: Grant) -> Condition:
    taken = [f"of:group:{group}" for group in sorted(member.groups)]
    mine = [names.holds(member.id), *names.offered(member), *taken]
    return select(1).where(DbWaiting.instance == DbCase.instance, DbWaiting.name.in_(mine)).exists()


def _told(member: Member, _grant: Grant) -> Condition:
    spoken_to = DbNotice.recipient.in_([member.id, *sorted(member.groups)])
    return select(1).where(DbNotice.instance == DbCase.instance, spoken_to).exists()


def _acted(member: Member, _grant: Grant) -> Condition:
    acted = (DbActor.instance == DbCase.instance, DbActor.person_id == member.id)
    return select(1).where(*acted).exists()


_RELATIONS: Mapping[Relation, Callable[[Member, Grant], Condition]] = {
    Relation.OWN: lambda member, _grant: DbCase.requester_id == member.id,
    Relation.OF_UNIT: _of_unit,
    Relation.CONCERNED: _concerned,
    Relation.PARTICIPANT: _acted,
    Relation.TOLD: _told,
    Relation.SEES: lambda member, _grant: _in_own_right(member, Action.SEE_CASE),
}

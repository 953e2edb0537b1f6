"""Which tasks of a diagram somebody can ever have before him or her: what a list offers to be narrowed down to."""

from __future__ import annotations

from engine.definition import Definition
from engine.diagram.model import Element
from processes.organisation import Member, roles_named
from processes.permissions.actions import Action
from processes.permissions.asking import may_start
from processes.permissions.deciding import may


def may_meet(member: Member, definition: Definition, key: str) -> bool:
    """Return whether a user task of a service, once it is open, may be somebody's or seen in his or her tray.

    So it is for who oversees cases, for the roles that the diagram names, and for who may ask for the service where the
    task is the requester's: in one's own right or a lent one. Whom a diagram computes in another way may be anybody.
    """
    element = definition.elements[key]
    return may(member, Action.OVERSEE) or any(_meets(each, definition, element) for each in member.principals)


def _meets(member: Member, definition: Definition, element: Element) -> bool:
    requester = "requester" in (element.assignee or "")
    if requester and may_start(member, definition):
        return True
    named = roles_named(element.candidate_groups)
    if named and not element.candidate_users:
        return not member.groups.isdisjoint(named)
    return bool(element.candidate_users or element.candidate_groups) or not requester

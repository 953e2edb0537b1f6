"""Who may ask for a service: as the table says, and of those whom its diagram names."""

from __future__ import annotations

from engine.definition import Definition
from processes.organisation import Member
from processes.permissions.about import has_role
from processes.permissions.actions import Action
from processes.permissions.refusal import any_of, refuse
from processes.permissions.table import TABLE


def may_start(member: Member, definition: Definition) -> bool:
    """Return whether a person may ask for a service: one of its starters or in one of their groups; where it names none, all may."""
    if not any(has_role(member, grant.role) for grant in TABLE[Action.ASK]):
        return False
    groups, users = _names(definition.main.candidate_starter_groups), _names(definition.main.candidate_starter_users)
    return not (groups or users) or member.id in users or bool(groups & member.groups)


def demand_starter(member: Member, definition: Definition) -> None:
    """Raise `NotYours` where a person may not ask for a service."""
    if not may_start(member, definition):
        wanted = _names(definition.main.candidate_starter_groups) or _names(definition.main.candidate_starter_users)
        refuse(member, Action.ASK, any_of(sorted(wanted)) if wanted else None)


def _names(written: str | None) -> frozenset[str]:
    return frozenset(name.strip() for name in (written or "").split(",") if name.strip())

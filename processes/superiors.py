"""Whose superior somebody is: a desk's delay is told there, and its open tasks may be given to others from there."""

from __future__ import annotations

from collections.abc import Mapping

from engine.instance.open import OpenTask
from processes.organisation import Member

SUPERIORS: Mapping[str, tuple[str, ...]] = {
    "unit_expert": ("unit_director",),
    "unit_deputy": ("unit_director",),
    "admin_affairs": ("hr_deputy", "hr_director"),
    "hr_deputy": ("hr_director",),
    "it_expert": ("it_deputy", "it_director"),
    "it_deputy": ("it_director",),
    "contractor_expert": ("it_deputy", "it_director"),
}
"""The roles above a role. A unit's role has its superior in the same unit; the contractor's people are the IT office's."""


def superiors_of(group: str) -> frozenset[str]:
    """Return the groups that are above a group: `unit_director@roads` above `unit_expert@roads`."""
    role, _, unit = group.partition("@")
    above = SUPERIORS.get(role, ())
    return frozenset(f"{each}@{unit}" if unit and each.startswith("unit_") else each for each in above)


def is_superior(member: Member, task: OpenTask) -> bool:
    """Return whether somebody is above a role that may take a task."""
    return any(not superiors_of(group).isdisjoint(member.groups) for group in task.groups)

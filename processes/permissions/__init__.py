"""Permissions: one table, and what asks it. Beside the sentence; pages, the host and lists come here."""

from processes.permissions.about import About, concerns, could_take
from processes.permissions.actions import ACTIONS, RELATIONS, Action, Relation
from processes.permissions.asking import demand_starter, may_start
from processes.permissions.deciding import (
    NotACandidate,
    demand,
    demand_may,
    in_whose_right,
    may,
    may_in,
    may_see,
    principals_for,
    right_to,
    sight,
    units_for,
)
from processes.permissions.meeting import may_meet
from processes.permissions.refusal import NotYours, refuse
from processes.permissions.table import TABLE, Grant

__all__ = [
    "ACTIONS",
    "RELATIONS",
    "TABLE",
    "About",
    "Action",
    "Grant",
    "NotACandidate",
    "NotYours",
    "Relation",
    "concerns",
    "could_take",
    "demand",
    "demand_may",
    "demand_starter",
    "in_whose_right",
    "may",
    "may_in",
    "may_meet",
    "may_see",
    "may_start",
    "principals_for",
    "refuse",
    "right_to",
    "sight",
    "units_for",
]

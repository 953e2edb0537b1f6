"""The one table of permissions: who, being what to the case, may do what. Nothing else in Kartabl grants anything.

A service's own diagram narrows who asks for it and who is a candidate of its tasks; it widens nothing that stands here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from processes.permissions.actions import EVERYBODY, NOBODY, STAFF, Action, Relation


@dataclass(frozen=True, slots=True)
class Grant:
    """A line of the table: whoever has this role may, of that to which he or she is this."""

    role: str
    """A role's name, or NOBODY, EVERYBODY, STAFF."""
    relation: Relation = Relation.ANY


def _each(roles: Iterable[str], relation: Relation = Relation.ANY) -> tuple[Grant, ...]:
    return tuple(Grant(role, relation) for role in roles)


_ALL_CASES = _each(("it_director", "it_deputy", "auditor", "administrator"))
_OFFICE = _each(("it_director", "it_deputy", "it_expert"))
_OF_UNIT = (Grant("unit_director", Relation.OF_UNIT),)
_INVOLVED = (
    Grant(EVERYBODY, Relation.OWN),
    Grant(EVERYBODY, Relation.CONCERNED),
    Grant(EVERYBODY, Relation.PARTICIPANT),
    Grant(EVERYBODY, Relation.TOLD),
)
_SEES = (Grant(EVERYBODY, Relation.SEES),)
_STAFF_SEES = (Grant(STAFF, Relation.SEES),)

TABLE: Mapping[Action, tuple[Grant, ...]] = {
    Action.ENTER: (Grant(NOBODY),),
    Action.FOLLOW: (Grant(NOBODY),),
    Action.KEEP_DESK: (Grant(EVERYBODY),),
    Action.READ_CATALOGUE: (Grant(EVERYBODY),),
    Action.ASK: (Grant(STAFF),),
    Action.REGISTER: (*_OFFICE, Grant("unit_expert", Relation.OF_UNIT)),
    Action.ARRANGE_ABSENCE: (Grant(EVERYBODY, Relation.OWN), *_OF_UNIT, Grant("administrator")),
    Action.OVERSEE: (*_ALL_CASES, *_OF_UNIT),
    Action.READ_BOARD: (*_ALL_CASES, *_OF_UNIT),
    Action.READ_CONTRACT: (*_ALL_CASES, Grant("contractor_expert", Relation.OF_UNIT)),
    Action.READ_SITES: (*_OFFICE, *_each(("auditor", "administrator")), *_OF_UNIT),
    Action.READ_CONTRACTS: (*_OFFICE, *_each(("auditor", "administrator"))),
    Action.READ_DIAGRAMS: (*_ALL_CASES, Grant("owner")),
    Action.DEPLOY: (Grant("owner"),),
    Action.ADMINISTRATE: (Grant("administrator"),),
    Action.READ_CHANGES: _each(("administrator", "auditor")),
    Action.AUDIT: (Grant("auditor"),),
    Action.READ_READINGS: _each(("administrator", "auditor")),
    Action.SET_CLOCK: (Grant(EVERYBODY),),
    Action.SEE_CASE: (*_INVOLVED, *_OF_UNIT, *_ALL_CASES),
    Action.SEE_FILES: _SEES,
    Action.SEE_DATA: _SEES,
    Action.SEE_COMMENTS: _SEES,
    Action.SEE_LETTERS: _STAFF_SEES,
    Action.SEE_HISTORY: _STAFF_SEES,
    Action.SEE_TIMES: _STAFF_SEES,
    Action.SEE_DESK_TIMES: (
        *_each(("it_director", "it_deputy", "it_expert", "auditor", "administrator"), Relation.SEES),
        *_OF_UNIT,
    ),
    Action.SEE_CONTRACT_TIME: _SEES,
    Action.SEE_FAILURES: _each(("it_director", "it_deputy", "it_expert", "auditor", "administrator"), Relation.SEES),
    Action.COMMENT: (*_INVOLVED, *_OF_UNIT, *_each(("it_director", "it_deputy", "administrator"))),
    Action.WITHDRAW: (Grant(EVERYBODY, Relation.OWN),),
    Action.END_CASE: (Grant("administrator"),),
    Action.AUDIT_CASE: (Grant("auditor"),),
    Action.ERASE: (Grant("administrator"),),
    Action.COMPLETE: (Grant(EVERYBODY, Relation.CANDIDATE),),
    Action.CLAIM: (Grant(EVERYBODY, Relation.CANDIDATE),),
    Action.RELEASE: (Grant(EVERYBODY, Relation.HOLDER),),
    Action.DELEGATE: (Grant(EVERYBODY, Relation.CHARGED),),
    Action.ASSIGN: (Grant(EVERYBODY, Relation.SUPERIOR),),
    Action.REASSIGN: (Grant("administrator", Relation.ABANDONED),),
}

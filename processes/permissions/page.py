"""The table of permissions as people read it: on a page in either language, and as docs/permissions.md."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from engine.form import Words
from processes.organisation import ROLES
from processes.permissions.actions import ACTIONS, CASE_ACTIONS, RELATIONS, TASK_ACTIONS, Action, Relation
from processes.permissions.refusal import role_words
from processes.permissions.table import TABLE


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """An action with those who may do it: each role with what it must be, one of these, to that which the action is about.

    Of a role that need be nothing to it, nothing is told.
    """

    action: Action
    name: Words
    grants: Sequence[tuple[Words, Sequence[Words]]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """Actions of one kind."""

    name: Words
    lines: Sequence[Line]


def parts() -> list[Part]:
    """Return the whole table, in its order."""
    apart = [action for action in Action if action not in CASE_ACTIONS | TASK_ACTIONS]
    kinds = (
        (Words(fa="جدا از هر پرونده", en="Apart from any case"), apart),
        (Words(fa="در پرونده", en="In a case"), [action for action in Action if action in CASE_ACTIONS]),
        (Words(fa="با کاری باز از پرونده", en="With an open task of a case"), [a for a in Action if a in TASK_ACTIONS]),
    )
    return [Part(name=name, lines=[_line(action) for action in actions]) for name, actions in kinds]


def of_role(role: str) -> list[Line]:
    """Return what a role may do that not everybody may, with its own grants only."""
    return [_line(action, role) for action, grants in TABLE.items() if any(grant.role == role for grant in grants)]


def _line(action: Action, only: str | None = None) -> Line:
    grants: dict[str, list[Words]] = {}
    for grant in TABLE[action]:
        if only not in (None, grant.role):
            continue
        being = [] if grant.relation == Relation.ANY else [RELATIONS[grant.relation]]
        grants.setdefault(grant.role, []).extend(being)
    return Line(
        action=action, name=ACTIONS[action], grants=[(role_words(role), being) for role, being in grants.items()]
    )


def markdown() -> str:
    """Return docs/permissions.md."""
    return "\n".join(_markdown()) + "\n"


def _markdown() -> Iterator[str]:
    yield from _HEAD
    for part in parts():
        yield from ("", f"## {part.name.en}", "", "| action | key | who, of what |", "| --- | --- | --- |")
        for line in part.lines:
            who = "; ".join(role.en + (f" ({_any(being)})" if being else "") for role, being in line.grants)
            yield f"| {line.name.en} | `{line.action}` | {who} |"
    yield from ("", "## Roles", "", "| role | in a diagram | Persian |", "| --- | --- | --- |")
    for key, (fa, en) in ROLES.items():
        yield f"| {en} | `{key}` | {fa} |"


def _any(being: Sequence[Words]) -> str:
    return " or ".join(each.en for each in being)


_HEAD = (
    "# Permissions",
    "",
    "One table says who may do what: whoever has a role may do an action with that to which he or she is something. The code asks",
    "it (`processes/permissions/table.py`), an administrator reads it at `/admin/permissions`, and this page is written from it by",
    "`kartabl permissions`; a test compares them. Every address names its action in `web/doors.py`; one that does not is closed.",
    "",
    "- A service's diagram narrows who asks for it, and says whose its tasks are; it grants nothing that does not stand here.",
    "- A substitute acts in the right of the absent one, and it is recorded so; the roles of process owner, auditor and administrator",
    "  are never lent (R14).",
    "- An auditor reads all and changes nothing in anybody's case; his or her own requests stay his or hers.",
    "- An administrator sees cases, but acts in one only by what is on record and told to those whom it concerns.",
    "- Whoever does not see a case gets the same answer as where there is none.",
)

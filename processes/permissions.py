"""Who may see a case and who may act in it. The office's rules, apart from any page."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.completion.command import Assign, Command, Complete, DeliverMessage, Start, Withdraw
from engine.definition import Definition
from engine.errors import Forbidden
from engine.instance.open import OpenTask
from engine.instance.state import State
from engine.task import is_candidate
from processes.organisation import Member
from processes.tables import DbCase, DbParticipant

SEES_ALL = frozenset({"auditor", "it_director", "it_deputy", "administrator"})
WITHDRAWAL = "withdrawal"
"""The message by which a requester withdraws."""


class NotYours(Forbidden):
    en = "Expected somebody who may {act}, but {person} may not: it is for {allowed}."
    fa = "این کار ({act_fa}) در اختیار {person} نیست؛ انجامش با {allowed_fa} است."


def may_see(session: Session, member: Member, case: DbCase, state: State | None) -> bool:
    """Return whether a person may see a case: its requester, its unit's director, who acts or acted in it, who oversees."""
    if member.groups & SEES_ALL or case.requester_id == member.id or f"unit_director@{case.unit_id}" in member.groups:
        return True
    if state is not None and any(concerns(member, task) for task in state.tasks.values()):
        return True
    acted = select(DbParticipant.person_id).where(
        DbParticipant.instance == case.instance, DbParticipant.person_id == member.id
    )
    return session.scalar(acted) is not None


def concerns(member: Member, task: OpenTask) -> bool:
    """Return whether a task is somebody's own or one of his or her roles', even if a colleague has taken it."""
    return is_candidate(member.person, task) or not member.groups.isdisjoint(task.groups)


def demand(member: Member, command: Command, definition: Definition, case: DbCase | None, state: State | None) -> None:
    """Raise `NotYours` where a person may not give a command."""
    match command:
        case Start():
            _demand_starter(member, definition)
        case Complete() | Assign():
            task = state.tasks.get(command.task) if state else None
            if task is not None and not _may_take(member, task, command):
                _refuse(
                    member, "do this task", "انجام این کار", task.assignee or ", ".join((*task.users, *task.groups))
                )
        case DeliverMessage(message=message) if message == WITHDRAWAL:
            if case is None or case.requester_id != member.id:
                _refuse(member, "withdraw the request", "انصراف از درخواست", "the requester", "متقاضی")
        case Withdraw():
            if "administrator" not in member.groups:
                _refuse(member, "end the case", "بستن پرونده", "the administrator", "راهبر سامانه")
        case _:
            _refuse(member, "do this", "این کار", "the system", "سامانه")


def _demand_starter(member: Member, definition: Definition) -> None:
    wanted = {name.strip() for name in (definition.main.candidate_starter_groups or "").split(",") if name.strip()}
    if wanted and not wanted & member.groups:
        _refuse(member, "ask for this service", "درخواست این خدمت", ", ".join(sorted(wanted)))


def _may_take(member: Member, task: OpenTask, command: Command) -> bool:
    if isinstance(command, Assign) and command.assignee is None and not (task.users or task.groups):
        return False  # put back, it would be in nobody's tray
    if isinstance(command, Assign) and command.assignee not in (None, member.id):
        return False
    return is_candidate(member.person, task)


def _refuse(member: Member, act: str, act_fa: str, allowed: str, allowed_fa: str | None = None) -> None:
    raise NotYours(
        act=act,
        act_fa=act_fa,
        person=member.id,
        allowed=allowed or "nobody",
        allowed_fa=allowed_fa or allowed or "هیچ‌کس",
    )

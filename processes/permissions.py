"""Who may see a case and who may act in it. The office's rules, apart from any page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.completion.command import Assign, Command, Comment, Complete, DeliverMessage, Start, Withdraw
from engine.definition import Definition
from engine.errors import Forbidden
from engine.form import Words
from engine.instance.open import OpenTask
from engine.instance.state import State
from engine.task import is_candidate
from processes.notices import was_told
from processes.organisation import Member
from processes.tables import DbCase, DbParticipant
from processes.words import group_name

SEES_ALL = frozenset({"auditor", "it_director", "it_deputy", "administrator"})
SEES_DIAGRAMS = SEES_ALL | {"owner"}
READS_REGISTER = frozenset({"it_expert", "it_deputy", "it_director", "auditor", "administrator"})
"""Who reads the register of site experts as a whole; a unit's director reads the unit's."""
WITHDRAWAL = "withdrawal"
"""The message by which a requester withdraws."""
WITHDRAWAL_REASON = "withdrawal_reason"
"""The variable that says why."""
ENDING_REASON = "ending_reason"
"""The variable that says why an administrator ended a case."""
COMMENT = "comment"
"""The value of a comment that says what is remarked; it names people, and is kept beside the history."""


class NotYours(Forbidden):
    en = "Expected somebody who may {act}, but {person} may not: it is for {allowed}."
    fa = "{act_fa} در اختیار {person_fa} نیست؛ با {allowed_fa} است."


def may_see_diagrams(member: Member) -> bool:
    """Return whether a person may look at what is deployed and download it."""
    return not SEES_DIAGRAMS.isdisjoint(member.groups)


def demand_reader(member: Member) -> None:
    """Raise `NotYours` where a person may not look at what is deployed."""
    if not may_see_diagrams(member):
        _refuse(member, "see the diagrams", "دیدن نمودارها", _any_of(sorted(SEES_DIAGRAMS)))


def may_deploy(member: Member) -> bool:
    """Return whether a person may deploy: process owners only."""
    return "owner" in member.groups


def demand_owner(member: Member) -> None:
    """Raise `NotYours` where a person may not deploy."""
    if not may_deploy(member):
        _refuse(member, "deploy", "استقرار", group_name("owner"))


def may_see(session: Session, member: Member, case: DbCase, state: State | None) -> bool:
    """Return whether a person may see a case, or one whom he or she stands in for."""
    return sight(session, member, case, state) is not None


def sight(session: Session, member: Member, case: DbCase, state: State | None) -> Member | None:
    """Return in whose right a person sees a case, his or her own first; None where in nobody's."""
    return next((each for each in member.principals if _sees(session, each, case, state)), None)


def _sees(session: Session, member: Member, case: DbCase, state: State | None) -> bool:
    """Return whether it is the requester, the unit's director, who acts or acted in it or was told of it, or who oversees."""
    if member.groups & SEES_ALL or case.requester_id == member.id or f"unit_director@{case.unit_id}" in member.groups:
        return True
    if state is not None and any(concerns(member, task) for task in state.tasks.values()):
        return True
    acted = select(DbParticipant.person_id).where(
        DbParticipant.instance == case.instance, DbParticipant.person_id == member.id
    )
    return session.scalar(acted) is not None or was_told(session, member, case.instance)


def concerns(member: Member, task: OpenTask) -> bool:
    """Return whether a task is somebody's own or one of his or her roles', even if a colleague has taken it."""
    return is_candidate(member.person, task) or not member.groups.isdisjoint(task.groups)


def principals_for(member: Member, task: OpenTask) -> list[Member]:
    """Return in whose right a person may take a task: his or her own where it can be, else those of absent ones (R14)."""
    found = [each for each in member.principals if is_candidate(each.person, task)]
    return found[:1] if member in found else found


def in_whose_right(
    session: Session, member: Member, command: Command, case: DbCase | None, state: State | None
) -> tuple[Member, Command]:
    """Return in whose right a person gives a command, and the command with that on it.

    One who may do it himself or herself acts so, whatever the command wishes. Where a task might be several absent ones',
    it is the one whom the command names, else the one who is stood in for the longest. What is taken for an absent one
    is assigned to that one: the work stays his or hers. A start says itself for whom it is; all else is one's own.
    """
    right = member
    match command:
        case Start():
            return member, command
        case Complete() | Assign():
            task = state.tasks.get(command.task) if state else None
            found = principals_for(member, task) if task else []
            wished = [each for each in found if each.id == command.actor.on_behalf_of]
            right = next(iter(wished or found), member)
        case Comment() if case is not None:
            right = sight(session, member, case, state) or member
    command = replace(command, actor=replace(command.actor, on_behalf_of=None if right is member else right.id))
    if isinstance(command, Assign) and command.assignee == member.id:
        command = replace(command, assignee=right.id)
    return right, command


def demand(
    session: Session, member: Member, command: Command, definition: Definition, case: DbCase | None, state: State | None
) -> None:
    """Raise `NotYours` where a person may not give a command."""
    match command:
        case Start():
            demand_starter(member, definition)
        case Complete() | Assign():
            task = state.tasks.get(command.task) if state else None
            if task is not None and not _may_take(member, task, command):
                _refuse(member, "do this task", "انجام این کار", _whose(task))
        case DeliverMessage(message=message) if message == WITHDRAWAL:
            if case is None or case.requester_id != member.id:
                _refuse(member, "withdraw the request", "انصراف از درخواست", Words(fa="متقاضی", en="the requester"))
        case Comment():
            if case is None or not _sees(session, member, case, state):
                _refuse(
                    member,
                    "comment",
                    "نوشتن یادداشت",
                    Words(fa="کسانی که پرونده را می‌بینند", en="those who see the case"),
                )
        case Withdraw():
            if "administrator" not in member.groups:
                _refuse(member, "end the case", "بستن پرونده", group_name("administrator"))
        case _:
            _refuse(member, "do this", "این کار", Words(fa="سامانه", en="the system"))


def demand_starter(member: Member, definition: Definition) -> None:
    """Raise `NotYours` where a person may not ask for a service."""
    if not may_start(member, definition):
        wanted = _names(definition.main.candidate_starter_groups) or _names(definition.main.candidate_starter_users)
        allowed = _any_of(sorted(wanted)) if wanted else Words(fa="کارکنان سازمان", en="the organisation's own people")
        _refuse(member, "ask for this service", "درخواست این خدمت", allowed)


def may_start(member: Member, definition: Definition) -> bool:
    """Return whether a person may ask for a service: one of its starters or in one of their groups.

    Where it names none all of the organisation may; a contractor's people are none of it.
    """
    groups, users = _names(definition.main.candidate_starter_groups), _names(definition.main.candidate_starter_users)
    if not (groups or users):
        return "contractor_expert" not in member.groups
    return member.id in users or bool(groups & member.groups)


def reads_register(member: Member) -> bool:
    """Return whether a person may read the register of site experts, or a part of it."""
    return bool(member.groups & READS_REGISTER) or "unit_director" in member.groups


def units_of_register(member: Member) -> frozenset[str] | None:
    """Return the units whose site experts a person may read of, None for all; raise `NotYours` where there is none."""
    if not reads_register(member):
        _refuse(
            member,
            "read the register of site experts",
            "دیدن دفتر کارشناسان سایت",
            _any_of(["it_expert", "unit_director"]),
        )
    if member.groups & READS_REGISTER:
        return None
    return frozenset(group.partition("@")[2] for group in member.groups if group.startswith("unit_director@"))


def _names(written: str | None) -> frozenset[str]:
    return frozenset(name.strip() for name in (written or "").split(",") if name.strip())


def _whose(task: OpenTask) -> Words:
    if task.assignee is not None:
        return Words(fa="کسی که کار به نام اوست", en="the one who has it")
    return _any_of([*task.users, *task.groups])


def _any_of(names: Sequence[str]) -> Words:
    words = [group_name(name) for name in names] or [Words(fa="هیچ‌کس", en="nobody")]
    return Words(fa=" یا ".join(each.fa for each in words), en=" or ".join(each.en for each in words))


def _may_take(member: Member, task: OpenTask, command: Command) -> bool:
    if isinstance(command, Assign) and command.assignee is None and not (task.users or task.groups):
        return False  # put back, it would be in nobody's tray
    if isinstance(command, Assign) and command.assignee not in (None, member.id):
        return False
    return is_candidate(member.person, task)


def _refuse(member: Member, act: str, act_fa: str, allowed: Words) -> None:
    raise NotYours(
        act=act,
        act_fa=act_fa,
        person=member.name_en,
        person_fa=member.name_fa,
        allowed=allowed.en,
        allowed_fa=allowed.fa,
    )

"""Who may do what, as the table says: apart from any case, in a case, and by a command."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from engine.completion.command import Assign, Command, Comment, Complete, DeliverMessage, Start, Withdraw
from engine.definition import Definition
from engine.errors import BadInput
from engine.instance.open import OpenTask
from engine.instance.state import State
from engine.task import is_candidate
from processes.organisation import Member, members
from processes.permissions.about import About, could_take, has_role
from processes.permissions.actions import Action, Relation
from processes.permissions.asking import demand_starter
from processes.permissions.refusal import NotYours, any_of, refuse, whose
from processes.permissions.table import TABLE
from processes.tables import DbCase
from processes.withdrawing import WITHDRAWAL


class NotACandidate(BadInput):
    en = "Expected somebody who could take this task, but {person} could not. Who could: {allowed}. Choose one of them."
    fa = "{person_fa} نمی‌تواند این کار را بردارد؛ کار با {allowed_fa} است. یکی از آنان را انتخاب کنید."


# -- apart from any case


def may(member: Member, action: Action) -> bool:
    """Return whether somebody may do something at all, in his or her own right or a lent one; of what, its own page says."""
    return any(has_role(each, grant.role) for each in member.principals for grant in TABLE[action])


def demand_may(member: Member, action: Action) -> None:
    """Raise `NotYours` where somebody may not do something at all."""
    if not may(member, action):
        refuse(member, action)


def units_for(member: Member, action: Action, *, lent: bool = True) -> frozenset[str] | None:
    """Return the units of which somebody may do something; None: of all. `lent`: also in the right of absent ones."""
    principals = member.principals if lent else (member,)
    if any(
        grant.relation == Relation.ANY and has_role(each, grant.role) for each in principals for grant in TABLE[action]
    ):
        return None
    roles = {grant.role for grant in TABLE[action] if grant.relation == Relation.OF_UNIT}
    held = [group.partition("@") for each in principals for group in each.groups]
    return frozenset(unit for role, _, unit in held if unit and role in roles)


def may_in(member: Member, action: Action, unit: str, *, lent: bool = True) -> bool:
    """Return whether somebody may do something of a unit."""
    units = units_for(member, action, lent=lent)
    return units is None or unit in units


# -- in a case


def right_to(action: Action, about: About, member: Member) -> Member | None:
    """Return in whose right somebody may do something with a case, his or her own first; None where in nobody's."""
    return next((each for each in member.principals if about.grants(each, action)), None)


def sight(session: Session, member: Member, case: DbCase, state: State | None) -> Member | None:
    """Return in whose right somebody sees a case; None where in nobody's."""
    return right_to(Action.SEE_CASE, About(session=session, case=case, state=state), member)


def may_see(session: Session, member: Member, case: DbCase, state: State | None) -> bool:
    """Return whether somebody sees a case, in his or her own right or that of an absent one."""
    return sight(session, member, case, state) is not None


def principals_for(member: Member, task: OpenTask) -> list[Member]:
    """Return in whose right a person may take a task: his or her own where it can be, else those of absent ones (R14)."""
    found = [each for each in member.principals if is_candidate(each.person, task)]
    return found[:1] if member in found else found


# -- by a command


def in_whose_right(
    session: Session, member: Member, command: Command, case: DbCase | None, state: State | None
) -> tuple[Member, Command]:
    """Return in whose right a person gives a command, and the command with that on it.

    One who may do it himself or herself acts so, whatever the command wishes. Where a task might be several absent ones',
    it is the one whom the command names, else the one who is stood in for the longest. What is taken for an absent one
    is assigned to that one: the work stays his or hers. A start says itself for whom it is; all else is one's own.
    """
    if case is None or not isinstance(command, Complete | Assign | Comment):
        return member, replace(command, actor=replace(command.actor, on_behalf_of=None)) if case else command
    about = _about(session, command, case, state)
    found = [each for each in member.principals if _action(about, each, command, taker=member) is not None]
    wished = [each for each in found if each.id == command.actor.on_behalf_of]
    right = member if member in found or not found else next(iter(wished or found))
    claimed = _action(about, right, command, taker=member) == Action.CLAIM
    command = replace(command, actor=replace(command.actor, on_behalf_of=None if right is member else right.id))
    if isinstance(command, Assign) and claimed:
        command = replace(command, assignee=right.id)
    return right, command


def demand(
    session: Session, member: Member, command: Command, definition: Definition, case: DbCase | None, state: State | None
) -> None:
    """Raise `NotYours` where somebody may not give a command in his or her own right."""
    if isinstance(command, Start):
        demand_starter(member, definition)
        return
    actions = _actions(command, taker=member, task=None)
    if case is None or not actions:
        raise NotYours(act="do this", act_fa="این کار", person=member.name_en, person_fa=member.name_fa,
                       allowed="the system", allowed_fa="سامانه")  # fmt: skip
    about = _about(session, command, case, state)
    if isinstance(command, Complete | Assign) and about.task is None:
        return  # it is no longer open, which the engine says better
    if _action(about, member, command, taker=member) is None:
        refuse(member, actions[0], whose(about.task) if about.task else None)
    if isinstance(command, Assign) and about.task is not None:
        _demand_receiver(session, member, command, about.task)


def _about(session: Session, command: Command, case: DbCase, state: State | None) -> About:
    task = state.tasks.get(command.task) if isinstance(command, Complete | Assign) and state else None
    return About(session=session, case=case, state=state, task=task)


def _action(about: About, member: Member, command: Command, *, taker: Member) -> Action | None:
    """Return as what somebody may give a command; None where he or she may not."""
    if isinstance(command, Assign) and command.assignee is None and not _has_a_tray(about.task):
        return None  # put back, it would be in nobody's tray
    return next((each for each in _actions(command, taker=taker, task=about.task) if about.grants(member, each)), None)


def _actions(command: Command, *, taker: Member, task: OpenTask | None) -> Sequence[Action]:
    """Return what a command may be: of an assignment several things. `taker`: who gives it."""
    match command:
        case Complete():
            return (Action.COMPLETE,)
        case Assign(assignee=None):
            return (Action.RELEASE, Action.ASSIGN, Action.REASSIGN)
        case Assign(assignee=assignee) if assignee == taker.id and (task is None or not could_take(taker, task)):
            return (Action.CLAIM,)  # a superior does not take what is not his or hers to do
        case Assign(assignee=assignee) if assignee == taker.id:
            return (Action.CLAIM, Action.ASSIGN, Action.REASSIGN)
        case Assign():
            return (Action.DELEGATE, Action.ASSIGN, Action.REASSIGN)
        case Comment():
            return (Action.COMMENT,)
        case DeliverMessage(message=message) if message == WITHDRAWAL:
            return (Action.WITHDRAW,)
        case Withdraw():
            return (Action.END_CASE,)
        case _:
            return ()


def _has_a_tray(task: OpenTask | None) -> bool:
    return task is not None and bool(task.users or task.groups)


def _demand_receiver(session: Session, member: Member, command: Assign, task: OpenTask) -> None:
    """Raise where a task is given to somebody who could not take it by himself or herself."""
    if command.assignee in (None, task.assignee, member.id):
        return
    receiver = members(session, [command.assignee or ""], on=member.on).get(command.assignee or "")
    if receiver is None or not could_take(receiver, task):
        allowed = any_of([*task.users, *task.groups])
        raise NotACandidate(
            person=receiver.name_en if receiver else command.assignee,
            person_fa=receiver.name_fa if receiver else command.assignee,
            allowed=allowed.en,
            allowed_fa=allowed.fa,
        )

"""Notices: what a diagram sends as the message `notice` to a person or a role."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy.orm import Session

from engine.completion.command import Assign, Comment, DeliverMessage, Withdraw
from engine.engine import Moved
from processes.tables import DbCase, DbNotice

MESSAGE = "notice"
ASSIGNED, LOST, REMARK = "assigned", "lost", "comment"
WITHDRAWN, ENDED = "withdrawn", "ended"
DELAY, BREACH = "delay", "breach"
"""What a diagram calls the notice that a desk is late, and the one that a stated time or a contract's target was missed."""
Told = tuple[str, str, str]
"""Who is told, the kind of it, and the element it is about."""


def send(session: Session, moved: Moved, case: DbCase) -> None:
    """Write the notices that follow from a step; nobody is told of what he or she did, nor of one thing twice.

    Whom the diagram tells something of a task (a question, a result to look at) need not be told that it is his or hers.
    """
    actor, sent = moved.command.actor, list(_sent(moved))
    spoken_to = {recipient for recipient, _, _ in sent}
    assigned = [one for one in _assigned(moved) if one[0] not in spoken_to]
    told = dict.fromkeys([*sent, *assigned, *_lost(moved), *_remarked(moved, case), *_ended(moved, case)])
    for recipient, kind, element in told:
        if recipient not in (actor.id, actor.on_behalf_of):
            session.add(
                DbNotice(
                    instance=moved.instance, recipient=recipient, kind=kind, element=element, at=moved.command.at
                )
            )  # fmt: skip


def _sent(moved: Moved) -> Iterator[Told]:
    """Yield what the diagram sends as messages."""
    for happening in moved.derived:
        if happening.what == "sent" and happening["message"] == MESSAGE:
            said = happening["properties"]
            yield said.get("recipient") or "administrator", said.get("notice") or MESSAGE, happening["element"]


def _assigned(moved: Moved) -> Iterator[Told]:
    """Yield the tasks that somebody has from now on: opened for that one, or given."""
    for happening in moved.derived:
        if happening.what in ("opened", "assigned") and happening.facts.get("assignee"):
            yield happening["assignee"], ASSIGNED, happening["element"]


def _lost(moved: Moved) -> Iterator[Told]:
    """Yield who had a task that was given to somebody else, or back to its role."""
    before, command = moved.before, moved.command
    task = before.tasks.get(command.task) if isinstance(command, Assign) and before is not None else None
    now = moved.state.tasks.get(task.id) if task is not None else None
    if task is not None and now is not None and task.assignee not in (None, now.assignee):
        yield str(task.assignee), LOST, task.element


def _remarked(moved: Moved, case: DbCase) -> Iterator[Told]:
    """Yield to whom a comment is told: whose case it is, and who has work in it."""
    if isinstance(moved.command, Comment):
        for person in dict.fromkeys([case.requester_id, *(task.assignee for task in moved.state.tasks.values())]):
            if person is not None:
                yield person, REMARK, ""


def _ended(moved: Moved, case: DbCase) -> Iterator[Told]:
    """Yield to whom it is told that somebody ended the case or its work: whose task it takes away, and of an administrator's the requester."""
    if not isinstance(moved.command, Withdraw | DeliverMessage) or moved.before is None:
        return
    kind = ENDED if isinstance(moved.command, Withdraw) else WITHDRAWN
    if kind == ENDED:
        yield case.requester_id, kind, ""
    for task in moved.before.tasks.values():
        if task.assignee is not None and task.id not in moved.state.tasks:
            yield task.assignee, kind, task.element if kind == WITHDRAWN else ""

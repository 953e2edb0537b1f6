"""Notices: what a diagram sends as the message `notice` to a person or a role."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from engine.completion.command import Assign, Comment, DeliverMessage, Withdraw
from engine.engine import Moved
from processes.organisation import Member
from processes.tables import DbCase, DbNotice, DbNoticeRead

MESSAGE = "notice"
ASSIGNED, LOST, REMARK = "assigned", "lost", "comment"
WITHDRAWN, ENDED = "withdrawn", "ended"
DELAY, BREACH = "delay", "breach"
"""What a diagram calls the notice that a desk is late, and the one that a stated time or a contract's target was missed."""
Told = tuple[str, str, str]
"""Who is told, the kind of it, and the element it is about."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Notice:
    """A notice as its reader sees it."""

    id: int
    instance: str
    tracking: str
    service: str
    kind: str
    element: str
    at: datetime
    read: bool


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


def notices(session: Session, member: Member, limit: int = 100) -> list[Notice]:
    """Return what a person was told, the latest first."""
    read = select(DbNoticeRead.notice_id).where(DbNoticeRead.person_id == member.id).subquery()
    query = (
        select(DbNotice, DbCase.tracking, DbCase.service, read.c.notice_id)
        .join(DbCase, DbCase.instance == DbNotice.instance)
        .outerjoin(read, read.c.notice_id == DbNotice.id)
        .where(_told(member))
        .order_by(DbNotice.at.desc(), DbNotice.id.desc())
        .limit(limit)
    )
    return [
        Notice(
            id=row.id, instance=row.instance, tracking=tracking, service=service, kind=row.kind, element=row.element,
            at=row.at, read=seen is not None,
        )
        for row, tracking, service, seen in session.execute(query)
    ]  # fmt: skip


def unread(session: Session, member: Member) -> int:
    """Return how many notices a person has not read."""
    read = select(DbNoticeRead.notice_id).where(DbNoticeRead.person_id == member.id)
    query = select(func.count()).select_from(DbNotice)
    return session.scalar(query.where(_told(member), DbNotice.id.not_in(read))) or 0


def mark_read(session: Session, member: Member) -> None:
    """Take all that a person was told as read."""
    read = select(DbNoticeRead.notice_id).where(DbNoticeRead.person_id == member.id)
    query = select(DbNotice.id).where(_told(member), DbNotice.id.not_in(read))
    session.add_all([DbNoticeRead(notice_id=notice, person_id=member.id) for notice in session.scalars(query)])


def was_told(session: Session, member: Member, instance: str) -> bool:
    """Return whether a person was ever told something about a case, itself."""
    query = select(DbNotice.id).where(DbNotice.instance == instance, _addressed(member))
    return session.scalar(query.limit(1)) is not None


def _told(member: Member) -> ColumnElement[bool]:
    """Return what finds the notices for a person: its own, and since it stands in for somebody, the absent one's (R14)."""
    lent = (and_(_addressed(each.member), DbNotice.at >= each.since) for each in member.stands_for)
    return or_(_addressed(member), *lent)


def _addressed(member: Member) -> ColumnElement[bool]:
    return DbNotice.recipient.in_([member.id, *sorted(member.groups)])

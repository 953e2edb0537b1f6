"""What somebody was told: a page of notices, how many are unread, taking them as read. `processes.notices` writes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, and_, bindparam, case, func, or_, select
from sqlalchemy.orm import Session

from processes.organisation import Member
from processes.tables import DbCase, DbNotice, DbNoticeRead

PAGE = 30
"""How many notices a page shows."""
MOST = 100
"""How many unread ones are counted: more need not be told exactly."""
ABOUT: Mapping[str, Sequence[str]] = {
    "work": ("assigned", "lost", "question", "answer", "result", "reopened"),
    "time": ("reminder", "delay", "breach", "contract_ends", "contract_ended"),
    "comment": ("comment",),
}
"""The kinds of notices by what they are about; what is none of these is about the case itself."""
CASE = "case"

# Made once: every page tells how many there are, and most people stand in for nobody.
_UNREAD = select(func.count()).select_from(
    select(DbNotice.id)
    .where(
        DbNotice.recipient.in_(bindparam("names", expanding=True)),
        ~select(DbNoticeRead.notice_id)
        .where(DbNoticeRead.notice_id == DbNotice.id, DbNoticeRead.person_id == bindparam("me"))
        .exists(),
    )
    .limit(MOST)
    .subquery()
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Notice:
    """A notice as its reader sees it: of a case, or of a contract."""

    id: int
    instance: str | None
    tracking: str
    service: str
    contract: int | None
    """Of a contract: its key; a case's tracking number and service are empty then."""
    day: date | None
    """Of a contract: its last day as it was told."""
    kind: str
    element: str
    at: datetime
    read: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """Which notices somebody looks at."""

    unread: bool = False
    about: str = ""
    """A key of `ABOUT` or `CASE`; empty for all."""


def notices(session: Session, member: Member, wanted: Wanted | None = None, *, page: int = 1) -> list[Notice]:
    """Return a page of what a person was told: the unread first, of each the latest first."""
    read = _read(member)
    query = (
        _with_cases(read)
        .where(*_wanted(member, wanted or Wanted()))
        .order_by(case((read, 1), else_=0), DbNotice.at.desc(), DbNotice.id.desc())
        .limit(PAGE)
        .offset((page - 1) * PAGE)
    )
    return [_notice(*row) for row in session.execute(query)]


def found(session: Session, member: Member, wanted: Wanted) -> int:
    """Return how many such notices there are."""
    return session.scalar(select(func.count()).select_from(DbNotice).where(*_wanted(member, wanted))) or 0


def unread(session: Session, member: Member) -> int:
    """Return how many notices a person has not read; `MOST` stands for that many or more."""
    if not member.stands_for:
        return session.scalar(_UNREAD, {"me": member.id, "names": [member.id, *sorted(member.groups)]}) or 0
    some = select(DbNotice.id).where(_told(member), ~_read(member)).limit(MOST).subquery()
    return session.scalar(select(func.count()).select_from(some)) or 0


def open_notice(session: Session, member: Member, notice: int) -> Notice | None:
    """Take a notice as read and return it; None where the person was told none of that number."""
    query = _with_cases(_read(member)).where(_told(member), DbNotice.id == notice)
    row, tracking, service, read = session.execute(query).one_or_none() or (None, None, None, False)
    if row is None:
        return None
    if not read:
        session.add(DbNoticeRead(notice_id=row.id, person_id=member.id))
    return _notice(row, tracking, service, True)


def mark_read(session: Session, member: Member) -> None:
    """Take all that a person was told as read."""
    query = select(DbNotice.id).where(_told(member), ~_read(member))
    session.add_all([DbNoticeRead(notice_id=notice, person_id=member.id) for notice in session.scalars(query)])


def was_told(session: Session, member: Member, instance: str) -> bool:
    """Return whether a person was ever told something about a case, itself."""
    query = select(DbNotice.id).where(DbNotice.instance == instance, _addressed(member))
    return session.scalar(query.limit(1)) is not None


def _with_cases(read: ColumnElement[bool]) -> Select[DbNotice, str, str, bool]:
    """Return what finds notices with tracking number and service of their case, where they are of one, and whether they are read."""
    query = select(DbNotice, DbCase.tracking, DbCase.service, read.label("read"))
    return query.outerjoin(DbCase, DbCase.instance == DbNotice.instance)


def _notice(row: DbNotice, tracking: str | None, service: str | None, read: bool) -> Notice:
    return Notice(
        id=row.id,
        instance=row.instance,
        tracking=tracking or "",
        service=service or "",
        contract=row.contract_id,
        day=row.day,
        kind=row.kind,
        element=row.element,
        at=row.at,
        read=bool(read),
    )


def _wanted(member: Member, wanted: Wanted) -> list[ColumnElement[bool]]:
    conditions = [_told(member)]
    if wanted.unread:
        conditions.append(~_read(member))
    if wanted.about in ABOUT:
        conditions.append(DbNotice.kind.in_(ABOUT[wanted.about]))
    elif wanted.about == CASE:
        conditions.append(DbNotice.kind.not_in([kind for kinds in ABOUT.values() for kind in kinds]))
    return conditions


def _read(member: Member) -> ColumnElement[bool]:
    return (
        select(DbNoticeRead.notice_id)
        .where(DbNoticeRead.notice_id == DbNotice.id, DbNoticeRead.person_id == member.id)
        .exists()
    )


def _told(member: Member) -> ColumnElement[bool]:
    """Return what finds the notices for a person: its own, and since it stands in for somebody, the absent one's (R14)."""
    lent = (and_(_addressed(each.member), DbNotice.at >= each.since) for each in member.stands_for)
    return or_(_addressed(member), *lent)


def _addressed(member: Member) -> ColumnElement[bool]:
    return DbNotice.recipient.in_([member.id, *sorted(member.groups)])

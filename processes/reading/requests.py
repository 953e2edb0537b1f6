"""What somebody asked for: each request with where it is, those that wait for the reader first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, bindparam, exists, func, literal, select

from engine.form import Words
from engine.form.digits import to_latin
from engine.store.port import Unit
from processes.organisation import Member
from processes.tables import DbCaller, DbCase, DbWaiting
from processes.waiting.names import holds
from processes.whereabouts import Whereabouts, whereabouts

PAGE = 20
"""How many requests a page shows."""

_MINE = DbCase.requester_id == bindparam("person")
_WAITS = exists().where(
    DbWaiting.instance == DbCase.instance, DbWaiting.name == literal(holds("")) + bindparam("person")
)
_LATEST = (DbCase.asked_at.desc(), DbCase.instance)
_OPEN = select(DbCase).where(_MINE, DbCase.ended_at.is_(None)).order_by(_WAITS.desc(), *_LATEST)
_ENDED = select(DbCase).where(_MINE, DbCase.ended_at.is_not(None)).order_by(*_LATEST)
_NUMBERED = select(DbCase).where(_MINE, DbCase.tracking.startswith(bindparam("number"))).order_by(*_LATEST)
_COUNTS = select(func.count(), func.count(DbCase.ended_at)).where(_MINE)
_FOUND = select(func.count()).where(_MINE, DbCase.tracking.startswith(bindparam("number")))
_CALLERS = select(DbCaller.instance, DbCaller.name).where(DbCaller.instance.in_(bindparam("instances", expanding=True)))


@dataclass(frozen=True, kw_only=True, slots=True)
class Request:
    """A request as its requester sees it in the list."""

    tracking: str
    asked_at: datetime
    where: Whereabouts
    caller: Words | None
    """For whom it was asked, where that is somebody without an account."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Requests:
    """A page of somebody's requests, and how many there are."""

    shown: Sequence[Request]
    open: int
    ended: int
    found: int
    """How many there are of those that are shown page by page."""


def requests(
    unit: Unit, member: Member, *, now: datetime, ended: bool = False, number: str = "", page: int = 1
) -> Requests:
    """Return a page of what somebody asked for: the open ones, the ended ones, or those whose number begins so."""
    digits = "".join(sign for sign in to_latin(number) if sign.isdigit())
    given = {"person": member.id, "number": digits}
    every, over = unit.session.execute(_COUNTS, given).one()
    if digits:
        query, found = _NUMBERED, unit.session.scalar(_FOUND, given)
    else:
        query, found = (_ENDED, over) if ended else (_OPEN, every - over)
    shown = _requests(unit, member, query, given, now=now, page=page)
    return Requests(shown=shown, open=every - over, ended=over, found=found or 0)


def _requests(
    unit: Unit, member: Member, query: Select[DbCase], given: dict[str, str], *, now: datetime, page: int
) -> list[Request]:
    rows = list(unit.session.scalars(query.limit(PAGE).offset((page - 1) * PAGE), given))
    where = whereabouts(unit, member, rows, now=now)
    callers = dict(unit.session.execute(_CALLERS, {"instances": [row.instance for row in rows]}).all())
    return [
        Request(
            tracking=row.tracking,
            asked_at=row.asked_at,
            where=where[row.instance],
            caller=Words(fa=name, en=name) if (name := callers.get(row.instance)) else None,
        )
        for row in rows
    ]

"""The office's clock: the machine's, and in a demonstration as far ahead of it as somebody set it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from math import ceil
from typing import cast

from sqlalchemy.orm import Session

from engine.errors import BadInput
from processes.tables import DbClock

FARTHEST = timedelta(days=3660)
_AHEAD = "how far the office's clock is ahead"


class ClockBackwards(BadInput):
    en = "Expected the clock to be set forward by at most ten years, but found {by}. Cases cannot go back in time: choose another time."
    fa = "ساعت را فقط می‌توان تا ده سال جلو برد، ولی {by} خواسته شد. پرونده‌ها به گذشته برنمی‌گردند؛ زمان دیگری انتخاب کنید."


def ahead(session: Session) -> timedelta:
    """Return how far the office's clock is ahead; in one transaction it is read once."""
    if _AHEAD not in session.info:
        row = session.get(DbClock, 1)
        session.info[_AHEAD] = timedelta(seconds=row.ahead if row else 0)
    return cast(timedelta, session.info[_AHEAD])


def now(session: Session) -> datetime:
    """Return the office's time, an aware instant in UTC."""
    return datetime.now(UTC) + ahead(session)


def machine(_session: Session) -> datetime:
    """Return the machine's time, which is that of every office but a demonstration's, whatever was set before."""
    return datetime.now(UTC)


def advance(session: Session, by: timedelta) -> datetime:
    """Set the clock forward by whole seconds, as many as `by` needs, and return the new time; raise `ClockBackwards`."""
    reached = ahead(session) + by
    if by < timedelta(0) or reached > FARTHEST:
        raise ClockBackwards(by=by)
    session.merge(DbClock(id=1, ahead=ceil(reached.total_seconds())))
    session.flush()
    session.info.pop(_AHEAD, None)
    return now(session)

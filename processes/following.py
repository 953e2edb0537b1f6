"""Following a request without an account (R10): with its tracking number and the caller's or requester's mobile number."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from engine.form.digits import to_latin
from engine.store.port import Unit
from processes.mobile import NotAMobile, mobile_number
from processes.tables import DbCaller, DbCase, DbPerson
from processes.whereabouts import Whereabouts, whereabouts_told


@dataclass(frozen=True, kw_only=True, slots=True)
class Followed:
    """All that one learns who follows a request so: no names, no words of anybody."""

    tracking: str
    asked_at: datetime
    where: Whereabouts
    called: bool
    """Whether it is a caller's, for whom the one who registered it acts."""


def follow(unit: Unit, tracking: str, mobile: str, *, now: datetime) -> Followed | None:
    """Return how a request stands; None where number and mobile, as they were typed, do not belong together.

    Whoever guesses learns nothing: a number that does not exist is looked up and compared just as one that does.
    """
    try:
        typed = mobile_number(mobile)
    except NotAMobile:
        typed = "-"
    number = "".join(sign for sign in to_latin(tracking) if sign.isdigit())
    query = (
        select(DbCase, func.coalesce(DbCaller.mobile, DbPerson.mobile, ""), DbCaller.mobile.is_not(None))
        .join(DbPerson, DbPerson.id == DbCase.requester_id)
        .outerjoin(DbCaller, DbCaller.instance == DbCase.instance)
        .where(DbCase.tracking == number)
    )
    case, kept, called = unit.session.execute(query).one_or_none() or (None, "", False)
    fits = hmac.compare_digest(kept.encode(), typed.encode())
    if not fits or case is None:
        return None
    where = whereabouts_told(unit, case, called=bool(called), now=now)
    return Followed(tracking=case.tracking, asked_at=case.asked_at, where=where, called=bool(called))

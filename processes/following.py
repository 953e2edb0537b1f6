"""Following a request without an account (R10): with its tracking number and the caller's or requester's mobile number."""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from engine.form import Words
from engine.form.digits import to_latin
from engine.instance.state import InstanceId
from engine.store.port import Unit
from processes.mobile import NotAMobile, mobile_number
from processes.tables import DbCaller, DbCase, DbPerson
from processes.words import awaited, element_name, present_service


@dataclass(frozen=True, kw_only=True, slots=True)
class Followed:
    """All that one learns who follows a request so: no names, no words of anybody."""

    tracking: str
    service: Words
    asked_at: datetime
    where: Sequence[tuple[Words, datetime]]
    """What is being done, and since when."""
    awaits: Sequence[tuple[Words, datetime]]
    """What is waited for, and until when."""
    ended_at: datetime | None
    outcome: Words | None


def follow(unit: Unit, tracking: str, mobile: str) -> Followed | None:
    """Return how a request stands; None where number and mobile, as they were typed, do not belong together.

    Whoever guesses learns nothing: a number that does not exist is looked up and compared just as one that does.
    """
    try:
        typed = mobile_number(mobile)
    except NotAMobile:
        typed = "-"
    number = "".join(sign for sign in to_latin(tracking) if sign.isdigit())
    query = (
        select(DbCase, func.coalesce(DbCaller.mobile, DbPerson.mobile, ""))
        .join(DbPerson, DbPerson.id == DbCase.requester_id)
        .outerjoin(DbCaller, DbCaller.instance == DbCase.instance)
        .where(DbCase.tracking == number)
    )
    case, kept = unit.session.execute(query).one_or_none() or (None, "")
    fits = hmac.compare_digest(kept.encode(), typed.encode())
    return _followed(unit, case) if fits and case is not None else None


def _followed(unit: Unit, case: DbCase) -> Followed:
    loaded = unit.load(InstanceId(case.instance))
    definition, tasks = unit.definition(loaded.definition), loaded.state.tasks.values() if loaded.state else ()
    return Followed(
        tracking=case.tracking,
        service=present_service(definition, case.service),
        asked_at=case.asked_at,
        where=[(element_name(definition, task.element), task.opened_at) for task in tasks],
        awaits=awaited(definition, loaded.state) if loaded.state else [],
        ended_at=case.ended_at,
        outcome=element_name(definition, case.outcome) if case.outcome else None,
    )

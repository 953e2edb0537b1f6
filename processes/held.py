"""What a transaction holds of a case and of who gives a command in it, read in one statement; each step keeps it up to date.

Beside the sentence: the host asks for it once, before a step, and all that is projected after the step is written against it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, cast

from sqlalchemy import Select, String, and_, bindparam, func, literal, select
from sqlalchemy import cast as cast_to
from sqlalchemy.orm import Session

from engine.instance.state import InstanceId
from engine.store.port import Unit
from engine.store.tables import InstanceKey
from processes.calendars.behind import BEHIND
from processes.organisation import Member
from processes.substitutes import acting_in, acting_rows
from processes.tables import DbActivity, DbActor, DbCase, DbStay

_KEY, _WHO = "what is held of cases", "who gives a command"
_BETWEEN = "\n"
_STAY = DbStay.__table__.c
_ACTIVITY = DbActivity.__table__.c
_COLUMNS = (
    *(column for column in _STAY if column.name not in ("instance", "activity")),
    *(column for column in _ACTIVITY if column.name != "id"),
)


@dataclass(kw_only=True, slots=True)
class Held:
    """A case as a transaction has it."""

    case: DbCase
    behind: bool = False
    """Whether it rests on a calendar that is no longer in force."""
    actors: dict[str, int] = field(default_factory=dict)
    """Who took part, each with the capacities in which."""
    stays: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    """Its stays that are not over, by token, with the names of their activities."""


def held(session: Session, instance: str) -> Held | None:
    """Return what is held of a case; None where there is no such case."""
    kept = _kept(session)
    if instance not in kept:
        _keep(kept, instance, session.execute(_CASE, {"case": instance}).all())
    return kept[instance]


def begin(session: Session, case: DbCase) -> None:
    """Hold a case that has just started."""
    _kept(session)[case.instance] = Held(case=case)


def look(unit: Unit, instance: InstanceId, person: str, *, at: datetime, on: date) -> None:
    """Read a case, the instance behind it, and who gives a command in it as he or she acts at a moment, in one statement."""
    session: Session = unit.session
    rows = unit.load_beside(_CASE_AND_WHO, {"case": instance, "me": person, "at": at, "on": on})
    if rows:  # else there is no such case, or nobody of that name: the engine says the one, the host the other
        _keep(_kept(session), instance, rows)
        session.info[_WHO] = {(person, at): acting_in(rows, person, on=on)}


def looked_at(session: Session, person: str, *, at: datetime) -> Member | None:
    """Return who gives a command, where that was looked at for this moment in this transaction."""
    known: Mapping[tuple[str, datetime], Member] = session.info.get(_WHO, {})
    return known.get((person, at))


def _kept(session: Session) -> dict[str, Held | None]:
    return cast("dict[str, Held | None]", session.info.setdefault(_KEY, {}))


def _keep(kept: dict[str, Held | None], instance: str, rows: Sequence[Any]) -> None:
    if not rows:
        kept[instance] = None
        return
    first = rows[0]
    kept[instance] = Held(
        case=first.DbCase,
        behind=bool(first.behind),
        actors={who: int(each) for each, _, who in (one.partition("/") for one in _split(first.actors))},
        stays={row.stay_token: _stay(row) for row in rows if row.stay_token is not None},
    )


def _split(text: str | None) -> list[str]:
    return text.split(_BETWEEN) if text else []


def _stay(row: Any) -> dict[str, Any]:
    return {column.name: getattr(row, f"stay_{column.name}") for column in _COLUMNS}


# Made once: making a statement costs several times what running it does.
_INSTANCE = bindparam("case", type_=InstanceKey())
_HELD: tuple[Any, ...] = (
    DbCase,
    BEHIND.label("behind"),
    select(func.aggregate_strings(cast_to(DbActor.capacities, String) + literal("/") + DbActor.person_id, _BETWEEN))
    .where(DbActor.instance == _INSTANCE)
    .scalar_subquery()
    .label("actors"),
    *(column.label(f"stay_{column.name}") for column in _COLUMNS),
)
_OPEN = and_(_STAY.instance == DbCase.instance, _STAY.left_at.is_(None))
_THERE = DbActivity.id == DbStay.activity
_CASE: Select[Any] = (
    select(*_HELD).outerjoin(DbStay, _OPEN).outerjoin(DbActivity, _THERE).where(DbCase.instance == _INSTANCE)
)
_CASE_AND_WHO = (
    acting_rows(bindparam("me", type_=String()))
    .add_columns(*_HELD, DbCase.instance.label("instance"))
    .join(DbCase, DbCase.instance == _INSTANCE)
    .outerjoin(DbStay, _OPEN)
    .outerjoin(DbActivity, _THERE)
)

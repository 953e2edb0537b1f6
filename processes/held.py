"""What a transaction holds of a case and of who gives a command in it, read in one statement; each step keeps it up to date.

Beside the sentence: the host asks for it once, before a step, and all that is projected after the step is written against it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, Select, String, and_, bindparam, func, literal, select
from sqlalchemy import cast as cast_to
from sqlalchemy.orm import Session

from engine.instance.state import InstanceId
from engine.store.port import Unit
from engine.store.tables import InstanceKey
from processes.along import keep_actors
from processes.calendars.behind import BEHIND
from processes.caserow import CASE_COLUMNS, case_of
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
        _keep(session, instance, session.execute(_CASE, {"case": instance}).all())
    return kept[instance]


def begin(session: Session, case: DbCase) -> None:
    """Hold a case that has just started."""
    _kept(session)[case.instance] = Held(case=case)


def look(unit: Unit, instance: InstanceId, person: str, *, at: datetime, on: date) -> None:
    """Read a case, the instance behind it, and who gives a command in it as he or she acts at a moment, in one statement."""
    if looked_at(unit.session, person, at=at) is None or instance not in _kept(unit.session):
        _looked(unit, _CASE_AND_WHO, {"case": instance, "me": person, "at": at, "on": on})


def find(unit: Unit, tracking: str, person: str, *, at: datetime, on: date) -> tuple[DbCase, Member] | None:
    """Read the same by a case's tracking number, before a command of that moment is made; None where there is no such case."""
    found = _looked(unit, _FOUND_AND_WHO, {"tracking": tracking, "me": person, "at": at, "on": on})
    who = looked_at(unit.session, person, at=at)
    return None if found is None or who is None else (found.case, who)


def _looked(unit: Unit, query: Select[Any], given: Mapping[str, Any]) -> Held | None:
    """Read a case and who gives a command; None where there is no such case, or nobody of that name: the engine says the one, the host the other."""
    session: Session = unit.session
    rows = unit.load_beside(query, given)
    if not rows:
        return None
    instance = rows[0].instance
    _keep(session, instance, rows)
    session.info[_WHO] = {(given["me"], given["at"]): acting_in(rows, given["me"], on=given["on"])}
    here = held(session, instance)
    if here is not None:
        keep_actors(session, instance, here.actors.keys())
    return here


def looked_at(session: Session, person: str, *, at: datetime) -> Member | None:
    """Return who gives a command, where that was looked at for this moment in this transaction."""
    known: Mapping[tuple[str, datetime], Member] = session.info.get(_WHO, {})
    return known.get((person, at))


def _kept(session: Session) -> dict[str, Held | None]:
    return cast("dict[str, Held | None]", session.info.setdefault(_KEY, {}))


def _keep(session: Session, instance: str, rows: Sequence[Any]) -> None:
    kept = _kept(session)
    if not rows:
        kept[instance] = None
        return
    first = rows[0]
    kept[instance] = Held(
        case=case_of(session, first),
        behind=bool(first.behind),
        actors={who: int(each) for each, _, who in (one.partition("/") for one in _split(first.actors))},
        stays={row.stay_token: _stay(row) for row in rows if row.stay_token is not None},
    )


def _split(text: str | None) -> list[str]:
    return text.split(_BETWEEN) if text else []


def _stay(row: Any) -> dict[str, Any]:
    return dict(zip(_STAY_NAMES, row[_STAYS_AT:], strict=False))


# Made once: making a statement costs several times what running it does.
_INSTANCE = bindparam("case", type_=InstanceKey())
_HELD: tuple[Any, ...] = (
    *CASE_COLUMNS,
    BEHIND.label("behind"),
    select(func.aggregate_strings(cast_to(DbActor.capacities, String) + literal("/") + DbActor.person_id, _BETWEEN))
    .where(DbActor.instance == DbCase.instance)
    .scalar_subquery()
    .label("actors"),
    *(column.label(f"stay_{column.name}") for column in _COLUMNS),
)
_STAY_NAMES = tuple(column.name for column in _COLUMNS)
_STAYS_AT = len(_HELD) - len(_COLUMNS)
"""Where a stay begins in a row."""
_OPEN = and_(_STAY.instance == DbCase.instance, _STAY.left_at.is_(None))
_THERE = DbActivity.id == DbStay.activity
_CASE: Select[Any] = (
    select(*_HELD)
    .select_from(DbCase)
    .outerjoin(DbStay, _OPEN)
    .outerjoin(DbActivity, _THERE)
    .where(DbCase.instance == _INSTANCE)
)


def _and_who(case: ColumnElement[bool]) -> Select[Any]:
    """Return what finds the case of a condition with who gives a command in it."""
    who = acting_rows(bindparam("me", type_=String()))
    whole = who.with_only_columns(*_HELD, DbCase.instance.label("instance"), *who.selected_columns)
    return whole.join(DbCase, case).outerjoin(DbStay, _OPEN).outerjoin(DbActivity, _THERE)


_CASE_AND_WHO = _and_who(DbCase.instance == _INSTANCE)
_FOUND_AND_WHO = _and_who(DbCase.tracking == bindparam("tracking", type_=String()))

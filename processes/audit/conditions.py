"""What an auditor asks for, as conditions of a query over cases and their instances."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from engine.form.digits import to_latin
from engine.store.tables import DbInstance
from processes.audit.asked import Asked, Capacity
from processes.audit.people import meant
from processes.tables import ACTOR, PRINCIPAL, DbActor, DbCase

_CAPACITIES = {"actor": ACTOR, "principal": PRINCIPAL}


def conditions(session: Session, asked: Asked, zone: str) -> list[ColumnElement[bool]]:
    """Return the conditions; days are those of the office's time zone."""
    return [*_what(asked), *_when(asked, ZoneInfo(zone)), *_who(session, asked), *_how(asked)]


def _what(asked: Asked) -> Iterator[ColumnElement[bool]]:
    if asked.tracking:
        yield DbCase.tracking.startswith("".join(to_latin(asked.tracking).split()), autoescape=True)
    if asked.service:
        yield DbCase.service == asked.service
    if asked.channel:
        yield DbCase.channel == asked.channel
    if asked.unit:
        yield DbCase.unit_id == asked.unit


def _when(asked: Asked, zone: ZoneInfo) -> Iterator[ColumnElement[bool]]:
    moment = DbCase.ended_at if asked.dated_by == "ended" else DbCase.asked_at
    if asked.since is not None:
        yield moment >= _midnight(asked.since, zone)
    if asked.until is not None:
        yield moment < _midnight(asked.until + timedelta(days=1), zone)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time.min, tzinfo=zone)


def _who(session: Session, asked: Asked) -> Iterator[ColumnElement[bool]]:
    if asked.person:
        yield or_(*_had_to_do(list(meant(session, asked.person)), asked.capacity))


def _had_to_do(people: Sequence[str], capacity: Capacity) -> Iterator[ColumnElement[bool]]:
    if capacity in ("", "requester"):
        yield DbCase.requester_id.in_(people)
    if capacity != "requester":
        as_what = _CAPACITIES.get(capacity, ACTOR | PRINCIPAL)
        acted = select(DbActor.instance).where(
            DbActor.person_id.in_(people), DbActor.capacities.bitwise_and(as_what) != 0
        )
        yield DbCase.instance.in_(acted)


def _how(asked: Asked) -> Iterator[ColumnElement[bool]]:
    yield from _late(asked)
    if asked.refused:
        yield DbInstance.refused > 0
    match asked.outcome:
        case "":
            return
        case "open":
            yield DbCase.ended_at.is_(None)
        case "confirmed" | "lapsed":
            yield DbCase.closing == asked.outcome
        case "otherwise":
            yield DbCase.ended_at.is_not(None)
            yield DbCase.closing.is_(None)
        case keys:
            yield DbCase.outcome.in_(keys.split(","))


def _late(asked: Asked) -> Iterator[ColumnElement[bool]]:
    breached, delayed = DbCase.breached_at.is_not(None), DbCase.delayed_at.is_not(None)
    match asked.late:
        case "breach":
            yield breached
        case "delay":
            yield delayed
        case "either":
            yield breached | delayed
        case "neither":
            yield ~breached & ~delayed

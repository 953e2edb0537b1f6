"""All cases that somebody oversees, narrowed down and sorted, a page at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from engine.form import Words
from engine.instance.state import InstanceId
from engine.store.port import Unit
from engine.store.tables import DbInstance
from processes.audit.asked import Asked
from processes.audit.conditions import conditions
from processes.organisation import Member
from processes.permissions import Action, units_for
from processes.reading.lines import CaseLine, Lines
from processes.registration import CHANNELS
from processes.tables import DbCase
from processes.waiting.find import MOST, Count

ORDERS: Mapping[str, Any] = {
    "asked": DbCase.asked_at,
    "ended": DbCase.ended_at,
    "service": DbCase.service,
    "unit": DbCase.unit_id,
}
"""By what the cases can be sorted."""
PAGE = 30


@dataclass(frozen=True, kw_only=True, slots=True)
class Overseen:
    """A page of the cases that somebody oversees."""

    lines: Sequence[CaseLine]
    found: Count


def overseen(
    unit: Unit, member: Member, asked: Asked, zone: str, *, skip: int = 0, size: int = PAGE, instances: Sequence[str] | None = None
) -> Overseen:  # fmt: skip
    """Return a page of the cases that a person oversees, of those that are asked for; `instances`: among these."""
    wanted = [*_overseen(member), *conditions(unit.session, asked, zone)]
    wanted += [] if instances is None else [DbCase.instance.in_(instances)]
    query = _sorted(_among(select(DbCase), wanted), asked.order).offset(skip).limit(size)
    rows = list(unit.session.scalars(query))
    lines = Lines(unit, member, [InstanceId(row.instance) for row in rows])
    some = _among(select(DbCase.instance), wanted).limit(MOST).subquery()
    number = unit.session.scalar(select(func.count()).select_from(some)) or 0
    count = Count(number=min(number, MOST - 1), more=number >= MOST)
    return Overseen(lines=[lines.case(row) for row in rows], found=count)


def channel_shares(unit: Unit, member: Member) -> list[tuple[Words, int]]:
    """Return how many of the cases that a person oversees came by each channel (R9), those that none came by too."""
    query = select(DbCase.channel, func.count()).group_by(DbCase.channel).where(*_overseen(member))
    counts = dict(unit.session.execute(query).all())
    return [(words, counts.get(key, 0)) for key, words in CHANNELS.items()]


def _overseen(member: Member) -> list[ColumnElement[bool]]:
    units = units_for(member, Action.OVERSEE)
    return [] if units is None else [DbCase.unit_id.in_(sorted(units))]


def _among(query: Select[Any], wanted: Sequence[ColumnElement[bool]]) -> Select[Any]:
    return query.join(DbInstance, DbInstance.id == DbCase.instance).where(*wanted)


def _sorted(query: Select[Any], order: str) -> Select[Any]:
    """Sort as is asked for; what has not ended comes last either way."""
    key = order.removeprefix("-")
    column = ORDERS.get(key, DbCase.asked_at)
    first, then = (each.desc() if order.startswith("-") else each.asc() for each in (column, DbCase.instance))
    return query.order_by(first.nulls_last() if key == "ended" else first, then)

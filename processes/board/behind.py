"""The cases behind a figure of the board, a page at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, func, select

from engine.instance.state import InstanceId
from engine.store.port import Unit
from processes.board.asked import Asked
from processes.board.counts import CASE, CLOCK, OF_LAYERS, RESPONSE, past, standing
from processes.dates import month_begins
from processes.organisation import Member
from processes.reading.lines import CaseLine, Lines
from processes.tables import DbCase
from processes.waiting.find import MOST, Count

NOW, PERIOD = ("open", "risk", "late"), ("asked", "ended", "missed")
WHAT = (*NOW, *PERIOD)
"""How cases stand now, and what became of them in the period."""
_MOMENTS: Mapping[str, Any] = {"asked": CASE.c.asked_at, "ended": CASE.c.ended_at, "missed": CASE.c.breached_at}
PAGE = 30


@dataclass(frozen=True, kw_only=True, slots=True)
class BehindLine:
    """A case behind a figure; `due` is when the next of its targets ends, or ended, where one of its clocks runs."""

    case: CaseLine
    due: datetime | None
    late: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Behind:
    """A page of the cases behind a figure."""

    lines: Sequence[BehindLine]
    found: Count


def behind(
    unit: Unit, member: Member, asked: Asked, what: str, layer: str, *, now: datetime, zone: str, skip: int = 0
) -> Behind:
    """Return a page of the cases of one of `WHAT`, of those in a layer where one is named: the longest late first, else the newest."""
    query = _standing(asked, what, layer, now) if what in NOW else _period(asked, what, layer, ZoneInfo(zone))
    found = unit.session.scalar(select(func.count()).select_from(query.limit(MOST).subquery())) or 0
    order = [CASE.c.asked_at] if what in NOW else [_moment(what, layer).desc()]
    keys = [row[0] for row in unit.session.execute(query.order_by(*order, CASE.c.instance).offset(skip).limit(PAGE))]
    return Behind(
        lines=list(_lines(unit, member, keys, now)), found=Count(number=min(found, MOST - 1), more=found >= MOST)
    )


def _standing(asked: Asked, what: str, layer: str, now: datetime) -> Select[Any]:
    clocks = standing(now, CLOCK.c.instance, *([CLOCK.c.layer == layer] if layer else []))
    late = clocks.c.late > 0 if layer else past(clocks)
    joined = CASE.join(clocks, clocks.c.instance == CASE.c.instance, isouter=not layer)
    query = select(CASE.c.instance).select_from(joined).where(CASE.c.ended_at.is_(None), *asked.narrowed(CASE))
    if what == "late":
        return query.where(late)
    return query if what == "open" else query.where(~late, clocks.c.risk > 0)


def _period(asked: Asked, what: str, layer: str, zone: ZoneInfo) -> Select[Any]:
    begin, end = month_begins(asked.since, zone), month_begins(asked.until + 1, zone)
    if not layer:
        moment = _MOMENTS[what]
        return select(CASE.c.instance).where(moment >= begin, moment < end, *asked.narrowed(CASE))
    conditions: list[ColumnElement[bool]] = [
        OF_LAYERS, CLOCK.c.layer == layer, asked.within(CLOCK.c.stopped_month), CLOCK.c.target != RESPONSE, *asked.narrowed(CLOCK),
    ]  # fmt: skip
    conditions += [CLOCK.c.breached] if what == "missed" else []
    return select(CASE.c.instance).where(CASE.c.instance.in_(select(CLOCK.c.instance).where(*conditions)))


def _moment(what: str, layer: str) -> ColumnElement[Any]:
    return CASE.c.asked_at if layer else _MOMENTS[what]


def _lines(unit: Unit, member: Member, keys: Sequence[str], now: datetime) -> Iterator[BehindLine]:
    lines = Lines(unit, member, [InstanceId(key) for key in keys])
    rows = {row.instance: row for row in unit.session.scalars(select(DbCase).where(DbCase.instance.in_(keys)))}
    query = select(CLOCK.c.instance, func.min(CLOCK.c.due)).where(
        CLOCK.c.instance.in_(keys), CLOCK.c.stopped_at.is_(None)
    )
    dues = dict(unit.session.execute(query.group_by(CLOCK.c.instance)).all())
    for key in keys:
        row, due = rows[key], dues.get(key)
        late = row.breached_at is not None or (due is not None and due <= now)
        yield BehindLine(case=lines.case(row), due=due, late=late)

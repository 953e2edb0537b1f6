"""Counting cases and clocks: each question is one pass over an index that holds all it needs.

A count comes apart by service, unit and channel, and by month where it is about a period, so that one pass serves every table
and every line of the board.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, case, func, literal_column, or_, select
from sqlalchemy.orm import Session

from engine.store.tables import table_of
from processes.board.asked import Asked
from processes.tables import DbCase, DbCaseClock

CASE, CLOCK = table_of(DbCase), table_of(DbCaseClock)
OF_LAYERS = CLOCK.c.layer != literal_column("''")
"""Written out, and not bound: so SQLite knows that the index, in which only these are, has all that is asked for."""
RESPONSE = "response"
"""The target that is met before a clock stops; of a layer only what it was given for the whole counts."""


@dataclass(frozen=True, slots=True)
class Counted:
    """So many cases of one service, unit and channel in one month."""

    month: int
    service: str
    unit: str
    channel: str
    number: int


@dataclass(frozen=True, slots=True)
class Open:
    """So many open cases of one service, unit and channel (or of one layer): how many are at risk, and how many past a target."""

    service: str
    unit: str
    channel: str
    number: int
    risk: int
    late: int


def counted(session: Session, asked: Asked, what: str) -> list[Counted]:
    """Return how many cases were asked for, ended, or missed a time in each month; `what`: asked, ended, breached."""
    month = CASE.c[f"{what}_month"]
    by = (month, CASE.c.service, CASE.c.unit_id, CASE.c.channel)
    query = select(*by, func.count()).where(asked.within(month), *asked.narrowed(CASE)).group_by(*by)
    return [Counted(*row) for row in session.execute(query)]


def open_cases(session: Session, asked: Asked, now: datetime) -> list[Open]:
    """Return how many cases are open."""
    clocks = standing(now, CLOCK.c.instance)
    late = past(clocks)
    query = (
        select(
            CASE.c.service, CASE.c.unit_id, CASE.c.channel, func.count(),
            _those(~late & (func.coalesce(clocks.c.risk, 0) > 0)), _those(late),
        )
        .select_from(CASE.outerjoin(clocks, clocks.c.instance == CASE.c.instance))
        .where(CASE.c.ended_at.is_(None), *asked.narrowed(CASE))
        .group_by(CASE.c.service, CASE.c.unit_id, CASE.c.channel)
    )  # fmt: skip
    return [Open(*row) for row in session.execute(query)]


def open_layers(session: Session, asked: Asked, now: datetime) -> dict[str, tuple[int, int, int]]:
    """Return by layer how many cases are there now, how many of these are at risk in it, and how many past its target."""
    clocks = standing(now, CLOCK.c.instance, CLOCK.c.layer, OF_LAYERS, *asked.narrowed(CLOCK))
    late = clocks.c.late > 0
    query = select(clocks.c.layer, func.count(), _those(~late & (clocks.c.risk > 0)), _those(late)).group_by(
        clocks.c.layer
    )
    return {row[0]: (row[1], row[2], row[3]) for row in session.execute(query)}


def left_layers(session: Session, asked: Asked) -> dict[str, tuple[int, int]]:
    """Return by layer how often a case's time there ended in these months, and how often past its target."""
    query = (
        select(CLOCK.c.layer, func.count(), _those(CLOCK.c.breached))
        .where(asked.within(CLOCK.c.stopped_month), OF_LAYERS, CLOCK.c.target != RESPONSE, *asked.narrowed(CLOCK))
        .group_by(CLOCK.c.layer)
    )
    return {row[0]: (row[1], row[2]) for row in session.execute(query)}


def medians(session: Session, asked: Asked, ended: Sequence[Counted]) -> dict[int, int]:
    """Return the median of the working seconds that cases took which ended in each month: the middle one, the lower of two."""
    numbers: dict[int, int] = {}
    for each in ended:
        numbers[each.month] = numbers.get(each.month, 0) + each.number
    return {month: _nth(session, asked, month, (number - 1) // 2) for month, number in numbers.items()}


def _nth(session: Session, asked: Asked, month: int, place: int) -> int:
    query = select(CASE.c.used).where(CASE.c.ended_month == month, *asked.narrowed(CASE)).order_by(CASE.c.used)
    return int(session.scalar(query.limit(1).offset(place)) or 0)


def standing(now: datetime, *wanted: ColumnElement[Any]) -> Subquery:
    """Return the open clocks, put together by the columns among `wanted`, with `late` and `risk` (1 or 0); the rest are conditions."""
    by = [each for each in wanted if each in CLOCK.c.values()]
    conditions = [each for each in wanted if not any(each is column for column in by)]
    late = or_(CLOCK.c.breached, CLOCK.c.due <= now)
    query: Select[Any] = select(
        *by,
        func.max(case((late, 1), else_=0)).label("late"),
        func.max(case((CLOCK.c.risk_at <= now, 1), else_=0)).label("risk"),
    )
    return query.where(CLOCK.c.stopped_at.is_(None), *conditions).group_by(*by).subquery()


def past(clocks: Subquery) -> ColumnElement[bool]:
    """Return the condition that an open case is past a target: one of its clocks is, or was before it stopped."""
    return or_(CASE.c.breached_at.is_not(None), func.coalesce(clocks.c.late, 0) > 0)


def _those(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)

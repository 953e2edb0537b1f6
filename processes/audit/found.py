"""The cases that an auditor asks for: found in what the office keeps of each, without reading a history."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, case, func, select
from sqlalchemy.orm import Session

from engine.definition import Definition
from engine.form import Words
from engine.instance.state import InstanceId
from engine.store.port import Unit
from engine.store.tables import DbInstance
from processes.audit.asked import Asked
from processes.audit.conditions import conditions
from processes.tables import DbCaller, DbCase, DbPerson, DbUnit
from processes.words import element_name, present_service

AT_ONCE = 500
"""How many cases an export reads at a time."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FoundCase:
    """A case as a line of what was found."""

    instance: InstanceId
    tracking: str
    service: Words
    unit: Words
    requester: Words
    asked_at: datetime
    ended_at: datetime | None
    outcome: Words | None
    closing: str | None
    delayed_at: datetime | None
    breached_at: datetime | None
    records: int
    refused: int
    moved_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Totals:
    """How many cases were found, and of these how many of each kind."""

    cases: int
    open: int
    confirmed: int
    lapsed: int
    otherwise: int
    breached: int
    delayed: int
    with_refused: int
    records: int


_COLUMNS = select(
    DbCase.instance, DbCase.tracking, DbCase.service, DbCase.unit_id, DbCase.asked_at, DbCase.ended_at, DbCase.outcome,
    DbCase.closing, DbCase.delayed_at, DbCase.breached_at,
    DbInstance.definition, DbInstance.seq, DbInstance.refused, DbInstance.moved_at,
    DbPerson.name_fa, DbPerson.name_en, DbCaller.name.label("caller"),
).join_from(DbCase, DbInstance, DbInstance.id == DbCase.instance).join(
    DbPerson, DbPerson.id == DbCase.requester_id
).outerjoin(DbCaller, DbCaller.instance == DbCase.instance)  # fmt: skip
_ORDERS: Mapping[str, Any] = {
    "asked": DbCase.asked_at,
    "ended": DbCase.ended_at,
    "moved": DbInstance.moved_at,
    "service": DbCase.service,
    "unit": DbCase.unit_id,
    "breached": DbCase.breached_at,
    "refused": DbInstance.refused,
}

_MAY_BE_MISSING = (_ORDERS["ended"], _ORDERS["breached"])
"""Where it is missing it comes last. The others need not say so: an index would no longer do."""


def totals(session: Session, asked: Asked, zone: str) -> Totals:
    """Return how many cases are found, and how they stand."""

    def those(condition: ColumnElement[bool]) -> ColumnElement[int]:
        return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)

    ended, closed = DbCase.ended_at.is_not(None), DbCase.closing.is_not(None)
    query = (
        select(
            func.count(), those(~ended), those(DbCase.closing == "confirmed"), those(DbCase.closing == "lapsed"),
            those(ended & ~closed), those(DbCase.breached_at.is_not(None)), those(DbCase.delayed_at.is_not(None)),
            those(DbInstance.refused > 0), func.coalesce(func.sum(DbInstance.seq), 0),
        )
        .join_from(DbCase, DbInstance, DbInstance.id == DbCase.instance)
        .where(*conditions(session, asked, zone))
    )  # fmt: skip
    names = ("cases", "open", "confirmed", "lapsed", "otherwise", "breached", "delayed", "with_refused", "records")
    return Totals(**dict(zip(names, map(int, session.execute(query).one()), strict=True)))


def found(unit: Unit, asked: Asked, zone: str, *, offset: int, limit: int) -> list[FoundCase]:
    """Return the cases that are found, as they are to be sorted, from one on and so many."""
    query = _sorted(_COLUMNS.where(*conditions(unit.session, asked, zone)), asked.order)
    return _lines(unit, unit.session.execute(query.offset(offset).limit(limit)).all())


def every(unit: Unit, asked: Asked, zone: str) -> Iterator[FoundCase]:
    """Yield all cases that are found, a part of them read at a time."""
    query = _sorted(_COLUMNS.where(*conditions(unit.session, asked, zone)), asked.order)
    for rows in unit.session.execute(query.execution_options(yield_per=AT_ONCE)).partitions():
        yield from _lines(unit, rows)


def _sorted(query: Select[*tuple[Any, ...]], order: str) -> Select[*tuple[Any, ...]]:
    column, greatest_first = _ORDERS.get(order.removeprefix("-"), DbCase.asked_at), order.startswith("-")
    first, then = (each.desc() if greatest_first else each.asc() for each in (column, DbCase.instance))
    return query.order_by(first.nulls_last() if any(column is each for each in _MAY_BE_MISSING) else first, then)


def _lines(unit: Unit, rows: Sequence[Row[Any]]) -> list[FoundCase]:
    definitions = {digest: unit.definition(digest) for digest in {row.definition for row in rows}}
    units = {each.id: Words(fa=each.name_fa, en=each.name_en) for each in unit.session.scalars(select(DbUnit))}
    return [_line(row, definitions[row.definition], units) for row in rows]


def _line(row: Row[Any], definition: Definition, units: Mapping[str, Words]) -> FoundCase:
    requester = Words(fa=row.caller, en=row.caller) if row.caller else Words(fa=row.name_fa, en=row.name_en)
    return FoundCase(
        instance=InstanceId(row.instance),
        tracking=row.tracking,
        service=present_service(definition, row.service),
        unit=units[row.unit_id],
        requester=requester,
        asked_at=row.asked_at,
        ended_at=row.ended_at,
        outcome=element_name(definition, row.outcome) if row.outcome else None,
        closing=row.closing,
        delayed_at=row.delayed_at,
        breached_at=row.breached_at,
        records=row.seq,
        refused=row.refused,
        moved_at=row.moved_at,
    )

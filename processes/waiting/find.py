"""Finding what waits: a page of a tray, and how much there is, each in one statement.

A tray is all that is found under some names. Of each name the first lines are read off an index, in the order that is
asked for; what is left is to put these together. So a page costs what its lines cost, not what is open.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any, Literal, cast

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    Subquery,
    bindparam,
    distinct,
    func,
    literal_column,
    select,
    union,
    union_all,
)
from sqlalchemy.orm import Session

from engine.store.tables import Instant, table_of
from processes.tables import DbWaiting

Order = Literal["since", "until", "service", "step", "unit"]
ORDERS: tuple[Order, ...] = ("since", "until", "service", "step", "unit")
MOST = 1000
"""Up to how many lines are counted; a person who has more narrows the list down."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Audience:
    """Under which names somebody looks, of which units (None: of all), and under which names not besides."""

    names: Sequence[str]
    units: Sequence[str] | None = None
    without: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Narrowed:
    """To what a tray is narrowed down; None and False narrow nothing. `steps`: any of them; `late_at`: late at that moment."""

    service: str | None = None
    steps: Sequence[str] | None = None
    unit: str | None = None
    late_at: datetime | None = None
    instances: Sequence[str] | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """What was found: the key of a task and until when it should be done."""

    instance: str
    task: str
    until: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Count:
    """How many there are: so many, or (`more`) at least so many."""

    number: int
    more: bool = False


@dataclass(frozen=True, slots=True)
class _Shape:
    """What a statement depends on: it is made once for each."""

    terms: int
    by_unit: bool
    narrowed: frozenset[str]
    without: bool
    order: Order = "since"
    descending: bool = False


_W = table_of(DbWaiting)
_KEYS = (_W.c.instance, _W.c.task, _W.c.since, _W.c.until, _W.c.service, _W.c.step, _W.c.unit_id)
_COLUMN = {"since": "since", "until": "until", "service": "service", "step": "step", "unit": "unit_id"}


@dataclass(kw_only=True, slots=True)
class _Asked:
    """A question with its statement's shape and parameters."""

    shape: _Shape
    given: dict[str, Any] = field(default_factory=dict)


def page(
    session: Session, audience: Audience, narrowed: Narrowed, *, order: Order = "since", descending: bool = False,
    skip: int = 0, size: int,
) -> list[Found]:  # fmt: skip
    """Return the lines of a page of a tray, in an order in which all lines have their place."""
    asked = _asked(audience, narrowed, order=order, descending=descending)
    if asked is None:
        return []
    given = {**asked.given, "upto": skip + size, "skip": skip, "size": size}
    rows = session.execute(_page(asked.shape), given)
    return [Found(instance=row.instance, task=row.task, until=row.until) for row in rows]


def count(session: Session, audience: Audience, narrowed: Narrowed | None = None, *, most: int = MOST) -> Count:
    """Return how many lines a tray has, counted up to `most`."""
    asked = _asked(audience, narrowed or Narrowed())
    if asked is None:
        return Count(number=0)
    read, number = session.execute(_count(asked.shape), {**asked.given, "most": most}).one()
    return Count(number=min(number, most - 1), more=read >= most)


def _asked(audience: Audience, narrowed: Narrowed, **order: Any) -> _Asked | None:
    """Return the question; None where nothing can be found."""
    units = audience.units if narrowed.unit is None else _both(audience.units, narrowed.unit)
    terms = [(name, unit) for name in audience.names for unit in (units if units is not None else [None])]
    if not terms:
        return None
    wanted = {name: getattr(narrowed, name) for name in ("service", "steps", "late_at", "instances")}
    given: dict[str, Any] = {name: value for name, value in wanted.items() if value is not None}
    shape = _Shape(len(terms), units is not None, frozenset(given), bool(audience.without), **order)
    given |= {f"name_{place}": name for place, (name, _) in enumerate(terms)}
    given |= {f"unit_{place}": unit for place, (_, unit) in enumerate(terms)} if units is not None else {}
    given |= {"without": list(audience.without)} if audience.without else {}
    return _Asked(shape=shape, given=given)


def _both(units: Sequence[str] | None, unit: str) -> Sequence[str]:
    return [unit] if units is None or unit in units else []


@lru_cache(maxsize=512)
def _page(shape: _Shape) -> Select[Any]:
    first = [_first(_term(shape, place), shape) for place in range(shape.terms)]
    found = (union(*(select(one) for one in first)) if len(first) > 1 else select(first[0])).subquery("found")
    return _ordered(select(found), found, shape).limit(bindparam("size")).offset(bindparam("skip"))


def _first(term: Select[Any], shape: _Shape) -> Subquery:
    return _ordered(term, _W, shape).limit(bindparam("upto")).subquery()


def _ordered(query: Select[Any], table: Any, shape: _Shape) -> Select[Any]:
    """Order by the column, then by what makes the order whole, all in one direction: as the indices have it."""
    columns = [table.c[name] for name in dict.fromkeys([_COLUMN[shape.order], "since", "instance", "task"])]
    return query.order_by(*(column.desc() if shape.descending else column for column in columns))


@lru_cache(maxsize=512)
def _count(shape: _Shape) -> Select[Any]:
    terms = [_term(shape, place).with_only_columns(_W.c.instance, _W.c.task) for place in range(shape.terms)]
    every: Select[Any] | CompoundSelect[Any] = union_all(*terms) if len(terms) > 1 else terms[0]
    read = every.limit(bindparam("most")).subquery()
    lines = distinct(read.c.instance.op("||")(literal_column("'/'")).op("||")(read.c.task))  # of a number and a text
    return cast("Select[Any]", select(func.count(), func.count(lines)))


def _term(shape: _Shape, place: int) -> Select[Any]:
    """Return what finds the lines under one name."""
    term = select(*_KEYS).where(_W.c.name == bindparam(f"name_{place}"))
    narrow = "steps" in shape.narrowed
    if shape.by_unit:
        term = term.where(_unless(narrow, _W.c.unit_id) == bindparam(f"unit_{place}"))
    if shape.without:
        other = _W.alias()
        same = (other.c.instance == _W.c.instance, other.c.task == _W.c.task)
        term = term.where(~select(1).where(*same, other.c.name.in_(bindparam("without", expanding=True))).exists())
    if "service" in shape.narrowed:
        term = term.where(_unless(narrow or shape.by_unit, _W.c.service) == bindparam("service"))
    return term.where(*(_NARROWING[name] for name in sorted(shape.narrowed - {"service"})))


def _unless(other: bool, column: ColumnElement[str]) -> ColumnElement[str]:
    """Return a column in such a form that its index is not taken where another narrows more: steps do, then units."""
    return column + "" if other else column


_NARROWING: dict[str, ColumnElement[bool]] = {
    "steps": _W.c.step.in_(bindparam("steps", expanding=True)),
    "late_at": _W.c.until <= bindparam("late_at", type_=Instant()),
    "instances": _W.c.instance.in_(bindparam("instances", expanding=True)),
}

"""How long cases stay at each element of a diagram: how often, the median and the 90th percentile of working time, how often late."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, select
from sqlalchemy.orm import Session

from engine.definition import Definition
from engine.diagram.drawing import drawing
from engine.errors import NotFound
from engine.form import Words
from engine.store.port import Unit
from engine.store.tables import table_of
from processes import deployment
from processes.board.asked import Asked
from processes.measures.stays import key_of
from processes.tables import DbActivity, DbStay
from processes.words import element_name, process_name, service_place

ACTIVITY, STAY = table_of(DbActivity), table_of(DbStay)
GRADES = 5
"""Into how many grades of heat the elements of a diagram come."""


class NoSuchProcess(NotFound):
    en = "Expected a process “{process}” among those deployed, but there is none. Choose one from the list."
    fa = "فرایندی به نام «{process}» مستقر نیست. یکی از فرایندهای فهرست را انتخاب کنید."


@dataclass(frozen=True, kw_only=True, slots=True)
class Heat:
    """What is known of one element. `grade`: 1 where its 90th percentile is short beside the longest of the diagram, up to `GRADES`."""

    element: str
    name: Words
    number: int
    median: timedelta
    most: timedelta
    """The 90th percentile: nine of ten stays were no longer."""
    late: int
    here: int
    """How many cases are there now."""
    grade: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Heatmap:
    """A process with what is known of its elements, the longest first."""

    process: str
    name: Words
    lines: Sequence[Heat]


def drawn(unit: Unit) -> dict[str, Definition]:
    """Return all processes that are deployed, those of services first, each with a definition that has it as it is now."""
    offered = deployment.offered(unit.session)
    definitions = sorted(
        (unit.definition(each.definition) for each in offered.values()),
        key=lambda each: (service_place(each), each.process),
    )
    found = {each.process: each for each in definitions}
    for definition in definitions:
        for process in sorted(definition.processes):
            found.setdefault(process, definition)
    return found


def found_process(unit: Unit, process: str) -> Definition:
    """Return a definition that has a process; raise `NoSuchProcess`."""
    definition = drawn(unit).get(process)
    if definition is None:
        raise NoSuchProcess(process=process)
    return definition


def source_of(definition: Definition, process: str) -> bytes:
    """Return the diagram in which a process is drawn, as far as it is seen."""
    name = next(diagram.file for diagram in definition.diagrams if process in diagram.processes)
    source = next(each for each in definition.sources if (each.kind, each.name) == ("diagram", name))
    return drawing(source.content, source.name)


def heatmap(unit: Unit, asked: Asked, process: str) -> Heatmap:
    """Return what is known of the elements of a process at which cases stayed in these months; raise `NoSuchProcess`."""
    definition = found_process(unit, process)
    times, here = _times(unit.session, asked, process), _here(unit.session, asked, process)
    longest = max((each.most for each in times.values()), default=timedelta(0))
    lines = [
        Heat(
            element=element, name=element_name(definition, key_of(definition, process, element)), number=found.number, late=found.late,
            median=found.median, most=found.most, here=here.get(element, 0), grade=_grade(found.most, longest),
        )
        for element, found in times.items()
    ]  # fmt: skip
    return Heatmap(
        process=process,
        name=process_name(definition.processes[process]),
        lines=sorted(lines, key=lambda line: (-line.most, line.element)),
    )


def _grade(time: timedelta, longest: timedelta) -> int:
    return 1 if not longest else 1 + min(GRADES - 1, int(GRADES * (time / longest)))


@dataclass(frozen=True, kw_only=True, slots=True)
class _Times:
    """Stays at one element: how many, how many of them late, how long the middle one was (the lower of two), and nine of ten at most."""

    number: int
    late: int
    median: timedelta
    most: timedelta


def _times(session: Session, asked: Asked, process: str) -> dict[str, _Times]:
    """Return the stays of the months by element: for each in one pass over its part of their index."""
    elements = select(ACTIVITY.c.element).where(ACTIVITY.c.process == process).distinct()
    rows = {each: session.execute(_at(asked, process, each)).one() for each in session.scalars(elements).all()}
    return {
        element: _Times(
            number=int(row.number), late=int(row.late), median=timedelta(seconds=row.median), most=timedelta(seconds=row.most)
        )
        for element, row in rows.items() if row.number
    }  # fmt: skip


def _at(asked: Asked, process: str, element: str) -> Select[Any]:
    """Return what counts the stays at an element and finds two of them by their place: how often each length is there, added up."""
    late: ColumnElement[Any] = func.sum(case((STAY.c.late, 1), else_=0))
    lengths = (
        select(STAY.c.seconds, func.count().label("often"), late.label("late"))
        .where(*_conditions(asked, process), ACTIVITY.c.element == element, asked.within(STAY.c.left_month))
        .group_by(STAY.c.seconds)
        .subquery()
    )
    added = select(
        lengths.c.seconds,
        func.sum(lengths.c.often).over(order_by=lengths.c.seconds).label("up_to"),
        func.sum(lengths.c.often).over().label("number"),
        func.sum(lengths.c.late).over().label("late"),
    ).subquery()
    middle, nine = 2 * added.c.up_to >= added.c.number, 10 * added.c.up_to >= 9 * added.c.number
    return select(
        func.max(added.c.number).label("number"),
        func.max(added.c.late).label("late"),
        func.min(case((middle, added.c.seconds))).label("median"),
        func.min(case((nine, added.c.seconds))).label("most"),
    )


def _here(session: Session, asked: Asked, process: str) -> dict[str, int]:
    query = select(ACTIVITY.c.element, func.count()).where(*_conditions(asked, process), STAY.c.left_month.is_(None))
    return dict(session.execute(query.group_by(ACTIVITY.c.element)).all())


def _conditions(asked: Asked, process: str) -> Iterator[ColumnElement[bool]]:
    yield STAY.c.activity == ACTIVITY.c.id
    yield ACTIVITY.c.process == process
    yield from asked.narrowed(STAY)
    if asked.service:
        yield ACTIVITY.c.service == asked.service

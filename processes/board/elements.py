"""How long cases stay at each element of a diagram: how often, the median and the 90th percentile of working time, how often late."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session

from engine.definition import Definition
from engine.errors import NotFound
from engine.form import Words
from engine.store.port import Unit
from engine.store.tables import table_of
from processes import deployment
from processes.board.asked import Asked
from processes.measures.stays import key_of
from processes.tables import DbStay
from processes.words import element_name, process_name, service_place

STAY = table_of(DbStay)
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
    """Return the diagram in which a process is drawn."""
    name = next(diagram.file for diagram in definition.diagrams if process in diagram.processes)
    return next(source.content for source in definition.sources if (source.kind, source.name) == ("diagram", name))


def heatmap(unit: Unit, asked: Asked, process: str) -> Heatmap:
    """Return what is known of the elements of a process at which cases stayed in these months; raise `NoSuchProcess`."""
    definition = found_process(unit, process)
    counts, here = _counts(unit.session, asked, process), _here(unit.session, asked, process)
    times = {
        element: (
            _nth(unit.session, asked, process, element, (number - 1) // 2, number),
            _nth(unit.session, asked, process, element, -(-9 * number // 10) - 1, number),
        )
        for element, (number, _late) in counts.items()
    }
    longest = max((most for _median, most in times.values()), default=timedelta(0))
    lines = [
        Heat(
            element=element, name=element_name(definition, key_of(definition, process, element)), number=number, late=late,
            median=times[element][0], most=times[element][1], here=here.get(element, 0), grade=_grade(times[element][1], longest),
        )
        for element, (number, late) in counts.items()
    ]  # fmt: skip
    return Heatmap(
        process=process,
        name=process_name(definition.processes[process]),
        lines=sorted(lines, key=lambda line: (-line.most, line.element)),
    )


def _grade(time: timedelta, longest: timedelta) -> int:
    return 1 if not longest else 1 + min(GRADES - 1, int(GRADES * (time / longest)))


def _conditions(asked: Asked, process: str) -> list[ColumnElement[bool]]:
    return [STAY.c.process == process, *asked.narrowed(STAY)]


def _counts(session: Session, asked: Asked, process: str) -> dict[str, tuple[int, int]]:
    late: ColumnElement[Any] = func.sum(case((STAY.c.late, 1), else_=0))
    query = select(STAY.c.element, func.count(), late).where(
        *_conditions(asked, process), asked.within(STAY.c.left_month)
    )
    return {row[0]: (row[1], row[2]) for row in session.execute(query.group_by(STAY.c.element))}


def _here(session: Session, asked: Asked, process: str) -> dict[str, int]:
    query = select(STAY.c.element, func.count()).where(*_conditions(asked, process), STAY.c.left_month.is_(None))
    return dict(session.execute(query.group_by(STAY.c.element)).all())


def _nth(session: Session, asked: Asked, process: str, element: str, place: int, number: int) -> timedelta:
    """Return the stay of an element that is so many places from the shortest, of `number`; gone to from the nearer end."""
    near = 2 * place < number
    query = (
        select(STAY.c.seconds)
        .where(*_conditions(asked, process), STAY.c.element == element, asked.within(STAY.c.left_month))
        .order_by(STAY.c.seconds if near else STAY.c.seconds.desc())
    )
    return timedelta(seconds=session.scalar(query.limit(1).offset(place if near else number - 1 - place)) or 0)

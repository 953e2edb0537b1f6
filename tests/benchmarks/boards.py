"""Boards over very many cases, beside the same over few and beside a bare count of what they count: on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, func, select

from engine.store.port import Unit
from engine.store.sql import open_engine
from processes.board import Asked, asked_of, board
from processes.board.behind import behind
from processes.board.contracts import Period, contract_board
from processes.board.elements import heatmap
from processes.dates import month_of
from processes.reading.choices import choices
from processes.tables import DbCase
from tests.benchmarks.figures import Figure, in_turn, of_seconds
from tests.benchmarks.served import settle
from tests.postgres import DURABLE, server
from tests.processes.build import MONDAY, ZONE, Bench, bench_on, prepare
from tests.processes.measured import Made

FEW, MANY = 1_000, 100_000
OPEN = 500
"""So many of them are open, wherever."""
TIMES = 20
PERSON = "karimi"
Work = Callable[[Unit, Bench, Asked], object]

WORKS: dict[str, Work] = {
    "the director's board": lambda unit, _made, asked: board(unit, asked, choices(unit), MONDAY),
    "the same of one unit": lambda unit, _made, asked: board(unit, _of_roads(asked), choices(unit), MONDAY),
    "time on a diagram": lambda unit, _made, asked: heatmap(unit, asked, "letter_path"),
    "a contract's board": lambda unit, made, asked: contract_board(
        unit, made.member(PERSON), 1, Period(since=asked.since, until=asked.until), MONDAY
    ),
    "cases at risk, a page": lambda unit, made, asked: behind(
        unit, made.member(PERSON), asked, "risk", "", now=MONDAY, zone=ZONE
    ),
    "cases that ended, a page": lambda unit, made, asked: behind(
        unit, made.member(PERSON), asked, "ended", "", now=MONDAY, zone=ZONE
    ),
}
COUNT = "a bare count of the same cases"


def measure() -> Iterator[Figure]:
    """Yield what each board costs, on either database."""
    with TemporaryDirectory() as folder:
        sizes = {size: Path(folder) / f"{size}.db" for size in (FEW, MANY)}
        yield from _measure("SQLite", {size: open_engine(f"sqlite:///{path}") for size, path in sizes.items()})
    with server(DURABLE) as started:
        yield from _measure("PostgreSQL", {size: open_engine(started.new_database()) for size in (FEW, MANY)})


def _measure(database: str, engines: dict[int, Engine]) -> Iterator[Figure]:
    with (
        TemporaryDirectory() as folder,
        bench_on(engines[FEW], Path(folder)) as few,
        bench_on(engines[MANY], Path(folder)) as many,
    ):
        for size, made in ((FEW, few), (MANY, many)):
            fill(made, size)
        part = f"boards over {MANY:,} cases, {database}"
        floor, p95 = of_seconds(in_turn([partial(run, many, count)], TIMES)[0])
        yield Figure(part=part, name=COUNT, unit="ms", median=floor, p95=p95)
        for name, work in WORKS.items():
            small, large = (
                of_seconds(each) for each in in_turn([partial(run, few, work), partial(run, many, work)], TIMES)
            )
            yield Figure(
                part=part, name=name, unit="ms", median=large[0], p95=large[1], floor=floor, floor_name="the count"
            )
            yield Figure(part=part, name=f"{name}, over {FEW:,}", unit="ms", median=small[0], p95=small[1])


def run(made: Bench, work: Work) -> object:
    """Do a work as a page does it: in a transaction that only reads."""
    with made.office.store.reading() as unit:
        asked = asked_of(made.member(PERSON), month_of(MONDAY, ZoneInfo(ZONE)), since=None, until=None)
        return work(unit, made, asked)


def count(unit: Unit, _made: Bench, asked: Asked) -> object:
    """Count the cases of the period off one index, and nothing else."""
    query = select(func.count()).select_from(DbCase).where(asked.within(DbCase.__table__.c.asked_month))
    return unit.session.scalar(query)


def fill(made: Bench, size: int) -> None:
    """Make an office with rows of so many cases."""
    prepare(made)
    with made.office.store.writing() as unit:
        Made(session=unit.session, now=MONDAY, zone=ZoneInfo(ZONE), open_cases=OPEN).write(size)
    settle(made.office.store.engine)


def _of_roads(asked: Asked) -> Asked:
    return Asked(since=asked.since, until=asked.until, unit="roads")

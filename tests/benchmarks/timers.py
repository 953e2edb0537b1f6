"""Timers that are due, found among few and among very many that are not: on SQLite, and on a PostgreSQL of the bench's own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

from sqlalchemy import Engine, insert

from engine.instance.state import InstanceId
from engine.store.schema import upgrade
from engine.store.sql import SqlStore, open_engine
from engine.store.tables import DbDefinition, DbInstance, DbJob
from tests.benchmarks.figures import Figure, in_turn, of_seconds
from tests.benchmarks.served import database_cpu, settle
from tests.engine.cases import after, begin, engine_on, with_reminder
from tests.postgres import DURABLE, Server, server

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
FEW, MANY = 1_000, 1_000_000
DEFINITION = "0" * 64
DUE = 100
"""So many of them are due, wherever."""
TIMES = 200
CHUNK = 50_000
FIRED = 300
"""So many are fired, each in a case of its own."""


def measure() -> Iterator[Figure]:
    """Yield what finding the due ones costs, on either database."""
    with TemporaryDirectory() as folder:
        sizes = {size: Path(folder) / f"{size}.db" for size in (FEW, MANY)}
        yield from _measure("SQLite", {size: open_engine(f"sqlite:///{path}") for size, path in sizes.items()})
        yield from _fired("SQLite", open_engine(f"sqlite:///{Path(folder) / 'fired.db'}"), None)
    with server(DURABLE) as started:
        yield from _measure("PostgreSQL", {size: open_engine(started.new_database()) for size in (FEW, MANY)})
        yield from _fired("PostgreSQL", open_engine(started.new_database()), started)


def _fired(database: str, engine: Engine, postgres: Server | None) -> Iterator[Figure]:
    """Yield how many due timers one process fires in a second of CPU, the database's own included: each in a case of its own."""
    upgrade(engine)
    runner = engine_on(SqlStore(engine))
    for number in range(FIRED):
        runner.start(InstanceId(f"c{number}"), with_reminder("PT1H"), begin())
    runner.fire_due(after(minutes=1))  # nothing yet
    before = process_time() + database_cpu(postgres)
    moved = runner.fire_due(after(hours=2))
    used = process_time() + database_cpu(postgres) - before
    if moved != FIRED:
        raise RuntimeError(f"Expected {FIRED} cases to move, but {moved} did")
    yield Figure(part=f"timers, {database}", name="fired per CPU second", unit="", median=moved / used)
    engine.dispose()


def _measure(database: str, engines: dict[int, Engine]) -> Iterator[Figure]:
    for size, engine in engines.items():
        fill(engine, size)
    works = [partial(find, SqlStore(engine)) for engine in engines.values()]
    few, many = (of_seconds(seconds) for seconds in in_turn(works, TIMES))
    part = f"due timers found, {database}"
    yield Figure(part=part, name=f"among {FEW:,}", unit="ms", median=few[0], p95=few[1])
    yield Figure(
        part=part, name=f"among {MANY:,}", unit="ms", median=many[0], p95=many[1],
        floor=few[0], floor_name=f"among {FEW:,}", most=1.5,
    )  # fmt: skip
    for engine in engines.values():
        engine.dispose()


def find(store: SqlStore) -> None:
    """Find the due ones, take the first of them as a worker does, and see when the next falls due."""
    with store.reading() as unit:
        assert len(unit.due(NOW, DUE * 2)) == DUE
        assert unit.claim(NOW) is not None
        assert unit.next_due() is not None


def fill(engine: Engine, size: int) -> None:
    """Make a store with so many timers, the due ones scattered among them."""
    upgrade(engine)
    every = size // DUE
    with engine.begin() as connection:
        connection.execute(
            insert(DbDefinition), [{"digest": DEFINITION, "process": "p", "time_zone": "UTC", "sources": "[]"}]
        )
        connection.execute(insert(DbInstance), list(instances(size // 100)))
    for first in range(0, size, CHUNK):
        with engine.begin() as connection:
            connection.execute(insert(DbJob), list(jobs(range(first, min(first + CHUNK, size)), every)))
    settle(engine)


def instances(count: int) -> Iterable[dict[str, object]]:
    """Yield the rows of cases that wait."""
    for number in range(count):
        yield {
            "id": f"c{number}", "process": "p", "definition": DEFINITION, "status": "running", "state": b"", "seq": 1, "head": "0" * 64,
            "started_at": NOW, "moved_at": NOW, "refused": 0,
        }  # fmt: skip


def jobs(numbers: Iterable[int], every: int) -> Iterable[dict[str, object]]:
    """Yield the rows of timers, every so manieth of them due, the others in the days to come."""
    for number in numbers:
        due = NOW - timedelta(seconds=number % 1000) if number % every == 0 else NOW + timedelta(seconds=60 + number)
        yield {"instance": f"c{number // 100}", "id": f"{number % 100}.1", "element": "late", "due": due, "try_at": due}

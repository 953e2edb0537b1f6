"""Part 6: the bytes that a finished case keeps in the database, indexes and evidence included, beside those of its canonical inputs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from engine.digest import canonical
from engine.instance.state import InstanceId
from engine.store.tables import DbInstance
from engine.values import encode
from processes.demo.paths.office_automation_inbox import INBOX
from tests.benchmarks.figures import Figure
from tests.benchmarks.served import Home, homes, prepared
from tests.processes.build import ALL_MOVES, Bench
from web.wiring import Kartabl

FIRST, MORE = 10, 40
"""The first ones fill what is there once; those after them are measured."""
A_RECORD = 300


def measure(more: int = MORE) -> Iterator[Figure]:
    """Yield what a case keeps, on either database."""
    with homes() as databases:
        for [home] in databases:
            yield from _measure(home, more)


def _measure(home: Home, more: int) -> Iterator[Figure]:
    wired, made = prepared(home)
    _finish(made, FIRST)
    before, there = _sizes(wired), _written(wired)
    _finish(made, more)
    after, now = _sizes(wired), _written(wired)
    inputs, records = ((now[each] - there[each]) / more for each in ("inputs", "records"))
    grown = {name: (size - before.get(name, 0)) / more for name, size in after.items()}
    whole, part = sum(grown.values()), f"bytes of a finished {INBOX.service}, {home.name}"
    yield Figure(part=part, name="canonical inputs", unit="bytes", median=inputs)
    yield Figure(part=part, name="records", unit="", median=records)
    yield Figure(
        part=part, name="kept in all", unit="bytes", median=whole, floor=inputs, floor_name="the inputs",
        limit=1.5 * inputs + A_RECORD * records,
    )  # fmt: skip
    for name, size in sorted(grown.items(), key=lambda item: -item[1])[:8]:
        yield Figure(part=part, name=f"of it {name}", unit="bytes", median=size)
    wired.store.engine.dispose()


def _finish(made: Bench, number: int) -> None:
    for _ in range(number):
        case = made.asked(*ALL_MOVES)
        if not case.state.ended:
            raise RuntimeError("Expected the case to be finished")


def _written(wired: Kartabl) -> dict[str, int]:
    """Return the bytes of all commands, personal values in the clear, and how many records there are."""
    with wired.store.reading() as unit:
        instances = [InstanceId(each) for each in unit.session.scalars(select(DbInstance.id))]
        bodies = [record.body for instance in instances for record in unit.records(instance)]
        entries = [entry for instance in instances for entry in unit.personal_entries(instance)]
    personal = sum(len(canonical(encode(entry.value))) for entry in entries)
    inputs = sum(len(canonical(body["command"])) + len(canonical(body["actor"])) for body in bodies)
    return {"inputs": inputs + personal, "records": len(bodies)}


def _sizes(wired: Kartabl) -> dict[str, int]:
    """Return the bytes of each table with its indexes, packed."""
    sqlite, raw = wired.store.engine.dialect.name == "sqlite", wired.store.engine.raw_connection()
    connection: Any = raw.driver_connection
    if not sqlite:
        connection.autocommit = True
    connection.execute("VACUUM" if sqlite else "VACUUM FULL")
    if sqlite:
        found = connection.execute(
            "SELECT m.tbl_name, sum(s.pgsize) FROM dbstat s JOIN sqlite_master m ON m.name = s.name GROUP BY 1"
        )
    else:
        found = connection.execute(
            "SELECT relname, pg_total_relation_size(oid) FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
        )
    sizes = dict(found.fetchall())
    raw.close()
    return sizes

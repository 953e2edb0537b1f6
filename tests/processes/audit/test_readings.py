"""Who read the audit is on record, and nothing takes it back."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from processes.audit.readings import LONGEST, Whose, count, put, readings
from tests.processes.build import Bench

pytestmark = pytest.mark.databases

CHANGES = [
    "UPDATE reading SET query = ''",
    "DELETE FROM reading",
    "INSERT INTO reading SELECT id, person_id, at, action, tracking, '' FROM reading WHERE true"
    " ON CONFLICT (id) DO UPDATE SET query = ''",
]
CHANGES_OF = {
    "sqlite": ["INSERT OR REPLACE INTO reading SELECT id, person_id, at, action, tracking, '' FROM reading"],
    "postgresql": ["TRUNCATE reading", "SET session_replication_role = replica; DELETE FROM reading"],
}


def read(bench: Bench, person: str, action: str, tracking: str | None = None, query: str = "") -> None:
    with bench.office.store.writing() as unit:
        put(unit.session, person, action, tracking=tracking, query=query, at=bench.hands.time)


def told(bench: Bench, whose: Whose | None = None) -> list[tuple[str, str, str | None, str]]:
    with bench.office.store.reading() as unit:
        asked = whose or Whose()
        lines = readings(unit.session, asked, on=bench.member("rahimi").on, offset=0, limit=10)
        assert count(unit.session, asked) == len(lines)
    return [(line.who.en, line.action, line.tracking, line.query) for line in lines]


def test_readings_are_told_the_latest_first_and_found_by_person_and_case(bench: Bench) -> None:
    read(bench, "rahimi", "cases", query="unit=roads&person=%D9%85")
    read(bench, "rahimi", "records", tracking="۱۲۳")
    read(bench, "safavi", "who_read")
    assert told(bench) == [
        ("Elham Safavi", "who_read", None, ""),
        ("Saeed Rahimi", "records", "123", ""),
        ("Saeed Rahimi", "cases", None, "unit=roads&person=%D9%85"),
    ]
    assert [line[1] for line in told(bench, Whose(person="safavi"))] == ["who_read"]
    assert [line[1] for line in told(bench, Whose(tracking="۱۲۳"))] == ["records"]


def test_whatever_number_was_asked_for_is_kept(bench: Bench) -> None:
    for odd in ("no such case", "\0", "9" * 1000):
        read(bench, "rahimi", "records", tracking=odd)
    assert [line[2] for line in told(bench)] == ["9" * 64, "\ufffd", "no such case"]


def test_a_query_that_is_too_long_is_cut_and_says_so(bench: Bench) -> None:
    read(bench, "rahimi", "cases", query="x" * (LONGEST + 1))
    assert told(bench)[0][3] == f"{'x' * LONGEST}…"


def test_the_database_refuses_to_change_a_reading(bench: Bench) -> None:
    bench = bench
    read(bench, "rahimi", "cases")
    engine = bench.office.store.engine  # type: ignore[attr-defined]
    for statement in CHANGES + CHANGES_OF[engine.dialect.name]:
        with pytest.raises(DatabaseError, match="append-only"), engine.begin() as connection:
            connection.execute(text(statement))
        assert len(told(bench)) == 1, statement

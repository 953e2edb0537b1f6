"""One function does what is no answer to a click; what is done once a day is done by one of many."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from processes.draining import Drained, drain
from processes.tables import DbRoutine
from tests.processes.build import Bench
from tests.processes.calendars.build import closed, save


def routine(bench: Bench) -> DbRoutine:
    with bench.office.store.reading() as unit:
        return unit.session.get_one(DbRoutine, "daily")


def test_a_drain_does_all_there_is_and_the_next_one_nothing(bench: Bench) -> None:
    for _ in range(2):
        bench.at_desk("paraph_letter")
    save(bench, closed(date(2026, 11, 24)))
    first = drain(bench.office)
    assert (first.corrected, first.fired) == (2, 0)
    bench.hands.time += timedelta(days=9)
    assert drain(bench.office).fired == 2
    assert drain(bench.office) == Drained()


def test_who_asks_to_stop_is_obeyed(bench: Bench) -> None:
    bench.at_desk("paraph_letter")
    bench.hands.time = bench.later("PT9H")
    assert drain(bench.office, more=lambda: False).fired == 0
    assert drain(bench.office).fired == 1


def test_the_day_s_work_is_done_once_a_day_and_again_where_the_clock_was_set_back(bench: Bench) -> None:
    drain(bench.office)
    first = routine(bench).done_at
    bench.hands.time += timedelta(hours=23)
    drain(bench.office)
    assert routine(bench).done_at == first
    bench.hands.time += timedelta(hours=2)
    drain(bench.office)
    assert routine(bench).done_at == first + timedelta(hours=25)
    bench.hands.time -= timedelta(hours=1)
    drain(bench.office)
    assert routine(bench).done_at == first + timedelta(hours=24)


def test_a_part_that_fails_keeps_none_of_the_others(bench: Bench) -> None:
    with bench.office.store.writing() as unit:
        unit.session.execute(text("ALTER TABLE contract_announcement RENAME TO elsewhere"))
    with pytest.raises(DBAPIError):
        drain(bench.office)
    with bench.office.store.writing() as unit:
        assert unit.session.get(DbRoutine, "daily") is not None  # the day's work, which comes after it
        unit.session.execute(text("ALTER TABLE elsewhere RENAME TO contract_announcement"))
    drain(bench.office)

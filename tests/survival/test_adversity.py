"""Connections are lost, the disk is full, the clock jumps back: what was not done is done later, once, and every case proves itself."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event, func, select, text

from engine.engine import Backwards
from engine.errors import Unavailable
from engine.store.sql import SqlStore, open_engine
from engine.store.tables import DbFailure
from processes.draining import drain
from tests.postgres import Server
from tests.processes import build
from tests.processes.build import Bench, Case

HOUR = timedelta(hours=1)


def fired(case: Case) -> int:
    """Return how often a timer of a case was fired."""
    return [record.body["command"]["type"] for record in case.records].count("fire_timer")


def late(bench: Bench, cases: int) -> list[Case]:
    """Return cases in each of which one timer is due."""
    found = [bench.at_desk("paraph_letter") for _ in range(cases)]
    bench.hands.time = bench.later("PT9H")
    return found


def store_of(bench: Bench) -> SqlStore:
    """Return the store of an office at work, which is in SQL."""
    assert isinstance(bench.office.store, SqlStore)
    return bench.office.store


def settle(bench: Bench) -> None:
    """Let what was held back be tried again."""
    for _ in range(3):
        drain(bench.office)
        bench.hands.time += timedelta(minutes=5)


def test_connections_that_are_lost_lose_and_double_nothing(
    prepared_postgres: str, postgres: Server, tmp_path_factory: pytest.TempPathFactory, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL)
    url = postgres.new_database(prepared_postgres)
    with build.bench_on(open_engine(url, pool_pre_ping=True), tmp_path_factory.mktemp("office")) as bench:
        cases = late(bench, 12)
        stop, cut = threading.Event(), threading.Event()

        def cut_off() -> None:
            while not stop.wait(0.03):
                postgres.throw_out(url)
                cut.set()

        cutter = threading.Thread(target=cut_off)
        cutter.start()
        assert cut.wait(20)
        for _ in range(20):
            try:
                drain(bench.office)
            except Unavailable:
                continue
        stop.set()
        cutter.join(20)
        settle(bench)
        assert [fired(case) for case in cases] == [1] * len(cases)
        assert all(case.difference is None for case in cases)
        assert bench.told("tehrani") == [("delay", "paraph_letter_delay_told")] * len(cases)


@contextmanager
def full(store: SqlStore) -> Iterator[None]:
    """Let the database grow no more meanwhile."""

    def no_more(connection: Any, _record: Any, _proxy: Any) -> None:
        connection.execute("PRAGMA max_page_count = 1")  # it cannot be less than there is

    def as_ever(connection: Any, _record: Any, _proxy: Any) -> None:
        connection.execute("PRAGMA max_page_count = 1073741823")

    with store.writing() as unit:  # no page is free to be written in
        unit.session.execute(text("CREATE TABLE filler (content BLOB)"))
        unit.session.execute(text("INSERT INTO filler VALUES (zeroblob(1))"))
    event.listen(store.engine, "checkout", no_more)
    yield
    event.remove(store.engine, "checkout", no_more)
    event.listen(store.engine, "checkout", as_ever)


def test_a_disk_that_is_full_undoes_what_it_interrupts_and_is_told_as_such(bench: Bench) -> None:
    cases = late(bench, 30)
    before = [case.records for case in cases]
    with full(store_of(bench)):
        with pytest.raises(Unavailable):
            drain(bench.office)
        done = sum(case.records != then for case, then in zip(cases, before, strict=True))
        assert done < len(cases)
        assert all(case.difference is None for case in cases)
        with store_of(bench).reading() as unit:
            assert unit.session.scalar(select(func.count()).select_from(DbFailure)) == 0  # a full disk is no case's own
    settle(bench)
    assert [fired(case) for case in cases] == [1] * len(cases)
    assert all(case.difference is None for case in cases)


def test_a_clock_that_jumps_back_an_hour_fires_nothing_twice_and_misses_nothing(bench: Bench) -> None:
    first, second = late(bench, 1), bench.at_desk("paraph_letter")
    drain(bench.office)
    assert [fired(each) for each in first] == [1]
    bench.hands.time -= HOUR
    assert drain(bench.office).fired == 0
    with pytest.raises(Backwards):
        second.do("paraph_letter", build.ON_BY_DESK["paraph_letter"])
    assert fired(second) == 0
    bench.hands.time += HOUR
    second.do("paraph_letter", build.ON_BY_DESK["paraph_letter"])
    bench.hands.time = bench.later("PT9H")
    drain(bench.office)
    drain(bench.office)
    assert [fired(each) for each in (*first, second)] == [1, 1]
    assert all(each.difference is None for each in (*first, second))


def test_what_was_held_back_before_the_clock_jumped_back_is_tried_an_hour_later_at_most(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL)
    [case] = late(bench, 1)
    with monkeypatch.context() as broken:
        broken.setattr("processes.notices.send", _fail)
        assert drain(bench.office).fired == 0
    bench.hands.time -= HOUR
    assert drain(bench.office).fired == 0
    bench.hands.time += HOUR + timedelta(minutes=1)
    assert drain(bench.office).fired == 1
    assert case.difference is None


def _fail(*_: object) -> None:
    raise RuntimeError("broken")

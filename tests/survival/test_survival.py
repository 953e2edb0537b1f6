"""Web servers, workers, PostgreSQL and the broker are killed at random under a load of cases with timers; nothing is lost or doubled."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from engine.errors import Unavailable
from engine.store.sql import open_engine
from processes import clock
from processes.draining import Drained, drain
from processes.office import Office
from tests.brokers import KINDS
from tests.survival.clients import Acknowledged, Client
from tests.survival.stage import WEIGHTS, Stage, stage
from tests.survival.verified import faults, fired
from web import settings, wiring

pytestmark = pytest.mark.servers
SEEDS = (1405, 7)
"""Of the short runs and of the long ones."""
CLIENTS = 3
MOST = 30.0
"""Seconds that are waited for something to be acknowledged before the next is killed."""


@pytest.mark.parametrize("broker", KINDS)
@pytest.mark.parametrize(
    ("kills", "seed"), [(20, SEEDS[0]), pytest.param(120, SEEDS[1], marks=pytest.mark.long)], ids=["short", "long"]
)
def test_nothing_is_lost_or_doubled_whatever_is_killed(tmp_path: Path, kills: int, seed: int, broker: str) -> None:
    random, told, killed = Random(seed), Acknowledged(), Counter[str]()
    print(f"seed {seed}")
    with stage(tmp_path, kind=broker, seed=seed) as office:
        with clients(office, told, random), time_flies(office):
            for _ in range(kills):
                await_progress(office, told)
                time.sleep(random.uniform(0.1, 1.0))
                killed[office.kill_at_random(random)] += 1
            await_progress(office, told)
            office.await_workers()
            time.sleep(3)
        office.stop()
        print(
            f"killed {dict(killed)}; {told.attempts} rounds, {len(told.asked)} asked, {len(told.drafted)} drafted; {told.failures}"
        )
        with opened(office) as at_rest:
            by_workers = fired(at_rest)
            settle(at_rest)
            assert faults(at_rest, told) == [], office.logs()
            number = fired(at_rest)
        print(f"{number} timers fired, {by_workers} of them meanwhile")
        assert sum(killed.values()) == kills
        assert killed.keys() == WEIGHTS.keys()
        assert len(told.drafted) > 5, office.logs()
        unforeseen = [each for each in told.failures if each.endswith("answered 500")]
        assert not unforeseen, office.logs()  # that the database is away is told as such
        assert by_workers > 10, office.logs()


def await_progress(office: Stage, told: Acknowledged) -> None:
    """Wait until something more was acknowledged: on a slow machine a kill is followed by another no sooner than it is survived."""
    before, last = len(told.asked), time.monotonic() + MOST
    while len(told.asked) == before and time.monotonic() < last:
        office.revive()
        time.sleep(0.05)


@contextmanager
def clients(office: Stage, told: Acknowledged, random: Random) -> Iterator[None]:
    """Let clients go on meanwhile."""
    stop, lock = threading.Event(), threading.Lock()
    made = [Client(list(office.webs), told, Random(random.random()), lock, stop) for _ in range(CLIENTS)]
    threads = [threading.Thread(target=each.run) for each in made]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join(60)


@contextmanager
def time_flies(office: Stage) -> Iterator[None]:
    """Set the office's clock forward meanwhile, by hours each second, so that timers fall due all the time."""
    stop, engine = threading.Event(), open_engine(office.url)

    def fly() -> None:
        while not stop.wait(0.5):
            try:
                with engine.begin() as connection:
                    connection.execute(text("UPDATE clock SET ahead = ahead + 7200"))
            except SQLAlchemyError:
                continue  # it was killed just now

    with engine.begin() as connection:
        connection.execute(text("INSERT INTO clock (id, ahead) VALUES (1, 0) ON CONFLICT DO NOTHING"))
    thread = threading.Thread(target=fly)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(60)
        engine.dispose()


@contextmanager
def opened(office: Stage) -> Iterator[Office]:
    """Give the office, seen by the test itself."""
    given = {name: value for name, value in office.environment.items() if name.startswith("KARTABL_")}
    wired = wiring.without_pages(settings.read(given))
    yield wired.office
    wired.store.engine.dispose()


def settle(office: Office) -> None:
    """Let what was held back by a database that was away be tried again, until nothing is left to do."""
    for _ in range(20):
        try:
            done = drain(office)
        except Unavailable:
            time.sleep(0.5)
            continue
        with office.store.writing() as unit:
            held = unit.session.scalar(text("SELECT count(*) FROM failure"))
            if not held and done == Drained():
                return
            if held:
                clock.advance(unit.session, timedelta(minutes=15))
    raise AssertionError("Expected an office at rest, but there is always more to do.")

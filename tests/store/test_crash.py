"""A crash at any point of a transaction leaves the step before or the step after, and nothing between."""

from __future__ import annotations

import subprocess
import sys
from itertools import count
from pathlib import Path

import pytest

from engine.history.personal import seal
from engine.instance.state import InstanceId
from engine.replay import replay, verify_chain
from engine.store.sql import SqlStore, open_engine
from tests.engine.cases import ORIGIN, after, begin, complete, engine_on, with_reminder
from tests.store.backends import in_sql
from tests.store.crashes import content, survives

CASE = InstanceId("c1")
DEFINITION = with_reminder("PT1H", then="check")
"""Its reminder is late when the task is completed: two records, tasks that come and go, a job that goes."""


def test_an_exception_at_any_statement_leaves_the_step_before(sql_store: SqlStore) -> None:
    engine = engine_on(sql_store)
    started = engine.start(CASE, DEFINITION, begin())
    before = content(sql_store.engine)
    sealed, kept = seal({"name": "سارا"}, {"name"})
    command = complete(next(iter(started.state.tasks)), after(hours=3), **sealed)
    for number in count(1):
        if survives(sql_store.engine, number, lambda: engine.perform(CASE, command, kept)):
            break
        assert content(sql_store.engine) == before, f"struck at point {number}"
    assert number > 12
    assert len(content(sql_store.engine)["record"]) == 3


def test_a_start_that_crashes_leaves_nothing(sql_store: SqlStore) -> None:
    engine = engine_on(sql_store)
    before = content(sql_store.engine)
    for number in count(1):
        if survives(sql_store.engine, number, lambda: engine.start(CASE, DEFINITION, begin())):
            break
        assert content(sql_store.engine) == before, f"struck at point {number}"
    assert number > 10
    assert len(content(sql_store.engine)["record"]) == 1


@pytest.mark.slow
def test_a_process_killed_at_any_point_leaves_a_store_that_opens_and_replays(tmp_path: Path) -> None:
    with in_sql("sqlite", tmp_path) as store:
        started = engine_on(store).start(CASE, DEFINITION, begin())
        before = content(store.engine)
    task = next(iter(started.state.tasks))
    killed = [sys.executable, "-m", "tests.store.killed", str(tmp_path), task]
    subprocess.run(killed, check=True, timeout=60, cwd=Path(__file__).parents[2])

    left = sorted(tmp_path.glob("[0-9]*.db"), key=lambda path: int(path.stem))
    after_it = _whole(left.pop())
    assert len(after_it["record"]) == 3
    assert len(left) > 15
    for path in left:
        assert _whole(path) in (before, after_it), path.name


def _whole(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Open a store that was left behind, see that its history holds, and return all that is in it."""
    engine = open_engine(f"sqlite:///{path}")
    with SqlStore(engine).reading() as unit:
        loaded, records = unit.load(CASE), unit.records(CASE)
        head = (loaded.head.seq, loaded.head.hash)
        assert verify_chain(records, origin=ORIGIN, instance=CASE, head=head) is None
        assert replay(unit.definition(loaded.definition), records) is None
        assert loaded.state is not None
        assert loaded.state.digest == records[-1].body["state_sha256"]
    found = content(engine)
    engine.dispose()
    return found

"""Many at once, in real threads: one wins, the others are told who and when, nobody waits in vain."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import Connection, event

from engine.completion.command import Actor, Command
from engine.definition import Definition
from engine.engine import Host, Moved, NoHost, TaskTaken
from engine.errors import KartablError
from engine.instance.state import InstanceId
from engine.replay import replay, verify_chain
from engine.store.port import Loaded, Store, Unit
from tests.engine.cases import ORIGIN, after, begin, complete, engine_on, history, line, with_reminder
from tests.store.backends import each_of, in_sql

MANY = 10
CASE = InstanceId("c1")


def at_once(calls: Iterable[Callable[[], Moved]]) -> list[Moved | KartablError]:
    """Call all at one moment, each in a thread; return what each gave or was refused with. Other errors are raised."""
    waiting = list(calls)
    barrier = Barrier(len(waiting))

    def run(call: Callable[[], Moved]) -> Moved | KartablError:
        barrier.wait()
        try:
            return call()
        except KartablError as refusal:
            return refusal

    with ThreadPoolExecutor(len(waiting)) as pool:
        return list(pool.map(run, waiting))


class Curious(NoHost):
    """A host that asks for something before and after each step: that a move came too late shows then, where it did not before."""

    def prepare(self, unit: Unit, loaded: Loaded | None, definition: Definition, command: Command) -> Command:
        assert loaded is None or unit.records(loaded.instance)
        return command

    def project(self, unit: Unit, moved: Moved) -> Sequence[Command]:
        assert unit.records(moved.instance)[-1].seq == moved.record.seq
        return ()


@pytest.mark.parametrize("host", [NoHost(), Curious()], ids=["host", "curious"])
@pytest.mark.parametrize("definition", [line("do"), line("do", "check")], ids=["the last task", "one of two"])
def test_of_ten_who_complete_one_task_one_wins_and_the_others_hear_who_and_when(
    store: Store, definition: Definition, host: Host
) -> None:
    engine = engine_on(store, host=host)
    [task] = engine.start(CASE, definition, begin()).state.tasks
    people = [Actor(id=f"p{n}", authn="password") for n in range(MANY)]
    # each takes the time before it waits in line, so they arrive in any order of their times
    commands = [complete(task, after(minutes=5, seconds=-n), person) for n, person in enumerate(people)]
    outcomes = at_once(partial(engine.perform, CASE, command) for command in commands)

    [won] = [outcome for outcome in outcomes if isinstance(outcome, Moved)]
    lost = [outcome for outcome in outcomes if isinstance(outcome, TaskTaken)]
    assert len(lost) == MANY - 1
    assert {(each.facts["by"], each.facts["at"]) for each in lost} == {
        (won.command.actor.id, won.command.at.isoformat())
    }
    records = history(store, CASE)
    assert [record.refused for record in records] == [False, False] + [True] * (MANY - 1)
    assert verify_chain(records, origin=ORIGIN, instance=CASE) is None
    assert replay(definition, records) is None


def test_ten_who_work_on_ten_cases_all_succeed(store: Store) -> None:
    engine, definition = engine_on(store), line("do", "check")
    cases = [InstanceId(f"c{n}") for n in range(MANY)]
    started = at_once(partial(engine.start, case, definition, begin()) for case in cases)
    for hour in (1, 2):
        assert all(isinstance(outcome, Moved) for outcome in started)
        tasks = {each.instance: next(iter(each.state.tasks)) for each in started if isinstance(each, Moved)}
        started = at_once(
            partial(engine.perform, case, complete(task, after(hours=hour))) for case, task in tasks.items()
        )
    assert [each.state.status for each in started if isinstance(each, Moved)] == ["completed"] * MANY


def test_of_ten_who_start_one_case_one_wins(store: Store) -> None:
    engine = engine_on(store)
    outcomes = at_once([lambda: engine.start(CASE, line("do"), begin())] * MANY)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Moved"] + ["Stale"] * (MANY - 1)
    assert len(history(store, CASE)) == 1


def test_ten_workers_fire_a_due_timer_once(store: Store) -> None:
    engine = engine_on(store)
    engine.start(CASE, with_reminder("PT1H"), begin())
    with ThreadPoolExecutor(MANY) as pool:
        moved = list(pool.map(lambda _: engine.fire_due(after(hours=2)), range(MANY)))
    assert sum(moved) == 1
    assert [record.body["command"]["type"] for record in history(store, CASE)] == ["start", "fire_timer"]


class Overtaken(NoHost):
    """A host in whose look at an instance somebody else fires its late timer, once: what was read of it is old by then."""

    def __init__(self, store: Store) -> None:
        self.other, self.done = engine_on(store), False

    def look(self, unit: Unit, instance: InstanceId, command: Command) -> None:
        unit.load(instance)  # as the host of the office does
        if not self.done:
            self.done = True
            self.other.fire_due(command.at)

    def prepare(self, unit: Unit, loaded: Loaded | None, definition: Definition, command: Command) -> Command:
        assert loaded is None or unit.records(loaded.instance)
        return command


@pytest.mark.parametrize("kind", each_of(["postgres"]))  # a writer of the others is alone: nobody overtakes it
def test_a_late_timer_that_somebody_else_has_fired_meanwhile_refuses_nobody(kind: str, tmp_path: Path) -> None:
    with in_sql(kind, tmp_path) as store:
        for number in range(4):  # statements are prepared from the second time on, and sent together from then
            case = InstanceId(f"c{number}")
            engine = engine_on(store, host=Overtaken(store))
            [task] = engine.start(case, with_reminder("PT1H"), begin()).state.tasks
            engine.perform(case, complete(task, after(hours=2)))
            records = history(store, case)
            assert [record.body["command"]["type"] for record in records] == ["start", "fire_timer", "complete"]
            assert not any(record.refused for record in records)


def _hesitate(_connection: Connection, _cursor: Any, statement: str, *_: Any) -> None:
    """Let what the server says of the statement before come first: it is seen in the midst of a pipeline then, else at its end."""
    if not statement.startswith("SELECT"):
        time.sleep(0.02)


@pytest.mark.parametrize("hesitates", [True, False], ids=["in the midst", "at the end"])
@pytest.mark.parametrize("kind", each_of(["postgres"]))
def test_of_who_came_too_late_the_driver_logs_nothing(
    kind: str, tmp_path: Path, caplog: pytest.LogCaptureFixture, *, hesitates: bool
) -> None:
    with in_sql(kind, tmp_path) as store:
        if hesitates:
            event.listen(store.engine, "before_cursor_execute", _hesitate)
        for number in range(3):
            case, host = InstanceId(f"c{number}"), Overtaken(store)
            engine = engine_on(store, host=host)
            [task] = engine.start(case, with_reminder("PT1H"), begin()).state.tasks
            engine.perform(case, complete(task, after(hours=2)))
            assert host.done
    assert [record.getMessage() for record in caplog.records] == []

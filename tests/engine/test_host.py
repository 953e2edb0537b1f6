"""The host: gives a command its facts, sees what followed in order, in the same transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pytest

from engine.completion.command import CLOCK, Assign, Command
from engine.definition import Definition
from engine.engine import Moved, NoHost
from engine.errors import Conflict
from engine.instance.state import InstanceId
from engine.replay import replay, verify_chain
from engine.store.port import Loaded, Store, Unit
from tests.engine.cases import (
    EIGHT,
    ORIGIN,
    after,
    begin,
    complete,
    engine_on,
    history,
    line,
    state_of,
    with_reminder,
    withdraw,
)

CASE = InstanceId("c1")


@dataclass
class Office(NoHost):
    """A host that counts what it saw, numbers commands, and may fail."""

    seen: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    fails_on: str = ""

    def prepare(self, unit: Unit, loaded: Loaded | None, definition: Definition, command: Command) -> Command:
        self.heads.append(loaded.head.seq if loaded else 0)
        return replace(command, facts={"number": len(self.heads)})

    def project(self, unit: Unit, moved: Moved) -> Sequence[Command]:
        self.seen.append(moved.command.kind)
        assert unit.load(moved.instance).head.seq >= moved.record.seq
        if moved.command.kind == self.fails_on:
            raise RuntimeError(self.fails_on)
        return ()


def test_facts_of_the_host_become_variables_and_are_on_record(store: Store) -> None:
    definition, office = line("do", "check"), Office()
    engine = engine_on(store, host=office)
    [task] = engine.start(CASE, definition, begin()).state.tasks
    assert engine.perform(CASE, complete(task, after(hours=1))).state.variables == {"number": 2}
    records = history(store, CASE)
    assert [record.body["command"]["facts"] for record in records] == [{"number": {"$n": "1"}}, {"number": {"$n": "2"}}]
    assert replay(definition, records) is None
    assert office.heads == [0, 1]


def test_what_followed_is_projected_in_order_and_late_timers_need_no_facts(store: Store) -> None:
    office = Office()
    engine = engine_on(store, host=office)
    begun = engine.start(CASE, with_reminder("PT1H"), begin())
    engine.perform(CASE, complete(next(iter(begun.state.tasks)), after(hours=2)))
    assert office.seen == ["start", "fire_timer", "complete"]
    assert office.heads == [0, 2]  # it saw the case as the timer had left it


@pytest.mark.parametrize("kind", ["complete", "fire_timer"])
def test_a_projection_that_fails_undoes_the_whole_command(store: Store, kind: str) -> None:
    begun = engine_on(store).start(CASE, with_reminder("PT1H"), begin())
    with pytest.raises(RuntimeError, match=kind):
        engine_on(store, host=Office(fails_on=kind)).perform(
            CASE, complete(next(iter(begun.state.tasks)), after(hours=2))
        )
    assert len(history(store, CASE)) == 1
    assert state_of(store, CASE) == begun.state


def test_a_projection_of_a_start_that_fails_leaves_nothing(store: Store) -> None:
    with pytest.raises(RuntimeError):
        engine_on(store, host=Office(fails_on="start")).start(CASE, line("do"), begin())
    assert history(store, CASE) == []


class Taken(Conflict):
    en = "Expected a free place, but {by} has it."
    fa = "جای خالی انتظار می‌رفت، ولی از آنِ {by} است."


@dataclass
class Strict(Office):
    """A host whose table refuses what followed; `sees` it what was in the way, when it is asked again?"""

    sees: bool = False
    refused: int = 0

    def prepare(self, unit: Unit, loaded: Loaded | None, definition: Definition, command: Command) -> Command:
        if self.refused and self.sees:
            raise Taken(by="the one before")
        return super().prepare(unit, loaded, definition, command)

    def project(self, unit: Unit, moved: Moved) -> Sequence[Command]:
        if moved.command.kind == "complete":
            self.refused += 1
            raise Taken(by="somebody")
        return super().project(unit, moved)


@pytest.mark.parametrize(("sees", "by"), [(True, "the one before"), (False, "somebody")])
def test_what_the_host_refuses_of_the_effects_is_undone_and_on_record(store: Store, sees: bool, by: str) -> None:
    begun = engine_on(store).start(CASE, with_reminder("PT1H"), begin())
    office = Strict(sees=sees)
    with pytest.raises(Taken, match=by):
        engine_on(store, host=office).perform(CASE, complete(next(iter(begun.state.tasks)), after(hours=2)))
    start, timer, refused = history(store, CASE)
    assert (timer.body["command"]["type"], timer.refused) == ("fire_timer", False)
    assert (refused.refused, refused.body["refusal"]["fa"]) == (True, Taken(by=by).message("fa"))
    assert "do" in {task.element for task in state_of(store, CASE).tasks.values()}
    assert replay(begun.definition, [start, timer, refused]) is None


def test_a_start_or_a_timer_whose_effects_are_refused_leaves_nothing(store: Store) -> None:
    @dataclass
    class Closed(Office):
        def project(self, unit: Unit, moved: Moved) -> Sequence[Command]:
            raise Taken(by="somebody")

    with pytest.raises(Taken):
        engine_on(store, host=Closed()).start(CASE, with_reminder("PT1H"), begin())
    assert history(store, CASE) == []
    engine_on(store).start(CASE, with_reminder("PT1H"), begin())
    with pytest.raises(Taken):
        engine_on(store, host=Closed()).perform(CASE, withdraw(after(hours=2)))
    assert len(history(store, CASE)) == 1


class Assigning(Office):
    """A host that gives the reminder to the boss as soon as it is opened."""

    def project(self, unit: Unit, moved: Moved) -> Sequence[Command]:
        super().project(unit, moved)
        if moved.command.kind != "fire_timer":
            return ()
        [opened] = [happened["task"] for happened in moved.derived if happened.what == "opened"]
        return [Assign(actor=CLOCK, at=EIGHT, task=opened, assignee="boss")]


def test_what_the_host_wants_to_follow_a_late_timer_follows_before_the_command_that_found_it(store: Store) -> None:
    definition, office = with_reminder("R2/PT1H", kind="timeCycle"), Assigning()
    engine = engine_on(store, host=office)
    begun = engine.start(CASE, definition, begin())
    engine.perform(CASE, complete(next(iter(begun.state.tasks)), after(hours=3)))
    records = history(store, CASE)
    assert [(record.body["command"]["type"], record.body["at"]) for record in records] == [
        ("start", EIGHT.isoformat()),
        ("fire_timer", after(hours=1).isoformat()),
        ("assign", after(hours=1).isoformat()),  # not before the timer that it follows
        ("fire_timer", after(hours=2).isoformat()),
        ("assign", after(hours=2).isoformat()),
        ("complete", after(hours=3).isoformat()),
    ]
    assert office.seen == [record.body["command"]["type"] for record in records]
    assert office.heads == [0, 5]
    assert verify_chain(records, origin=ORIGIN, instance=CASE, head=(6, records[-1].hash)) is None
    assert replay(definition, records) is None
    with store.reading() as unit:
        opened = unit.open_in([CASE])[CASE].tasks.values()
    assert [task.element for task in opened if task.assignee == "boss"] == ["remind", "remind"]


def test_what_follows_a_timer_is_there_though_the_command_ends_the_case(store: Store) -> None:
    engine = engine_on(store, host=Assigning())
    engine.start(CASE, with_reminder("PT1H"), begin())
    engine.perform(CASE, withdraw(after(hours=2)))
    kinds = [record.body["command"]["type"] for record in history(store, CASE)]
    assert kinds == ["start", "fire_timer", "assign", "withdraw"]

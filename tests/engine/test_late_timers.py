"""Late timers fire before the command that finds them, in the order of their due times, each dated when it fell due."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import pytest

from engine.completion.command import BroadcastSignal, Command
from engine.engine import CatchingUp, Engine, Moved, NoHost
from engine.history.record import Record
from engine.instance.state import InstanceId
from engine.replay import replay, verify_chain
from engine.spiff.due import NotATime
from engine.spiff.machine import NotOpen
from engine.store.port import Unit
from tests.engine.cases import (
    EIGHT,
    ORIGIN,
    SARA,
    after,
    begin,
    boundary,
    complete,
    end,
    engine_on,
    flow,
    history,
    line,
    process,
    start,
    state_of,
    timer,
    user,
    with_reminder,
)

CASE = InstanceId("c1")


def told(records: list[Record]) -> list[tuple[str, datetime]]:
    """Return what was commanded, and when."""
    return [(record.body["command"]["type"], datetime.fromisoformat(record.body["at"])) for record in records]


def fired(records: list[Record]) -> list[tuple[str, datetime]]:
    """Return the timers that fired, by element, and how the records date them."""
    return [
        (happened["element"], datetime.fromisoformat(record.body["at"]))
        for record in records
        for happened in record.derived
        if happened["what"] == "job_fired"
    ]


def test_a_late_timer_fires_before_the_command_that_finds_it_as_a_record_of_its_own(engine: Engine) -> None:
    begun = engine.start(CASE, with_reminder("PT1H"), begin())
    engine.perform(CASE, complete(next(iter(begun.state.tasks)), after(hours=5)))
    records = history(engine.store, CASE)
    assert told(records) == [("start", EIGHT), ("fire_timer", after(hours=1)), ("complete", after(hours=5))]
    assert records[1].body["actor"] == {"id": "clock", "authn": "engine", "on_behalf_of": None}
    assert verify_chain(records, origin=ORIGIN, instance=CASE) is None


def test_a_timer_due_at_the_very_moment_of_the_command_fires_before_it(engine: Engine) -> None:
    begun = engine.start(CASE, with_reminder("PT1H"), begin())
    engine.perform(CASE, complete(next(iter(begun.state.tasks)), after(hours=1)))
    assert [what for what, _ in told(history(engine.store, CASE))] == ["start", "fire_timer", "complete"]


def test_a_timer_that_is_not_yet_due_does_not_fire(engine: Engine) -> None:
    begun = engine.start(CASE, with_reminder("PT1H"), begin())
    engine.perform(CASE, complete(next(iter(begun.state.tasks)), after(hours=1, microseconds=-1)))
    assert [what for what, _ in told(history(engine.store, CASE))] == ["start", "complete"]


def test_late_timers_fire_in_the_order_of_their_due_times(engine: Engine) -> None:
    names = {"third": "PT3H", "first": "PT1H", "second": "PT2H"}
    definition = process(
        start(), user("do"), end(), flow("start", "do"), flow("do", "end"),
        *(boundary(name, "do", time) for name, time in names.items()),
        *(user(f"{name}_task") + flow(name, f"{name}_task") for name in names),
    )  # fmt: skip
    engine.start(CASE, definition, begin())
    assert [moved.command.at for moved in engine.fire_late(CASE, after(days=1))] == [after(hours=n) for n in (1, 2, 3)]
    expected = [("first", after(hours=1)), ("second", after(hours=2)), ("third", after(hours=3))]
    assert fired(history(engine.store, CASE)) == expected


def test_a_cycle_that_was_slept_through_fires_each_round_at_its_own_time(engine: Engine) -> None:
    engine.start(CASE, with_reminder("R3/PT1H", kind="timeCycle"), begin())
    engine.fire_due(after(days=2))
    assert fired(history(engine.store, CASE)) == [("late", after(hours=n)) for n in (1, 2, 3)]


@pytest.mark.parametrize("cycle", ["R/PT0S", "R/P0M", "R3/PT0S"])
def test_a_cycle_that_stands_still_is_refused_when_it_is_set(engine: Engine, cycle: str) -> None:
    with pytest.raises(NotATime, match=cycle):
        engine.start(CASE, with_reminder(cycle, kind="timeCycle"), begin())


def test_a_timer_set_by_a_late_one_counts_from_when_that_fell_due(engine: Engine) -> None:
    definition = process(
        start(), user("do"), end(), boundary("late", "do", "PT1H"), timer("again", "PT2H"), user("remind"),
        flow("start", "do"), flow("do", "end"), flow("late", "again"), flow("again", "remind"),
    )  # fmt: skip
    engine.start(CASE, definition, begin())
    assert engine.fire_due(after(days=1)) == 1
    assert fired(history(engine.store, CASE)) == [("late", after(hours=1)), ("again", after(hours=3))]


def test_a_timer_set_for_a_date_that_is_past_is_dated_when_it_was_set(engine: Engine) -> None:
    definition = with_reminder("2026-01-01T00:00:00Z", kind="timeDate")
    engine.start(CASE, definition, begin())
    assert engine.next_due() == EIGHT  # at once
    engine.fire_due(after(hours=1))
    records = history(engine.store, CASE)
    assert fired(records) == [("late", EIGHT)]
    assert verify_chain(records, origin=ORIGIN, instance=CASE) is None
    assert replay(definition, records) is None


def test_a_deadline_that_passed_is_not_undone_by_a_late_completion(engine: Engine) -> None:
    begun = engine.start(CASE, with_reminder("PT1H", interrupting=True), begin())
    [task] = begun.state.tasks
    with pytest.raises(NotOpen, match=f"task {task} to be open"):
        engine.perform(CASE, complete(task, after(hours=2)))
    [left] = state_of(engine.store, CASE).tasks.values()
    assert left.element == "remind"


@pytest.fixture
def few_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Four timers a transaction, eight a command."""
    monkeypatch.setattr("engine.run.BATCH", 4)
    monkeypatch.setattr("engine.engine.BATCH", 4)
    monkeypatch.setattr("engine.engine.MOST_LATE_TIMERS", 8)


@pytest.mark.usefixtures("few_at_a_time")
def test_more_than_one_transaction_holds_fire_before_the_command_all_the_same(engine: Engine) -> None:
    begun = engine.start(CASE, with_reminder("R/PT1H", kind="timeCycle"), begin())
    engine.perform(CASE, complete(next(iter(begun.state.tasks)), after(hours=7)))
    records = history(engine.store, CASE)
    assert fired(records) == [("late", after(hours=n)) for n in range(1, 8)]
    assert told(records)[-1] == ("complete", after(hours=7))


@pytest.mark.usefixtures("few_at_a_time")
def test_who_finds_very_many_is_asked_to_come_again_and_finds_fewer(engine: Engine) -> None:
    begun = engine.start(CASE, with_reminder("R/PT1H", kind="timeCycle"), begin())
    command = complete(next(iter(begun.state.tasks)), after(hours=10))
    with pytest.raises(CatchingUp):
        engine.perform(CASE, command)
    assert fired(history(engine.store, CASE)) == [("late", after(hours=n)) for n in range(1, 9)]
    engine.perform(CASE, command)
    records = history(engine.store, CASE)
    assert fired(records) == [("late", after(hours=n)) for n in range(1, 11)]
    assert told(records)[-1] == ("complete", after(hours=10))
    assert not any(record.refused for record in records)


@pytest.mark.usefixtures("few_at_a_time")
def test_a_worker_too_catches_up_in_several_goes(engine: Engine) -> None:
    engine.start(CASE, with_reminder("R/PT1H", kind="timeCycle"), begin())
    counts = [len(engine.fire_late(CASE, after(hours=18))) for _ in range(4)]
    assert counts == [8, 8, 2, 0]


def test_what_is_due_fires_for_all_instances_and_for_no_other(engine: Engine) -> None:
    for name, duration in {"c1": "PT1H", "c2": "PT2H", "c3": "PT5H"}.items():
        engine.start(InstanceId(name), with_reminder(duration), begin())
    engine.start(InstanceId("c4"), line("do"), begin())
    assert engine.fire_due(after(hours=2)) == 2
    assert {name: len(history(engine.store, name)) for name in ("c1", "c2", "c3", "c4")} == {
        "c1": 2, "c2": 2, "c3": 1, "c4": 1,
    }  # fmt: skip
    assert engine.next_due() == after(hours=5)
    assert engine.fire_due(after(hours=2)) == 0


def test_a_timer_that_cannot_fire_is_on_record_once_and_keeps_nobody_waiting(engine: Engine) -> None:
    broken = process(
        start(), user("do"), end(), boundary("late", "do", "PT1H"), boundary("later", "do", "PT2H"),
        timer("again", "nothing"), user("remind"),
        flow("start", "do"), flow("do", "end"), flow("late", "again"), flow("again", "end"), flow("later", "remind"),
    )  # fmt: skip
    begun = engine.start(CASE, broken, begin())
    engine.start(InstanceId("c2"), with_reminder("PT3H"), begin())
    assert engine.fire_due(after(hours=4)) == 2
    assert engine.fire_due(after(hours=4)) == 0
    assert fired(history(engine.store, CASE)) == [("later", after(hours=2))]
    assert fired(history(engine.store, "c2")) == [("late", after(hours=3))]

    engine.perform(CASE, complete(next(iter(begun.state.tasks)), after(hours=5)))
    records = history(engine.store, CASE)
    refusals = [record.body["refusal"]["code"] for record in records if record.refused]
    assert refusals == ["NotATime"]
    assert records[1].body["at"] == after(hours=1).isoformat()
    assert replay(broken, records) is None


def test_an_instance_whose_office_tables_fail_does_not_stop_the_clock_of_the_others(
    engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    engine.start(CASE, with_reminder("PT1H"), begin())
    engine.start(InstanceId("c2"), with_reminder("PT2H"), begin())

    class Failing(NoHost):
        def project(self, unit: Unit, moved: Moved) -> Sequence[Command]:
            if moved.instance == CASE:
                raise RuntimeError("broken table")
            return ()

    assert engine_on(engine.store, host=Failing()).fire_due(after(hours=3)) == 1
    assert len(history(engine.store, CASE)) == 1
    assert "c1" in caplog.text


def test_a_signal_nobody_waits_for_still_finds_the_late_timers(engine: Engine) -> None:
    engine.start(CASE, with_reminder("PT1H"), begin())
    engine.perform(CASE, BroadcastSignal(actor=SARA, at=after(hours=2), signal="stop"))
    assert [what for what, _ in told(history(engine.store, CASE))] == ["start", "fire_timer", "broadcast_signal"]

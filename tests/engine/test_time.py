"""Time in a history never goes back."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from engine.engine import SKEW, Backwards, Engine
from engine.instance.state import InstanceId
from engine.replay import replay, verify_chain
from engine.spiff.machine import NotOpen
from engine.store.sql import BUSY_SECONDS, TURN_SECONDS
from tests.engine.cases import EIGHT, ORIGIN, after, begin, complete, history, line, state_of, with_reminder

CASE = InstanceId("c1")
DEFINITION = line("do", "check")


def times(engine: Engine) -> list[datetime]:
    return [datetime.fromisoformat(record.body["at"]) for record in history(engine.store, CASE)]


def test_a_command_from_before_the_last_step_is_refused_on_record_and_changes_nothing(engine: Engine) -> None:
    [task] = engine.start(CASE, DEFINITION, begin()).state.tasks
    before = state_of(engine.store, CASE)
    early = after(hours=-1)
    with pytest.raises(Backwards) as refusal:
        engine.perform(CASE, complete(task, early))
    assert refusal.value.facts == {"last": EIGHT.isoformat(), "at": early.isoformat()}
    assert state_of(engine.store, CASE) == before
    records = history(engine.store, CASE)
    assert times(engine) == [EIGHT, EIGHT]
    assert (records[1].body["refusal"]["by"], records[1].body["refusal"]["code"]) == ("order", "Backwards")
    assert early.isoformat() in records[1].body["refusal"]["en"]
    assert verify_chain(records, origin=ORIGIN, instance=CASE) is None
    assert replay(DEFINITION, records) is None


def test_it_fires_no_timer(engine: Engine) -> None:
    [task] = engine.start(CASE, with_reminder("2026-01-01T00:00:00Z", kind="timeDate"), begin()).state.tasks
    with pytest.raises(Backwards):
        engine.perform(CASE, complete(task, after(hours=-1)))
    assert len(state_of(engine.store, CASE).jobs) == 1


@pytest.mark.parametrize("behind", [timedelta(microseconds=1), SKEW])
def test_who_waited_in_line_or_has_a_slow_clock_is_dated_when_the_last_step_was(
    engine: Engine, behind: timedelta
) -> None:
    [task] = engine.start(CASE, DEFINITION, begin()).state.tasks
    moved = engine.perform(CASE, complete(task, EIGHT - behind))
    assert (moved.command.at, times(engine)) == (EIGHT, [EIGHT, EIGHT])
    assert replay(DEFINITION, history(engine.store, CASE)) is None


def test_a_microsecond_more_is_too_much(engine: Engine) -> None:
    [task] = engine.start(CASE, DEFINITION, begin()).state.tasks
    with pytest.raises(Backwards):
        engine.perform(CASE, complete(task, EIGHT - SKEW - timedelta(microseconds=1)))


def test_nobody_is_refused_for_having_waited_as_long_as_a_writer_may() -> None:
    assert timedelta(seconds=TURN_SECONDS + BUSY_SECONDS) < SKEW


def test_a_refused_command_counts_as_a_step(engine: Engine) -> None:
    [task] = engine.start(CASE, DEFINITION, begin()).state.tasks
    with pytest.raises(NotOpen):
        engine.perform(CASE, complete("9.9", after(hours=2)))
    with pytest.raises(Backwards):
        engine.perform(CASE, complete(task, after(hours=1)))


def test_commands_of_one_moment_are_fine(engine: Engine) -> None:
    [task] = engine.start(CASE, DEFINITION, begin()).state.tasks
    engine.perform(CASE, complete(task, EIGHT))
    assert times(engine) == [EIGHT, EIGHT]

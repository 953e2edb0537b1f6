"""Refused commands: on record, and nothing else changed; a refused start leaves nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.completion.command import Command, DeliverMessage
from engine.completion.step import CaseEnded
from engine.definition import Definition
from engine.engine import Engine, NoHost, TaskTaken
from engine.errors import Forbidden, KartablError
from engine.instance.state import InstanceId
from engine.replay import replay, verify_chain
from engine.spiff.machine import NobodyWaits, NotOpen
from engine.store.port import Loaded, NoSuchDefinition, NoSuchInstance, Personal, Store, Unit
from tests.engine.cases import (
    ORIGIN,
    REZA,
    SARA,
    after,
    assign,
    begin,
    complete,
    engine_on,
    history,
    line,
    process,
    start,
    state_of,
    timer,
    withdraw,
)

CASE = InstanceId("c1")
DEFINITION = line("do", "check")


class NotYours(Forbidden):
    en = "Expected somebody else than {actor}."
    fa = "انتظار می‌رفت کسی جز {actor} باشد."


class OnlySara(NoHost):
    """A host that lets nobody but Sara act."""

    def prepare(self, unit: Unit, loaded: Loaded | None, definition: Definition, command: Command) -> Command:
        if command.actor != SARA:
            raise NotYours(actor=command.actor.id)
        return command


def started(engine: Engine) -> str:
    """Start the case; return its task."""
    [task] = engine.start(CASE, DEFINITION, begin()).state.tasks
    return task


@pytest.mark.parametrize(
    ("command", "refusal"),
    [
        (complete("9.9", after(hours=1)), NotOpen),
        (assign("9.9", "reza", after(hours=1)), NotOpen),
        (DeliverMessage(actor=SARA, at=after(hours=1), message="none"), NobodyWaits),
    ],
    ids=["complete", "assign", "message"],
)
def test_what_the_engine_refuses_is_on_record_and_changes_nothing(
    engine: Engine, command: Command, refusal: type[KartablError]
) -> None:
    started(engine)
    before = state_of(engine.store, CASE)
    with pytest.raises(refusal):
        engine.perform(CASE, command)
    assert state_of(engine.store, CASE) == before
    records = history(engine.store, CASE)
    assert [record.refused for record in records] == [False, True]
    body = records[-1].body
    assert (body["refusal"]["by"], body["refusal"]["code"]) == ("engine", refusal.__name__)
    assert (body["state_sha256"], list(records[-1].derived)) == (before.digest, [])
    assert replay(DEFINITION, records) is None


def test_what_the_host_refuses_is_on_record_and_changes_nothing(store: Store) -> None:
    engine = engine_on(store, host=OnlySara())
    task = started(engine)
    before = state_of(store, CASE)
    with pytest.raises(NotYours, match="reza"):
        engine.perform(CASE, complete(task, after(hours=1), REZA))
    assert state_of(store, CASE) == before
    records = history(store, CASE)
    assert records[-1].body["refusal"]["by"] == "host"
    assert verify_chain(records, origin=ORIGIN, instance=CASE) is None
    assert replay(DEFINITION, records) is None


def test_after_a_refusal_the_case_goes_on(engine: Engine) -> None:
    task = started(engine)
    with pytest.raises(NotOpen):
        engine.perform(CASE, complete("9.9", after(hours=1)))
    engine.perform(CASE, complete(task, after(hours=2)))
    assert [record.refused for record in history(engine.store, CASE)] == [False, True, False]
    assert replay(DEFINITION, history(engine.store, CASE)) is None


def test_personal_values_of_a_refused_command_are_not_kept(engine: Engine) -> None:
    started(engine)
    entry = Personal(commitment="0" * 64, salt="0" * 32, name="who", value="سارا")
    with pytest.raises(NotOpen):
        engine.perform(CASE, complete("9.9", after(hours=1)), [entry])
    with engine.store.reading() as unit:
        assert unit.personal(CASE) == {}


def test_a_start_that_the_host_refuses_leaves_nothing(store: Store) -> None:
    with pytest.raises(NotYours):
        engine_on(store, host=OnlySara()).start(CASE, DEFINITION, replace(begin(), actor=REZA))
    assert_nothing_is_left(store, DEFINITION)


def test_a_start_that_the_step_refuses_leaves_nothing(engine: Engine) -> None:
    broken = process(start(), timer("wait", "nothing"), '<sequenceFlow id="f" sourceRef="start" targetRef="wait"/>')
    with pytest.raises(KartablError, match="wait"):
        engine.start(CASE, broken, begin())
    assert_nothing_is_left(engine.store, broken)


def assert_nothing_is_left(store: Store, definition: Definition) -> None:
    with store.reading() as unit:
        assert unit.records(CASE) == []
        assert unit.summaries() == []
        with pytest.raises(NoSuchInstance):
            unit.load(CASE)
        with pytest.raises(NoSuchDefinition):
            unit.definition(definition.digest)


def test_a_case_that_was_never_started_cannot_move(engine: Engine) -> None:
    with pytest.raises(NoSuchInstance):
        engine.perform(CASE, complete("1.2", after(hours=1)))
    assert history(engine.store, CASE) == []


@pytest.mark.parametrize("definition", [DEFINITION, line("do")], ids=["the case goes on", "the case is over"])
def test_who_comes_second_hears_who_took_the_task_and_when(engine: Engine, definition: Definition) -> None:
    [task] = engine.start(CASE, definition, begin()).state.tasks
    engine.perform(CASE, complete(task, after(hours=1), REZA))
    with pytest.raises(TaskTaken, match="reza") as refusal:
        engine.perform(CASE, complete(task, after(hours=2)))
    assert refusal.value.facts == {"by": "reza", "at": after(hours=1).isoformat(), "task": task}
    assert replay(definition, history(engine.store, CASE)) is None


def test_a_task_that_was_withdrawn_was_taken_by_nobody(engine: Engine) -> None:
    task = started(engine)
    engine.perform(CASE, withdraw(after(hours=1)))
    with pytest.raises(CaseEnded):
        engine.perform(CASE, complete(task, after(hours=2)))


def test_who_was_refused_did_not_take_the_task(engine: Engine) -> None:
    started(engine)
    for hour in (1, 2):
        with pytest.raises(NotOpen):
            engine.perform(CASE, complete("9.9", after(hours=hour)))

"""Through the engine and a store, a path leaves the very history that it leaves step by step."""

from __future__ import annotations

import pytest

from engine.completion.command import CLOCK, FireTimer, Start, read_command
from engine.engine import Engine
from engine.errors import KartablError
from engine.history.record import Record
from engine.instance.state import InstanceId
from engine.store.memory import MemoryStore
from tests.properties.drive import ORIGIN, History, drive

DIAGRAMS = 40


@pytest.mark.slow
def test_the_engine_with_a_store_writes_the_same_history() -> None:
    histories = [drive(seed) for seed in range(0, 2 * DIAGRAMS, 2)]
    smooth = [history for history in histories if not any(stuck(record) for record in history.records)]
    assert len(smooth) > DIAGRAMS * 0.9
    for history in smooth:  # a path may end between timers that fall due together; the engine fires them all
        found, recorded = performed(history), len(history.records)
        assert [record.hash for record in found[:recorded]] == [record.hash for record in history.records]
        assert {record.body["command"]["type"] for record in found[recorded:]} <= {"fire_timer"}


def stuck(record: Record) -> bool:
    """A start or a timer that is refused leaves no record where the engine performs it."""
    fired = record.body["command"]["type"] == "fire_timer" and record.body["actor"] == CLOCK.to_json()
    return record.refused and (fired or record.body["command"]["type"] == "start")


def performed(history: History) -> list[Record]:
    """Return what the engine records when people send the commands, and timers fire by themselves."""
    store, instance = MemoryStore(), InstanceId(history.instance)
    engine = Engine(store=store, origin=ORIGIN)
    for record in history.records:
        body = record.body
        command = read_command(body["command"], actor=body["actor"], at=body["at"], request=body["request_id"])
        if isinstance(command, Start):
            engine.start(instance, history.definition, command)
        elif isinstance(command, FireTimer) and command.actor == CLOCK:
            engine.fire_due(command.at)
        else:
            try:
                engine.perform(instance, command)
            except KartablError:
                assert record.refused
    with store.reading() as unit:
        return unit.records(instance)

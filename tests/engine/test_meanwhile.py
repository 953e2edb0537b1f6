"""What came about outside goes before all else in an instance, among the late timers where its time is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.completion.command import Command, Correct
from engine.engine import Engine, NoHost
from engine.instance.state import InstanceId
from engine.replay import replay
from engine.store.port import Loaded, Unit
from tests.engine.cases import SARA, after, begin, complete, engine_on, history, with_reminder

CASE = InstanceId("c1")


@dataclass(frozen=True)
class Outside(NoHost):
    """A host that knows of one correction, until the instance has taken it over."""

    hours: float

    def meanwhile(self, unit: Unit, loaded: Loaded) -> Sequence[Command]:
        assert loaded.state is not None
        if "corrected" in loaded.state.variables:
            return ()
        return [Correct(actor=SARA, at=after(hours=self.hours), facts={"corrected": True})]


def kinds(engine: Engine) -> list[tuple[str, str]]:
    records = history(engine.store, CASE)
    return [(record.body["command"]["type"], record.body["at"]) for record in records[1:]]


def test_a_correction_stands_between_the_timers_that_fell_due_before_and_after_it(engine: Engine) -> None:
    engine = engine_on(engine.store, host=Outside(1.5))
    begun = engine.start(CASE, with_reminder("R2/PT1H", kind="timeCycle"), begin())
    task = next(iter(begun.state.tasks))
    engine.perform(CASE, complete(task, after(hours=5)))
    assert kinds(engine) == [
        ("fire_timer", after(hours=1).isoformat()),
        ("correct", after(hours=1.5).isoformat()),
        ("fire_timer", after(hours=2).isoformat()),
        ("complete", after(hours=5).isoformat()),
    ]
    records = history(engine.store, CASE)
    assert replay(begun.definition, records) is None


def test_a_correction_is_let_in_without_any_command_and_once(engine: Engine) -> None:
    engine = engine_on(engine.store, host=Outside(1.5))
    engine.start(CASE, with_reminder("PT9H"), begin())
    assert [moved.command.kind for moved in engine.fire_late(CASE, after(hours=2))] == ["correct"]
    assert engine.fire_late(CASE, after(hours=3)) == []


def test_a_correction_of_the_future_waits(engine: Engine) -> None:
    engine = engine_on(engine.store, host=Outside(3))
    engine.start(CASE, with_reminder("PT9H"), begin())
    assert engine.fire_late(CASE, after(hours=2)) == []


def test_an_instance_that_has_ended_takes_nothing_over(engine: Engine) -> None:
    begun = engine.start(CASE, with_reminder("PT9H"), begin())
    engine.perform(CASE, complete(next(iter(begun.state.tasks)), after(hours=1)))
    assert engine_on(engine.store, host=Outside(2)).fire_late(CASE, after(hours=3)) == []
    assert [what for what, _ in kinds(engine)] == ["complete"]

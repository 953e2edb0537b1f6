"""The host: gives a command its facts, sees what followed in order, in the same transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pytest

from engine.completion.command import Command
from engine.definition import Definition
from engine.engine import Moved
from engine.instance.state import InstanceId
from engine.replay import replay
from engine.store.port import Loaded, Store, Unit
from tests.engine.cases import after, begin, complete, engine_on, history, line, state_of, with_reminder

CASE = InstanceId("c1")


@dataclass
class Office:
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

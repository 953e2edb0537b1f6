"""What cannot be done by itself is held back, tried again later and later, and in the end an incident; the others go on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

import pytest

from engine.completion.command import Command
from engine.engine import Engine, Moved, NoHost
from engine.errors import BadInput
from engine.instance.failure import FIRST, LONGEST, MOST_ATTEMPTS, SPREAD, TOKENS, Failure, wait
from engine.instance.state import InstanceId
from engine.replay import replay
from engine.store.port import Store, Unit
from tests.engine.cases import (
    after,
    begin,
    boundary,
    complete,
    end,
    engine_on,
    flow,
    history,
    process,
    start,
    state_of,
    timer,
    user,
    with_reminder,
    withdraw,
)

CASE = InstanceId("c1")
REFUSED = process(
    start(), user("do"), end(), boundary("late", "do", "PT1H"), boundary("later", "do", "PT2H"),
    timer("again", "nothing"), user("remind"),
    flow("start", "do"), flow("do", "end"), flow("late", "again"), flow("again", "end"), flow("later", "remind"),
)  # fmt: skip
"""Its first reminder cannot be fired: what follows it is no time."""


class NotNow(BadInput):
    en = "Expected Sara's number to be free, but it is not."
    fa = "شماره آزاد نیست."


@dataclass
class Office(NoHost):
    """A host whose tables fail in these elements, and to which this comes about outside."""

    failing: set[str] = field(default_factory=set)

    def project(self, unit: Unit, moved: Moved) -> Sequence[Command]:
        for happening in moved.derived:
            if happening.what == "job_fired" and happening["element"] in self.failing:
                raise RuntimeError("Sara's row is broken")
        return ()


def failure_of(store: Store, subject: str, case: InstanceId = CASE) -> Failure | None:
    with store.writing() as unit:
        return unit.failure(case, subject)


def job_of(store: Store, element: str) -> str:
    return next(job.id for job in state_of(store, CASE).jobs.values() if job.element == element)


def until_incident(engine: Engine, at: datetime) -> list[datetime]:
    """Look whenever something is to be tried, until nothing is any more; return when that was."""
    times = [at]
    while (engine.fire_due(times[-1]), due := engine.next_due())[1] is not None:
        times.append(due)
    return times


def test_what_the_engine_refuses_is_tried_later_and_later_and_is_an_incident_in_the_end(engine: Engine) -> None:
    engine.start(CASE, REFUSED, begin())
    late = job_of(engine.store, "late")
    assert engine.fire_due(after(hours=3)) == 1
    first = failure_of(engine.store, late)
    assert first is not None
    assert (first.element, first.since, first.attempts, first.cause.code) == ("late", after(hours=3), 1, "NotATime")
    assert "nothing" in first.cause.en
    times = until_incident(engine, after(hours=3))
    assert len(times) == MOST_ATTEMPTS
    last = failure_of(engine.store, late)
    assert last is not None
    assert (last.since, last.attempts, last.next_at) == (after(hours=3), MOST_ATTEMPTS, None)
    assert [record.refused for record in history(engine.store, CASE)].count(True) == 1, "on record once"
    assert engine.fire_due(after(days=9)) == 0


def test_each_time_is_about_twice_the_one_before_up_to_a_longest_and_differs_from_case_to_case() -> None:
    for attempts in range(1, 30):
        times = {wait(attempts, f"c{n}/1.1") for n in range(50)}
        middle = min(FIRST * 2 ** (attempts - 1), LONGEST)
        assert middle * (1 - SPREAD) <= min(times) < max(times) <= middle * (1 + SPREAD)
        assert len(times) > 40
    assert wait(3, "c1/1.1") == wait(3, "c1/1.1")


def test_what_the_office_cannot_follow_is_held_back_and_the_others_go_on(store: Store) -> None:
    office = Office(failing={"late"})
    engine = engine_on(store, host=office)
    engine.start(CASE, with_reminder("PT1H"), begin())
    engine.start(InstanceId("c2"), REFUSED, begin())
    office.failing = {"late", "later"}
    assert engine.fire_due(after(hours=3)) == 0
    late = job_of(store, "late")
    failed = failure_of(store, late)
    assert failed is not None
    assert (failed.element, failed.attempts, failed.cause.code) == ("late", 1, "RuntimeError")
    assert "Sara" not in failed.cause.en + failed.cause.fa, "what an error of somebody else's says may name a person"
    assert "test_failures.py" in failed.cause.en or "engine.py" in failed.cause.en
    office.failing = set()
    assert engine.fire_due(after(hours=3)) == 0, "not before its time"
    assert engine.fire_due(after(hours=4)) == 2
    assert failure_of(store, late) is None
    assert [record.body["at"] for record in history(store, CASE)][1:] == [after(hours=1).isoformat()]


def test_where_one_timer_fails_the_other_late_ones_of_its_case_fire(store: Store) -> None:
    office = Office(failing={"second"})
    engine = engine_on(store, host=office)
    names = {"first": "PT1H", "second": "PT2H", "third": "PT3H"}
    definition = process(
        start(), user("do"), end(), flow("start", "do"), flow("do", "end"),
        *(boundary(name, "do", time) for name, time in names.items()),
        *(user(f"{name}_task") + flow(name, f"{name}_task") for name in names),
    )  # fmt: skip
    engine.start(CASE, definition, begin())
    assert engine.fire_due(after(hours=4)) == 1
    assert {job.element for job in state_of(store, CASE).jobs.values()} == {"second"}
    second = job_of(store, "second")
    assert (found := failure_of(store, second)) is not None
    assert found.element == "second"
    office.failing = set()
    assert engine.fire_due(after(hours=5)) == 1
    assert state_of(store, CASE).jobs == {}
    assert replay(definition, history(store, CASE)) is None


def test_a_row_that_says_what_the_state_does_not_is_a_failure(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    engine.start(CASE, with_reminder("PT1H"), begin())
    monkeypatch.setattr("engine.run.Run.late", lambda _run, _now: None)
    late = job_of(engine.store, "late")
    assert engine.fire_due(after(hours=2)) == 0
    assert (failed := failure_of(engine.store, late)) is not None
    assert failed.cause.code == "NothingToDo"


def test_who_asks_to_stop_is_obeyed_between_two_instances(engine: Engine) -> None:
    for n in range(3):
        engine.start(InstanceId(f"c{n}"), with_reminder("PT1H"), begin())
    answers = iter([True, False])
    assert engine.fire_due(after(hours=2), lambda: next(answers)) == 1


STRANDING = process(
    start(), user("do"), '<exclusiveGateway id="either" default="one"/><parallelGateway id="join"/>', end(),
    flow("start", "do"), flow("do", "either"), flow("either", "join", "false"), flow("join", "end"),
    '<sequenceFlow id="one" sourceRef="either" targetRef="join"/>',
)  # fmt: skip
"""One of two ways is taken, and both are waited for."""


def test_a_case_in_which_nothing_can_happen_any_more_is_an_incident_at_once(engine: Engine) -> None:
    begun = engine.start(CASE, STRANDING, begin())
    assert failure_of(engine.store, TOKENS) is None
    engine.perform(CASE, complete(next(iter(begun.state.tasks)), after(hours=1)))
    found = failure_of(engine.store, TOKENS)
    assert found is not None
    assert (found.element, found.since, found.next_at) == ("join", after(hours=1), None)
    assert state_of(engine.store, CASE).status == "running"
    engine.perform(CASE, withdraw(after(hours=2)))
    assert failure_of(engine.store, TOKENS) is None


def test_a_case_that_waits_for_a_signal_is_none(engine: Engine) -> None:
    definition = process(
        start(), end(), flow("start", "wait"), flow("wait", "end"),
        '<intermediateCatchEvent id="wait"><signalEventDefinition signalRef="s"/></intermediateCatchEvent>',
    )  # fmt: skip
    engine.start(CASE, definition, begin())
    assert failure_of(engine.store, TOKENS) is None

"""What a step costs, early and late in a case.

A step here is what a worker does: read the state from JSON text, apply the command, write the state as JSON text. It is
measured over and over on the same state (a step changes nothing), at the 10th and at the 1,000th iteration in turn, so
that both see the same machine. The floor, from the same run, is what the library alone needs to complete a user task:
spec cached, nothing read or written.
"""

from __future__ import annotations

import gc
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.util.task import TaskState

from engine.completion.command import Actor, Command, Complete, Start
from engine.completion.step import step
from engine.definition import Definition, Source, define
from engine.feel import compile_expression
from engine.history.record import Ledger, Record, genesis
from engine.instance.state import State
from engine.replay import replay
from tests.benchmarks.figures import Figure, timed

DIAGRAMS = Path(__file__).with_name("diagrams")
LOOPS = {
    "plain": "a plain loop",
    "called": "a loop in a called process",
    "escalated": "a loop after a handled escalation",
}
EARLY, LATE = 10, 1000
TIMES = 300
RECORDS = 300
SOMEBODY = Actor(id="somebody", authn="bench")
NOON = datetime(2026, 3, 21, 12, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True, slots=True)
class Cost:
    """Milliseconds: the median of all measurements, and what 95 of 100 stay under."""

    median: float
    p95: float

    @classmethod
    def of(cls, seconds: list[float]) -> Cost:
        """Return the cost that these measurements show."""
        return cls(median=median(seconds) * 1000, p95=quantiles(seconds, n=20)[18] * 1000)


@dataclass(frozen=True, kw_only=True, slots=True)
class Loop:
    """A step of a loop, early and late: its cost and the size of the state in bytes of JSON."""

    name: str
    early: Cost
    late: Cost
    early_bytes: int
    late_bytes: int


def definition(name: str) -> Definition:
    """Return the definition of a loop, with the process it calls."""
    files = sorted(DIAGRAMS.glob(f"{name}*.bpmn"))
    return define("main", [Source(kind="diagram", name=file.name, content=file.read_bytes()) for file in files])


def first_state(of: Definition) -> State:
    """Return the state at the first iteration, with whatever comes before the loop done."""
    state = step(of, None, Start(actor=SOMEBODY, at=NOON), 1).state
    for task in [task for task in state.tasks.values() if task.element == "look"]:
        state = step(of, state, Complete(actor=SOMEBODY, at=NOON, task=task.id), 2).state
    return state


def again(state: State) -> Command:
    """Return the completion of the one open task, which leads to the next iteration."""
    [task] = state.tasks
    return Complete(actor=SOMEBODY, at=NOON, task=task, values={"enough": False})


def looped(of: Definition, iterations: int) -> tuple[str, int]:
    """Return the state at an iteration as JSON text, and the number of the next command."""
    state = first_state(of)
    for seq in range(10, 10 + iterations):
        state = State.read(json.loads(json.dumps(step(of, state, again(state), seq).state.written)))
    return json.dumps(state.written), 10 + iterations


def one_step(of: Definition, text: str, seq: int) -> str:
    """Load, step, write."""
    state = State.read(json.loads(text))
    return json.dumps(step(of, state, again(state), seq).state.written)


def measure_loop(name: str) -> Loop:
    """Measure a step of a loop at both iterations, in turn."""
    of = definition(name)
    early, late = looped(of, EARLY), looped(of, LATE)
    seconds: tuple[list[float], list[float]] = ([], [])
    for _ in range(TIMES):
        for found, (text, seq) in zip(seconds, (early, late), strict=True):
            found.append(timed(lambda text=text, seq=seq: one_step(of, text, seq)))  # type: ignore[misc]  # mypy can't infer it
    return Loop(
        name=LOOPS[name],
        early=Cost.of(seconds[0]),
        late=Cost.of(seconds[1]),
        early_bytes=len(early[0].encode()),
        late_bytes=len(late[0].encode()),
    )


def measure_floor() -> Cost:
    """Measure what the library alone needs to complete a user task and come to the next."""
    parser = BpmnParser()
    parser.add_bpmn_str((DIAGRAMS / "floor.bpmn").read_bytes())
    spec = parser.get_spec("main")
    seconds = []
    for _ in range(TIMES):
        workflow = BpmnWorkflow(spec)
        workflow.do_engine_steps()
        seconds.append(timed(lambda workflow=workflow: complete_bare(workflow)))  # type: ignore[misc]  # mypy can't infer it
    return Cost.of(seconds)


def complete_bare(workflow: Any) -> None:
    """Complete the open task of a workflow that is only the library's."""
    [task] = workflow.get_tasks(state=TaskState.READY, manual=True)
    task.run()
    workflow.do_engine_steps()


def measure_replay() -> tuple[float, float]:
    """Return steps a second of the steps alone, and of replaying the history that they wrote."""
    of = definition("plain")
    ledger = Ledger(origin="bench", instance="case", definition=of)
    state, head = None, genesis("bench", "case")
    records: list[Record] = []
    done: list[tuple[State | None, Command]] = []
    for seq in range(1, RECORDS + 1):
        command = Start(actor=SOMEBODY, at=NOON) if state is None else again(state)
        after = step(of, state, command, seq)
        records.append(ledger.applied(head, command, after.state, after.derived))
        done.append((state, command))
        state, head = after.state, records[-1].head
    bare = min(timed(partial(run_again, of, done)) for _ in range(5))
    replayed = min(timed(partial(replay, of, records)) for _ in range(5))
    return RECORDS / bare, RECORDS / replayed


def run_again(of: Definition, done: list[tuple[State | None, Command]]) -> None:
    """Take all steps again, each from the state it was taken from."""
    for seq, (state, command) in enumerate(done, start=1):
        step(of, state, command, seq)


def measure_condition() -> tuple[Cost, Cost]:
    """Return what a typical condition costs a hundred times over, and what the same costs written by hand."""
    condition = compile_expression('days > 10 and kind = "annual"')
    variables = {"days": Decimal(11), "kind": "annual"}

    def feel() -> None:
        for _ in range(100):
            condition.evaluate(variables)

    def by_hand() -> None:
        for _ in range(100):
            _ = variables["days"] > 10 and variables["kind"] == "annual"  # type: ignore[operator]  # it is a Decimal

    pairs = [(timed(feel), timed(by_hand)) for _ in range(TIMES)]
    return Cost.of([pair[0] for pair in pairs]), Cost.of([pair[1] for pair in pairs])


def measure() -> Iterator[Figure]:
    """Measure, without the garbage collector in between."""
    gc.disable()
    try:
        floor, loops = measure_floor(), [measure_loop(name) for name in LOOPS]
        bare, replayed = measure_replay()
        condition, by_hand = measure_condition()
    finally:
        gc.enable()
    part = "a step: load, apply, write"
    yield Figure(part=part, name="floor: the library alone", unit="ms", median=floor.median, p95=floor.p95)
    for loop in loops:
        yield from _figures(part, loop, floor)
    yield Figure(part="re-execution", name="bare steps", unit="steps/s", median=bare)
    yield Figure(
        part="re-execution",
        name="replay of a history",
        unit="steps/s",
        median=replayed,
        floor=bare,
        floor_name="bare steps",
    )
    yield Figure(
        part="a FEEL condition, a hundred times", name="compiled", unit="ms", median=condition.median, p95=condition.p95,
        floor=by_hand.median, floor_name="by hand in Python",
    )  # fmt: skip


def _figures(part: str, loop: Loop, floor: Cost) -> Iterator[Figure]:
    """Yield a loop's early step held against the library alone, its late one against the early one, and both sizes."""
    yield Figure(
        part=part, name=f"{loop.name}, at {EARLY}", unit="ms", median=loop.early.median, p95=loop.early.p95,
        floor=floor.median, floor_name="the library alone",
    )  # fmt: skip
    yield Figure(
        part=part, name=f"{loop.name}, at {LATE:,}", unit="ms", median=loop.late.median, p95=loop.late.p95,
        floor=loop.early.median, floor_name=f"at {EARLY}", most=1.2,
    )  # fmt: skip
    yield Figure(
        part=part, name=f"{loop.name}, state at {LATE:,}", unit="bytes", median=loop.late_bytes,
        floor=loop.early_bytes, floor_name=f"at {EARLY}",
    )  # fmt: skip

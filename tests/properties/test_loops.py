"""A case that goes round a thousand times is written as short as one that went round ten times."""

from __future__ import annotations

import json

import pytest

from engine.completion.command import CLOCK, Complete, FireTimer, Start
from engine.completion.step import step
from engine.definition import Source, define
from engine.instance.state import State
from tests.properties.plan import Condition, Event, Node, Plan, Scope
from tests.properties.render import files
from tests.properties.sketch import CLERK, NOON, scope

AGAIN = Condition("again", "=", 1)
LONGER_IDS = 8
"""Bytes that the ids of a token may grow by: `10.3` becomes `1000.3`, in the token, its task, its marks."""

LOOP = "s>head head>do do>stop stop>head stop>e"
SPLIT = "s>head head>split split>do split>other do>join other>join join>stop stop>head stop>e"


def looping(id: str, process: str = "main", flows: str = LOOP) -> Scope:
    """Return a scope that goes round while `again` is 1; with SPLIT, over two parallel tasks."""
    again = f"f{flows.split().index('stop>head') + 1}"
    kinds = {"s": "start", "head": "xor", "do": "user", "stop": "xor", "e": "end"}
    if flows == SPLIT:
        kinds |= {"split": "par", "other": "user", "join": "par"}
    # ids are unique in a file
    drawn = scope(id, [Node(id=f"{id}_{name}", kind=kind) for name, kind in kinds.items()],
                  " ".join(f"{id}_{a}>{id}_{b}" for a, b in (pair.split(">") for pair in flows.split())),
                  **{again: AGAIN})  # fmt: skip
    drawn.process = process
    drawn.nodes[f"{id}_stop"].default = drawn.flows[-1].id
    return drawn


def around(kind: str, inside: Scope) -> list[Scope]:
    """Return a process with nothing but a subprocess or a call of `inside`."""
    nodes = [Node(id="s", kind="start"), Node(id="in", kind=kind, inside=inside.id), Node(id="e", kind="end")]
    return [scope("main", nodes, "s>in in>e"), inside]


def escalating() -> list[Scope]:
    """Return a process whose loop stands under a time limit that does not interrupt, inside a subprocess."""
    inside = looping("body")
    [main, _] = around("sub", inside)
    late = Node(id="late", kind="boundary", host="in", interrupting=False, event=Event(kind="timer", minutes=60))
    main.nodes |= {"late": late, "hurry": Node(id="hurry", kind="user"), "le": Node(id="le", kind="end")}
    more = scope("more", [], "late>hurry hurry>le")
    main.flows += more.flows
    return [main, inside]


SHAPES = {
    "plain": [looping("main")],
    "in an embedded subprocess": around("sub", looping("body")),
    "in a called process": around("call", looping("body", process="body")),
    "around a parallel block": [looping("main", flows=SPLIT)],
    "after a handled escalation": escalating(),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_the_thousandth_round_is_written_as_short_as_the_tenth(shape: str) -> None:
    plan = Plan(seed=0, scopes={drawn.id: drawn for drawn in SHAPES[shape]})
    definition = define("main", [Source(kind="diagram", name=name, content=text) for name, text in files(plan).items()])
    state = step(definition, None, Start(actor=CLERK, at=NOON, values={"again": 1}), 1).state
    sizes, seq = [], 1
    for job in list(state.jobs.values()):
        state, seq = step(definition, state, FireTimer(actor=CLOCK, at=job.due, job=job.id), seq + 1).state, seq + 1
        [task] = [task for task in state.tasks.values() if task.element == "hurry"]
        state, seq = step(definition, state, Complete(actor=CLERK, at=job.due, task=task.id), seq + 1).state, seq + 1
    tasks = len(state.tasks)
    for _ in range(1_000):
        for task_id in list(state.tasks):
            state, seq = step(definition, state, Complete(actor=CLERK, at=NOON, task=task_id), seq + 1).state, seq + 1
            state = State.read(json.loads(json.dumps(state.written)))
        assert len(state.tasks) == tasks
        sizes.append(len(json.dumps(state.written)))
    assert sizes[999] - sizes[9] <= LONGER_IDS * sum(len(part["live"]) for part in state.tokens) * 2
    state = out(definition, state, seq)
    assert state.status == "completed"


def out(definition: object, state: State, seq: int) -> State:
    """Return the state after the last round."""
    for task_id in list(state.tasks):
        last = Complete(actor=CLERK, at=NOON, task=task_id, values={"again": 0})
        state, seq = step(definition, state, last, seq + 1).state, seq + 1  # type: ignore[arg-type]
    return state

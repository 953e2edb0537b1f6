"""Builders for tests of engine, store, history and replay: small diagrams, people, moments, commands."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

from engine.completion.command import Actor, Assign, Complete, Start, Withdraw
from engine.definition import Definition, Source, define
from engine.engine import Engine
from engine.history.record import Record
from engine.instance.state import InstanceId, State
from engine.store.port import Store

EIGHT = datetime(2026, 1, 3, 8, tzinfo=UTC)
"""When everything begins."""
ORIGIN = "office.example"
SARA = Actor(id="sara", authn="password")
REZA = Actor(id="reza", authn="password")
BPMN = 'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"'


def after(**delta: float) -> datetime:
    """Return a moment so long after eight."""
    return EIGHT + timedelta(**delta)


def process(*parts: str, name: str = "p") -> Definition:
    """Return the definition of a process made of these elements."""
    xml = f'<definitions {BPMN}><process id="{name}" isExecutable="true">{"".join(parts)}</process></definitions>'
    return define(name, [Source(kind="diagram", name=f"{name}.bpmn", content=xml.encode())])


def start(id: str = "start") -> str:
    """Return a start event."""
    return f'<startEvent id="{id}"/>'


def end(id: str = "end") -> str:
    """Return an end event."""
    return f'<endEvent id="{id}"/>'


def user(id: str, **marks: str) -> str:
    """Return a user task with `camunda:` attributes."""
    written = " ".join(f'camunda:{key}="{value}"' for key, value in marks.items())
    return f'<userTask id="{id}" {written}/>'


def flow(source: str, target: str, condition: str | None = None) -> str:
    """Return a sequence flow."""
    when = f"<conditionExpression>{condition}</conditionExpression>" if condition else ""
    return f'<sequenceFlow id="{source}_{target}" sourceRef="{source}" targetRef="{target}">{when}</sequenceFlow>'


def boundary(id: str, host: str, time: str, *, kind: str = "timeDuration", interrupting: bool = False) -> str:
    """Return a timer on the border of `host`."""
    inside = f"<timerEventDefinition><{kind}>{time}</{kind}></timerEventDefinition>"
    return f'<boundaryEvent id="{id}" attachedToRef="{host}" cancelActivity="{str(interrupting).lower()}">{inside}</boundaryEvent>'


def timer(id: str, time: str, *, kind: str = "timeDuration") -> str:
    """Return an intermediate timer."""
    inside = f"<timerEventDefinition><{kind}>{time}</{kind}></timerEventDefinition>"
    return f'<intermediateCatchEvent id="{id}">{inside}</intermediateCatchEvent>'


def line(*tasks: str, name: str = "p") -> Definition:
    """Return a process of user tasks in a row, offered to the clerks."""
    stops = ["start", *tasks, "end"]
    flows = [flow(one, other) for one, other in pairwise(stops)]
    return process(start(), *(user(task, candidateGroups="clerks") for task in tasks), end(), *flows, name=name)


def with_reminder(
    time: str, *, then: str | None = None, interrupting: bool = False, kind: str = "timeDuration"
) -> Definition:
    """Return a process whose task `do` has a timer that opens `remind`; after `do` perhaps another task."""
    return process(
        start(), user("do", candidateGroups="clerks"), user("remind", candidateUsers="boss"), end(),
        boundary("late", "do", time, interrupting=interrupting, kind=kind), flow("start", "do"), flow("late", "remind"),
        *([user(then, candidateGroups="clerks"), flow("do", then), flow(then, "end")] if then else [flow("do", "end")]),
    )  # fmt: skip


def engine_on(store: Store, **more: Any) -> Engine:
    """Return an engine of the test's installation."""
    return Engine(store=store, origin=ORIGIN, **more)


def begin(at: datetime = EIGHT, **values: Any) -> Start:
    """Return a start by Sara."""
    return Start(actor=SARA, at=at, values=values)


def complete(task: str, at: datetime, actor: Actor = SARA, **values: Any) -> Complete:
    """Return a completion."""
    return Complete(actor=actor, at=at, task=task, values=values)


def assign(task: str, assignee: str | None, at: datetime) -> Assign:
    """Return an assignment by Sara."""
    return Assign(actor=SARA, at=at, task=task, assignee=assignee)


def withdraw(at: datetime) -> Withdraw:
    """Return a withdrawal by Sara."""
    return Withdraw(actor=SARA, at=at)


def history(store: Store, instance: str) -> list[Record]:
    """Return what is on record of an instance."""
    with store.reading() as unit:
        return unit.records(InstanceId(instance))


def state_of(store: Store, instance: str) -> State:
    """Return the state an instance is in."""
    with store.reading() as unit:
        state = unit.load(InstanceId(instance)).state
    assert state is not None
    return state

"""Gateways: which ways get a token, and how tokens meet.

The library's joins look at finished tasks to learn who has arrived; after a loop, or once finished tasks are gone, that
says the wrong thing. Here a token that waits at a join is live, remembers the flow it came by, and is consumed.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from typing import Any

from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from engine.errors import BadInput
from engine.spiff.catching import Catch, Caught
from engine.spiff.context import context_of
from engine.spiff.node import LIVE, Node, Way, live


class NoWayOut(BadInput):
    en = (
        "Expected one of the conditions of gateway {element} to hold, but none does and it has no default flow. "
        "Give it a default flow, or correct the variables: {conditions}"
    )
    fa = (
        "انتظار می‌رفت یکی از شرط‌های درگاهٔ {element} برقرار باشد، ولی هیچ‌کدام نیست و مسیر پیش‌فرض هم ندارد. "
        "برایش مسیر پیش‌فرض بگذارید یا متغیرها را اصلاح کنید: {conditions}"
    )


class ExclusiveGateway(Node):
    """One way: the first in document order whose condition holds, else the default."""

    most: int | None = 1
    """How many ways may hold; those after them are not asked."""

    def chosen(self, my_task: Task) -> list[Way]:
        """Return the ways whose condition holds, or the default; raise `NoWayOut` where there is neither."""
        if not self.ways or (len(self.ways) == 1 and self.ways[0].condition is None):
            return self.ways
        context = context_of(my_task)
        asked = (way for way in self.ways if way.condition and not way.default)
        holding = (way for way in asked if context.is_true(my_task, way.condition or ""))
        found = list(islice(holding, self.most)) or [way for way in self.ways if way.default]
        if not found:
            raise NoWayOut(element=self.key, conditions="; ".join(way.condition or "—" for way in self.ways))
        return found


class Join(Node):
    """A gateway at which tokens may meet: one that waits here has not entered yet and remembers the flow it came by."""

    def __init__(self, *args: Any, incoming: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.incoming = incoming
        self.remembers_flow = incoming > 1

    def _on_cancel(self, my_task: Task) -> None:
        if "flow" not in my_task.internal_data:
            super()._on_cancel(my_task)


class ParallelGateway(Join):
    """All ways; with several flows in, it waits for a token on each and consumes one of each."""

    def _update_hook(self, my_task: Task) -> bool:
        if self.incoming < 2:
            return super()._update_hook(my_task)
        my_task._set_state(TaskState.WAITING)
        first: dict[str, Task] = {}
        for task in arrivals(self, my_task):
            first.setdefault(task.internal_data["flow"], task)
        if len(first) < self.incoming:
            return False
        return consume(self, my_task, list(first.values()))


class InclusiveGateway(Join, ExclusiveGateway):
    """Every way whose condition holds, else the default; joins when no further token can still arrive.

    `reach` says for each node of the scope which of the gateway's incoming flows a token there can still come by
    without passing the gateway. It fires as BPMN 2.0 puts it (13.4.3): unless some token can reach a flow that has
    none yet and cannot reach one that already has.
    """

    most = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reach: Mapping[str, frozenset[str]] = {}

    def _update_hook(self, my_task: Task) -> bool:
        if self.incoming < 2:
            return super()._update_hook(my_task)
        my_task._set_state(TaskState.WAITING)
        first: dict[str, Task] = {}
        for task in arrivals(self, my_task):
            first.setdefault(task.internal_data["flow"], task)
        if any(self._may_still_bring(task, set(first)) for task in my_task.workflow.tasks.values()):
            return False
        return consume(self, my_task, list(first.values()))

    def _may_still_bring(self, task: Task, arrived: set[str]) -> bool:
        if not is_token(task):
            return False
        if task.task_spec is self:
            return task.state == TaskState.FUTURE and task.internal_data["flow"] not in arrived
        reached = self.reach.get(task.task_spec.stands_at, frozenset())
        return bool(reached - arrived) and not reached & arrived


def is_token(task: Task) -> bool:
    """Return whether `task` is a token: live, or just set on its way by a completed one. What is armed is none."""
    if not isinstance(task.task_spec, Node) or (task.task_spec.is_armed_apart and task.state == TaskState.WAITING):
        return False
    if task.state == TaskState.FUTURE:
        return task.parent is not None and task.parent.has_state(TaskState.COMPLETED)
    return bool(task.has_state(LIVE))


def arrivals(gateway: Node, my_task: Task) -> list[Task]:
    """Return the tokens that wait at `gateway`, oldest first."""
    return [task for task in live(my_task.workflow) if task.task_spec is gateway and task.state == TaskState.WAITING]


def consume(gateway: Node, my_task: Task, met: list[Task]) -> bool:
    """Let one of the tokens that met go on, `my_task` if it is among them; the others are spent."""
    on = my_task if my_task in met else met[-1]
    for task in met:
        if task is not on:
            task._set_state(TaskState.CANCELLED)
    del on.internal_data["flow"]
    gateway.arrive(on)
    if on is my_task:
        return True
    on._ready()
    return False


class EventGateway(Node):
    """Whichever of the events behind it comes first: they are armed together, and the first disarms the others."""

    def _on_complete_hook(self, my_task: Task) -> None:
        context_of(my_task).tell("left", element=self.key, token=my_task.id)
        for way in self.ways:
            child = my_task._add_child(my_task.workflow.spec.task_specs[way.to], TaskState.FUTURE)
            child.internal_data.update(race=my_task.id, flow=way.flow)
        if not self.ways:
            my_task._add_child(my_task.workflow.spec.end, TaskState.FUTURE)


class RacingCatch(Catch):
    """An event behind an event-based gateway: only the one that comes is entered, and only its flow is taken."""

    armed_silently = True

    def __init__(self, *args: Any, gateway: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stands_at = gateway

    def caught(self, my_task: Task, what: Caught) -> None:
        race = my_task.internal_data["race"]
        for task in live(my_task.workflow):
            if task is not my_task and task.internal_data.get("race") == race and task.state == TaskState.WAITING:
                task.cancel()
        context_of(my_task).tell("taken", flow=my_task.internal_data["flow"])
        super().caught(my_task, what)

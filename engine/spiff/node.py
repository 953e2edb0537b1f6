"""A flow node: what all elements of a diagram have in common when a token comes, stays and goes.

No future is predicted and nothing finished is needed again: a node makes its followers when it completes. So the live
tasks alone are an instance's state, and it costs the same in the thousandth loop as in the first.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from SpiffWorkflow.bpmn.specs.bpmn_task_spec import BpmnTaskSpec
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from engine.diagram.clocks import drawn_clock, paused_clocks
from engine.diagram.model import Element
from engine.spiff.context import around, context_of

# The library asks at each change of a state, for a log that nobody may read, and makes all names anew each time.
TaskState.get_name = staticmethod(cache(TaskState.get_name))

LIVE = TaskState.WAITING | TaskState.READY | TaskState.STARTED


@dataclass(frozen=True, slots=True)
class Way:
    """A sequence flow out of a node: its id (empty from link to link), the spec it leads to, its condition."""

    flow: str
    to: str
    condition: str | None = None
    default: bool = False


class Node(BpmnTaskSpec):
    """The spec of one flow node. `key` names it in all that is told and stored; specs never change once built."""

    remembers_flow = False
    """Whether a token that waits here must know the flow it came by."""
    maps = True
    """Whether its inputs and outputs are passed when its token comes and goes; a loop leaves that to its instances."""
    is_armed_apart = False
    """Whether its waiting task is no token of its own: a boundary event's or an event subprocess' trigger."""

    def __init__(self, scope: BpmnTaskSpec, name: str, *, key: str, element: Element) -> None:
        super().__init__(scope, name, lane=element.lane)
        self.bpmn_id = element.id
        self.bpmn_name = element.name
        self.key = key
        self.element = element
        self.stands_at = name
        """Where on the map of flows its token stands: an event behind an event-based gateway still at the gateway."""
        self.clock = drawn_clock(element.properties)
        self.pauses = paused_clocks(element.properties)
        self.ways: list[Way] = []
        self.boundary: list[str] = []
        """Names of the boundary events that stand on it."""

    def test(self) -> None:
        """Accept the node: the diagram was checked when it was read."""

    def _predict_hook(self, my_task: Task) -> None:
        """Make no guesses about the future."""

    # -- a token comes

    def _update_hook(self, my_task: Task) -> bool:
        self.arrive(my_task)
        return True

    def arrive(self, my_task: Task) -> None:
        """Tell that the token entered, and arm the boundary events that stand here."""
        context_of(my_task).tell("entered", element=self.key, token=my_task.id)
        self._take_inputs(my_task)
        for name in self.boundary:
            spawn(my_task.workflow, name, host=my_task.id)

    def _take_inputs(self, my_task: Task) -> None:
        for mapped in self.element.mapped if self.maps else ():
            if mapped.direction == "in" and mapped.target != "*":
                value = context_of(my_task).passed_on(my_task, mapped.expression)
                my_task.internal_data.setdefault("local", {})[mapped.target] = value

    # -- and goes

    def _run_hook(self, my_task: Task) -> bool | None:
        context_of(my_task).count_pass(self.key)
        return True

    def chosen(self, my_task: Task) -> list[Way]:
        """Return the ways out that get a token: all of them, unless a gateway chooses."""
        return self.ways

    def _on_complete_hook(self, my_task: Task) -> None:
        self._give_outputs(my_task)
        context_of(my_task).tell("left", element=self.key, token=my_task.id)
        self.detach(my_task)
        if each := my_task.internal_data.get("each"):
            body = my_task.workflow.tasks[each]
            body.task_spec.instance_done(body, my_task)
            return
        for way in self.chosen(my_task):
            follow(my_task, way)
        if not self.ways:
            my_task._add_child(my_task.workflow.spec.end, TaskState.FUTURE)

    def _give_outputs(self, my_task: Task) -> None:
        context = context_of(my_task)
        for mapped in self.element.mapped if self.maps else ():
            if mapped.direction == "out" and mapped.target != "*":
                context.assign(around(my_task), mapped.target, context.passed_on(my_task, mapped.expression))

    def _on_cancel(self, my_task: Task) -> None:
        context_of(my_task).tell("cancelled", element=self.key, token=my_task.id)
        self.detach(my_task)

    def detach(self, my_task: Task) -> None:
        """Disarm the boundary events that still wait on `my_task`."""
        if self.boundary:
            for task in live(my_task.workflow):
                if task.internal_data.get("host") == my_task.id and task.state == TaskState.WAITING:
                    task.cancel()


def follow(my_task: Task, way: Way) -> None:
    """Send a token along `way`; the library updates it when `my_task`'s completion is through."""
    workflow = my_task.workflow
    if way.flow:
        context_of(my_task).tell("taken", flow=way.flow)
    child = my_task._add_child(workflow.spec.task_specs[way.to], TaskState.FUTURE)
    if child.task_spec.remembers_flow:
        child.internal_data["flow"] = way.flow


def spawn(workflow: Any, name: str, **marks: object) -> Task:
    """Put a new token on the node `name`, outside any flow, with these marks; return it."""
    spec = workflow.spec.task_specs[name]
    task = workflow.task_tree._add_child(spec, TaskState.FUTURE)
    task.internal_data.update(marks)
    spec._update(task)
    return task


def live(workflow: Any) -> list[Task]:
    """Return the live tokens of one scope, oldest first."""
    return [task for task in list(workflow.tasks.values()) if task.has_state(LIVE)]

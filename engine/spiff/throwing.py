"""Events that throw, and the way an error or an escalation takes from inside out until something catches it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from engine.diagram.model import Event
from engine.spiff.catching import Caught, waiting_for
from engine.spiff.context import context_of
from engine.spiff.node import Node
from engine.spiff.scopes import Trigger, end_at_once


class Throw(Node):
    """An intermediate or end event, or a send task, that throws a message, a signal or an escalation and goes on.

    Where what catches it interrupts the scope it is in, it does not go on.
    """

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.event = event

    def _on_complete_hook(self, my_task: Task) -> None:
        throw = {"message": send_message, "signal": send_signal, "escalation": escalate}[self.event.kind]
        my_task._set_state(TaskState.STARTED)  # still here while it throws: what catches it may withdraw it
        throw(self, my_task)
        if my_task.state == TaskState.STARTED:
            my_task._set_state(TaskState.COMPLETED)
            super()._on_complete_hook(my_task)


class ErrorEnd(Throw):
    """An end event that throws an error: its token is gone, what catches the error decides what follows."""

    def _on_complete_hook(self, my_task: Task) -> None:
        context_of(my_task).tell("left", element=self.key, token=my_task.id)
        raise_error(my_task, self.event.code or "", {}, at_itself=False, message=self.event.message)


def send_message(node: Throw, my_task: Task) -> None:
    """Tell that a message is sent; who gets it, the host decides: messages leave the process."""
    context = context_of(my_task)
    properties = {key: context.text(my_task, text) for key, text in node.element.properties.items()}
    context.tell("sent", element=node.key, message=node.event.name, properties=properties)


def send_signal(node: Throw, my_task: Task) -> None:
    """Broadcast in this instance, and tell it so that the host can reach others."""
    context_of(my_task).tell("signalled", element=node.key, signal=node.event.name)
    broadcast(my_task.workflow.top_workflow, Caught(kind="signal", name=node.event.name))


def broadcast(case: Any, what: Caught) -> int:
    """Give a signal to all that wait for it; return how many did."""
    waiting = [task for scope in case.scopes() for task in waiting_for(scope, what)]
    heard = 0
    for task in waiting:
        if task.task_spec.waits_for(task, what):  # the one before may have interrupted it
            task.task_spec.caught(task, what)
            heard += 1
    return heard


def escalate(node: Throw, my_task: Task) -> None:
    """Throw an escalation outwards; one that nobody catches is told and does nothing."""
    what = Caught(kind="escalation", name=node.event.code or "")
    catcher = next(catchers(my_task, what, at_itself=False), None)
    context_of(my_task).tell("escalated", element=node.key, code=what.name, caught=catcher is not None)
    if catcher is not None:
        catcher.task_spec.caught(catcher, what)


def raise_error(
    my_task: Task, code: str, values: dict[str, Any], *, at_itself: bool, message: str | None = None
) -> None:
    """Throw an error outwards; one that nobody catches ends the whole instance.

    `at_itself`: also the boundary events of `my_task` may catch it, as when a worker reports an error.
    """
    what = Caught(kind="error", name=code, message=message, values=values)
    catcher = next(catchers(my_task, what, at_itself=at_itself), None)
    context_of(my_task).tell("failed", element=my_task.task_spec.key, code=code, caught=catcher is not None)
    if catcher is not None:
        catcher.task_spec.caught(catcher, what)
    else:
        end_at_once(my_task.workflow.top_workflow)


def catchers(my_task: Task, what: Caught, *, at_itself: bool) -> Iterator[Task]:
    """Yield what waits for an error or escalation thrown at `my_task`, innermost first, the very code before any.

    What an event subprocess throws, it does not catch itself (BPMN 2.0, 13.5.4: it may throw again what started it).
    """
    if at_itself:
        yield from _on_border(my_task, what)
    workflow, came_from = my_task.workflow, ""
    while True:
        triggers = [task for task in waiting_for(workflow, what) if isinstance(task.task_spec, Trigger)]
        yield from _exact_first([task for task in triggers if task.task_spec.starts != came_from])
        if workflow.parent_task_id is None:
            return
        host = workflow.top_workflow.get_task_from_id(workflow.parent_task_id)
        yield from _on_border(host, what)
        workflow, came_from = host.workflow, host.task_spec.name


def _on_border(host: Task, what: Caught) -> list[Task]:
    found = waiting_for(host.workflow, what, host=host.id)
    if each := host.internal_data.get("each"):
        found += waiting_for(host.workflow, what, host=each)
    return _exact_first(found)


def _exact_first(tasks: list[Task]) -> list[Task]:
    return sorted(tasks, key=lambda task: task.task_spec.event.code is None)

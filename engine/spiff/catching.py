"""Events that wait: for a time, a message, a signal, an error, an escalation.

A timer here is a job with a due time and nothing else: it fires when a command says so, never because a clock was read.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from engine.diagram.model import Event, EventKind
from engine.spiff.context import context_of
from engine.spiff.deadlines import SINCE
from engine.spiff.due import first_due, is_clocked, next_due
from engine.spiff.node import Node, live, spawn
from engine.values import Value


@dataclass(frozen=True, kw_only=True, slots=True)
class Caught:
    """What came: its kind, the name (message, signal) or code (error, escalation), what it carried, an error's message."""

    kind: EventKind
    name: str | None = None
    message: str | None = None
    values: dict[str, Value] = field(default_factory=dict)


class Catch(Node):
    """An intermediate event or receive task: entered when the token comes, left when what it waits for comes."""

    armed_silently = False
    """Whether waiting already counts as having entered the element; boundary events are entered when they fire."""

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.event = event
        self.clocked = event.kind == "timer" and is_clocked(event)
        """Whether its timer depends on a clock: then `engine.spiff.clocks` sets it, when all tokens have come to rest."""

    def _update_hook(self, my_task: Task) -> bool:
        if my_task.state != TaskState.WAITING:
            if not self.armed_silently:
                self.arrive(my_task)
            my_task._set_state(TaskState.WAITING)
            self.arm(my_task)
        return False

    def arm(self, my_task: Task) -> None:
        """Set the job of a timer."""
        if self.clocked:
            my_task.internal_data.setdefault(SINCE, context_of(my_task).now.isoformat())
            return
        if self.event.kind == "timer" and "due" not in my_task.internal_data:
            my_task.internal_data.update(first_due(context_of(my_task), my_task, self.event, self.key))
        if self.event.kind == "timer":
            due = my_task.internal_data["due"]
            context_of(my_task).tell("job_set", job=my_task.id, element=self.key, due=due)

    def waits_for(self, my_task: Task, what: Caught) -> bool:
        """Return whether `my_task` is armed and `what` is what it waits for; no code means any."""
        if my_task.state != TaskState.WAITING or self.event.kind != what.kind:
            return False
        if what.kind in ("error", "escalation"):
            return self.event.code is None or self.event.code == what.name
        return self.event.name == what.name

    def caught(self, my_task: Task, what: Caught) -> None:
        """Take what came: its values go to the case, the token goes on."""
        context = context_of(my_task)
        if self.armed_silently:
            self.arrive(my_task)
        if self.event.kind == "timer":
            context.tell("job_fired", job=my_task.id, element=self.key)
        my_task.internal_data["came"] = True
        context.variables.update(what.values)
        if self.event.code_variable:
            context.variables[self.event.code_variable] = what.name
        if self.event.message_variable:
            context.variables[self.event.message_variable] = what.message
        my_task._ready()

    def _on_cancel(self, my_task: Task) -> None:
        came = "came" in my_task.internal_data  # and yet it is withdrawn, before it could go on
        if self.event.kind == "timer" and not came and "due" in my_task.internal_data:
            context_of(my_task).tell("job_cancelled", job=my_task.id, element=self.key)
        if came or not self.armed_silently:
            super()._on_cancel(my_task)


class Boundary(Catch):
    """An event on the border of an activity; `host` on its token is the activity's token."""

    armed_silently = True
    is_armed_apart = True

    def __init__(self, *args: Any, interrupting: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.interrupting = interrupting

    def caught(self, my_task: Task, what: Caught) -> None:
        host = my_task.workflow.tasks[my_task.internal_data["host"]]
        super().caught(my_task, what)
        if self.interrupting:
            host.cancel()
        else:
            rearm(self, my_task, host=host.id)


def rearm(node: Catch, my_task: Task, **marks: str) -> None:
    """Wait again, where what was caught may come again: not a timer that has run out, not an error."""
    if node.clocked:
        since, spent = my_task.internal_data[SINCE], my_task.internal_data["due"]
        spawn(my_task.workflow, node.name, **marks, since=since, spent=spent)
    elif node.event.kind == "timer":
        again = next_due(context_of(my_task), my_task.internal_data)
        if again is not None:
            spawn(my_task.workflow, node.name, **marks, **again)
    elif node.event.kind != "error":
        spawn(my_task.workflow, node.name, **marks)


def waiting_for(workflow: object, what: Caught, **marks: object) -> list[Task]:
    """Return the tokens of a scope that wait for `what`, oldest first, with all of these marks."""
    return [
        task
        for task in live(workflow)
        if isinstance(task.task_spec, Catch)
        and task.task_spec.waits_for(task, what)
        and all(task.internal_data.get(key) == value for key, value in marks.items())
    ]

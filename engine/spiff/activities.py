"""Activities: where a person, a worker outside, or an expression does something."""

from __future__ import annotations

from typing import Any

from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from engine.diagram.clocks import DECISION
from engine.spiff.context import Context, Decided, context_of, kept, local_variables
from engine.spiff.deadlines import outward
from engine.spiff.node import Node


class UserTask(Node):
    """A task for a person: it stands in a tray until somebody completes it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.manual = True

    def arrive(self, my_task: Task) -> None:
        super().arrive(my_task)
        context = context_of(my_task)
        context.tell("opened", task=my_task.id, element=self.key, **self._asked(context, my_task))

    def _asked(self, context: Context, my_task: Task) -> dict[str, Any]:
        element = self.element
        return kept(
            {
                "form": element.form_key,
                "assignee": context.text(my_task, element.assignee),
                "users": names(context, my_task, element.candidate_users),
                "groups": names(context, my_task, element.candidate_groups),
                "due": context.text(my_task, element.due_date),
                "follow_up": context.text(my_task, element.follow_up_date),
                "priority": context.text(my_task, element.priority),
                "local": local_variables(my_task) or None,
            }
        )

    def _on_complete_hook(self, my_task: Task) -> None:
        context = context_of(my_task)
        context.tell("closed", task=my_task.id, element=self.key, outcome="completed")
        if DECISION in self.element.properties:
            value = context.evaluate(my_task, self.element.properties[DECISION])
            context.decided.append(Decided(element=self.key, around=list(outward(my_task)), value=value))
        super()._on_complete_hook(my_task)

    def _on_cancel(self, my_task: Task) -> None:
        context_of(my_task).tell("closed", task=my_task.id, element=self.key, outcome="cancelled")
        super()._on_cancel(my_task)


def names(context: Context, my_task: Task, written: str | None) -> list[str] | None:
    """Return the names of a comma list, or those that its FEEL gives: a list, or text that is a comma list."""
    if written is None:
        return None
    value = context.evaluate(my_task, written) if written.lstrip().startswith("=") else written
    parts = value if isinstance(value, list) else str(value or "").split(",")
    return [str(part).strip() for part in parts if part is not None and str(part).strip()]


class WorkerTask(Node):
    """A service or send task, or a message to send, with a topic: it stays started until a worker outside reports."""

    @property
    def topic(self) -> str | None:
        """The topic, of the element or of its message."""
        of_messages = (event.topic for event in self.element.events)
        return self.element.topic or next(filter(None, of_messages), None)

    def _update_hook(self, my_task: Task) -> bool:
        self.arrive(my_task)
        my_task._set_state(TaskState.STARTED)
        asked = kept({"topic": self.topic, "local": local_variables(my_task) or None})
        context_of(my_task).tell("requested", work=my_task.id, element=self.key, **asked)
        return False

    def _on_complete_hook(self, my_task: Task) -> None:
        context_of(my_task).tell("settled", work=my_task.id, element=self.key, outcome="completed")
        super()._on_complete_hook(my_task)

    def _on_cancel(self, my_task: Task) -> None:
        context_of(my_task).tell("settled", work=my_task.id, element=self.key, outcome="cancelled")
        super()._on_cancel(my_task)


class ScriptTask(Node):
    """A FEEL expression whose value becomes a variable of the case."""

    def _run_hook(self, my_task: Task) -> bool | None:
        done = super()._run_hook(my_task)
        context = context_of(my_task)
        value = context.evaluate(my_task, self.element.script or "null")
        if self.element.result_variable:
            context.assign(my_task, self.element.result_variable, value)
        return done


class DecisionTask(Node):
    """A business rule task: the value of its decision becomes a variable of the case, and history keeps the rules."""

    def _run_hook(self, my_task: Task) -> bool | None:
        done = super()._run_hook(my_task)
        context = context_of(my_task)
        outcome = context.decide(self.element, context.scope(my_task))
        for taken in outcome.decided:
            context.tell("decided", element=self.key, decision=taken.decision, rules=list(taken.rules))
        if self.element.result_variable:
            context.assign(my_task, self.element.result_variable, outcome.value)
        return done

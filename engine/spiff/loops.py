"""Multi-instance: one activity for each item of a list, one after another or all at once.

The library's version rewrites its own spec when it starts; this one counts in the token of the loop's body and changes
no spec. Each instance sees its item and `loopCounter` (from 0) over the variables of the case.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from engine.diagram.model import Loop
from engine.spiff.context import NotACount, NotAList, context_of, say
from engine.spiff.node import Node, live, spawn
from engine.values import Value

MOST = 1000


class MultiInstance(Node):
    """The body around the instances: boundary events stand on it, the flows leave it when all are done."""

    maps = False

    def __init__(self, *args: Any, loop: Loop, inner: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.loop = loop
        self.inner = inner

    def _update_hook(self, my_task: Task) -> bool:
        if my_task.state != TaskState.FUTURE:
            return False
        self.arrive(my_task)
        items = self._items(my_task)
        if not items:
            return True
        my_task._set_state(TaskState.STARTED)
        my_task.internal_data.update(items=items, started=0, done=0)
        for _ in items[: 1 if self.loop.sequential else None]:
            self._start_next(my_task)
        return False

    def _items(self, my_task: Task) -> list[Value]:
        context, loop = context_of(my_task), self.loop
        if loop.collection is None:
            return [None] * self._count(my_task)
        items = context.evaluate(my_task, loop.collection)
        if not isinstance(items, list) or len(items) > MOST:
            raise NotAList(expression=loop.collection, element=self.key, found=say(items))
        return items

    def _count(self, my_task: Task) -> int:
        count = context_of(my_task).evaluate(my_task, self.loop.cardinality or "")
        if not isinstance(count, Decimal) or count != int(count) or not 0 <= count <= MOST:
            raise NotACount(expression=self.loop.cardinality, element=self.key, found=say(count))
        return int(count)

    def _start_next(self, my_task: Task) -> None:
        marks = my_task.internal_data
        index = marks["started"]
        marks["started"] = index + 1
        local: dict[str, Value] = {"loopCounter": Decimal(index)}
        if self.loop.element_variable:
            local[self.loop.element_variable] = marks["items"][index]
        spawn(my_task.workflow, self.inner, each=my_task.id, local=local)

    def instance_done(self, my_task: Task, instance: Task) -> None:
        """Count an instance that completed; start the next, or go on when all are done or the condition holds."""
        marks = my_task.internal_data
        marks["done"] += 1
        if self._is_enough(my_task, instance) or marks["done"] == len(marks["items"]):
            self._withdraw_instances(my_task)
            my_task._ready()
        elif self.loop.sequential:
            self._start_next(my_task)

    def _is_enough(self, my_task: Task, instance: Task) -> bool:
        """Return whether the completion condition holds; it also sees how many instances there are and were."""
        if self.loop.completion_condition is None:
            return False
        marks = my_task.internal_data
        counts = {"nrOfInstances": len(marks["items"]), "nrOfCompletedInstances": marks["done"],
                  "nrOfActiveInstances": marks["started"] - marks["done"]}  # fmt: skip
        instance.internal_data["local"] |= {name: Decimal(count) for name, count in counts.items()}
        return context_of(my_task).is_true(instance, self.loop.completion_condition)

    def _on_cancel(self, my_task: Task) -> None:
        self._withdraw_instances(my_task)
        super()._on_cancel(my_task)

    def _withdraw_instances(self, my_task: Task) -> None:
        for task in live(my_task.workflow):
            if task.internal_data.get("each") == my_task.id:
                task.cancel()

"""Draw a plan by hand, in one text: for the small diagrams that once went wrong."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from engine.completion.command import Actor, Command, Complete, Start
from engine.completion.step import Step, step
from engine.definition import Source, define
from engine.instance.state import State
from tests.properties.plan import Condition, Flow, Node, Plan, Scope
from tests.properties.render import files

CLERK = Actor(id="clerk", authn="test")
NOON = datetime(2026, 3, 21, 12, 0, tzinfo=UTC)


def scope(id: str, nodes: list[Node], flows: str, **conditions: Condition) -> Scope:
    """Return a scope; `flows` is `a>b b>c …`, numbered f1, f2, …, with `conditions` by that number's name."""
    drawn = []
    for number, pair in enumerate(flows.split(), 1):
        source, _, target = pair.partition(">")
        drawn.append(Flow(id=f"{id}_f{number}", source=source, target=target, condition=conditions.get(f"f{number}")))
    return Scope(id=id, process="main", nodes={node.id: node for node in nodes}, flows=drawn)


@dataclass
class Case:
    """An instance of a plan, moved by its user tasks."""

    plan: Plan
    state: State | None = None
    seq: int = 0

    def apply(self, kind: type[Command], **facts: Any) -> Step:
        """Apply a command and keep the state."""
        sources = [Source(kind="diagram", name=name, content=text) for name, text in files(self.plan).items()]
        self.seq += 1
        after = step(define("main", sources), self.state, kind(actor=CLERK, at=NOON, **facts), self.seq)
        self.state = after.state
        return after

    def complete(self, element: str) -> Step:
        """Complete the open task of that element."""
        assert self.state is not None
        [task] = [task for task in self.state.tasks.values() if task.element == element]
        return self.apply(Complete, task=task.id)

    @property
    def open(self) -> list[str]:
        """Elements of the open tasks."""
        assert self.state is not None
        return sorted(task.element for task in self.state.tasks.values())


def started(*scopes: Scope, **values: Any) -> Case:
    """Return a started instance of the plan with these scopes."""
    case = Case(Plan(seed=0, scopes={scope.id: scope for scope in scopes}))
    case.apply(Start, values=values)
    return case

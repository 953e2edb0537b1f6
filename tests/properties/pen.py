"""The pen that draws random diagrams: its pieces, before `branching` and `diagrams` put them together."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from itertools import pairwise

from tests.properties.plan import Condition, Event, Flow, Loop, Node, Plan, Scope

DEPTH = 4
SIGNALS = ("alpha", "beta")
CODES = ("red", "blue")
VARIABLES = ("v0", "v1", "v2")
ITEMS = ("a", "b", "c", "d")

Block = tuple[str, str | None]
"""First and last node; no last where no token comes out at the end."""


@dataclass(frozen=True, slots=True)
class Where:
    """What surrounds the place that is drawn now, in its scope and around it."""

    depth: int = 0
    in_sub: bool = False
    in_inclusive: bool = False
    """Two tokens on one branch of an inclusive block: when its join fires would then depend on who moves first."""
    in_crowd: bool = False
    """Inside parallel instances: there, what one command does to several of them must not depend on their order."""

    @property
    def deeper(self) -> Where:
        return replace(self, depth=self.depth + 1)


class Pen:
    """Draws one plan; `budget` is how many activities are still to come."""

    def __init__(self, plan: Plan, rng: random.Random, budget: int) -> None:
        self.plan, self.rng, self.budget = plan, rng, budget
        self.count = 0
        self.scope = Scope(id="", process="")
        self.called: list[str] = []
        self.calling: list[str] = []

    def id(self, prefix: str) -> str:
        self.count += 1
        return f"{prefix}{self.count}"

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    def node(self, kind: str, **facts: object) -> Node:
        node = Node(id=self.id(kind), kind=kind, **facts)  # type: ignore[arg-type]  # facts are Node's own fields
        self.scope.nodes[node.id] = node
        return node

    def flow(self, source: str, target: str, condition: Condition | None = None) -> Flow:
        flow = Flow(id=self.id("f"), source=source, target=target, condition=condition)
        self.scope.flows.append(flow)
        return flow

    def condition(self) -> Condition:
        variable = self.rng.choice(VARIABLES)
        return Condition(variable, *self.rng.choice([("=", 0), ("=", 1), ("<", 1), ("<", 2)]))

    def timer(self, cycles: bool = False) -> Event:
        minutes = self.rng.choice([10, 20, 30, 60])
        times = self.rng.choice([None, 0, 2, 3]) if cycles else None
        return Event(kind="timer", minutes=minutes, times=times)

    def user(self) -> Node:
        self.budget -= 1
        return self.node("user")

    def chain(self, *nodes: Node) -> Block:
        for before, after in pairwise(nodes):
            self.flow(before.id, after.id)
        return nodes[0].id, nodes[-1].id

    def marks(self) -> Loop:
        until = self.rng.choice([None, None, Condition("v0", "=", 1), Condition("loopCounter", "=", 1),
                                 Condition("nrOfCompletedInstances", "=", 2)])  # fmt: skip
        count = self.rng.choice([None, 0, 2, 3])
        if count is None and self.chance(0.3):
            until = Condition("item", "=", "b")
        return Loop(sequential=self.chance(0.5), count=count, until=until)

    def thrown(self, scope: Scope) -> dict[str, list[str]]:
        """Return the codes of the errors and escalations thrown in a scope and those inside it, by kind."""
        found: dict[str, list[str]] = {}
        for node in scope.nodes.values():
            if node.kind in ("throw", "end") and node.event and node.event.kind in ("error", "escalation"):
                found.setdefault(node.event.kind, []).append(str(node.event.name))
            for kind, codes in self.thrown(self.plan.scopes[node.inside]).items() if node.inside else ():
                found.setdefault(kind, []).extend(codes)
        return found

    def caught(self, kind: str, cycles: bool = False, thrown: dict[str, list[str]] | None = None) -> Event:
        """Draw an event to wait for; of an error or escalation mostly one of those that are thrown."""
        if kind == "timer":
            return self.timer(cycles)
        if kind in ("error", "escalation"):
            return Event(kind=kind, name=self.rng.choice([*(thrown or {}).get(kind, CODES), None]))
        return Event(kind=kind, name=self.id("m") if kind == "message" else self.rng.choice(SIGNALS))

"""A diagram as the generator draws it and the oracle reads it: plain nodes and flows, nothing of the engine's.

Before it stands nothing; `diagrams` draws it, `render` writes it as `.bpmn`, `oracle` plays it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Condition:
    """`variable op constant`, as simple as conditions get here."""

    variable: str
    op: str
    constant: int | str

    def __str__(self) -> str:
        shown = f'"{self.constant}"' if isinstance(self.constant, str) else str(self.constant)
        return f"{self.variable} {self.op} {shown}"

    def holds(self, variables: dict[str, object]) -> bool:
        """Return whether it holds; a variable that is missing makes it false."""
        value = variables.get(self.variable)
        if self.op == "=":
            return value == self.constant
        return isinstance(value, int) and isinstance(self.constant, int) and value < self.constant


@dataclass(frozen=True, kw_only=True, slots=True)
class Event:
    """What an event throws or waits for. Timers: `minutes`, and of a cycle how often (0: for ever)."""

    kind: str
    name: str | None = None
    """Name of a message or signal, code of an error or escalation; None catches every code."""
    minutes: int = 0
    times: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Loop:
    """Multi-instance marks: the list in the variable `items`, or a fixed number."""

    sequential: bool
    count: int | None
    until: Condition | None


@dataclass(kw_only=True, slots=True)
class Node:
    """A flow node. `kind`: start, end, user, script, xor, par, or, race, catch, throw, sub, call, boundary, esp."""

    id: str
    kind: str
    event: Event | None = None
    interrupting: bool = True
    host: str | None = None
    inside: str | None = None
    """Scope that a sub, call or esp opens."""
    default: str | None = None
    loop: Loop | None = None
    counter: str | None = None
    """Variable that a script counts up."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Flow:
    id: str
    source: str
    target: str
    condition: Condition | None = None


@dataclass(kw_only=True)
class Scope:
    """A process or subprocess; `process` is the process it is drawn in, `trigger` the event that starts an esp."""

    id: str
    process: str
    nodes: dict[str, Node] = field(default_factory=dict)
    flows: list[Flow] = field(default_factory=list)

    @cached_property
    def start(self) -> Node:
        """The start event."""
        return next(node for node in self.nodes.values() if node.kind == "start")

    @cached_property
    def outgoing(self) -> dict[str, list[Flow]]:
        """Flows by the node they leave, in document order."""
        return {key: [flow for flow in self.flows if flow.source == key] for key in self.nodes}

    @cached_property
    def incoming(self) -> dict[str, list[Flow]]:
        """Flows by the node they enter, in document order."""
        return {key: [flow for flow in self.flows if flow.target == key] for key in self.nodes}

    @cached_property
    def borders(self) -> dict[str, list[Node]]:
        """Boundary events by their host."""
        return {key: [node for node in self.nodes.values() if node.host == key] for key in self.nodes}

    @cached_property
    def esps(self) -> list[Node]:
        """Event subprocesses."""
        return [node for node in self.nodes.values() if node.kind == "esp"]


@dataclass(kw_only=True)
class Plan:
    """All scopes of a diagram and of the processes it calls, by id; the main process is `main`."""

    seed: int
    scopes: dict[str, Scope] = field(default_factory=dict)
    counters: list[str] = field(default_factory=list)

    def key(self, scope: Scope, node: str) -> str:
        """Return how tasks and jobs name a node: its id, in a called process `process/id`."""
        return node if scope.process == "main" else f"{scope.process}/{node}"

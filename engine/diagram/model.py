"""A diagram as it was read: what the owner drew, typed, with the line each thing stands on.

First word of the sentence. `engine.diagram.read` makes it from XML, `engine.diagram.check` finds its faults,
`engine.definition` makes it runnable. Names are BPMN 2.0's own, in lower camel case where they are tag names.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

EventKind = Literal[
    "none", "timer", "message", "signal", "error", "escalation", "terminate", "link",
    "conditional", "compensate", "cancel",
]  # fmt: skip
TimerKind = Literal["timeDate", "timeDuration", "timeCycle"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Event:
    """One event definition of an event (or of a receive or send task)."""

    kind: EventKind
    line: int
    timer: TimerKind | None = None
    expression: str | None = None
    """The timer's text, or the condition of a conditional event."""
    ref: str | None = None
    """Id of the message, signal, error or escalation as written; None where the attribute is missing."""
    name: str | None = None
    """Name of what `ref` points to (of a link: the link's name); None where it dangles."""
    code: str | None = None
    """Error or escalation code; None catches every code."""
    code_variable: str | None = None
    message_variable: str | None = None
    message: str | None = None
    """`camunda:errorMessage` of the error that `ref` points to."""
    topic: str | None = None
    """`camunda:topic` of a message event definition that an external worker sends."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Loop:
    """Multi-instance marks of an activity. (`standardLoopCharacteristics` have `kind` "standard" and are refused.)"""

    kind: Literal["multiInstance", "standard"]
    line: int
    sequential: bool = False
    collection: str | None = None
    """FEEL text that yields a list: `camunda:collection` (or `loopDataInputRef`)."""
    element_variable: str | None = None
    cardinality: str | None = None
    completion_condition: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Mapped:
    """One `camunda:inputParameter`, `camunda:outputParameter`, `camunda:in` or `camunda:out`."""

    direction: Literal["in", "out"]
    target: str
    expression: str
    """Plain text, or FEEL after `=`; lists and maps are written as FEEL. `*` where all variables are passed."""
    line: int
    parts: tuple[str, ...] = ()
    """The expressions as the owner wrote them: one, or those inside a list or a map."""
    complete: bool = True
    """Whether it names both what is passed and the variable it goes to."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Flow:
    """A sequence flow."""

    id: str
    line: int
    name: str | None
    source: str
    target: str
    condition: str | None
    """Text of the condition, stripped; None where there is none."""
    language: str | None = None
    """The `language` attribute of the condition expression, as written."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Element:
    """A flow node: event, gateway, activity. `kind` is its BPMN tag, e.g. `userTask`, `boundaryEvent`."""

    id: str
    kind: str
    line: int
    scope: str
    """Id of the process or (sub)process that directly contains it."""
    name: str | None = None
    documentation: str | None = None
    lane: str | None = None
    """Name of the lane that lists it (of the innermost one); inside a subprocess, that of the subprocess."""
    events: tuple[Event, ...] = ()
    attached_to: str | None = None
    interrupting: bool = True
    """`cancelActivity` of a boundary event, `isInterrupting` of an event subprocess' start event."""
    default: str | None = None
    loop: Loop | None = None
    triggered_by_event: bool = False
    called: str | None = None
    """`calledElement` of a call activity."""
    called_binding: str | None = None
    form_key: str | None = None
    """`camunda:formKey`, or `camunda:formRef`: the id of a form-js schema, without prefix and suffix."""
    assignee: str | None = None
    candidate_users: str | None = None
    candidate_groups: str | None = None
    due_date: str | None = None
    follow_up_date: str | None = None
    priority: str | None = None
    initiator: str | None = None
    script: str | None = None
    script_format: str | None = None
    result_variable: str | None = None
    topic: str | None = None
    runs_code: bool = False
    """Whether an attribute names code to be run, such as `camunda:class`."""
    decision: str | None = None
    """`camunda:decisionRef` of a business rule task: the id of a decision."""
    decision_mapping: str | None = None
    """`camunda:mapDecisionResult`, as written: singleEntry, singleResult, collectEntries or resultList."""
    mapped: tuple[Mapped, ...] = ()
    properties: Mapping[str, str] = field(default_factory=dict)
    """`camunda:properties`, in their order."""
    parallel_multiple: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Scope:
    """What one process or one (event) subprocess directly contains."""

    id: str
    parent: str | None
    """Id of the scope around it; None for a process."""
    elements: Mapping[str, Element]
    flows: Mapping[str, Flow]

    def outgoing(self, element: str) -> list[Flow]:
        """Return the flows that leave `element`, in document order."""
        return [flow for flow in self.flows.values() if flow.source == element]

    def incoming(self, element: str) -> list[Flow]:
        """Return the flows that enter `element`, in document order."""
        return [flow for flow in self.flows.values() if flow.target == element]


@dataclass(frozen=True, kw_only=True, slots=True)
class Lane:
    """A lane of a process, with the ids of the nodes it lists."""

    id: str
    name: str | None
    line: int
    nodes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Process:
    """An executable or drawn process; `scopes` has its own and, by id, those of all its subprocesses."""

    id: str
    line: int
    name: str | None
    executable: bool
    scopes: Mapping[str, Scope]
    documentation: str | None = None
    version_tag: str | None = None
    candidate_starter_groups: str | None = None
    candidate_starter_users: str | None = None
    startable: bool = True
    """Whether people start it (`isStartableInTasklist`), or other processes call it only."""
    properties: Mapping[str, str] = field(default_factory=dict)
    lanes: tuple[Lane, ...] = ()

    def elements(self) -> dict[str, Element]:
        """Return all flow nodes of the process and its subprocesses by id, in document order of the scopes."""
        return {key: value for scope in self.scopes.values() for key, value in scope.elements.items()}


@dataclass(frozen=True, kw_only=True, slots=True)
class Diagram:
    """One `.bpmn` file."""

    file: str
    processes: Mapping[str, Process]
    messages: Mapping[str, str | None]
    """id -> name of root element `message`; likewise the three below (of errors and escalations: the code)."""
    signals: Mapping[str, str | None]
    errors: Mapping[str, str | None]
    escalations: Mapping[str, str | None]
    unknown: tuple[Unknown, ...] = ()
    extensions: tuple[Extension, ...] = ()
    """Everything of the namespace `camunda:`, whether it is read or not."""
    shapes: frozenset[str] = frozenset()
    """Ids of the elements that the diagram interchange part draws (`bpmnElement` of shapes and edges)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Unknown:
    """Something that was read but has no place in this model: the check refuses it, or passes over what only draws."""

    what: str
    id: str | None
    line: int
    scope: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Extension:
    """One attribute or element of the namespace `camunda:`, so that none is passed over unseen."""

    kind: Literal["attribute", "element"]
    name: str
    """Without prefix."""
    on: str
    """Tag of what carries it: `userTask`, `multiInstanceLoopCharacteristics`, `camunda:in`, …"""
    value: str
    line: int
    owner: str | None
    """Id of the flow node, flow, process or root element around it."""
    process: str | None

"""From the read diagram to SpiffWorkflow's specs, without the library's XML parser.

The diagram has been read and checked once; building from that reading means that what was checked is what runs.
Specs are built once per definition, hold only what is picklable, and are never changed by the instances that share them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.diagram.clocks import DECISION, DrawnClock, drawn_clock
from engine.diagram.model import Element, Flow, Process, Scope
from engine.spiff.activities import DecisionTask, ScriptTask, UserTask, WorkerTask
from engine.spiff.catching import Boundary, Catch
from engine.spiff.gateways import EventGateway, ExclusiveGateway, InclusiveGateway, ParallelGateway, RacingCatch
from engine.spiff.loops import MultiInstance
from engine.spiff.node import Node, Way
from engine.spiff.reach import reach
from engine.spiff.scopes import ScopeSpec, SubProcess, TerminateEnd, Trigger
from engine.spiff.throwing import ErrorEnd, Throw

RESERVED = ("Start", "End")


@dataclass(frozen=True, kw_only=True, slots=True)
class Program:
    """A process ready to run: the spec of its own scope, by name those of all scopes it can open, and the clock it draws."""

    spec: ScopeSpec
    subs: dict[str, ScopeSpec]
    clock: DrawnClock | None
    has_clocks: bool
    """Whether anything in it draws a clock, asks one, or decides about one."""


def build(main: Process, called: Mapping[str, Process]) -> Program:
    """Return the program of `main`, which may call the processes in `called` (by id).

    Both must have passed the check; elements of called processes are keyed `process/element`.
    """
    subs: dict[str, ScopeSpec] = {}
    for process in [main, *(process for key, process in called.items() if key != main.id)]:
        prefix = "" if process is main else f"{process.id}/"
        for scope in process.scopes.values():
            subs[f"{prefix}{scope.id}"] = _Builder(process, scope, prefix).build()
    clock = drawn_clock(main.properties)
    nodes = (node for scope in subs.values() for node in scope.task_specs.values() if isinstance(node, Node))
    has_clocks = clock is not None or any(concerns_clocks(node) for node in nodes)
    return Program(spec=subs[main.id], subs=subs, clock=clock, has_clocks=has_clocks)


def concerns_clocks(node: Node) -> bool:
    """Return whether a node draws a clock, asks one, or decides about one."""
    return node.clock is not None or (isinstance(node, Catch) and node.clocked) or DECISION in node.element.properties


def called_scope(process_id: str) -> str:
    """Return the name of the scope that a call of `process_id` opens."""
    return f"{process_id}/{process_id}"


class _Builder:
    """Builds one scope."""

    def __init__(self, process: Process, scope: Scope, prefix: str) -> None:
        self.process, self.scope, self.prefix = process, scope, prefix
        self.spec = ScopeSpec(f"{prefix}{scope.id}")
        self.incoming: dict[str, list[Flow]] = {key: [] for key in scope.elements}
        self.outgoing: dict[str, list[Flow]] = {key: [] for key in scope.elements}
        for flow in scope.flows.values():
            self.outgoing[flow.source].append(flow)
            self.incoming[flow.target].append(flow)

    def build(self) -> ScopeSpec:
        for element in self.scope.elements.values():
            self._add(element)
        for element in self.scope.elements.values():
            self._connect(element)
        for node in self.spec.task_specs.values():
            if isinstance(node, InclusiveGateway) and node.incoming > 1:
                node.reach = reach(self.scope, node.element.id, self.prefix)
        return self.spec

    # -- nodes

    def _add(self, element: Element) -> None:
        if element.triggered_by_event:
            self._add_event_subprocess(element)
        elif element.loop is not None:
            inner = self._node(element, f"{spec_name(element.id)}#each")
            MultiInstance(self.spec, spec_name(element.id), **self._who(element), loop=element.loop, inner=inner.name)
        else:
            node = self._node(element, spec_name(element.id))
            if element.kind == "startEvent":
                self.spec.start.first = node.name

    def _who(self, element: Element) -> dict[str, Any]:
        return {"key": f"{self.prefix}{element.id}", "element": element}

    def _add_event_subprocess(self, element: Element) -> None:
        node = SubProcess(self.spec, spec_name(element.id), **self._who(element), inside=f"{self.prefix}{element.id}")
        inner = self.process.scopes[element.id].elements.values()
        start = next(found for found in inner if found.kind == "startEvent")
        trigger = Trigger(
            self.spec, f"{node.name}#trigger", key=f"{self.prefix}{start.id}", element=start, event=start.events[0],
            interrupting=start.interrupting or start.events[0].kind == "error", starts=node.name,
        )  # fmt: skip
        self.spec.start.triggers.append(trigger.name)

    def _node(self, element: Element, name: str) -> Node:
        who = self._who(element)
        event = element.events[0] if element.events else None
        match element.kind:
            case "userTask":
                return UserTask(self.spec, name, **who)
            case "scriptTask":
                return ScriptTask(self.spec, name, **who)
            case "serviceTask" | "sendTask" | "businessRuleTask" if element.topic:
                return WorkerTask(self.spec, name, **who)
            case "businessRuleTask" if element.decision:
                return DecisionTask(self.spec, name, **who)
            case "exclusiveGateway":
                return ExclusiveGateway(self.spec, name, **who)
            case "parallelGateway":
                return ParallelGateway(self.spec, name, **who, incoming=len(self.incoming[element.id]))
            case "inclusiveGateway":
                return InclusiveGateway(self.spec, name, **who, incoming=len(self.incoming[element.id]))
            case "eventBasedGateway":
                return EventGateway(self.spec, name, **who)
            case "subProcess":
                return SubProcess(self.spec, name, **who, inside=f"{self.prefix}{element.id}")
            case "callActivity":
                return SubProcess(self.spec, name, **who, inside=called_scope(element.called or ""))
            case "boundaryEvent":
                interrupting = element.interrupting or element.events[0].kind == "error"
                return Boundary(self.spec, name, **who, event=event, interrupting=interrupting)
            case "intermediateCatchEvent" | "receiveTask" if event is not None and event.kind != "link":
                return self._catch(element, name)
            case "endEvent" | "intermediateThrowEvent" if event is not None and event.topic:
                return WorkerTask(self.spec, name, **who)
            case "endEvent" if event is not None and event.kind == "terminate":
                return TerminateEnd(self.spec, name, **who)
            case "endEvent" if event is not None and event.kind == "error":
                return ErrorEnd(self.spec, name, **who, event=event)
            case "endEvent" | "intermediateThrowEvent" | "sendTask" if event is not None and event.kind != "link":
                return Throw(self.spec, name, **who, event=event)
        return Node(self.spec, name, **who)

    def _catch(self, element: Element, name: str) -> Node:
        sources = [self.scope.elements[flow.source] for flow in self.incoming[element.id]]
        gateway = next((source for source in sources if source.kind == "eventBasedGateway"), None)
        who, event = self._who(element), element.events[0]
        if gateway is None:
            return Catch(self.spec, name, **who, event=event)
        return RacingCatch(self.spec, name, **who, event=event, gateway=spec_name(gateway.id))

    # -- ways

    def _connect(self, element: Element) -> None:
        node = self.spec.task_specs[spec_name(element.id)]
        for flow in self.outgoing[element.id]:
            condition = flow.condition if element.kind in ("exclusiveGateway", "inclusiveGateway") else None
            node.ways.append(
                Way(flow=f"{self.prefix}{flow.id}", to=spec_name(flow.target), condition=condition,
                    default=flow.id == element.default)
            )  # fmt: skip
        if element.attached_to is not None:
            self.spec.task_specs[spec_name(element.attached_to)].boundary.append(node.name)
        if element.kind == "intermediateThrowEvent" and element.events and element.events[0].kind == "link":
            node.ways.append(Way(flow="", to=spec_name(self._link_target(element))))

    def _link_target(self, element: Element) -> str:
        return next(
            other.id
            for other in self.scope.elements.values()
            if other.kind == "intermediateCatchEvent"
            and other.events
            and other.events[0].kind == "link"
            and other.events[0].name == element.events[0].name
        )


def spec_name(element_id: str) -> str:
    """Return the library's name for an element: its id, save for the two names it keeps for itself."""
    return f"{element_id}#" if element_id in RESERVED else element_id

"""Build BPMN files for tests, readable as a list of what is drawn.

    Bpmn("order").start("s").user_task("a", candidate_groups="clerks").end("e").chain("s", "a", "e").xml()

Every node's method takes the id first; `name=…` and other keywords become attributes (`candidate_groups` is
written `camunda:candidateGroups`). `properties`, `inside` (raw XML of extension elements) and `body` (raw XML of
children) are taken by all. A subprocess is opened with `subprocess(…)` and closed with `close()`; `process(…)` begins
another process. Events and multi-instance marks come from the functions below: `after("PT1H")`.
Drawing is left out unless asked for: `xml(drawn=True)`.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any, Self
from xml.sax.saxutils import escape, quoteattr

_CAMUNDA = {
    "assignee", "candidate_users", "candidate_groups", "due_date", "follow_up_date", "priority", "form_key",
    "form_ref", "initiator", "topic", "type", "result_variable", "called_element_binding", "class_", "expression",
    "delegate_expression", "async_before", "async_after", "candidate_starter_groups", "candidate_starter_users",
    "version_tag", "decision_ref", "error_code_variable", "error_message_variable", "escalation_code_variable",
    "resource", "case_ref", "collection", "element_variable",
}  # fmt: skip
_NAMESPACES = (
    'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" '
    'xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" targetNamespace="urn:test"'
)


class Bpmn:
    """One file under construction; every method but `xml` returns it."""

    def __init__(self, process: str = "p", **attributes: Any) -> None:
        self._processes: list[str] = []
        self._roots: list[str] = []
        self._lanes: list[str] = []
        self._drawn: list[str] = []
        self._lines: list[str] = []
        self._open: list[str] = []
        self._flows = 0
        self._begin(process, attributes)

    # -- files and processes

    def process(self, id: str, **attributes: Any) -> Self:
        """Begin another process of the same file."""
        self._finish()
        self._begin(id, attributes)
        return self

    def xml(self, *, drawn: bool = False) -> bytes:
        """Return the file; `drawn` gives every node and flow a shape."""
        self._finish()
        shapes = "".join(f'<bpmndi:BPMNShape id="{id}_di" bpmnElement="{id}"/>\n' for id in self._drawn)
        drawing = f"<bpmndi:BPMNDiagram><bpmndi:BPMNPlane>{shapes}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>"
        parts = [*self._roots, *self._processes, drawing if drawn else ""]
        return f"<definitions {_NAMESPACES}>\n{chr(10).join(parts)}\n</definitions>".encode()

    def raw(self, xml: str) -> Self:
        """Add XML as it stands to what is open."""
        self._lines.append(xml)
        return self

    def root(self, xml: str) -> Self:
        """Add XML as it stands beside the processes."""
        self._roots.append(xml)
        return self

    def shape(self, id: str) -> Self:
        """Draw a shape for any id, also one that is not there."""
        self._drawn.append(id)
        return self

    def lane(self, name: str, *nodes: str) -> Self:
        """Add a lane of the process with its nodes."""
        refs = "".join(f"<flowNodeRef>{node}</flowNodeRef>" for node in nodes)
        self._lanes.append(f'<lane id="lane_{len(self._lanes)}" name={quoteattr(name)}>{refs}</lane>')
        return self

    # -- what events refer to

    def message(self, id: str, name: str | None = None) -> Self:
        """Add a message."""
        return self.root(f'<message id="{id}" name={quoteattr(name or id)}/>')

    def signal(self, id: str, name: str | None = None) -> Self:
        """Add a signal."""
        return self.root(f'<signal id="{id}" name={quoteattr(name or id)}/>')

    def error(self, id: str, code: str | None = None) -> Self:
        """Add an error; code "" leaves it without one."""
        return self.root(f'<error id="{id}" name="{id}" errorCode={quoteattr(id if code is None else code)}/>')

    def escalation(self, id: str, code: str | None = None) -> Self:
        """Add an escalation; code "" leaves it without one."""
        return self.root(
            f'<escalation id="{id}" name="{id}" escalationCode={quoteattr(id if code is None else code)}/>'
        )

    # -- nodes

    def node(self, tag: str, id: str | None, *, body: str = "", **attributes: Any) -> Self:
        """Add a node of any tag."""
        self._lines.append(_element(tag, id, body, attributes))
        self._drawn += [id] if id else []
        return self

    def start(self, id: str = "s", trigger: str = "", **attributes: Any) -> Self:
        """Add a start event; `trigger` is what `timer`, `message_trigger` and the like return."""
        return self.node("startEvent", id, body=trigger, **attributes)

    def end(self, id: str = "e", trigger: str = "", **attributes: Any) -> Self:
        """Add an end event."""
        return self.node("endEvent", id, body=trigger, **attributes)

    def catch(self, id: str, trigger: str = "", **attributes: Any) -> Self:
        """Add an intermediate catch event."""
        return self.node("intermediateCatchEvent", id, body=trigger, **attributes)

    def throw(self, id: str, trigger: str = "", **attributes: Any) -> Self:
        """Add an intermediate throw event."""
        return self.node("intermediateThrowEvent", id, body=trigger, **attributes)

    def boundary(self, id: str, on: str, trigger: str = "", *, interrupting: bool = True, **attributes: Any) -> Self:
        """Add a boundary event on an activity."""
        return self.node("boundaryEvent", id, body=trigger, attachedToRef=on, cancelActivity=interrupting, **attributes)

    def exclusive(self, id: str, **attributes: Any) -> Self:
        """Add an exclusive gateway; `default` is the id of a flow."""
        return self.node("exclusiveGateway", id, **attributes)

    def inclusive(self, id: str, **attributes: Any) -> Self:
        """Add an inclusive gateway."""
        return self.node("inclusiveGateway", id, **attributes)

    def parallel(self, id: str, **attributes: Any) -> Self:
        """Add a parallel gateway."""
        return self.node("parallelGateway", id, **attributes)

    def event_gateway(self, id: str, **attributes: Any) -> Self:
        """Add an event-based gateway."""
        return self.node("eventBasedGateway", id, **attributes)

    def task(self, id: str, **attributes: Any) -> Self:
        """Add a task that nobody does."""
        return self.node("task", id, **attributes)

    def user_task(self, id: str, *, candidate_groups: str | None = "clerks", **attributes: Any) -> Self:
        """Add a user task, of the group `clerks` unless told otherwise."""
        return self.node("userTask", id, candidate_groups=candidate_groups, **attributes)

    def script(self, id: str, script: str, result: str | None = "result", **attributes: Any) -> Self:
        """Add a script task in FEEL."""
        body = f"<script>{escape(script)}</script>"
        return self.node("scriptTask", id, body=body, result_variable=result, **attributes)

    def service(self, id: str, topic: str | None = "work", **attributes: Any) -> Self:
        """Add a service task that an external worker does."""
        return self.node("serviceTask", id, **{"type": topic and "external", "topic": topic, **attributes})

    def send(self, id: str, message: str | None = None, **attributes: Any) -> Self:
        """Add a send task."""
        return self.node("sendTask", id, messageRef=message, **attributes)

    def receive(self, id: str, message: str | None = None, **attributes: Any) -> Self:
        """Add a receive task."""
        return self.node("receiveTask", id, messageRef=message, **attributes)

    def call(self, id: str, called: str | None, **attributes: Any) -> Self:
        """Add a call activity."""
        return self.node("callActivity", id, calledElement=called, **attributes)

    def subprocess(self, id: str, *, tag: str = "subProcess", body: str = "", **attributes: Any) -> Self:
        """Open a subprocess; what follows stands in it until `close()`."""
        whole = _element(tag, id, body, attributes)
        self._lines.append(whole.removesuffix(f"</{tag}>"))
        self._drawn.append(id)
        self._open.append(tag)
        return self

    def event_subprocess(self, id: str, **attributes: Any) -> Self:
        """Open an event subprocess."""
        return self.subprocess(id, triggeredByEvent=True, **attributes)

    def close(self) -> Self:
        """Close the innermost subprocess."""
        self._lines.append(f"</{self._open.pop()}>")
        return self

    # -- flows

    def flow(
        self, source: str, target: str, condition: str | None = None, *, id: str | None = None, **attributes: Any
    ) -> Self:
        """Add a flow; its id is `f1`, `f2`, … unless given."""
        self._flows += 1
        own = id or f"f{self._flows}"
        body = ""
        if condition is not None:
            body = f'<conditionExpression xsi:type="tFormalExpression">{escape(condition)}</conditionExpression>'
        return self.node("sequenceFlow", own, body=body, sourceRef=source, targetRef=target, **attributes)

    def chain(self, *nodes: str) -> Self:
        """Add a flow from each node to the next."""
        for source, target in pairwise(nodes):
            self.flow(source, target)
        return self

    def _begin(self, id: str, attributes: dict[str, Any]) -> None:
        self._head = _element("process", id, "", {"isExecutable": True, **attributes}).removesuffix("</process>")

    def _finish(self) -> None:
        while self._open:
            self.close()
        if self._head:
            lanes = f'<laneSet id="lanes">{"".join(self._lanes)}</laneSet>' if self._lanes else ""
            self._processes.append("\n".join([self._head, lanes, *self._lines, "</process>"]))
        self._head, self._lines, self._lanes = "", [], []


# -- triggers of events


def timer(kind: str, text: str) -> str:
    """Return a timer: kind `timeDate`, `timeDuration` or `timeCycle`."""
    return f"<timerEventDefinition><{kind}>{escape(text)}</{kind}></timerEventDefinition>"


def after(text: str) -> str:
    """Return a timer of a duration."""
    return timer("timeDuration", text)


def trigger(kind: str, ref: str | None = None, *, body: str = "", **attributes: Any) -> str:
    """Return a trigger of any kind: `message`, `signal`, `error`, `escalation`, `terminate`, `compensate`, …"""
    refs = {f"{kind}Ref": ref} if ref else {}
    return _element(f"{kind}EventDefinition", None, body, {**refs, **attributes})


def link(name: str) -> str:
    """Return a link."""
    return _element("linkEventDefinition", None, "", {"name": name})


def multi_instance(
    collection: str | None = None,
    element: str | None = None,
    *,
    sequential: bool = False,
    cardinality: str | None = None,
    until: str | None = None,
) -> str:
    """Return multi-instance marks, for the `body` of an activity."""
    body = f"<loopCardinality>{escape(cardinality)}</loopCardinality>" if cardinality else ""
    body += f"<completionCondition>{escape(until)}</completionCondition>" if until else ""
    marks = {"isSequential": sequential, "collection": collection, "element_variable": element}
    return _element("multiInstanceLoopCharacteristics", None, body, marks)


def _element(tag: str, id: str | None, body: str, attributes: dict[str, Any]) -> str:
    properties = attributes.pop("properties", None)
    inside = str(attributes.pop("inside", ""))
    if isinstance(properties, dict):
        items = (f"<camunda:property name={quoteattr(k)} value={quoteattr(v)}/>" for k, v in properties.items())
        inside += f"<camunda:properties>{''.join(items)}</camunda:properties>"
    extension = f"<extensionElements>{inside}</extensionElements>" if inside else ""
    written = "".join(
        f" {_name(key)}={quoteattr(_text(value))}" for key, value in attributes.items() if value is not None
    )
    own = f" id={quoteattr(id)}" if id else ""
    return f"<{tag}{own}{written}>{extension}{body}</{tag}>"


def _name(key: str) -> str:
    camel = re.sub(r"_([a-z])", lambda found: found[1].upper(), key.rstrip("_"))
    return f"camunda:{camel}" if key in _CAMUNDA else camel


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)

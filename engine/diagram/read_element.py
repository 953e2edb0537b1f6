"""Read one flow node: what is written on it and inside it, but not the nodes inside a subprocess.

First word of the sentence, inside `read`.
"""

from __future__ import annotations

import re
from collections.abc import Set

from engine.diagram.book import Book, reference
from engine.diagram.model import Element, Loop
from engine.diagram.read_events import EVENT_TAGS, read_events
from engine.diagram.read_extensions import read_mapped, read_properties, runs_code
from engine.diagram.xml import Node

EVENTS = {"startEvent", "endEvent", "intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent"}
GATEWAYS = {"exclusiveGateway", "inclusiveGateway", "parallelGateway", "eventBasedGateway", "complexGateway"}
TASKS = {
    "task", "manualTask", "userTask", "serviceTask", "sendTask", "receiveTask", "scriptTask", "businessRuleTask",
}  # fmt: skip
SUBPROCESSES = {"subProcess", "transaction", "adHocSubProcess"}
FLOW_NODES = EVENTS | GATEWAYS | TASKS | SUBPROCESSES | {"callActivity"}

_READ = EVENT_TAGS | {
    "documentation", "extensionElements", "incoming", "outgoing", "script", "multiInstanceLoopCharacteristics",
    "standardLoopCharacteristics",
}  # fmt: skip
_ONLY_DRAWN = {"property", "auditing", "monitoring", "categoryValueRef"}
_OF_LOOP = {
    "documentation", "extensionElements", "loopCardinality", "loopDataInputRef", "inputDataItem", "completionCondition",
}  # fmt: skip
_MARKS = {
    "isForCompensation": {"true", "1"},
    "instantiate": {"true", "1"},
    "eventGatewayType": {"Parallel"},
}
"""Attributes that change the meaning: values with which they do."""


def read_element(node: Node, id: str, scope: str, lane: str | None, book: Book) -> Element:
    """Return the flow node, noting in the book what the model has no place for."""
    _note_what_has_no_place(node, id, scope, book)
    boundary = node.tag == "boundaryEvent"
    return Element(
        id=id,
        kind=node.tag,
        line=node.line,
        scope=scope,
        name=node.get("name"),
        documentation=node.text_of("documentation"),
        lane=lane,
        events=read_events(node, id, scope, book),
        attached_to=reference(node.get("attachedToRef")) if boundary else None,
        interrupting=node.flag("cancelActivity" if boundary else "isInterrupting", default=True),
        default=node.get("default"),
        loop=_loop(node),
        triggered_by_event=node.flag("triggeredByEvent"),
        called=reference(node.get("calledElement")),
        called_binding=node.get("camunda:calledElementBinding"),
        form_key=_form(node),
        assignee=node.get("camunda:assignee"),
        candidate_users=node.get("camunda:candidateUsers"),
        candidate_groups=node.get("camunda:candidateGroups"),
        due_date=node.get("camunda:dueDate"),
        follow_up_date=node.get("camunda:followUpDate"),
        priority=node.get("camunda:priority"),
        initiator=node.get("camunda:initiator"),
        script=node.text_of("script"),
        script_format=node.get("scriptFormat"),
        result_variable=node.get("camunda:resultVariable"),
        topic=node.get("camunda:topic"),
        runs_code=runs_code(node),
        decision=node.get("camunda:decisionRef"),
        decision_mapping=node.get("camunda:mapDecisionResult"),
        mapped=read_mapped(node),
        properties=read_properties(node),
        parallel_multiple=node.flag("parallelMultiple"),
    )


def _form(node: Node) -> str | None:
    ref, key = node.get("camunda:formRef"), node.get("camunda:formKey")
    if ref or not key or "{" in key:
        return ref or key
    return re.sub(r"\.(form|html)$", "", re.split(r"[:/]", key)[-1]) or key


def _loop(node: Node) -> Loop | None:
    if standard := node.first("standardLoopCharacteristics"):
        return Loop(kind="standard", line=standard.line)
    mark = node.first("multiInstanceLoopCharacteristics")
    if mark is None:
        return None
    item = mark.first("inputDataItem")
    item_name = (item.get("name") or item.get("id")) if item else None
    return Loop(
        kind="multiInstance",
        line=mark.line,
        sequential=mark.flag("isSequential"),
        collection=mark.get("camunda:collection") or mark.text_of("loopDataInputRef"),
        element_variable=mark.get("camunda:elementVariable") or item_name,
        cardinality=mark.text_of("loopCardinality"),
        completion_condition=mark.text_of("completionCondition"),
    )


def _note_what_has_no_place(node: Node, id: str, scope: str, book: Book) -> None:
    for name, values in _MARKS.items():
        if node.get(name) in values:
            book.note(name, id, node.line, scope)
    for name in ("startQuantity", "completionQuantity"):
        if node.get(name) not in (None, "1"):
            book.note(name, id, node.line, scope)
    for mark in node.all("multiInstanceLoopCharacteristics"):
        _note_children(mark, id, scope, _OF_LOOP, book)
    if node.tag in SUBPROCESSES:
        return  # what stands in a subprocess is read as a scope
    _note_children(node, id, scope, _READ | _ONLY_DRAWN, book)


def _note_children(node: Node, id: str, scope: str, have_a_place: Set[str], book: Book) -> None:
    for child in node.children:
        if ":" not in child.tag and child.tag != "?" and child.tag not in have_a_place:
            book.note(child.tag, id, child.line, scope)

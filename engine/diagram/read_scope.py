"""Read what processes and subprocesses contain: nodes, flows, lanes. One loop over all scopes, no recursion.

First word of the sentence, inside `read`.
"""

from __future__ import annotations

from engine.diagram.book import Book, reference
from engine.diagram.model import Element, Flow, Lane, Scope
from engine.diagram.read_element import FLOW_NODES, SUBPROCESSES, read_element
from engine.diagram.xml import Node

_ONLY_DRAWN = {
    "documentation", "extensionElements", "incoming", "outgoing", "laneSet", "dataObject", "dataObjectReference",
    "dataStoreReference", "textAnnotation", "group", "property", "auditing", "monitoring", "supports",
    "supportedInterfaceRef", "correlationSubscription", "categoryValueRef", "multiInstanceLoopCharacteristics",
    "standardLoopCharacteristics", "completionCondition", "script",
}  # fmt: skip


def read_lanes(node: Node) -> tuple[Lane, ...]:
    """Return the lanes of a process and of its subprocesses, an outer lane before its inner ones."""
    return tuple(_lane(item) for item in node.walk() if item.tag == "lane")


def _lane(node: Node) -> Lane:
    nodes = tuple(id for ref in node.all("flowNodeRef") if (id := reference(ref.text)))
    return Lane(id=node.get("id") or "", name=node.get("name"), line=node.line, nodes=nodes)


def read_scopes(process: Node, id: str, lanes: tuple[Lane, ...], book: Book) -> dict[str, Scope]:
    """Return the process' own scope and those of all its subprocesses, outer ones first."""
    lane_of = {node: lane.name for lane in lanes for node in lane.nodes}
    scopes: dict[str, Scope] = {}
    waiting: list[tuple[Node, str, str | None, str | None]] = [(process, id, None, None)]
    while waiting:
        node, own, parent, lane = waiting.pop()
        elements, inner = _elements(node, own, lane, lane_of, book)
        flows = {flow.id: flow for flow in _flows(node, own, book)}
        _note_what_has_no_place(node, own, elements, book)
        scopes[own] = Scope(id=own, parent=parent, elements=elements, flows=flows)
        waiting.extend((child, element.id, own, element.lane) for child, element in reversed(inner))
    return scopes


def _elements(
    node: Node, scope: str, lane: str | None, lane_of: dict[str, str | None], book: Book
) -> tuple[dict[str, Element], list[tuple[Node, Element]]]:
    elements: dict[str, Element] = {}
    inner = []
    for child in node.children:
        if child.tag in FLOW_NODES:
            id = book.id_of(child, scope)
            element = elements[id] = read_element(child, id, scope, lane_of.get(id, lane), book)
            if child.tag in SUBPROCESSES:
                inner.append((child, element))
    return elements, inner


def _flows(node: Node, scope: str, book: Book) -> list[Flow]:
    return [_flow(child, scope, book) for child in node.all("sequenceFlow")]


def _flow(node: Node, scope: str, book: Book) -> Flow:
    id = book.id_of(node, scope)
    condition = node.first("conditionExpression")
    return Flow(
        id=id,
        line=node.line,
        name=node.get("name"),
        source=reference(node.get("sourceRef")) or "",
        target=reference(node.get("targetRef")) or "",
        condition=condition.text.strip() or None if condition else None,
        language=condition.get("language") if condition else None,
    )


def _note_what_has_no_place(node: Node, scope: str, elements: dict[str, Element], book: Book) -> None:
    for child in node.children:
        if child.tag == "association":
            source = elements.get(reference(child.get("sourceRef")) or "")
            if source and any(event.kind == "compensate" for event in source.events):
                book.note("compensationAssociation", child.get("id"), child.line, scope)
        elif ":" not in child.tag and child.tag != "?" and not _has_place(child.tag):
            book.note(child.tag, child.get("id") or scope, child.line, scope)


def _has_place(tag: str) -> bool:
    return tag in FLOW_NODES | _ONLY_DRAWN or tag == "sequenceFlow"

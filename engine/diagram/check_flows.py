"""Check sequence flows: that both ends exist, in one scope, and may have a flow there.

First word of the sentence, inside `check`.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.diagram import rules_structure as rules
from engine.diagram.fault import Fault
from engine.diagram.graph import is_link
from engine.diagram.model import Element, Flow
from engine.diagram.rules_events import EVENT_SUBPROCESS_FLOW
from engine.diagram.words import Words
from engine.diagram.world import Part


def check_flows(part: Part) -> Iterator[Fault]:
    """Yield the faults of the flows of one scope."""
    for flow in part.scope.flows.values():
        yield from _ends(part, flow)
    for element in part.scope.elements.values():
        yield from _direction(part, element)


def _ends(part: Part, flow: Flow) -> Iterator[Fault]:
    ends = ((flow.source, Words("its source", "مبدأ آن")), (flow.target, Words("its target", "مقصد آن")))
    for id, which in ends:
        if id in part.scope.elements:
            continue
        found = Words(f"{which.en} {id}".strip(), f"{which.fa} {id}".strip())
        rule = rules.FLOW_CROSSES if id in part.nodes else rules.FLOW_DANGLING
        yield rule.at(part.file, flow, found=found)


def _direction(part: Part, element: Element) -> Iterator[Fault]:
    incoming, outgoing = part.arrows.incoming[element.id], part.arrows.outgoing[element.id]
    if element.triggered_by_event:
        for flow in (*incoming, *outgoing):
            yield EVENT_SUBPROCESS_FLOW.at(part.file, element, flow=flow.id)
        return
    link = is_link(element) and element.kind
    if element.kind in ("startEvent", "boundaryEvent") or link == "intermediateCatchEvent":
        for flow in incoming:
            yield rules.FLOW_INTO_START.at(part.file, element, flow=flow.id)
    if element.kind == "endEvent" or link == "intermediateThrowEvent":
        for flow in outgoing:
            yield rules.FLOW_OUT_OF_END.at(part.file, element, flow=flow.id)

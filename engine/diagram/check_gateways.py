"""Check gateways: conditions, default flows, what follows an event-based one, and conditions where none may be.

First word of the sentence, inside `check`.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.diagram import rules_structure as rules
from engine.diagram.fault import Fault, name_of
from engine.diagram.model import Element, Flow
from engine.diagram.world import Part


def check_gateways(part: Part) -> Iterator[Fault]:
    """Yield the faults of the gateways of one scope, and of conditions on flows that leave other elements."""
    for element in part.scope.elements.values():
        flows = part.arrows.outgoing[element.id]
        match element.kind:
            case "exclusiveGateway" | "inclusiveGateway":
                yield from _choice(part, element, flows)
            case "parallelGateway":
                yield from _unconditional(part, element, flows)
            case "eventBasedGateway":
                yield from _unconditional(part, element, flows)
                yield from _event_based(part, element, flows)
            case "complexGateway":
                pass
            case _:
                yield from _no_gateway(part, element, flows)


def _choice(part: Part, element: Element, flows: list[Flow]) -> Iterator[Fault]:
    gateway = name_of(element)
    default = next((flow for flow in flows if flow.id == element.default), None)
    if element.default and default is None:
        yield rules.DEFAULT_ELSEWHERE.at(part.file, element, flow=element.default)
    if default and default.condition:
        yield rules.DEFAULT_WITH_CONDITION.at(part.file, default)
    if len(flows) == 1 and flows[0].condition and flows[0] is not default:
        yield rules.CONDITION_ALONE.at(part.file, flows[0], gateway=gateway)
    if len(flows) < 2:
        return
    if not element.default:
        yield rules.DEFAULT_MISSING.at(part.file, element)
    for flow in flows:
        if flow is not default and not flow.condition:
            yield rules.CONDITION_MISSING.at(part.file, flow, gateway=gateway)


def _unconditional(part: Part, element: Element, flows: list[Flow]) -> Iterator[Fault]:
    for flow in flows:
        if flow.condition or flow.id == element.default:
            yield rules.CONDITION_WITHOUT_CHOICE.at(part.file, flow, gateway=name_of(element))


def _no_gateway(part: Part, element: Element, flows: list[Flow]) -> Iterator[Fault]:
    chosen = [flow for flow in flows if flow.condition or flow.id == element.default]
    for flow in chosen:
        yield rules.CONDITION_WITHOUT_GATEWAY.at(part.file, flow, gateway=name_of(element))
    if len(flows) > 1 and not chosen:
        yield rules.IMPLICIT_SPLIT.at(part.file, element, count=len(flows))


def _event_based(part: Part, element: Element, flows: list[Flow]) -> Iterator[Fault]:
    gateway = name_of(element)
    if len(flows) < 2:
        yield rules.EVENT_GATEWAY_FEW.at(part.file, element, count=len(flows))
    for flow in flows:
        target = part.scope.elements[flow.target]
        if not _waits(target):
            yield rules.EVENT_GATEWAY_TARGET.at(part.file, target, gateway=gateway)
        elif len(part.arrows.incoming[target.id]) > 1:
            yield rules.EVENT_GATEWAY_SHARED.at(part.file, target, gateway=gateway)


def _waits(element: Element) -> bool:
    if element.kind == "receiveTask":
        return True
    kinds = {event.kind for event in element.events}
    return element.kind == "intermediateCatchEvent" and bool(kinds) and kinds <= {"timer", "message", "signal"}

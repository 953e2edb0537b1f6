"""Find parts of BPMN, and of what modelers add to it, that are not run here.

First word of the sentence, inside `check`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from engine.diagram import rules_refused as rules
from engine.diagram.book import DOUBLED_ID, MISSING_ID
from engine.diagram.check_file import checked_processes
from engine.diagram.fault import Fault
from engine.diagram.model import Diagram, Element, Flow, Unknown
from engine.diagram.rules_events import EVENT_REFERENCE
from engine.diagram.texts import is_feel
from engine.diagram.words import Words
from engine.diagram.world import Part

_KINDS: Final = {
    "adHocSubProcess": rules.AD_HOC,
    "complexGateway": rules.COMPLEX_GATEWAY,
    "transaction": rules.TRANSACTION,
    "businessRuleTask": rules.BUSINESS_RULE,
}
_EVENTS: Final = {
    "compensate": rules.COMPENSATION,
    "cancel": rules.CANCEL_EVENT,
    "conditional": rules.CONDITIONAL_EVENT,
}
_UNKNOWN: Final = {
    "isForCompensation": rules.COMPENSATION,
    "compensationAssociation": rules.COMPENSATION,
    "instantiate": rules.INSTANTIATE,
    "eventGatewayType": rules.PARALLEL_EVENT_GATEWAY,
    "startQuantity": rules.TOKEN_QUANTITY,
    "completionQuantity": rules.TOKEN_QUANTITY,
    "eventDefinitionRef": EVENT_REFERENCE,
}
_DATA: Final = {
    "ioSpecification", "dataInputAssociation", "dataOutputAssociation", "dataInput", "dataOutput", "inputSet",
    "outputSet", "loopDataOutputRef", "outputDataItem",
}  # fmt: skip
_ROLES: Final = {"performer", "humanPerformer", "potentialOwner", "resourceRole", "rendering"}
_SPOKEN_OF_ELSEWHERE: Final = {MISSING_ID, DOUBLED_ID, "di:BPMNShape", "di:BPMNEdge", "di:BPMNPlane"}


def check_unknown(diagram: Diagram) -> Iterator[Fault]:
    """Yield the faults of what was read but has no place in the model."""
    things: dict[str, Element | Flow] = {}
    scopes = set()
    for process in checked_processes(diagram):
        for scope in process.scopes.values():
            scopes.add(scope.id)
            things.update(scope.elements)
            things.update(scope.flows)
    for item in diagram.unknown:
        if item.what not in _SPOKEN_OF_ELSEWHERE and (item.scope is None or item.scope in scopes):
            yield _unknown(diagram.file, item, things.get(item.id or "", item))


def _unknown(file: str, item: Unknown, thing: Element | Flow | Unknown) -> Fault:
    facts: dict[str, str | int | Words] = {
        "tag": item.what,
        "at": item.line,
        "id": item.id or "–",
        "attribute": item.what,
    }
    if rule := _UNKNOWN.get(item.what):
        return rule.at(file, thing, line=item.line, **facts)
    if item.what in _DATA:
        return rules.DATA_ASSOCIATION.at(file, thing, line=item.line, **facts)
    if item.scope is None or item.what in _ROLES:
        return rules.NO_EFFECT.at(file, thing, line=item.line, **facts)
    return rules.UNKNOWN_ELEMENT.at(file, item, line=item.line, **facts)


def check_refused(part: Part) -> Iterator[Fault]:
    """Yield the faults of elements that the model has a place for, but that are not run."""
    for element in part.scope.elements.values():
        if element.kind in _KINDS and not (element.kind == "businessRuleTask" and (element.decision or element.topic)):
            yield _KINDS[element.kind].at(part.file, element)
        yield from _events(part, element)
        yield from _code(part, element)
        yield from _marks(part, element)


def refused_event(element: Element) -> bool:
    """Tell whether a rule above speaks of the event already."""
    return len(element.events) > 1 or any(event.kind in _EVENTS for event in element.events)


def _events(part: Part, element: Element) -> Iterator[Fault]:
    if len(element.events) > 1 or element.parallel_multiple:
        yield rules.SEVERAL_EVENTS.at(part.file, element)
    for event in element.events:
        if event.kind in _EVENTS:
            yield _EVENTS[event.kind].at(part.file, element, line=event.line)


def _code(part: Part, element: Element) -> Iterator[Fault]:
    if not is_feel(element.script_format):
        yield rules.NOT_FEEL.at(part.file, element, found=element.script_format or "")


def _marks(part: Part, element: Element) -> Iterator[Fault]:
    if element.loop and element.loop.kind == "standard":
        yield rules.STANDARD_LOOP.at(part.file, element, line=element.loop.line)

"""Check that every element can be reached, leads to an end, and that a parallel join can be met.

First word of the sentence, inside `check`.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.diagram import rules_structure as rules
from engine.diagram.check_file import made_up
from engine.diagram.fault import Fault, name_of
from engine.diagram.graph import is_link, reached
from engine.diagram.model import Element, Process
from engine.diagram.world import Part

_ONE_OF = ("exclusiveGateway", "eventBasedGateway")


def check_reach(part: Part) -> Iterator[Fault]:
    """Yield the faults of what can be reached from where, in one scope. Linear in its size."""
    elements = part.scope.elements
    starts = [item.id for item in elements.values() if item.kind == "startEvent" or item.triggered_by_event]
    reachable = reached(starts, part.arrows.onward.__getitem__)
    if any(elements[start].kind == "startEvent" for start in starts):
        for element in elements.values():
            if element.id not in reachable and element.id not in part.handlers and not made_up(element.id):
                yield rules.UNREACHABLE.at(part.file, element)
    yield from _ends(part, reachable)
    yield from _joins(part)


def _ends(part: Part, reachable: set[str]) -> Iterator[Fault]:
    # An end that a flow leaves is a fault of that flow; it ends all the same.
    last = [
        item
        for item in part.scope.elements.values()
        if item.kind == "endEvent" or not (part.arrows.outgoing[item.id] or _goes_on(part, item))
    ]
    for element in last:
        drawn = element.kind == "endEvent" or element.triggered_by_event or is_link(element)
        if not drawn and element.id in reachable:
            yield rules.IMPLICIT_END.at(part.file, element)
    if part.scope.id in part.ended:
        return
    lost = reachable - reached((item.id for item in last), part.arrows.backward.__getitem__)
    circles = lost - _before_circles(part, lost)
    for element in part.scope.elements.values():
        if element.id in circles:
            yield rules.NO_WAY_TO_END.at(part.file, element)


def _before_circles(part: Part, lost: set[str]) -> set[str]:
    """Return those of the lost nodes that only lead into a circle: of them nothing need be said."""
    entries = {key: sum(before in lost for before in part.arrows.backward[key]) for key in lost}
    waiting = [key for key, count in entries.items() if not count]
    before = set(waiting)
    while waiting:
        for key in part.arrows.onward[waiting.pop()]:
            entries[key] -= 1
            if not entries[key]:
                before.add(key)
                waiting.append(key)
    return before


def _goes_on(part: Part, element: Element) -> bool:
    return is_link(element) and bool(part.arrows.onward[element.id])


def ended_otherwise(process: Process) -> frozenset[str]:
    """Return the scopes that something beside them can end, so that a circle in one is not for ever."""
    ended: set[str] = set()
    for scope in process.scopes.values():  # outer ones come first
        if scope.id in ended or any(_ends_scope(process, item) for item in scope.elements.values()):
            ended.add(scope.id)
            ended.update(key for key in scope.elements if key in process.scopes)
        ended.update(item.attached_to for item in scope.elements.values() if item.attached_to and item.interrupting)
    return frozenset(ended)


def _ends_scope(process: Process, element: Element) -> bool:
    if element.triggered_by_event and element.id in process.scopes:
        inner = process.scopes[element.id].elements.values()
        return any(item.kind == "startEvent" and item.interrupting for item in inner)
    return element.kind == "endEvent" and any(event.kind in ("terminate", "error") for event in element.events)


def _joins(part: Part) -> Iterator[Fault]:
    joins = [
        item for item in part.scope.elements.values()
        if item.kind == "parallelGateway" and len(part.arrows.incoming[item.id]) > 1
    ]  # fmt: skip
    if not joins:
        return
    many = _may_hold_many(part)
    for join in joins:
        splits = {_split_before(part, flow.source) for flow in part.arrows.incoming[join.id]}
        only = splits.pop()
        if not splits and only and only not in many:
            yield rules.JOIN_NEVER.at(part.file, join, gateway=name_of(part.scope.elements[only]))


def _split_before(part: Part, node: str) -> str | None:
    """Follow a branch back, while it is but a line, to the gateway that takes one of its branches; None otherwise."""
    seen = set()
    while node not in seen:
        seen.add(node)
        element = part.scope.elements[node]
        if len(part.arrows.outgoing[node]) > 1:
            return node if element.kind in _ONE_OF else None
        before = part.arrows.backward[node]
        if len(before) != 1 or element.kind == "boundaryEvent":
            return None
        node = before[0]
    return None


def _may_hold_many(part: Part) -> set[str]:
    """Return the nodes that several tokens may pass: those behind a merge that does not wait, behind a split."""
    arrows, elements = part.arrows, part.scope.elements
    splits = [
        item.id for item in elements.values()
        if (len(arrows.outgoing[item.id]) > 1 and item.kind not in _ONE_OF)
        or (item.kind == "boundaryEvent" and not item.interrupting)
    ]  # fmt: skip
    behind = reached(splits, arrows.onward.__getitem__)
    merges = [
        key for key in behind
        if len(arrows.backward[key]) > 1 and elements[key].kind not in ("parallelGateway", "inclusiveGateway")
    ]  # fmt: skip
    return reached(merges, arrows.onward.__getitem__)

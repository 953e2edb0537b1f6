"""The flows of one scope as arrows between its nodes, indexed once so that every walk over them is linear.

First word of the sentence; for `check`, and for whoever walks a scope afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from engine.diagram.model import Element, Flow, Scope


@dataclass(frozen=True, kw_only=True, slots=True)
class Arrows:
    """Flows by the node that they leave and enter (only those with both ends in the scope), and what else leads on."""

    outgoing: dict[str, list[Flow]]
    incoming: dict[str, list[Flow]]
    boundaries: dict[str, list[Element]]
    """Boundary events by the activity they are attached to."""
    onward: dict[str, list[str]]
    """Every way from a node to a next one: flows, boundary events of an activity, a link's throw to its catch."""
    backward: dict[str, list[str]]


def draw_arrows(scope: Scope) -> Arrows:
    """Return the arrows of a scope. Every element has an entry in each of the five."""
    arrows = _empty(scope)
    for flow in scope.flows.values():
        if flow.source in scope.elements and flow.target in scope.elements:
            arrows.outgoing[flow.source].append(flow)
            arrows.incoming[flow.target].append(flow)
            _lead(arrows, flow.source, flow.target)
    for element in scope.elements.values():
        host = element.attached_to
        if host and host in scope.elements:
            arrows.boundaries[host].append(element)
            _lead(arrows, host, element.id)
    _lead_links(scope, arrows)
    return arrows


def _empty(scope: Scope) -> Arrows:
    keys = list(scope.elements)
    return Arrows(
        outgoing={key: [] for key in keys},
        incoming={key: [] for key in keys},
        boundaries={key: [] for key in keys},
        onward={key: [] for key in keys},
        backward={key: [] for key in keys},
    )


def _lead(arrows: Arrows, source: str, target: str) -> None:
    arrows.onward[source].append(target)
    arrows.backward[target].append(source)


def _lead_links(scope: Scope, arrows: Arrows) -> None:
    catches: dict[str | None, str] = {}
    for element in scope.elements.values():
        if is_link(element) and element.kind == "intermediateCatchEvent":
            catches.setdefault(element.events[0].name, element.id)
    for element in scope.elements.values():
        if is_link(element) and element.kind == "intermediateThrowEvent":
            catch = catches.get(element.events[0].name)
            if catch:
                _lead(arrows, element.id, catch)


def is_link(element: Element) -> bool:
    """Tell whether the event is a link."""
    return bool(element.events) and element.events[0].kind == "link"


def reached(start: Iterable[str], step: Callable[[str], Iterable[str]]) -> set[str]:
    """Return everything that `step`, again and again, leads to from `start`, which is part of it."""
    seen = set(start)
    waiting = list(seen)
    while waiting:
        for following in step(waiting.pop()):
            if following not in seen:
                seen.add(following)
                waiting.append(following)
    return seen

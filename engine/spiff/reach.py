"""Which incoming flows of an inclusive join a token can still come by, from wherever it stands."""

from __future__ import annotations

from collections import deque

from engine.diagram.model import Scope


def reach(scope: Scope, join: str, prefix: str) -> dict[str, frozenset[str]]:
    """Return for each node name the incoming flows of `join` that a path from it ends with without passing `join`.

    Flows are named as ways are, with the `prefix` of a called process. Paths go along flows, from an activity over its
    boundary events, and from a link's throw to its catch.
    """
    before: dict[str, list[str]] = {key: [] for key in scope.elements}
    for flow in scope.flows.values():
        before[flow.target].append(flow.source)
    for element in scope.elements.values():
        if element.attached_to is not None:
            before[element.id].append(element.attached_to)
        if element.kind == "intermediateCatchEvent" and element.events and element.events[0].kind == "link":
            before[element.id] += _throws(scope, element.events[0].name)
    found: dict[str, set[str]] = {}
    for flow in scope.incoming(join):
        for node in _backwards(before, flow.source, join):
            found.setdefault(node, set()).add(f"{prefix}{flow.id}")
    return {f"{node}#" if node in ("Start", "End") else node: frozenset(flows) for node, flows in found.items()}


def _throws(scope: Scope, link: str | None) -> list[str]:
    return [
        element.id
        for element in scope.elements.values()
        if element.kind == "intermediateThrowEvent" and element.events and element.events[0].name == link
    ]


def _backwards(before: dict[str, list[str]], start: str, stop: str) -> set[str]:
    if start == stop:
        return set()
    seen, queue = {start}, deque([start])
    while queue:
        for node in before[queue.popleft()]:
            if node != stop and node not in seen:
                seen.add(node)
                queue.append(node)
    return seen

"""When tokens meet at a join: of the oracle, told by what stands in a room alone."""

from __future__ import annotations

from tests.properties.oracle_state import Room, Token
from tests.properties.plan import Node, Scope


def parallel_ready(room: Room, node: Node) -> list[Token]:
    """Return the tokens that a parallel join may merge: one for each of its flows, or none."""
    met = _one_of_each(room, node)
    return met if len(met) == len(room.scope.incoming[node.id]) else []


def inclusive_ready(room: Room) -> list[Token]:
    """Return the tokens that an inclusive join of the room may merge now (BPMN 2.0, 13.4.3), if there is one."""
    standing = {token.node.id: token.node for token in room.tokens if token.node.kind == "or"}
    for node in standing.values():
        met = _one_of_each(room, node)
        arrived = {token.by.id for token in met if token.by}
        if not any(_holds_up(room, node, token, arrived) for token in room.tokens):
            return met
    return []


def _one_of_each(room: Room, node: Node) -> list[Token]:
    """Return the oldest token that stands at a join for each of its flows."""
    first: dict[str, Token] = {}
    for token in room.tokens:
        if token.node is node and not token.moving and token.by is not None:
            first.setdefault(token.by.id, token)
    return list(first.values())


def _holds_up(room: Room, join: Node, token: Token, arrived: set[str]) -> bool:
    """Return whether `token` can still come to the join by a flow that has none, and by none that has one."""
    if token.node is join:
        return False
    ways = _ways_to(room.scope, token.node.id, join.id)
    return bool(ways - arrived) and not ways & arrived


def _ways_to(scope: Scope, start: str, join: str) -> set[str]:
    found: set[str] = set()
    seen, waiting = {start}, [start]
    while waiting:
        key = waiting.pop()
        flows = [flow for node in (key, *(border.id for border in scope.borders[key])) for flow in scope.outgoing[node]]
        for flow in flows:
            if flow.target == join:
                found.add(flow.id)
            elif flow.target not in seen:
                seen.add(flow.target)
                waiting.append(flow.target)
    return found

"""What an instance waits for from outside."""

from __future__ import annotations

from engine.definition import Definition
from engine.instance.state import State
from engine.spiff import tokens
from engine.spiff.catching import Catch


def awaited_messages(definition: Definition, state: State) -> frozenset[str]:
    """Return the names of the messages that the instance waits for now."""
    program = definition.program
    nodes = tokens.waiting_nodes(list(state.tokens), program.spec, program.subs)
    events = (node.event for node in nodes if isinstance(node, Catch))
    return frozenset(event.name for event in events if event.kind == "message" and event.name)

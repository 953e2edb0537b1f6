"""What an instance waits for from outside."""

from __future__ import annotations

from engine.definition import Definition
from engine.instance.state import State
from engine.spiff import tokens
from engine.spiff.catching import Catch
from engine.spiff.gateways import Join


def awaited_messages(definition: Definition, state: State) -> frozenset[str]:
    """Return the names of the messages that the instance waits for now."""
    program = definition.program
    nodes = tokens.waiting_nodes(list(state.tokens), program.spec, program.subs)
    events = (node.event for node in nodes if isinstance(node, Catch))
    return frozenset(event.name for event in events if event.kind == "message" and event.name)


OUTSIDE = frozenset({"message", "signal"})
"""The events that come from outside; errors and escalations come from within, timers are jobs."""


def stranded(definition: Definition, state: State) -> str | None:
    """Return where tokens wait that nothing can move any more, by its key: at a join, whose others will never come.

    None where something is open, or comes from outside: whatever is, may bring the others.
    """
    if state.ended or state.tasks or state.jobs or state.works:
        return None
    program = definition.program
    nodes = tokens.waiting_nodes(list(state.tokens), program.spec, program.subs)
    if any(isinstance(node, Catch) and node.event.kind in OUTSIDE for node in nodes):
        return None
    return next((str(node.key) for node in nodes if isinstance(node, Join)), "")

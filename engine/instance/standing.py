"""Where an instance stands in its diagrams."""

from __future__ import annotations

from collections.abc import Mapping

from engine.definition import Definition
from engine.instance.state import State
from engine.spiff import tokens
from engine.spiff.node import Node


def standing(definition: Definition, state: State) -> Mapping[str, str]:
    """Return the key of the element at which each token is, by the token's id; those of the activities around it too.

    What is only armed (a boundary event, the start of an event subprocess) is no token, and a token that has come to its
    scope's end is at no element.
    """
    program = definition.program
    nodes = tokens.live_nodes(list(state.tokens), program.spec, program.subs)
    return {id: node.key for id, node, _ in nodes if isinstance(node, Node) and not node.is_armed_apart}

"""Read everything of the namespace `camunda:`, known or not, so that the check can say what becomes of each.

First word of the sentence, inside `read`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from engine.diagram.model import Extension
from engine.diagram.read_element import FLOW_NODES
from engine.diagram.xml import Node

_PREFIX: Final = "camunda:"
_OWNERS: Final = FLOW_NODES | {"process", "sequenceFlow"}
_OPENED: Final = {
    "camunda:inputOutput", "camunda:inputParameter", "camunda:outputParameter", "camunda:in", "camunda:out",
    "camunda:properties", "camunda:property", "camunda:script", "camunda:list", "camunda:map", "camunda:entry",
    "camunda:value",
}  # fmt: skip
"""Elements whose inside is looked at; of the others the check speaks as a whole."""
_Place = tuple[Node, str, str | None, str | None]
"""A node, the tag of what carries it, and the ids of the owner and of the process around it."""


def read_extensions(root: Node) -> tuple[Extension, ...]:
    """Return all attributes and elements of `camunda:` in document order."""
    return tuple(_all(root))


def _all(root: Node) -> Iterator[Extension]:
    stack: list[_Place] = [(root, "", None, None)]
    while stack:
        node, carrier, owner, process = stack.pop()
        if node.tag in _OWNERS or (owner is None and node.tag != "definitions"):
            owner = node.get("id") or owner
        if node.tag == "process":
            process = node.get("id")
        yield from _of(node, carrier, owner, process)
        if node.tag.startswith(_PREFIX) and node.tag not in _OPENED:
            continue
        on = carrier if node.tag == "extensionElements" else node.tag
        stack.extend((child, on, owner, process) for child in reversed(node.children))


def _of(node: Node, carrier: str, owner: str | None, process: str | None) -> Iterator[Extension]:
    own = node.tag.startswith(_PREFIX)
    if own:
        text = node.text.strip()
        name = node.tag.removeprefix(_PREFIX)
        yield Extension(kind="element", name=name, on=carrier, value=text, line=node.line, owner=owner, process=process)
    if own and node.tag not in _OPENED:
        return
    for key, value in node.attributes.items():
        if own or key.startswith(_PREFIX):
            name = key.removeprefix(_PREFIX)
            yield Extension(
                kind="attribute", name=name, on=node.tag, value=value, line=node.line, owner=owner, process=process
            )

"""Read `extensionElements`: properties and mappings; and whether attributes of `camunda:` would run code.

First word of the sentence, inside `read`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Final, Literal

from engine.diagram.model import Mapped
from engine.diagram.read_events import definitions_of
from engine.diagram.xml import Node

CODE: Final = ("class", "delegateExpression", "expression", "resource")
_DIRECTIONS: Final[dict[str, Literal["in", "out"]]] = {
    "camunda:in": "in", "camunda:inputParameter": "in", "camunda:out": "out", "camunda:outputParameter": "out",
}  # fmt: skip
_DEFINITIONS: Final = {"camunda:list", "camunda:map", "camunda:script"}


def extensions(node: Node) -> list[Node]:
    """Return the children of `extensionElements`."""
    return [child for holder in node.all("extensionElements") for child in holder.children]


def read_properties(node: Node) -> dict[str, str]:
    """Return `camunda:properties` by name (or, as older modelers write it, by id), in their order."""
    found = (prop for item in extensions(node) if item.tag == "camunda:properties" for prop in item.children)
    return {
        key: prop.attributes.get("value", "")
        for prop in found
        if prop.tag == "camunda:property" and (key := prop.get("name") or prop.get("id"))
    }


def read_mapped(node: Node) -> tuple[Mapped, ...]:
    """Return the input and output parameters, and the in and out mappings of a call activity, in their order."""
    return tuple(_mapped(node))


def _mapped(node: Node) -> Iterator[Mapped]:
    for item in extensions(node):
        if item.tag in ("camunda:in", "camunda:out"):
            yield _passed(item)
        elif item.tag == "camunda:inputOutput":
            yield from (_parameter(child) for child in item.children if child.tag in _DIRECTIONS)


def _passed(item: Node) -> Mapped:
    direction, target = _DIRECTIONS[item.tag], item.get("target")
    if item.get("variables") == "all":
        return Mapped(direction=direction, target="*", expression="*", line=item.line)
    source = item.get("source") or item.get("sourceExpression")
    if not source or not target:
        complete = item.get("businessKey") is not None  # check_camunda speaks of that
        return Mapped(direction=direction, target=target or "", expression="", line=item.line, complete=complete)
    expression = source if source.startswith("=") else f"={source}"
    return Mapped(direction=direction, target=target, expression=expression, line=item.line, parts=(expression,))


def _parameter(item: Node) -> Mapped:
    parts: list[str] = []
    held = _definition_in(item)
    expression = item.text.strip() if held is None else f"={_feel(held, parts)}"
    return Mapped(
        direction=_DIRECTIONS[item.tag],
        target=item.get("name") or "",
        expression=expression,
        line=item.line,
        parts=tuple(part for part in (parts if held else [expression]) if part),
        complete=item.get("name") is not None,
    )


def _definition_in(holder: Node) -> Node | None:
    return next((child for child in holder.children if child.tag in _DEFINITIONS), None)


def _feel(node: Node, parts: list[str]) -> str:
    """Return a list, a map, a script or an item as FEEL; `parts` gets each text as it was written."""
    text = node.text.strip()
    match node.tag:
        case "camunda:list":
            return f"[{', '.join(_feel(child, parts) for child in node.children)}]"
        case "camunda:map":
            entries = (f"{_quoted(entry.get('key') or '')}: {_feel(entry, parts)}" for entry in node.children)
            return f"{{{', '.join(entries)}}}"
        case "camunda:script":
            text = f"={text}"
        case _ if held := _definition_in(node):
            return _feel(held, parts)
    parts.append(text)
    # The line break ends a comment that the owner may have written at the end.
    return f"({text[1:]}\n)" if text.startswith("=") else _quoted(text)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def runs_code(node: Node) -> bool:
    """Tell whether an attribute of the node, or of an event definition in it, names code to be run."""
    owners = (node, *definitions_of(node))
    return any(owner.get(f"camunda:{name}") for owner in owners for name in CODE) or (
        node.get("camunda:type") not in (None, "external")
    )

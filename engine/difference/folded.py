"""Fold what stands inside an XML element, and has no life of its own, into facets of the element.

`timerEventDefinition/timeDuration` of a boundary event is one, `camunda:properties/camunda:property name_en` another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from engine.diagram.xml import Node

_NAMED_BY = ("name", "target", "key", "variables", "event")
"""Attributes by which one of several like elements is told from the others; its own value is not a facet then."""
_TOLD_APART = {
    "camunda:property", "camunda:inputParameter", "camunda:outputParameter", "camunda:in", "camunda:out",
    "camunda:entry", "camunda:executionListener", "camunda:taskListener",
}  # fmt: skip
Own = Callable[[Node], bool]


def fold(node: Node, own: Own, passed_over: frozenset[str]) -> dict[str, str]:
    """Return path -> text of the attributes of a node and of all inside it, but for those that are things of their own.

    Attributes are `@name`; ids of what has no life of its own say nothing.
    """
    found: dict[str, str] = {}
    for path, value in _walk(node, "", own, passed_over):
        unused, count = path, 1
        while unused in found:
            count += 1
            unused = f"{path} {count}"
        found[unused] = value
    return found


def _walk(node: Node, path: str, own: Own, passed_over: frozenset[str]) -> Iterator[tuple[str, str]]:
    told_by = _told_by(node)
    for name, value in node.attributes.items():
        if name not in ("id", told_by) and f"{node.tag}@{name}" not in passed_over:
            yield f"{path}@{name}", value
    text = node.text.strip()
    if path and (text or not (node.children or node.attributes.keys() - {"id"})):
        yield path, text
    seen: Counter[str] = Counter()
    for child in node.children:
        if child.tag == "?" or child.tag in passed_over or own(child):
            continue
        seen[child.tag] += 1
        yield from _walk(child, _path(path, child, seen[child.tag]), own, passed_over)


def _path(path: str, child: Node, count: int) -> str:
    told_by = _told_by(child)
    name = f"{child.tag} {child.attributes[told_by]}" if told_by else child.tag
    if not told_by and count > 1:
        name += f" {count}"
    if child.tag in ("extensionElements", "camunda:properties", "camunda:inputOutput"):
        return path  # they only hold
    return f"{path}/{name}" if path else name


def _told_by(node: Node) -> str | None:
    if node.tag not in _TOLD_APART:
        return None
    return next((name for name in _NAMED_BY if node.attributes.get(name)), None)

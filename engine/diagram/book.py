"""What the reading of one file keeps at hand: ids already taken, root elements by id, and what had no place.

First word of the sentence, inside `read`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.diagram.model import Unknown
from engine.diagram.xml import Node

MISSING_ID, DOUBLED_ID = "missing id", "doubled id"
"""`Unknown.what` of these two faults; the model has the thing under an id that was made up, with an `@`."""

_QNAME = re.compile(r"(?:[\w.\-]+:)?(?P<id>[\w.\-]+)")


@dataclass(slots=True)
class Book:
    """Mutable, for the time of one reading."""

    roots: Mapping[str, Node]
    """Root elements that events refer to (messages, errors, …, event definitions) by id."""
    owners: Mapping[str, Node]
    """The first node of BPMN's namespace that has the id: it keeps it."""
    unknown: list[Unknown] = field(default_factory=list)
    made_up: int = 0

    def note(self, what: str, id: str | None, line: int, scope: str | None) -> None:
        """Keep something that the model has no place for."""
        self.unknown.append(Unknown(what=what, id=id, line=line, scope=scope))

    def id_of(self, node: Node, scope: str | None) -> str:
        """Return the node's id; where it is missing or another node has it, note that and make one up."""
        own = node.get("id")
        if own is not None and self.owners.get(own) is node:
            return own
        self.note(DOUBLED_ID if own else MISSING_ID, own or node.tag, node.line, scope)
        self.made_up += 1
        return f"{own or node.tag}@{self.made_up}"


def open_book(root: Node) -> Book:
    """Return the book of a file, its ids and root elements entered."""
    owners: dict[str, Node] = {}
    for node in root.walk():
        own = node.get("id")
        if own and ":" not in node.tag and node.tag != "?":
            owners.setdefault(own, node)
    roots = {own: node for node in root.children if (own := node.get("id")) and owners.get(own) is node}
    return Book(roots=roots, owners=owners)


def reference(text: str | None) -> str | None:
    """Return the id that a QName refers to: ids have no colon, so a prefix can only be one of a namespace."""
    found = _QNAME.fullmatch((text or "").strip())
    return found["id"] if found else (text or "").strip() or None

"""What the reading of one file of decisions keeps at hand: its name, ids already taken, and the faults so far.

Beside the *diagram*, inside `read`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from engine.decision import rules
from engine.decision.fault import Fact, Place, place
from engine.diagram.fault import Fault, Rule
from engine.diagram.xml import Node

MAX_FAULTS = 500
"""Of one file; a reader who mends that many looks again anyway."""


@dataclass(slots=True)
class Book:
    """Mutable, for the time of one reading."""

    file: str
    faults: list[Fault] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    made_up: int = 0

    def add(self, fault: Fault) -> None:
        """Keep a fault."""
        if len(self.faults) < MAX_FAULTS:
            self.faults.append(fault)

    def note(self, rule: Rule, node: Node, **facts: Fact) -> None:
        """Keep the fault of a node."""
        self.add(self.place(node).fault(rule, line=node.line, **facts))

    def place(self, node: Node) -> Place:
        """Return where the node stands."""
        return place(self.file, node.tag, node.get("id"), node.get("name"), node.line)

    def id_of(self, node: Node) -> str:
        """Return the node's id; where it is missing or taken, note that and make one up."""
        own = node.get("id")
        if own is None or own in self.ids:
            self.note(rules.DOUBLED_ID if own else rules.MISSING_ID, node)
            self.made_up += 1
            return f"{own or node.tag}@{self.made_up}"
        self.ids.add(own)
        return own

    def reference(self, node: Node, to: Node) -> str | None:
        """Return the id that `href` refers to; note one that leads out of the file."""
        outside, _, ref = (to.get("href") or "").rpartition("#")
        if outside:
            self.note(rules.IMPORT, node, found=to.get("href") or "")
            return None
        return ref


def named(text: str | None) -> str:
    """Return a name with single blanks, as FEEL compares it."""
    return " ".join((text or "").split())

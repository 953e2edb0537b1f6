"""Read the event definitions of an event, and the message of a receive or send task.

First word of the sentence, inside `read`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from engine.diagram.book import Book, reference
from engine.diagram.model import Event, EventKind, TimerKind
from engine.diagram.xml import Node

_KINDS: Final[dict[str, EventKind]] = {
    "timerEventDefinition": "timer",
    "messageEventDefinition": "message",
    "signalEventDefinition": "signal",
    "errorEventDefinition": "error",
    "escalationEventDefinition": "escalation",
    "terminateEventDefinition": "terminate",
    "linkEventDefinition": "link",
    "conditionalEventDefinition": "conditional",
    "compensateEventDefinition": "compensate",
    "cancelEventDefinition": "cancel",
}
_TIMERS: Final[tuple[TimerKind, ...]] = ("timeDate", "timeDuration", "timeCycle")
_REFERRED: Final = {
    "message": "messageRef", "signal": "signalRef", "error": "errorRef", "escalation": "escalationRef",
}  # fmt: skip

EVENT_TAGS = frozenset(_KINDS) | {"eventDefinitionRef"}


def read_events(node: Node, id: str, scope: str, book: Book) -> tuple[Event, ...]:
    """Return the event definitions of an event, its own and those it refers to, in document order."""
    if node.tag in ("receiveTask", "sendTask"):
        return (_named("message", node, book),) if node.get("messageRef") else ()
    return tuple(_event(definition, book) for definition in _definitions(node, id, scope, book))


def definitions_of(node: Node) -> Iterator[Node]:
    """Yield the event definitions written inside an event."""
    return (child for child in node.children if child.tag in _KINDS)


def _definitions(node: Node, id: str, scope: str, book: Book) -> Iterator[Node]:
    for child in node.children:
        if child.tag in _KINDS:
            yield child
        elif child.tag == "eventDefinitionRef":
            found = book.roots.get(reference(child.text) or "")
            if found and found.tag in _KINDS:
                yield found
            else:
                book.note(child.tag, id, child.line, scope)


def _event(node: Node, book: Book) -> Event:
    kind = _KINDS[node.tag]
    match kind:
        case "timer":
            return _timer(node)
        case "link":
            return Event(kind=kind, line=node.line, name=node.get("name"))
        case "conditional":
            return Event(kind=kind, line=node.line, expression=node.text_of("condition"))
        case "message" | "signal" | "error" | "escalation":
            return _named(kind, node, book)
    return Event(kind=kind, line=node.line)


def _timer(node: Node) -> Event:
    for timer in _TIMERS:
        if node.first(timer):
            return Event(kind="timer", line=node.line, timer=timer, expression=node.text_of(timer))
    return Event(kind="timer", line=node.line)


def _named(kind: EventKind, node: Node, book: Book) -> Event:
    ref = reference(node.get(_REFERRED[kind]))
    root = book.roots.get(ref or "")
    if root and root.tag != kind:
        root = None
    return Event(
        kind=kind,
        line=node.line,
        ref=ref,
        name=(root.get("name") or ref) if root else None,
        code=root.get(f"{kind}Code") if root else None,
        code_variable=node.get(f"camunda:{kind}CodeVariable"),
        message_variable=node.get("camunda:errorMessageVariable"),
        message=root.get("camunda:errorMessage") if root else None,
        topic=node.get("camunda:topic") if node.tag == "messageEventDefinition" else None,
    )

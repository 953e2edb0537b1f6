"""What may come next in a case, read off its diagrams: for who wants to know how it goes on.

No condition is asked: what a desk decides nobody knows before. Exceptions are not told: what comes by itself (a delay, a
withdrawal), and what an error or an escalation leads to (a rejection, another kind of support).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engine.definition import Definition
from engine.diagram.model import Element, Scope
from engine.form import Words
from engine.instance.around import around
from engine.instance.open import OpenTask
from engine.instance.state import State
from processes.words import beside, element_name, scope_of

ACTIVITIES = frozenset({"userTask", "callActivity", "subProcess"})
Key = str


def ahead(definition: Definition, state: State, task: OpenTask) -> Sequence[Words]:
    """Return the names of the activities and of the case's ends that may come after an open task."""
    calls = [key for key in around(state, task.id) if definition.element(key).kind == "callActivity"]
    found = dict.fromkeys(_Walk(definition).on(task.element, tuple(calls)))
    return [element_name(definition, key) for key in found]


class _Walk:
    """One way through the diagrams, to the first activities in every direction."""

    def __init__(self, definition: Definition) -> None:
        self.definition = definition
        self.seen: set[Key] = set()

    def on(self, key: Key, calls: tuple[Key, ...]) -> Iterator[Key]:
        """Yield what is met after an element; `calls`: the call activities that it is in, the innermost first."""
        element = self._element(key)
        for flow in scope_of(self.definition, element).outgoing(element.id):
            yield from self._meet(beside(key, flow.target), calls)

    def _meet(self, key: Key, calls: tuple[Key, ...]) -> Iterator[Key]:
        if key in self.seen:
            return
        self.seen.add(key)
        element = self._element(key)
        if element.kind in ACTIVITIES:
            yield key
        elif element.kind == "endEvent":
            yield from self._end(key, element, calls)
        else:
            yield from self.on(key, calls)

    def _end(self, key: Key, end: Element, calls: tuple[Key, ...]) -> Iterator[Key]:
        scope = scope_of(self.definition, end)
        kinds = {event.kind for event in end.events}
        if kinds & {"error", "escalation"} or ("terminate" not in kinds and _is_terminated(scope)):
            return  # an exception, or an end beside which the work goes on
        if scope.parent is not None:
            yield from self.on(beside(key, scope.id), calls)
        elif calls:
            yield from self.on(calls[0], calls[1:])
        else:
            yield key

    def _element(self, key: Key) -> Element:
        return self.definition.elements[key]


def _is_terminated(scope: Scope) -> bool:
    return any(event.kind == "terminate" for each in scope.elements.values() for event in each.events)

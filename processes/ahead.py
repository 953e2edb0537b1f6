"""What may come next in a case, read off its diagrams: for who wants to know how it goes on.

No condition is asked: what a desk decides nobody knows before. Exceptions are not told: what comes by itself (a delay, a
withdrawal), and what an error or an escalation leads to (a rejection, another kind of support).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from engine.definition import Definition
from engine.diagram.model import Element, Scope
from engine.form import Words
from engine.history.record import Record
from engine.instance.state import State
from processes.standing import calls, happened
from processes.words import beside, element_name, scope_of

ACTIVITIES = frozenset({"userTask", "callActivity", "subProcess"})
Key = str


def ahead(definition: Definition, state: State | None, records: Sequence[Record]) -> Mapping[str, Sequence[Words]]:
    """Return for each open task, by its id, the names of the activities and of the case's ends that may come after it."""
    entered = list(happened(records, "entered", "element"))
    tasks = state.tasks if state else {}
    return {
        id: [element_name(definition, key) for key in dict.fromkeys(_Walk(definition).on(task.element, around))]
        for id, task in tasks.items()
        for around in [tuple(calls(definition, task.element, entered))]
    }


class _Walk:
    """One way through the diagrams, to the first activities in every direction."""

    def __init__(self, definition: Definition) -> None:
        self.definition = definition
        self.seen: set[Key] = set()

    def on(self, key: Key, around: tuple[Key, ...]) -> Iterator[Key]:
        """Yield what is met after an element; `around`: the call activities that it is in, the innermost first."""
        element = self._element(key)
        for flow in scope_of(self.definition, element).outgoing(element.id):
            yield from self._meet(beside(key, flow.target), around)

    def _meet(self, key: Key, around: tuple[Key, ...]) -> Iterator[Key]:
        if key in self.seen:
            return
        self.seen.add(key)
        element = self._element(key)
        if element.kind in ACTIVITIES:
            yield key
        elif element.kind == "endEvent":
            yield from self._end(key, element, around)
        else:
            yield from self.on(key, around)

    def _end(self, key: Key, end: Element, around: tuple[Key, ...]) -> Iterator[Key]:
        scope = scope_of(self.definition, end)
        kinds = {event.kind for event in end.events}
        if kinds & {"error", "escalation"} or ("terminate" not in kinds and _is_terminated(scope)):
            return  # an exception, or an end beside which the work goes on
        if scope.parent is not None:
            yield from self.on(beside(key, scope.id), around)
        elif around:
            yield from self.on(around[0], around[1:])
        else:
            yield key

    def _element(self, key: Key) -> Element:
        return self.definition.elements[key]


def _is_terminated(scope: Scope) -> bool:
    return any(event.kind == "terminate" for each in scope.elements.values() for event in each.events)

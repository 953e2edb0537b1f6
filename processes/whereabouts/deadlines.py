"""Until when a task is to be done: read off the timers around it, of which those that have fired are no longer set."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from engine.definition import Definition
from engine.diagram.model import Element, Scope
from engine.instance.around import around
from engine.instance.open import OpenTask
from engine.instance.state import State
from processes.parts.part import split
from processes.words import beside, scope_of

MISSED = frozenset({"delay", "breach"})
"""The notices of which a timer tells that a time was missed; a reminder tells that one comes near."""
LAPSE = "lapse"


@dataclass(frozen=True, kw_only=True, slots=True)
class Deadline:
    """Until when a task is to be done."""

    until: datetime | None = None
    """The next time that would be missed; None where none is set any more."""
    late: bool = False
    """Whether one was missed."""
    lapses: datetime | None = None
    """When the task is taken away and the case goes on without it."""


def deadline(definition: Definition, state: State, task: OpenTask) -> Deadline:
    """Return until when an open task is to be done."""
    due: dict[str, datetime] = {}
    for job in state.jobs.values():
        due[job.element] = min(job.due, due.get(job.element, job.due))
    timers = dict(_timers(definition, [task.element, *around(state, task.id)]))
    coming = [due[key] for key, kind in timers.items() if kind in MISSED and key in due]
    lapsing = [due[key] for key, kind in timers.items() if kind == LAPSE and key in due]
    return Deadline(
        until=min(coming, default=None),
        late=any(kind in MISSED and key not in due for key, kind in timers.items()),
        lapses=min(lapsing, default=None),
    )


def _timers(definition: Definition, activities: list[str]) -> Iterator[tuple[str, str]]:
    """Yield the timers on an activity and on those around it, by their elements' keys, each with what it tells of."""
    for key in activities:
        element = definition.element(key)
        scope = scope_of(definition, element)
        if element.triggered_by_event:
            return  # it is what came of a timer; those of the work beside it are not its own
        for each in scope.elements.values():
            if each.attached_to == element.id and _is_timer(each):
                yield beside(key, each.id), _tells(scope, each)
            elif each.triggered_by_event:
                inner = definition.processes[split(definition, key)[0]].scopes[each.id]
                yield from ((beside(key, start.id), _tells(inner, start)) for start in _starts(inner))


def _starts(scope: Scope) -> Iterator[Element]:
    return (each for each in scope.elements.values() if each.kind == "startEvent" and _is_timer(each))


def _is_timer(element: Element) -> bool:
    return any(event.kind == "timer" for event in element.events)


def _tells(scope: Scope, timer: Element) -> str:
    """Return the kind of notice that a timer leads to first; of one that takes the task away `lapse`."""
    if timer.kind == "boundaryEvent" and timer.interrupting:
        return LAPSE
    seen, here = set[str](), [timer.id]
    while here:
        element = scope.elements[here.pop(0)]
        if element.properties.get("notice"):
            return element.properties["notice"]
        seen.add(element.id)
        here += [flow.target for flow in scope.outgoing(element.id) if flow.target not in seen]
    return ""

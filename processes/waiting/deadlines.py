"""Until when an open task should be done: the earliest timer around it that says it is late, or ends it.

Around a task stand the timers on it, on the subprocesses it is in, on the activities that call its process, and in event
subprocesses of any of these. A timer that only reminds is none of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from engine.definition import Definition
from engine.diagram.model import Element
from engine.instance.state import State
from processes.notices import BREACH, DELAY, MESSAGE
from processes.parts.part import split
from processes.words import beside, scope_of

REMINDER = "reminder"
Place = tuple[str, str]
"""A process and an activity in it; the process itself has its own id in place of the activity's."""


def deadlines(definition: Definition, state: State) -> dict[str, tuple[str, ...]]:
    """Return for each open task, by its id, the ids of the jobs that say when it is late."""
    hosts = _hosts(definition)
    jobs = {id: hosts[job.element] for id, job in state.jobs.items() if job.element in hosts}
    around = {task.element: _around(definition, task.element) for task in state.tasks.values()} if jobs else {}
    return {
        id: tuple(job for job, place in jobs.items() if place in around[task.element])
        for id, task in state.tasks.items()
        if jobs
    }


@lru_cache(maxsize=128)
def _hosts(definition: Definition) -> Mapping[str, Place]:
    """Return what each timer that says that something is late stands on, by the key of its event."""
    found = {}
    for key, element in definition.elements.items():
        timed = any(event.kind == "timer" for event in element.events)
        host = _host(definition, key, element) if timed else None
        if host is not None and (element.interrupting or _told_after(definition, key, element) != REMINDER):
            found[key] = host
    return found


@lru_cache(maxsize=128)
def told_late(definition: Definition) -> Mapping[str, Place]:
    """Return what each timer stands on after which the diagram tells a delay or a breach, by the key of its event."""
    hosts = _hosts(definition)
    kinds = {key: _told_after(definition, key, definition.elements[key]) for key in hosts}
    return {key: host for key, host in hosts.items() if kinds[key] in (DELAY, BREACH)}


def is_around(definition: Definition, place: Place, key: str) -> bool:
    """Return whether an element, by its key, is what stands at a place, or is in it."""
    return place in _around(definition, key)


def _host(definition: Definition, key: str, element: Element) -> Place | None:
    process, _ = split(definition, key)
    if element.attached_to is not None:
        return process, element.attached_to
    inside = scope_of(definition, element)
    home = definition.elements.get(beside(key, inside.id)) if inside.parent is not None else None
    if element.kind == "startEvent" and home is not None and home.triggered_by_event:
        return process, home.scope
    return None


def _told_after(definition: Definition, key: str, element: Element) -> str | None:
    """Return the kind of the first notice that is told after an event; None where none is, or nobody can say."""
    scope, seen, here = scope_of(definition, element), {element.id}, element
    while True:
        said = here.properties.get("notice", MESSAGE) if any(event.kind == "message" for event in here.events) else None
        after = [flow.target for flow in scope.outgoing(here.id) if flow.target not in seen]
        if said is not None or len(after) != 1:
            return said
        seen.add(after[0])
        here = scope.elements[after[0]]


@lru_cache(maxsize=4096)
def _around(definition: Definition, key: str) -> frozenset[Place]:
    return frozenset(_outward(definition, key, set()))


def _outward(definition: Definition, key: str, seen: set[str]) -> Iterator[Place]:
    """Yield an activity and all that it is in, through the activities that call its process."""
    if key in seen:
        return
    seen.add(key)
    process, _ = split(definition, key)
    here: Element | None = definition.elements[key]
    while here is not None:
        yield process, here.id
        if here.scope == process:
            break
        here = definition.elements[beside(key, here.scope)]
    yield process, process
    for calling, element in definition.elements.items():
        if element.called == process:
            yield from _outward(definition, calling, seen)

"""The usual course of a service, read off its diagram: what is done in which order, and whose work each is.

For who is about to ask. Where ways part the diagram's usual one (its default) is told; what only leads back, and what
comes by an exception, is not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from engine.definition import Definition
from engine.diagram.model import Element, Scope
from engine.form import Words
from processes.ahead import ACTIVITIES
from processes.organisation import roles_named
from processes.words import element_name, group_name

REQUESTER = Words(fa="متقاضی", en="the requester")


@dataclass(frozen=True, kw_only=True, slots=True)
class Stage:
    """A stage of a service: what is done, and who does it, in the order in which their work comes."""

    name: Words
    who: Sequence[Words]


def course(definition: Definition) -> list[Stage]:
    """Return the stages that a case of a service usually passes."""
    main = definition.main
    scope = main.scopes[main.id]
    return [
        Stage(name=element_name(definition, id), who=list(dict.fromkeys(_workers(definition, scope.elements[id]))))
        for id in _passed(scope, definition.start_event.id)
    ]


def _passed(scope: Scope, start: str) -> list[str]:
    """Return the ids of the activities on the usual way, without those after which only earlier ones come."""
    ways: dict[str, list[str]] = {}
    here = list(_next(scope, start))
    while here:
        activity = here.pop(0)
        if activity not in ways:
            ways[activity] = list(_next(scope, activity))
            here += ways[activity]
    order = list(ways)
    return [
        activity
        for place, activity in enumerate(order)
        if not ways[activity] or any(order.index(each) > place for each in ways[activity])
    ]


def _next(scope: Scope, here: str) -> Iterator[str]:
    """Yield the activities that may come next after an element."""
    seen, open_ways = {here}, [here]
    while open_ways:
        for flow in _usual(scope, scope.elements[open_ways.pop(0)]):
            target = scope.elements[flow]
            if target.kind in ACTIVITIES:
                yield target.id
            elif target.id not in seen:
                seen.add(target.id)
                open_ways.append(target.id)


def _usual(scope: Scope, element: Element) -> list[str]:
    flows = scope.outgoing(element.id)
    usual = [flow for flow in flows if flow.id == element.default]
    return [flow.target for flow in usual or flows]


def _workers(definition: Definition, element: Element) -> Iterator[Words]:
    """Yield who has work in an activity: of a subprocess and a called process, all who have work in it but for exceptions."""
    if element.kind == "userTask":
        yield from _named(element)
        return
    scope = _inside(definition, element)
    for each in _reached(scope) if scope else ():
        if each.kind in ACTIVITIES:
            yield from _workers(definition, each)


def _inside(definition: Definition, element: Element) -> Scope | None:
    if element.called is not None:
        called = definition.processes.get(element.called)
        return called.scopes[called.id] if called else None
    scopes = (process.scopes.get(element.id) for process in definition.processes.values())
    return next((scope for scope in scopes if scope is not None), None)


def _reached(scope: Scope) -> list[Element]:
    """Return what can be reached from where a scope starts, without what an event on the border of an activity leads to."""
    reached = {each.id for each in scope.elements.values() if each.kind == "startEvent"}
    open_ways = list(reached)
    while open_ways:
        targets = {flow.target for flow in scope.outgoing(open_ways.pop())} - reached
        reached |= targets
        open_ways += targets
    return [each for each in scope.elements.values() if each.id in reached]


def _named(task: Element) -> list[Words]:
    if task.assignee and "requester" in task.assignee:
        return [REQUESTER]
    return [group_name(name) for name in roles_named(task.candidate_groups)]

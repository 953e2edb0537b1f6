"""Who calls whom: the processes around a diagram, their circles, and those that share one case's variables.

First word of the sentence, for `check`.
"""

from __future__ import annotations

from collections.abc import Mapping

from engine.diagram.graph import reached
from engine.diagram.model import Diagram, Process
from engine.diagram.world import World


def called_by(diagram: Diagram) -> list[str]:
    """Return the ids of the processes that a diagram's call activities name, each once."""
    every = [element for process in diagram.processes.values() for element in process.elements().values()]
    return list(dict.fromkeys(item.called for item in every if item.kind == "callActivity" and item.called))


def known_processes(diagram: Diagram, world: World) -> dict[str, Process]:
    """Return all processes by id, the diagram's own before others of the same id."""
    return {**world.called, **diagram.processes}


def calls_of(processes: Mapping[str, Process]) -> dict[str, list[str]]:
    """Return the ids of the known processes that each one calls."""
    return {
        id: [
            item.called for item in process.elements().values()
            if item.kind == "callActivity" and item.called in processes and item.called is not None
        ]
        for id, process in processes.items()
    }  # fmt: skip


def family(processes: Mapping[str, Process]) -> dict[str, int]:
    """Return for each process a number that it shares with those it calls or is called by, however far."""
    either_way: dict[str, list[str]] = {id: [] for id in processes}
    for caller, called in calls_of(processes).items():
        for id in called:
            either_way[caller].append(id)
            either_way[id].append(caller)
    numbers: dict[str, int] = {}
    for id in processes:
        if id not in numbers:
            numbers.update(dict.fromkeys(reached([id], either_way.__getitem__), len(numbers)))
    return numbers


def circles(processes: Mapping[str, Process]) -> dict[str, int]:
    """Return for each process a number that it shares with those it is in a circle of calls with."""
    calls = calls_of(processes)
    callers: dict[str, list[str]] = {id: [] for id in calls}
    for caller, called in calls.items():
        for id in called:
            callers[id].append(caller)
    numbers: dict[str, int] = {}
    for id in reversed(_finished(calls)):
        if id not in numbers:
            left = reached([id], lambda key: [item for item in callers[key] if item not in numbers])
            numbers.update(dict.fromkeys(left, len(numbers)))
    return numbers


def _finished(calls: Mapping[str, list[str]]) -> list[str]:
    """Return the processes in the order in which a depth-first walk leaves them; no recursion."""
    order: list[str] = []
    seen: set[str] = set()
    for root in calls:
        stack = [(root, iter(calls[root]))] if root not in seen else []
        seen.add(root)
        while stack:
            id, following = stack[-1]
            following_id = next((item for item in following if item not in seen), None)
            if following_id is None:
                order.append(id)
                stack.pop()
            else:
                seen.add(following_id)
                stack.append((following_id, iter(calls[following_id])))
    return order

"""Giving open works to another, as somebody decided who handled a breach (R3)."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from engine.completion.command import Assign, Command
from processes.letters import text
from processes.parts.part import Done, split


def reassigned(done: Done, works: Collection[str]) -> Sequence[Command]:
    """Return what gives the open works of the process, by their elements, to the `expert` whom the form names."""
    expert, moved = text(done.values, "expert"), done.moved
    return [
        Assign(
            actor=moved.command.actor,
            at=moved.command.at,
            request=moved.command.request,
            task=task.id,
            assignee=expert,
        )
        for task in moved.state.tasks.values()
        if task.assignee != expert and _is_one(done, task.element, works)
    ]


def _is_one(done: Done, key: str, works: Collection[str]) -> bool:
    process, element = split(done.moved.definition, key)
    return process == done.process and element in works

"""Until when the open tasks of a case are to be done, as the trays tell it, and when one is taken away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from engine.definition import Definition
from engine.instance.state import State
from processes.waiting.deadlines import deadlines


@dataclass(frozen=True, kw_only=True, slots=True)
class Deadline:
    """Until when a task is to be done."""

    until: datetime | None = None
    """When it is late, or has been since; None where nothing says so."""
    late: bool = False
    """Whether its time has run out."""
    lapses: datetime | None = None
    """When the task is taken away and the case goes on without it."""


def deadlines_of(
    definition: Definition, state: State, untils: Mapping[str, datetime], now: datetime
) -> Mapping[str, Deadline]:
    """Return until when each open task is to be done, by its id; `untils`: what the trays say of those that have a time."""
    timers = deadlines(definition, state)
    return {
        task: Deadline(
            until=untils.get(task),
            late=task in untils and untils[task] <= now,
            lapses=min((at for job in timers.get(task, ()) if (at := _ends(definition, state, job))), default=None),
        )
        for task in state.tasks
    }


def _ends(definition: Definition, state: State, job: str) -> datetime | None:
    """Return when a timer takes away what it is on; None where it does not."""
    element = definition.element(state.jobs[job].element)
    return state.jobs[job].due if element.kind == "boundaryEvent" and element.interrupting else None

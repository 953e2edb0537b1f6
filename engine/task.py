"""Tasks as people meet them: what is open in an instance, and who may take a task. After instance, before form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from engine.instance.open import Job, OpenTask
from engine.instance.state import InstanceId


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """Somebody as the engine sees one: an account and the groups (roles) it is in, its own and those it stands in for."""

    id: str
    groups: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True, slots=True)
class Open:
    """What is open in an instance, by id: tasks for people, the longest open first, and timers that are set."""

    tasks: Mapping[str, OpenTask] = field(default_factory=dict)
    jobs: Mapping[str, Job] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class DueJob:
    """A job somewhere that has a due time."""

    instance: InstanceId
    job: str
    due: datetime


def is_candidate(person: Person, task: OpenTask) -> bool:
    """Return whether `person` may take `task`: it is assigned to it, or free and it is a candidate."""
    if task.assignee is not None:
        return task.assignee == person.id
    return person.id in task.users or not person.groups.isdisjoint(task.groups)


def is_mine(person: Person, task: OpenTask) -> bool:
    """Return whether `task` is assigned to `person`."""
    return task.assignee == person.id

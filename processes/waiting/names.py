"""The names under which an open task is looked for."""

from __future__ import annotations

from collections.abc import Iterator

from engine.instance.open import OpenTask
from processes.organisation import Member

EVERY = ""
"""Every open task, once."""


def holds(person: str) -> str:
    """Return the name of what a person has."""
    return f"has:{person}"


def offered(member: Member) -> list[str]:
    """Return the names of what is free, and offered to a person or one of his or her roles."""
    return [f"user:{member.id}", *(f"group:{group}" for group in sorted(member.groups))]


def taken(member: Member) -> list[str]:
    """Return the names of what was offered to a person or one of his or her roles, and is somebody's now."""
    return [f"of:{name}" for name in offered(member)]


def names(task: OpenTask) -> Iterator[str]:
    """Yield the names of a task, each once."""
    yield EVERY
    candidates = [f"user:{user}" for user in task.users] + [f"group:{group}" for group in task.groups]
    before = "" if task.assignee is None else "of:"
    if task.assignee is not None:
        yield holds(task.assignee)
    yield from dict.fromkeys(f"{before}{name}" for name in candidates)

"""What is open in an instance: tasks for people, jobs for the clock, works for machines outside.

These are facts of the state, derived from its commands alone; who may see or do a task is said in `engine.task`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any, NewType

from engine.values import Value, decode, encode

TaskId = NewType("TaskId", str)
JobId = NewType("JobId", str)
WorkId = NewType("WorkId", str)


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenTask:
    """A user task that waits for somebody. `element` is the key of the user task in the diagram."""

    id: TaskId
    element: str
    opened_at: datetime
    form: str | None = None
    assignee: str | None = None
    users: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    due: str | None = None
    follow_up: str | None = None
    priority: str | None = None
    local: Mapping[str, Value] = field(default_factory=dict)
    """Variables that only this activity has: its inputs, and those of a multi-instance."""

    def to_json(self) -> dict[str, Any]:
        """Return the written form, without what is absent."""
        whole = {**_facts(self), "opened_at": self.opened_at.isoformat(), "local": encode(dict(self.local))}
        whole["users"], whole["groups"] = list(self.users), list(self.groups)
        return {key: value for key, value in whole.items() if value not in (None, [], {})}

    @classmethod
    def from_json(cls, written: Mapping[str, Any]) -> OpenTask:
        """Return the task that `to_json` wrote."""
        facts = {
            **written,
            "opened_at": datetime.fromisoformat(written["opened_at"]),
            "users": tuple(written.get("users", ())),
            "groups": tuple(written.get("groups", ())),
            "local": decode(written.get("local", {})),
        }
        return cls(**facts)


@dataclass(frozen=True, kw_only=True, slots=True)
class Job:
    """A timer that is set: it fires at `due` (UTC) or as soon after as somebody looks."""

    id: JobId
    element: str
    due: datetime

    def to_json(self) -> dict[str, Any]:
        """Return the written form."""
        return {"id": self.id, "element": self.element, "due": self.due.isoformat()}

    @classmethod
    def from_json(cls, written: Mapping[str, Any]) -> Job:
        """Return the job that `to_json` wrote."""
        return cls(id=written["id"], element=written["element"], due=datetime.fromisoformat(written["due"]))


@dataclass(frozen=True, kw_only=True, slots=True)
class Work:
    """Something a worker outside is asked to do."""

    id: WorkId
    element: str
    topic: str
    local: Mapping[str, Value] = field(default_factory=dict)
    """Variables that only this activity has: its inputs, and those of a multi-instance."""

    def to_json(self) -> dict[str, Any]:
        """Return the written form, without what is absent."""
        whole = {**_facts(self), "local": encode(dict(self.local))}
        return {key: value for key, value in whole.items() if value != {}}

    @classmethod
    def from_json(cls, written: Mapping[str, Any]) -> Work:
        """Return the work that `to_json` wrote."""
        return cls(**{**written, "local": decode(written.get("local", {}))})


def _facts(one: OpenTask | Work) -> dict[str, Any]:
    """Return what one says, by name, as it is: `asdict` would copy each of its values, which takes ten times as long."""
    return {each.name: getattr(one, each.name) for each in fields(one)}

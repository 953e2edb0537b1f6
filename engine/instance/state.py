"""An instance (people say case) between two commands.

The state is a value: equal states have equal digests, and it holds nothing that its commands did not bring about.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal, NewType

from engine.clock import Clock
from engine.digest import canonical, sha256
from engine.instance.open import Job, OpenTask, Work
from engine.values import Value, decode, encode

VERSION = 2
"""Version of the written form, tokens included. A change of it is a new number, so that old histories raise no alarm."""

InstanceId = NewType("InstanceId", str)
"""1 to 12 of the digits and small letters of ASCII: stores in a database keep it as a number."""
Status = Literal["running", "completed", "withdrawn", "failed"]
"""`failed`: an error that nothing in the diagram caught ended it."""


@dataclass(frozen=True, kw_only=True)
class State:
    """What an instance is between two commands."""

    status: Status = "running"
    variables: Mapping[str, Value] = field(default_factory=dict)
    tasks: Mapping[str, OpenTask] = field(default_factory=dict)
    jobs: Mapping[str, Job] = field(default_factory=dict)
    works: Mapping[str, Work] = field(default_factory=dict)
    clocks: Mapping[str, Clock] = field(default_factory=dict)
    """Those that have not stopped."""
    tokens: tuple[Any, ...] = ()
    """What lives in the diagram, as `engine.spiff.tokens` writes it."""

    @cached_property
    def written(self) -> dict[str, Any]:
        """The written form: JSON."""
        return {
            "status": self.status,
            "variables": encode(dict(self.variables)),
            "tasks": [task.to_json() for task in self.tasks.values()],
            "jobs": [job.to_json() for job in self.jobs.values()],
            "works": [work.to_json() for work in self.works.values()],
            "clocks": [clock.to_json() for clock in self.clocks.values()],
            "tokens": list(self.tokens),
        }

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of the canonical written form."""
        return sha256(self.text)

    @cached_property
    def text(self) -> bytes:
        """The canonical written form, which is hashed and stored."""
        return canonical(self.written)

    @classmethod
    def read(cls, written: Mapping[str, Any]) -> State:
        """Return the state that `written` describes."""
        tasks = [OpenTask.from_json(task) for task in written["tasks"]]
        jobs = [Job.from_json(job) for job in written["jobs"]]
        works = [Work.from_json(work) for work in written["works"]]
        clocks = [Clock.from_json(clock) for clock in written["clocks"]]
        return cls(
            status=written["status"],
            variables=decode(written["variables"]),
            tasks={task.id: task for task in tasks},
            jobs={job.id: job for job in jobs},
            works={work.id: work for work in works},
            clocks={clock.id: clock for clock in clocks},
            tokens=tuple(written["tokens"]),
        )

    @property
    def ended(self) -> bool:
        """Whether nothing can happen any more."""
        return self.status != "running"

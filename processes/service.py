"""What a service's module tells the office: the facts its steps need, and what follows from them in the office's tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy.orm import Session

from engine.completion.command import Command
from engine.engine import Moved
from engine.instance.state import State
from engine.values import Value
from processes.letters import Folder
from processes.organisation import Member
from processes.tables import DbLetter


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """A step that is about to be taken: who takes it, at which user task (None: the start, a message, a timer)."""

    session: Session
    member: Member | None
    element: str | None
    state: State | None
    command: Command
    zone: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Done:
    """A step that was taken; `values` are what the person gave, personal ones in the clear."""

    session: Session
    element: str | None
    moved: Moved
    values: Mapping[str, Value]

    @property
    def instance(self) -> str:
        """The case's instance."""
        return self.moved.instance


class Service(Protocol):
    """The office's part of a service; its other part is the diagram."""

    @property
    def key(self) -> str:
        """The key of its diagram."""

    def facts(self, asked: Asked) -> Mapping[str, Value]:
        """Return what the step must know and cannot look up; raise a `KartablError` to refuse it."""

    def follow(self, done: Done) -> Sequence[Command]:
        """Write what followed, and return commands that follow at once in the same case."""

    def write(self, done: Done, folder: Folder) -> DbLetter | None:
        """Write what the step does to the case's letters into `folder`, from the step alone: a proof does it again."""

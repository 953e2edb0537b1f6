"""What a process' module tells the office: the facts its steps need, and what follows from them in the office's tables.

A module belongs to one process, wherever that is called: the letter's path has one, whichever service it serves.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from engine.completion.command import Assign, Command
from engine.completion.derived import Happening
from engine.definition import Definition
from engine.engine import Moved
from engine.instance.state import State
from engine.values import Value
from processes.organisation import Member


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """A step that is about to be taken: who takes it, at which user task of the process.

    `element` is the task's id within its process; None: the start, a message, a timer (told to the case's own process).
    """

    session: Session
    instance: str | None
    """The case; None at its start."""
    member: Member
    definition: Definition
    element: str | None
    state: State | None
    command: Command
    zone: str

    @property
    def today(self) -> date:
        """The day on which the step is taken, where the office is."""
        return self.command.at.astimezone(ZoneInfo(self.zone)).date()


@dataclass(frozen=True, kw_only=True, slots=True)
class Done:
    """A step that was taken, as one process of its case sees it; `values` are what the person gave, personal ones in the clear."""

    session: Session
    process: str
    element: str | None
    """The user task that was completed or assigned, by its id within `process`; None where the step was about another."""
    moved: Moved
    values: Mapping[str, Value]
    zone: str

    @property
    def today(self) -> date:
        """The day on which the step was taken, where the office is."""
        return self.moved.command.at.astimezone(ZoneInfo(self.zone)).date()

    @property
    def instance(self) -> str:
        """The case's instance."""
        return self.moved.instance

    def happened(self, what: str) -> Iterator[tuple[str, Happening]]:
        """Yield what happened to elements of the process (`entered`, `left`, …): the element's id within it, and the happening."""
        for happening in self.moved.derived:
            process, element = split(self.moved.definition, str(happening.facts.get("element", "")))
            if happening.what == what and process == self.process:
                yield element, happening


class Part(Protocol):
    """The office's part of a process; its other part is the diagram."""

    @property
    def process(self) -> str:
        """The id of the process."""

    @property
    def sets(self) -> frozenset[str]:
        """The names of the facts it gives."""

    def facts(self, asked: Asked) -> Mapping[str, Value]:
        """Return what the step must know and cannot look up; raise a `KartablError` to refuse it."""

    def follow(self, done: Done) -> Sequence[Command]:
        """Write what followed, and return commands that follow at once in the same case. It is told every step of the case."""


def doer(command: Command) -> str:
    """Return whose work a command does: of a substitute's, the absent one's."""
    return command.actor.on_behalf_of or command.actor.id


def reassigned(done: Done, works: Collection[str], person: str) -> list[Command]:
    """Return the commands that give the open tasks of these elements of the step's process to a person who does not have them."""
    command, state = done.moved.command, done.moved.state
    keys = {(done.process, work) for work in works}
    return [
        Assign(actor=command.actor, at=command.at, request=command.request, task=task.id, assignee=person)
        for task in state.tasks.values()
        if split(done.moved.definition, task.element) in keys and task.assignee != person
    ]


def split(definition: Definition, key: str) -> tuple[str, str]:
    """Return the process and the id within it of an element's key: those of called processes are `process/id`."""
    process, slash, element = key.partition("/")
    return (process, element) if slash else (definition.process, key)

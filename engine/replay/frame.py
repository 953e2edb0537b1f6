"""A frame: one record run again, and what is to be seen of it on the diagram and in the data.

All of it is taken from running the command again, nothing from what a record merely says.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engine.definition import Definition
from engine.history.record import Record
from engine.instance.standing import standing
from engine.instance.state import State
from engine.replay.difference import Difference
from engine.values import Value, encode


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """A variable of the case that a step set, or set to something else. `new`: it was not there before."""

    name: str
    before: Value
    after: Value
    new: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Frame:
    """One record run again: the state before and after it, and what is wrong with it, if anything.

    A refused command changes nothing, so its frame shows the state before it; likewise one with a difference, whose
    consequences are not proven.
    """

    definition: Definition
    record: Record
    before: State | None
    state: State | None
    difference: Difference | None

    @property
    def happened(self) -> Sequence[Mapping[str, Any]]:
        """What followed from the command, in order; nothing where that is not proven."""
        return self.record.derived if self.difference is None else ()

    @property
    def entered(self) -> tuple[str, ...]:
        """Keys of the elements that tokens entered, in order; one that was passed twice is there twice."""
        return self._told("element", "entered")

    @property
    def left(self) -> tuple[str, ...]:
        """Keys of the elements that tokens left, by themselves or because they were withdrawn."""
        return self._told("element", "left", "cancelled")

    @property
    def flows(self) -> tuple[str, ...]:
        """Keys of the sequence flows that were taken, in order."""
        return self._told("flow", "taken")

    @property
    def tokens(self) -> Mapping[str, str]:
        """Where the case stands after it: the key of the element by the id of each token."""
        return {} if self.state is None else standing(self.definition, self.state)

    @property
    def changes(self) -> list[Change]:
        """The variables that are not as before, by name."""
        before = self.before.variables if self.before else {}
        after = self.state.variables if self.state else {}
        return [
            Change(name=name, before=before.get(name), after=value, new=name not in before)
            for name, value in sorted(after.items())
            if name not in before or encode(before[name]) != encode(value)
        ]

    def _told(self, fact: str, *what: str) -> tuple[str, ...]:
        return tuple(happening[fact] for happening in self.happened if happening["what"] in what)

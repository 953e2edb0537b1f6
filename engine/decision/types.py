"""Types of inputs, outputs and entries: DMN's own, and those that a file defines.

Beside the *diagram*, inside `compile`. As the standard has it, a value that is not of its type is null; only where one
item stands for a list of it, a list of one for its item, or a date for its midnight (UTC), it is converted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final

from engine.feel.embedded import Cell
from engine.feel.frame import Frame
from engine.feel.kinds import kind_of

BUILT_IN: Final[Mapping[str, str]] = {
    "Any": "Any", "any": "Any", "string": "string", "boolean": "boolean", "number": "number", "integer": "number",
    "long": "number", "double": "number", "date": "date", "time": "time", "dateTime": "date and time",
    "date and time": "date and time", "dayTimeDuration": "days and time duration",
    "days and time duration": "days and time duration", "yearMonthDuration": "years and months duration",
    "years and months duration": "years and months duration", "list": "list", "context": "context",
    "range": "range", "function": "function",
}  # fmt: skip
WHOLE: Final = frozenset({"integer", "long"})
"""Numbers between which there is nothing: Camunda's names, which the analysis of gaps heeds."""
MISFIT: Final = object()


@dataclass(frozen=True, kw_only=True, slots=True)
class Type:
    """A type made ready: `base` is FEEL's name of a kind, `Any`, or `alias` for the type in `of`."""

    name: str
    base: str
    whole: bool = False
    of: Type | None = None
    members: Mapping[str, Type] | None = None
    collection: bool = False
    allowed: Cell | None = None
    constraint: Cell | None = None

    def fit(self, value: Any, frame: Frame) -> Any:
        """Return `value`, converted where the standard converts it; `MISFIT` where it is not of the type."""
        if value is None or (self.base == "Any" and self.of is None and self.allowed is None and not self.collection):
            return value
        if not self.collection:
            return self._one(value, frame)
        items = [self._one(item, frame) for item in (value if type(value) is list else [value])]
        frame.purse.spend(len(items))
        if any(item is MISFIT for item in items) or not passes(self.constraint, items, frame):
            return MISFIT
        return items

    def _one(self, value: Any, frame: Frame) -> Any:
        value = self._of_kind(value) if self.of is None else self.of.fit(value, frame)
        if value is MISFIT or value is None:
            return value
        if self.members is not None:
            value = self._with_members(value, frame)
        if value is MISFIT or not passes(self.allowed, value, frame):
            return MISFIT
        return value if self.collection or passes(self.constraint, value, frame) else MISFIT

    def _of_kind(self, value: Any) -> Any:
        kind = kind_of(value)
        if self.base in ("Any", kind):
            return value
        if kind == "list" and len(value) == 1:
            return self._of_kind(value[0]) if kind_of(value[0]) != "list" else MISFIT
        if self.base == "date and time" and type(value) is date:
            return datetime(value.year, value.month, value.day, tzinfo=UTC)
        return MISFIT

    def _with_members(self, value: Any, frame: Frame) -> Any:
        members = self.members or {}
        if type(value) is not dict or not members.keys() <= value.keys():
            return MISFIT
        made = {key: members[key].fit(item, frame) if key in members else item for key, item in value.items()}
        return MISFIT if any(item is MISFIT for item in made.values()) else made


ANY: Final = Type(name="Any", base="Any")


def passes(cell: Cell | None, value: Any, frame: Frame) -> bool:
    """Say whether `value` passes the tests; where there are none, it does."""
    return cell is None or cell.test(value, frame.bind("?", value)) is True


def built_in(name: str) -> Type | None:
    """Return a type of DMN or of Camunda, its prefix (`feel:string`) left out; None for any other name."""
    bare = name.rpartition(":")[2].strip()
    base = BUILT_IN.get(bare)
    return None if base is None else Type(name=bare, base=base, whole=bare in WHOLE)

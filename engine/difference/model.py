"""What a comparison works on and what it finds: things with facets, and changes of them, in words of both languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from engine.diagram.words import Words

ChangeKind = Literal["added", "removed", "changed"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Facet:
    """Something that is said of a thing: a name, a timer, a condition. `value` decides, `shown` is what is read."""

    about: Words
    value: str
    shown: Words


@dataclass(frozen=True, kw_only=True, slots=True)
class Thing:
    """What a file is made of: an element, a flow, a field, a rule. `key` names it within its file."""

    key: str
    words: Words
    facets: Mapping[str, Facet] = field(default_factory=dict)
    drawn: str | None = None
    """Id under which a drawing shows it; None where it is not drawn."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Parts:
    """A file taken apart. `layout` is what only the drawing says, by the thing it draws; `order` the keys as they stand."""

    things: tuple[Thing, ...]
    layout: Mapping[str, str] = field(default_factory=dict)
    order_matters: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """One thing that was added or removed, or one facet of a thing that changed (`before`, `after`; None: there was none)."""

    kind: ChangeKind
    key: str
    thing: Words
    about: Words | None = None
    facet: str | None = None
    before: Words | None = None
    after: Words | None = None
    drawn: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Difference:
    """What differs between two contents of a file. `moved` counts the things that only the drawing shows elsewhere."""

    same: bool
    """Whether both are the same, byte by byte."""
    changes: tuple[Change, ...] = ()
    moved: int = 0

    @property
    def only_layout(self) -> bool:
        """Whether nothing but the drawing differs."""
        return not self.changes and self.moved > 0

    @property
    def only_spelling(self) -> bool:
        """Whether the bytes differ, but neither what is meant nor what is drawn."""
        return not self.same and not self.changes and not self.moved

    def drawn(self, kind: ChangeKind) -> list[str]:
        """Return the ids in the drawing of what was added, removed or changed."""
        return list(dict.fromkeys(change.drawn for change in self.changes if change.kind == kind and change.drawn))

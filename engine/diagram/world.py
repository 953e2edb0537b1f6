"""What a diagram is checked against: what exists around it, and what compiles its expressions.

First word of the sentence, an argument of `check`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from engine.diagram.graph import Arrows
from engine.diagram.model import Diagram, Process, Scope


@dataclass(frozen=True, kw_only=True, slots=True)
class FormFacts:
    """What the check asks of a form."""

    keys: frozenset[str] | None
    """Keys of its fields; None where the form cannot be read."""
    written: frozenset[str] = frozenset()
    """Those that the form sets; the others it only shows."""
    options: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """For fields in which one of several values is chosen: the values, where the form itself says them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class World:
    """What exists around a diagram."""

    called: Mapping[str, Process]
    """Processes by id that call activities may call, besides the diagram's own."""
    forms: Mapping[str, FormFacts] | None
    """Forms by id; None where the forms are not known: then they are not checked."""
    groups: frozenset[str] | None
    """Roles known to the organisation; None where they are not known."""
    compile_expression: Callable[[str], frozenset[str]]
    """Compiles FEEL (with or without a leading `=`), returns its free names, raises `BadInput`."""
    variables: frozenset[str]
    """Names that the host sets when a case starts."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """One scope under check, with what surrounds it."""

    diagram: Diagram
    process: Process
    scope: Scope
    arrows: Arrows
    world: World
    nodes: frozenset[str]
    """Ids of all flow nodes of the file, whatever their scope."""
    ended: frozenset[str]
    """Ids of the scopes that something beside them can end."""
    handlers: frozenset[str]
    """Ids of the activities that are there for compensation only."""

    @property
    def file(self) -> str:
        """The name of the file."""
        return self.diagram.file

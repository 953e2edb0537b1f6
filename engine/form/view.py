"""What a template gets: plain views, already decided.

Part of the word *form*; `show` makes them, the web's macros draw them.
"""

from __future__ import annotations

from dataclasses import dataclass

from engine.form.model import Option, Words, nothing
from engine.form.sentences import FieldFault


@dataclass(frozen=True, kw_only=True, slots=True)
class Attached:
    """A file that stands in a field; `reference` is what the page posts for it."""

    reference: str
    name: str
    size: Words


@dataclass(frozen=True, kw_only=True, slots=True)
class RowView:
    """One row of a dynamic list; `path` is what its remove button sends."""

    path: str
    label: Words
    fields: tuple[FieldView, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class FieldView:
    """One thing on the page. `kind` says which of the rest matter.

    Kinds: static, separator, group, list, text, textarea, number, date, select, radio, checklist, checkbox, file.
    """

    kind: str
    html_id: str
    path: str = ""
    label: Words = nothing
    description: Words | None = None
    visible: bool = True
    """False only where the case alone hides it: such a field is not on the page."""
    depends_on: str | None = None
    """Path of the one field whose choice hides this one; None if there is none or it is not so simple."""
    hide_when: tuple[str, ...] = ()
    """The values of that field which hide this one; an empty text stands for nothing chosen."""
    needed_when: Words | None = None
    required: bool = False
    conditional: bool = False
    """Whether it may be hidden, so that the browser must not insist on it."""
    readonly: bool = False
    typed: Words = nothing
    """What stands in the input."""
    shown: Words = nothing
    """What a person reads where it is read-only."""
    chosen: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    max_length: int | None = None
    files: tuple[Attached, ...] = ()
    many: bool = False
    """Whether a file field takes several."""
    accept: str = ""
    """Which files it offers to choose, as HTML says it."""
    faults: tuple[FieldFault, ...] = ()
    fields: tuple[FieldView, ...] = ()
    rows: tuple[RowView, ...] = ()
    can_add: bool = False

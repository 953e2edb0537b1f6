"""The difference of two contents of one file, whatever its kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from engine.definition import SourceKind
from engine.difference import decisions, diagrams, forms
from engine.difference.model import Change, Difference

Compare = Callable[[bytes, bytes, str], tuple[tuple[Change, ...], int]]
_COMPARED: Final[Mapping[SourceKind, Compare]] = {
    "diagram": diagrams.differences,
    "form": forms.differences,
    "decision": decisions.differences,
}


def difference(kind: SourceKind, name: str, before: bytes, after: bytes) -> Difference:
    """Return what differs between two readable contents of a file; raise as its reader does where one is not."""
    if before == after:
        return Difference(same=True)
    changes, moved = _COMPARED[kind](before, after, name)
    return Difference(same=False, changes=changes, moved=moved)

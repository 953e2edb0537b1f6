"""Which elements of a drawn diagram are marked, and how: what changed, what is at fault."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from engine.diagram.fault import Fault
from engine.difference import Difference

Marks = Mapping[str, Sequence[str]]


def of_differences(found: Difference | None) -> tuple[Marks, Marks]:
    """Return the marks of a diagram before and after: what was removed is drawn in the one, the rest in the other."""
    if found is None:
        return {}, {}
    after = {kind: found.drawn(kind) for kind in ("added", "changed") if found.drawn(kind)}
    removed = found.drawn("removed")
    return ({"removed": removed} if removed else {}), after


def with_faults(marks: Marks, faults: Iterable[Fault]) -> Marks:
    """Return the marks with those of faults, which come before others."""
    faulty = list(dict.fromkeys(fault.element for fault in faults if fault.element))
    return {"faulty": faulty, **marks} if faulty else marks

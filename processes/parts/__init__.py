"""The office's part of each process, by the process' id: the facts its steps need, and what follows from them.

A process without a module here runs too; it only has no effects beyond its diagram.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from engine.definition import Definition
from processes.parts import inbox_creation, letter_path, site_builder_access
from processes.parts.part import Part

PARTS: Mapping[str, Part] = {
    part.process: part
    for part in (
        inbox_creation.PART,
        letter_path.PART,
        site_builder_access.PART,
    )
}


def parts_of(definition: Definition) -> Iterable[Part]:
    """Return the modules of a definition's processes."""
    return [PARTS[process] for process in definition.processes if process in PARTS]

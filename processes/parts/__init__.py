"""The office's part of each process, by the process' id: the facts its steps need, and what follows from them.

A process without a module here runs too; it only has no effects beyond its diagram.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from engine.definition import Definition
from processes.parts import (
    bug_fix_path,
    contractor_path,
    envelope_path,
    guidance_path,
    inbox_creation,
    letter_path,
    process_change_path,
    site_builder_access,
    support_service,
)
from processes.parts.part import Part

ALL: Sequence[Part] = (
    inbox_creation.PART,
    letter_path.PART,
    site_builder_access.PART,
    *support_service.PARTS,
    guidance_path.PART,
    process_change_path.PART,
    bug_fix_path.PART,
    envelope_path.PART,
    contractor_path.PART,
)
PARTS: Mapping[str, Part] = {part.process: part for part in ALL}


def parts_of(definition: Definition) -> Iterable[Part]:
    """Return the modules of a definition's processes."""
    return [PARTS[process] for process in definition.processes if process in PARTS]

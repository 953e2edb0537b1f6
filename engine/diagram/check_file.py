"""Check a file as a whole: its processes, the ids in it, what it draws.

First word of the sentence, inside `check`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.diagram.book import DOUBLED_ID, MISSING_ID
from engine.diagram.fault import Fault, Thing
from engine.diagram.model import Diagram, Process
from engine.diagram.rules_file import (
    ID_DOUBLED,
    ID_MALFORMED,
    ID_MISSING,
    NO_DRAWING,
    NO_PROCESS,
    NOT_EXECUTABLE,
    NOT_EXECUTED,
    SHAPE_DANGLING,
    SHAPE_MISSING,
)
from engine.diagram.words import word

_ID = re.compile(r"[^\W\d][\w.\-]{0,199}")


def checked_processes(diagram: Diagram) -> list[Process]:
    """Return the processes that are meant to run; where none is marked so, those with something in them."""
    every = list(diagram.processes.values())
    running = [process for process in every if process.executable]
    return running or [process for process in every if process.elements()] or every


def check_file(diagram: Diagram) -> Iterator[Fault]:
    """Yield the faults of the file as a whole."""
    yield from _processes(diagram)
    yield from _ids(diagram)
    yield from _drawing(diagram)


def _processes(diagram: Diagram) -> Iterator[Fault]:
    if not diagram.processes:
        yield NO_PROCESS.at(diagram.file, None)
    running = any(process.executable for process in diagram.processes.values())
    for process in diagram.processes.values():
        if not process.executable:
            yield (NOT_EXECUTED if running else NOT_EXECUTABLE).at(diagram.file, process)


def _ids(diagram: Diagram) -> Iterator[Fault]:
    for item in diagram.unknown:
        if item.what == MISSING_ID:
            yield ID_MISSING.at(diagram.file, None, line=item.line, tag=word(item.id or ""), at=item.line)
        elif item.what == DOUBLED_ID:
            yield ID_DOUBLED.at(diagram.file, item, id=item.id or "", at=item.line)
    for thing in _things(diagram):
        if not _ID.fullmatch(thing.id or "") and not made_up(thing.id):
            yield ID_MALFORMED.at(diagram.file, thing)


def made_up(id: str | None) -> bool:
    """Tell whether the id was made up by the reading, so that another fault already speaks of it."""
    return bool(re.fullmatch(r".*@\d+", id or "", re.DOTALL))


def _things(diagram: Diagram) -> Iterator[Thing]:
    for process in checked_processes(diagram):
        yield process
        for scope in process.scopes.values():
            yield from scope.elements.values()
            yield from scope.flows.values()


def _drawing(diagram: Diagram) -> Iterator[Fault]:
    for item in diagram.unknown:
        if item.what.startswith("di:"):
            yield SHAPE_DANGLING.at(diagram.file, item, id=item.id or "", at=item.line)
    if not diagram.shapes:
        if diagram.processes:
            yield NO_DRAWING.at(diagram.file, None)
        return
    for thing in _things(diagram):
        if thing.id not in diagram.shapes and not isinstance(thing, Process) and not made_up(thing.id):
            yield SHAPE_MISSING.at(diagram.file, thing)

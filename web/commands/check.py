"""`kartabl check`: all faults of diagrams, decisions and forms at once."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

import click

from engine.definition import Source
from engine.diagram.fault import Fault
from engine.diagram.xml import MAX_BYTES
from engine.errors import Language
from engine.examine import File
from engine.examine.files import Kind
from processes.deployment import examiner
from processes.shelf import home_of, on_disk

KINDS: Mapping[str, Kind] = {".dmn": "decision", ".form": "form"}
"""What a file is by the end of its name; anything else is taken for a diagram."""


def run(paths: Sequence[Path], *, as_json: bool, language: Language) -> int:
    """Check each file, a diagram with what lies beside it, in one process of their own; return 1 where one has an error."""
    with examiner() as child:
        found = [fault for path in paths for fault in child.examine(_files(path))]
    wrong = any(fault.severity == "error" for fault in found)
    if as_json:
        answer = {"checked": len(paths), "ok": not wrong, "faults": [asdict(fault) for fault in found]}
        click.echo(json.dumps(answer, ensure_ascii=False, indent=2))
    else:
        for fault in found:
            click.echo(_line(fault, language))
        click.echo(f"{len(paths)} checked: {'faulty' if wrong else 'no errors'}")
    return 1 if wrong else 0


def _files(path: Path) -> list[File]:
    kind = KINDS.get(path.suffix, "diagram")
    if kind != "diagram":
        return [File(kind=kind, name=path.stem if kind == "form" else str(path), content=_content(path))]
    own = File(kind="diagram", name=str(path), content=_content(path))
    beside = (source for source in on_disk(home_of(path)) if (source.kind, source.name) != ("diagram", path.name))
    return [own, *(_beside(source) for source in beside)]


def _beside(source: Source) -> File:
    return File(kind="called" if source.kind == "diagram" else source.kind, name=source.name, content=source.content)


def _content(path: Path) -> bytes:
    """Return the file, of one that is too large no more than it takes to see that."""
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1)


def _line(fault: Fault, language: Language) -> str:
    return f"{fault.file}:{fault.line}: {fault.severity}: {getattr(fault, language)} [{fault.code}]"

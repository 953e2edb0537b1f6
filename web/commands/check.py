"""`kartabl check`: all faults of diagrams at once."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click

from engine.diagram.fault import Fault
from engine.diagram.xml import MAX_BYTES
from engine.examine import File
from processes.deployment import examiner


def run(paths: Sequence[Path], *, as_json: bool, language: str) -> int:
    """Check each file with the forms beside it, all in one process of their own; return 1 where one has an error."""
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
    forms = sorted((path.parent / "forms").glob("*.form"))
    return [
        File(kind="diagram", name=str(path), content=_content(path)),
        *(File(kind="form", name=form.stem, content=_content(form)) for form in forms),
    ]


def _content(path: Path) -> bytes:
    """Return the file, of one that is too large no more than it takes to see that."""
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1)


def _line(fault: Fault, language: str) -> str:
    return f"{fault.file}:{fault.line}: {fault.severity}: {getattr(fault, language)} [{fault.code}]"

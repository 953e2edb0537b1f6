"""`kartabl check`: all faults of diagrams, decisions and forms at once."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click

from engine.decision import read_decisions
from engine.diagram.fault import Fault
from engine.errors import KartablError
from engine.form import read_form
from processes.deployment import bundle, faults


def run(paths: Sequence[Path], *, as_json: bool, language: str) -> int:
    """Check each file, diagrams with what lies beside them; return 1 where one has an error or cannot be read."""
    found: list[Fault] = []
    unreadable: list[dict[str, str]] = []
    for path in paths:
        try:
            found += _faults(path)
        except KartablError as fault:
            unreadable.append({"file": str(path), "en": fault.message("en"), "fa": fault.message("fa")})
    wrong = bool(unreadable) or any(fault.severity == "error" for fault in found)
    if as_json:
        click.echo(
            json.dumps(
                {"faults": [asdict(fault) for fault in found], "unreadable": unreadable, "ok": not wrong},
                ensure_ascii=False,
                indent=2,
            )
        )
        return 1 if wrong else 0
    for entry in unreadable:
        click.echo(f"{entry['file']}: error: {entry[language]}")
    for fault in found:
        click.echo(f"{fault.file}:{fault.line}: {fault.severity}: {getattr(fault, language)} [{fault.code}]")
    click.echo(f"{len(paths)} checked: {'faulty' if wrong else 'no errors'}")
    return 1 if wrong else 0


def _faults(path: Path) -> list[Fault]:
    match path.suffix:
        case ".dmn":
            return list(read_decisions(path.read_bytes(), path.name).faults)
        case ".form":
            read_form(path.read_bytes(), path.name)
            return []
    return faults(bundle(path))

"""`kartabl check`: all faults of diagrams at once."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click

from engine.diagram.fault import Fault
from engine.errors import KartablError
from processes.deployment import bundle, faults


def run(paths: Sequence[Path], *, as_json: bool, language: str) -> int:
    """Check each file with the forms beside it; return 1 where one has an error or cannot be read."""
    found: list[Fault] = []
    unreadable: list[dict[str, str]] = []
    for path in paths:
        try:
            found += faults(bundle(path))
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

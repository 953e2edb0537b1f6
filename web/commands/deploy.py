"""`kartabl deploy`: deploy files as an owner, or take what is shipped."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from engine.diagram.xml import MAX_BYTES
from processes import shipped
from processes.change import Upload, deploy_files, uploaded
from processes.deployment import Deployment, FaultyDiagram
from processes.office import Office


def run(office: Office, person: str, paths: Sequence[Path], *, reason: str) -> int:
    """Deploy files; print the versions, or the faults and return 1."""
    return _deploy(office, person, [_upload(path) for path in paths], reason)


def take(office: Office, person: str, *, reason: str) -> int:
    """Take all that is shipped and new; print the versions, or the faults and return 1."""
    uploads = _offered(office)
    if not uploads:
        click.echo("Nothing newer is shipped.")
        return 0
    return _deploy(office, person, uploads, reason)


def show(office: Office) -> None:
    """Print what is shipped and new, with how much of it differs."""
    with office.store.reading() as unit:
        offers = shipped.offers(unit)
    for offer in offers:
        click.echo(f"{offer.service}{' (new)' if offer.new else ''}")
        for file in offer.files:
            differs = "new" if file.difference is None else f"{len(file.difference.changes)} differences"
            click.echo(f"  {file.download:<40} {differs}")
    if not offers:
        click.echo("Nothing newer is shipped.")


def _deploy(office: Office, person: str, uploads: Sequence[Upload], reason: str) -> int:
    try:
        versions = deploy_files(office, person, uploads, reason=reason)
    except FaultyDiagram as refused:
        for fault in refused.faults:
            click.echo(f"{fault.file}:{fault.line}: {fault.severity}: {fault.en} [{fault.code}]")
        click.echo("Nothing was deployed.")
        return 1
    for version in versions:
        click.echo(_line(version))
    return 0


def _line(version: Deployment) -> str:
    return f"{version.service} version {version.version}"


def _offered(office: Office) -> list[Upload]:
    with office.store.reading() as unit:
        return shipped.chosen(shipped.offers(unit), [])


def _upload(path: Path) -> Upload:
    """Return a file, of one that is too large no more than it takes to see that."""
    with path.open("rb") as file:
        return uploaded(path.name, file.read(MAX_BYTES + 1))

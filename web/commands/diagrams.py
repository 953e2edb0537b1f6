"""`kartabl diagrams`: what is deployed, and what differs between two versions or files."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import click
from sqlalchemy import select

from engine.difference import Change, Difference, difference
from engine.errors import BadInput
from processes import diagrams
from processes.change.upload import KINDS
from processes.office import Office
from processes.tables import DbDeployment


class NotComparable(BadInput):
    en = "Expected two versions such as service:2, or two files of one kind, but found {before} and {after}. Name two that can be compared."
    fa = "دو نسخه مانند service:2 یا دو فایل از یک نوع انتظار می‌رفت، ولی {before} و {after} یافت شد. دو نسخه یا فایلی را نام ببرید که بتوان مقایسه کرد."


def run(office: Office, *, as_json: bool) -> None:
    """Print every version of every service, the newest of each first."""
    with office.store.reading() as unit:
        rows = list(
            unit.session.scalars(select(DbDeployment).order_by(DbDeployment.service, DbDeployment.version.desc()))
        )
        lines = [
            {
                "service": row.service,
                "version": row.version,
                "at": row.at.isoformat(),
                "by": row.by,
                "reason": row.reason,
            }
            for row in rows
        ]
    if as_json:
        click.echo(json.dumps({"versions": lines}, ensure_ascii=False, indent=2))
        return
    for line in lines:
        click.echo("{service:<28} {version:>4}  {at}  {by:<12} {reason}".format(**line))


def compare(office: Callable[[], Office], before: str, after: str) -> None:
    """Print what differs between two versions of a service (`service:version`) in the office, or between two files."""
    for name, found in _differences(office, before, after):
        click.echo(f"{name}:")
        for line in _lines(found):
            click.echo(f"  {line}")


def _differences(office: Callable[[], Office], before: str, after: str) -> Sequence[tuple[str, Difference | None]]:
    one, other = Path(before), Path(after)
    if one.is_file() and other.is_file() and one.suffix == other.suffix and one.suffix in KINDS:
        return [(other.name, difference(KINDS[one.suffix], other.name, one.read_bytes(), other.read_bytes()))]
    service, _, first = before.rpartition(":")
    same, _, second = after.rpartition(":")
    if not service or service != same or not first.isdecimal() or not second.isdecimal():
        raise NotComparable(before=before, after=after)
    with office().store.reading() as unit:
        found = diagrams.version_differences(unit, service, int(first), int(second))
    return [(file.download, file.difference) for file in found]


def _lines(found: Difference | None) -> list[str]:
    if found is None:
        return ["only one of the two has it"]
    lines = [_line(change) for change in found.changes]
    if found.moved:
        lines.append(f"drawn elsewhere: {found.moved}")
    return lines or (["nothing differs"] if found.same else ["written in another way, but the same"])


def _line(change: Change) -> str:
    if change.kind != "changed" or change.about is None:
        return f"{change.kind} {change.thing.en}"
    before, after = (words.en if words else "–" for words in (change.before, change.after))
    return f"changed {change.thing.en}, {change.about.en}: {before} → {after}"

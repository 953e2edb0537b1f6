"""`kartabl cases`: the cases with their tracking numbers."""

from __future__ import annotations

import json

import click
from sqlalchemy import select

from processes.office import Office
from processes.tables import DbCase


def run(office: Office, *, as_json: bool) -> None:
    """Print the cases, the latest first."""
    with office.store.reading() as unit:
        rows = list(unit.session.scalars(select(DbCase).order_by(DbCase.asked_at.desc(), DbCase.instance)))
        status = {line.instance: line.status for line in unit.summaries()}
    lines = [
        {
            "tracking": row.tracking,
            "instance": row.instance,
            "service": row.service,
            "unit": row.unit_id,
            "requester": row.requester_id,
            "asked_at": row.asked_at.isoformat(),
            "ended_at": row.ended_at.isoformat() if row.ended_at else None,
            "status": status.get(row.instance),
            "outcome": row.outcome,
        }
        for row in rows
    ]
    if as_json:
        click.echo(json.dumps({"cases": lines}, ensure_ascii=False, indent=2))
        return
    for line in lines:
        shown = {**line, "outcome": line["outcome"] or "–", "asked_at": str(line["asked_at"])[:16].replace("T", " ")}
        click.echo(
            "{tracking}  {service:<24} {status:<10} {outcome:<28} {requester:<10} {asked_at} UTC".format(**shown)
        )

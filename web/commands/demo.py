"""`kartabl demo`: every service along every path of its diagram."""

from __future__ import annotations

import json
from typing import Any

import click

from processes.demo import show
from processes.demo.show import Demonstration, Played
from processes.office import Office


def run(office: Office, *, as_json: bool) -> int:
    """Play all paths; return 0 where all was covered and every case replays, else 1."""
    show.prepare(office)
    shown = show.show(office)
    if as_json:
        click.echo(json.dumps(_json(shown), ensure_ascii=False, indent=2))
    else:
        _print(shown)
    return 0 if shown.whole else 1


def _json(shown: Demonstration) -> dict[str, Any]:
    return {
        "services": [
            {
                "service": service.service,
                "paths": [_path(played) for played in service.played],
                "replay": "equal" if service.equal else "different",
            }
            for service in shown.services
        ],
        "diagrams": [
            {
                "process": one.process,
                "elements": one.elements,
                "flows": one.flows,
                "covered": one.of - len(one.missing),
                "of": one.of,
                "missing": list(one.missing),
            }
            for one in shown.diagrams
        ],
    }


def _path(played: Played) -> dict[str, Any]:
    return {
        "path": played.path,
        "tracking": played.tracking,
        "instance": played.instance,
        "status": played.status,
        "outcome": played.outcome,
        "records": played.records,
        "replay": played.difference or "equal",
    }


def _print(shown: Demonstration) -> None:
    told = _json(shown)
    for service in told["services"]:
        click.echo(f"{service['service']}: {len(service['paths'])} paths, replay {service['replay']}")
        for path in service["paths"]:
            click.echo(
                f"  {path['path']:<45} {path['tracking']}  {path['outcome']!s:<18} {path['records']:>3} records, {path['replay']}"
            )
    for diagram in told["diagrams"]:
        click.echo(f"{diagram['process']}: {diagram['covered']} of {diagram['of']} elements and flows covered")
        for key in diagram["missing"]:
            click.echo(f"  not covered: {key}")

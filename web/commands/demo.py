"""`kartabl demo`: every service along every path of its diagram."""

from __future__ import annotations

import json
from typing import Any

import click

from processes.demo import show
from processes.demo.show import Shown
from processes.office import Office


def run(office: Office, *, as_json: bool) -> int:
    """Play all paths; return 0 where all was covered and every case replays, else 1."""
    show.prepare(office)
    shown = show.show(office)
    if as_json:
        click.echo(json.dumps({"services": [_json(service) for service in shown]}, ensure_ascii=False, indent=2))
    else:
        for service in shown:
            _print(service)
    return 0 if all(service.equal and not service.missing for service in shown) else 1


def _json(shown: Shown) -> dict[str, Any]:
    covered = shown.elements + shown.flows - len(shown.missing)
    return {
        "service": shown.service,
        "paths": [
            {
                "path": played.path,
                "tracking": played.tracking,
                "instance": played.instance,
                "status": played.status,
                "outcome": played.outcome,
                "records": played.records,
                "replay": played.difference or "equal",
            }
            for played in shown.played
        ],
        "diagram": {
            "elements": shown.elements,
            "flows": shown.flows,
            "covered": covered,
            "of": shown.elements + shown.flows,
            "missing": list(shown.missing),
        },
        "replay": "equal" if shown.equal else "different",
    }


def _print(shown: Shown) -> None:
    told = _json(shown)
    click.echo(f"{shown.service}: {told['diagram']['covered']} of {told['diagram']['of']} elements and flows covered")
    for path in told["paths"]:
        click.echo(
            f"  {path['path']:<45} {path['tracking']}  {path['outcome']!s:<18} {path['records']:>3} records, {path['replay']}"
        )
    for key in shown.missing:
        click.echo(f"  not covered: {key}")

"""`kartabl doctor`: look at everything, say of each whether it is well and what to do."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict

import click

from engine.errors import KartablError
from web import settings as settings_module
from web.doctor.around import around
from web.doctor.database import database
from web.doctor.finding import Finding, fail
from web.doctor.machine import machine


def run(environment: Mapping[str, str], sample: int, *, as_json: bool) -> int:
    """Print what was found; return 1 where something fails."""
    found = list(_look(environment, sample))
    if as_json:
        click.echo(json.dumps([asdict(each) for each in found], ensure_ascii=False, indent=2))
    else:
        for each in found:
            click.echo(f"{each.state:<5} {each.check}: {each.found}{f' → {each.do}' if each.do else ''}")
    return int(any(each.state == "fail" for each in found))


def _look(environment: Mapping[str, str], sample: int) -> Iterator[Finding]:
    try:
        settings = settings_module.read(environment)
    except KartablError as fault:
        yield fail("settings", fault.message("en"), "docs/settings.md")
        return
    yield from machine(settings)
    yield from database(settings, sample)
    yield from around(settings)

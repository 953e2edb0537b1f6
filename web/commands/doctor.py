"""`kartabl doctor`: look at everything, say of each whether it is well and what to do."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict

import click

from engine.errors import KartablError, Language
from web import settings as settings_module
from web.doctor.around import around
from web.doctor.database import database
from web.doctor.finding import CHECKS, Finding, fail, of
from web.doctor.machine import machine


def run(environment: Mapping[str, str], sample: int, *, as_json: bool, language: Language) -> int:
    """Print what was found, as JSON in both languages; return 1 where something fails."""
    found = list(_look(environment, sample))
    if as_json:
        click.echo(json.dumps([asdict(each) for each in found], ensure_ascii=False, indent=2))
    else:
        for each in found:
            click.echo(_line(each, language))
    return int(any(each.state == "fail" for each in found))


def _line(finding: Finding, language: Language) -> str:
    check = CHECKS[finding.check] if language == "fa" else finding.check
    found, do = getattr(finding.found, language), getattr(finding.do, language)
    arrow = "←" if language == "fa" else "→"
    return f"{finding.state:<5} {check}: {found}{f' {arrow} {do}' if do else ''}"


def _look(environment: Mapping[str, str], sample: int) -> Iterator[Finding]:
    try:
        settings = settings_module.read(environment)
    except KartablError as fault:
        yield fail("settings", of(fault), "docs/settings.md")
        return
    yield from machine(settings)
    yield from database(settings, sample)
    yield from around(settings)

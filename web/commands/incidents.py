"""`kartabl incidents`: what failed by itself until it was tried no more, and trying it again."""

from __future__ import annotations

import json

import click

from processes.keeping.incidents import retry, retry_all
from processes.keeping.read.incidents import Incident, incident_list
from processes.keeping.read.listed import PAGE
from processes.keeping.rules import keeper
from processes.office import Office


def run(office: Office, *, as_json: bool) -> int:
    """Print the incidents, the longest there first; return 1 where there are any."""
    found = _all(office)
    if as_json:
        click.echo(json.dumps({"incidents": [_json(one) for one in found]}, ensure_ascii=False, indent=2))
    else:
        for one in found:
            since = one.since.isoformat()[:16].replace("T", " ")
            click.echo(f"{one.tracking}  {one.where.en}, since {since} UTC, {one.attempts} attempts: {one.cause.en}")
        click.echo(f"Incidents: {len(found)}")
    return 1 if found else 0


def again(office: Office, person: str, case: str | None) -> None:
    """Let the incidents of a case, or all, be tried again, in the name of an administrator."""
    who = office.member(person)
    with office.store.writing() as unit:
        by = keeper(who, office.now(unit.session))
        count = retry_all(unit.session, by) if case is None else retry(unit.session, by, case)
    click.echo(f"Incidents to be tried again: {count}")


def _all(office: Office) -> list[Incident]:
    with office.store.reading() as unit:
        first = incident_list(unit, 1)
        pages = range(2, -(-first.total // PAGE) + 1)
        return [*first.lines, *(one for number in pages for one in incident_list(unit, number).lines)]


def _json(one: Incident) -> dict[str, object]:
    return {
        "tracking": one.tracking,
        "instance": one.instance,
        "subject": one.subject,
        "element": one.element,
        "since": one.since.isoformat(),
        "attempts": one.attempts,
        "code": one.code,
        "cause": one.cause.en,
        "can_retry": one.can_retry,
    }

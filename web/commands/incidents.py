"""`kartabl incidents`: what failed by itself until it was tried no more, and trying it again."""

from __future__ import annotations

import json
from dataclasses import asdict
from zoneinfo import ZoneInfo

import click

from engine.errors import Language
from processes.keeping.incidents import retry, retry_all
from processes.keeping.read.incidents import Incident, incident_list
from processes.keeping.read.listed import PAGE
from processes.keeping.rules import keeper
from processes.office import Office
from web.persian import persian_digits, short_moment


def run(office: Office, *, as_json: bool, language: Language) -> int:
    """Print the incidents, the longest there first, as JSON in both languages; return 1 where there are any."""
    found = _all(office)
    if as_json:
        click.echo(json.dumps({"incidents": [_json(one) for one in found]}, ensure_ascii=False, indent=2))
    else:
        for one in found:
            click.echo(_line(one, ZoneInfo(office.time_zone), language))
        count = len(found)
        click.echo(f"رخدادها: {persian_digits(count)}" if language == "fa" else f"Incidents: {count}")
    return 1 if found else 0


def _line(one: Incident, zone: ZoneInfo, language: Language) -> str:
    """Return what is told of an incident; the number of its case first, as `--retry` takes it."""
    since = short_moment(one.since, zone, language)
    if language == "en":
        return f"{one.tracking}  {one.where.en}, since {since} ({zone.key}), {one.attempts} attempts: {one.cause.en}"
    attempts = persian_digits(one.attempts)
    return f"{one.tracking}  {one.where.fa}، از {since} (\u2066{zone.key}\u2069)، {attempts} بار تلاش: {one.cause.fa}"


def again(office: Office, person: str, case: str | None, language: Language) -> None:
    """Let the incidents of a case, or all, be tried again, in the name of an administrator."""
    who = office.member(person)
    with office.store.writing() as unit:
        by = keeper(who, office.now(unit.session))
        count = retry_all(unit.session, by) if case is None else retry(unit.session, by, case)
    told = f"رخدادهایی که دوباره امتحان می‌شود: {persian_digits(count)}"
    click.echo(told if language == "fa" else f"Incidents to be tried again: {count}")


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
        "where": asdict(one.where),
        "since": one.since.isoformat(),
        "attempts": one.attempts,
        "code": one.code,
        "cause": asdict(one.cause),
        "can_retry": one.can_retry,
    }

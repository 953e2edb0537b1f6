"""`kartabl administrator`: the first administrator of a real office, or a new password for one who lost it."""

from __future__ import annotations

import click

from processes.keeping.beginning import Named, appoint
from processes.office import Office
from web.account import hasher
from web.passwords import generated


def run(office: Office, named: Named) -> None:
    """Appoint the one who is named, and print the password this once."""
    password = generated()
    hashed = hasher.hash(password)
    with office.store.writing() as unit:
        appoint(unit.session, named, hashed, at=office.now(unit.session), today=office.day(unit.session))
    click.echo(f"{named.person} is administrator. Password, shown this once: {password}")

"""What a server does before it answers: an empty office gets the services that are shipped, a demonstration its people and cases."""

from __future__ import annotations

import click

from processes.demo import months, show
from web.wiring import Kartabl


def fill(wired: Kartabl) -> None:
    """Fill an empty office; of several servers that start at once one does so, and the others wait for it."""
    office, settings = wired.office, wired.settings
    with wired.store.alone():
        office.ship()
        fresh = settings.demo and show.prepare(office)
    if fresh and settings.demo_cases:
        click.echo(f"A new demo office: telling {settings.demo_cases} cases over some months …")
        months.tell(office, cases=settings.demo_cases)

"""What a server does before it answers: an empty office gets the services that are shipped, a demonstration its people and cases."""

from __future__ import annotations

import logging

import click

from processes.demo import months, show
from web.settings import is_unnamed
from web.wiring import Kartabl

log = logging.getLogger("kartabl")
UNNAMED = (
    "Expected in KARTABL_ORIGIN a name of this office's own, but found the default, %s: every history and every invitation to a "
    "meeting bears it, and once there are cases it cannot be changed. Set it and start again."
)


def fill(wired: Kartabl) -> None:
    """Fill an empty office; of several servers that start at once one does so, and the others wait for it."""
    office, settings = wired.office, wired.settings
    if is_unnamed(settings):
        log.warning(UNNAMED, settings.origin)
    with wired.store.alone():
        office.ship()
        fresh = settings.demo and show.prepare(office)
    if fresh and settings.demo_cases:
        click.echo(f"A new demo office: telling {settings.demo_cases} cases over some months …")
        months.tell(office, cases=settings.demo_cases)

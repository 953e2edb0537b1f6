"""What a server does before it answers: an empty office gets the services that are shipped, a demonstration its people and cases."""

from __future__ import annotations

import gc
import logging

from processes.demo import months, show
from web import logs
from web.settings import is_unnamed
from web.wiring import Kartabl

log = logging.getLogger("kartabl")
UNNAMED = (
    "Expected in KARTABL_ORIGIN a name of this office's own, but found the default, %s: every history and every invitation to a "
    "meeting bears it, and once there are cases it cannot be changed. Set it and start again."
)

ROUNDS = (20_000, 20, 20)
"""How many objects come before the collector looks for those that only each other know, and how many such rounds before it looks at older ones.

A page makes some thousands, of which nearly all are gone with it: Python's own 700 would have it look several times a page.
"""


def settle() -> None:
    """Spare the collector what this process has for good by now: modules, pages, the statements that it will ask again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*ROUNDS)


def fill(wired: Kartabl) -> None:
    """Fill an empty office; of several servers that start at once one does so, and the others wait for it."""
    office, settings = wired.office, wired.settings
    if is_unnamed(settings):
        log.warning(UNNAMED, settings.origin)
    with wired.store.alone():
        office.ship()
        fresh = settings.demo and show.prepare(office)
    if fresh and settings.demo_cases:
        logs.say(settings, f"A new demo office: telling {settings.demo_cases} cases over some months …")
        months.tell(office, cases=settings.demo_cases)

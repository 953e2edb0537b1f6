"""The timer thread: looks every few seconds for what is to be done by itself, and does it.

It is the one of an embedded office, and the sweeper of each worker: what a broker lost is found all the same.
"""

from __future__ import annotations

import logging
import threading
from dataclasses import asdict

from engine.errors import Unavailable
from processes.draining import Drained
from processes.office import Office
from web import looks
from web.counted import last_look

log = logging.getLogger("kartabl.ticker")
LOOK = 2.0
"""Seconds between two looks: a look costs a few queries by index, whatever is pending."""
REST = 30.0
"""Seconds after a failure, so that a broken database is not asked ten times a second."""
PATIENCE = 60.0
"""Seconds that a stop waits for the case in hand."""


class Ticker:
    """Drains in a thread of its own."""

    def __init__(self, office: Office, *, look: float = LOOK, rest: float = REST) -> None:
        self.office = office
        self._seconds, self._rest = look, rest
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="kartabl-ticker", daemon=True)

    def start(self) -> None:
        """Begin to look."""
        last_look()
        self._thread.start()

    def ask(self) -> None:
        """Ask it to stop after the case in hand; wait for nothing."""
        self._stop.set()

    def stop(self) -> None:
        """Stop, after the case in hand."""
        self.ask()
        self._thread.join(timeout=PATIENCE)

    def _run(self) -> None:
        wait = 0.0
        while not self._stop.wait(wait):
            wait = self._look()

    def _look(self) -> float:
        try:
            done = looks.look(self.office, more=lambda: not self._stop.is_set())
            if done != Drained():
                log.info("Done by itself: %s", done, extra={"facts": asdict(done)})
        except Unavailable as away:  # nothing is wrong here: a sentence says it
            log.warning("Looking for what is due failed; trying again in %s s: %s", self._rest, away)
            return self._rest
        except Exception:  # whatever fails, the next look may succeed; the thread must outlive it
            log.exception("Looking for what is due failed; trying again in %s s", self._rest)
            return self._rest
        return self._seconds

"""The timer thread of an embedded office: wakes when the next job falls due, or soon to see whether a new one did, and
corrects the cases whose working calendar was changed.

Once a day it also removes files that somebody sent and nobody attached.
"""

from __future__ import annotations

import logging
import threading
import time
from datetime import timedelta

from processes.office import Office

log = logging.getLogger("kartabl.ticker")
LOOK = 2.0
"""Seconds between two looks at the index of due jobs: a look costs one query, whatever is pending."""
SWEEP = 24 * 3600.0
"""Seconds between two sweeps of files that were sent and never attached."""
REST = 30.0
"""Seconds after a failure, so that a broken database is not asked ten times a second."""


class Ticker:
    """Fires due timers in a thread of its own."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self._stop = threading.Event()
        self._swept: float | None = None
        self._thread = threading.Thread(target=self._run, name="kartabl-ticker", daemon=True)

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def stop(self) -> None:
        """Stop, after the look that is going on."""
        self._stop.set()
        self._thread.join(timeout=timedelta(seconds=10).total_seconds())

    def _run(self) -> None:
        wait = 0.0
        while not self._stop.wait(wait):
            wait = self._look()

    def _look(self) -> float:
        try:
            self.office.correct_calendars()
            self.office.fire_due()
            self._sweep()
        except Exception:  # whatever fails, the next look may succeed; the thread must outlive it
            log.exception("Firing due timers or sweeping files failed; trying again in %s s", REST)
            return REST
        return LOOK

    def _sweep(self) -> None:
        if self._swept is None or time.monotonic() - self._swept > SWEEP:
            self._swept = time.monotonic()
            self.office.files.sweep(self.office.store)

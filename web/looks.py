"""A look for what is to be done by itself, counted: by the timer thread of a server, or by a worker.

Beside the sentence; `processes/draining.py` does it, `web/metrics.py` and `web/telling.py` tell what came of it.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import asdict

from engine.draining import always
from processes.draining import Drained, drain
from processes.office import Office
from web.counted import BY_ITSELF, LOOKING, LOOKS, last_look


def look(office: Office, more: Callable[[], bool] = always) -> Drained:
    """Do what there is; raise what keeps all of it from being done, as a database that is away."""
    try:
        with LOOKING.time():
            done = drain(office, more)
    except Exception:
        LOOKS.labels("failed").inc()
        raise
    LOOKS.labels("done").inc()
    last_look().set(time.time())
    for what, count in asdict(done).items():
        BY_ITSELF.labels(what).inc(count)
    return done

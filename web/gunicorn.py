"""The server of an office at scale: gunicorn's settings, as it reads them from a Python module. `kartabl serve` starts it so.

Beside the sentence. The application is made once, before the processes part; connections, the timer thread and what is counted
belong to each process alone.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

# before anything imports the library of measurements, which looks for it once
os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", tempfile.mkdtemp(prefix="kartabl-metrics-"))

from flask import Flask
from gunicorn.glogging import Logger
from prometheus_client import multiprocess

from web import logs, starting
from web import settings as settings_module
from web.app import create_app
from web.embedded import address
from web.refused import refusing
from web.ticker import Ticker
from web.wiring import without_pages

SETTINGS = settings_module.read(os.environ)
TICKING = "ticker"


class Quiet(Logger):  # type: ignore[misc]  # the library has no types
    """Gunicorn's own lines go the way of ours; a request has its line already."""

    def setup(self, cfg: Any) -> None:
        """Leave everything to the root logger."""
        self.cfg = cfg
        self.loglevel = self.LOG_LEVELS[SETTINGS.log_level]
        self._access_log_enabled = False
        self.error_log.propagate = True


def application() -> Flask:
    """Return the application; no connection and no thread of it may be shared by the processes that part from here."""
    with refusing():
        app = create_app(SETTINGS)
    app.extensions["kartabl"].store.engine.dispose()
    return app


logs.set_up(SETTINGS)
wsgi_app = "web.gunicorn:application()"
bind = address(SETTINGS.host, SETTINGS.port)
workers, threads, worker_class = SETTINGS.workers, SETTINGS.threads, "gthread"
preload_app = True
timeout = 120
graceful_timeout = 30
keepalive = 75  # a proxy lets go first (nginx: 60), else a click meets a connection just closed
max_requests, max_requests_jitter = 20_000, 2_000  # whatever leaks is given back, and not by all at once
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # a heartbeat must not wait for a disk
secure_scheme_headers: dict[str, str] = {}  # the application reads the proxy's headers itself, under any server
control_socket_disable = True
logger_class = Quiet


def on_starting(_server: Any) -> None:
    """Fill an empty office, before anybody is answered."""
    with refusing():
        starting.fill(wired := without_pages(SETTINGS))
    wired.store.engine.dispose()


def when_ready(_server: Any) -> None:
    """Spare the collector what the processes that part from here have in common."""
    starting.settle()


def post_worker_init(worker: Any) -> None:
    """Start the timer thread of a process, unless workers do what it does; any number of them may look at once."""
    if not SETTINGS.broker_url:
        ticker = Ticker(worker.wsgi.extensions["kartabl"].office)
        ticker.start()
        setattr(worker, TICKING, ticker)


def worker_exit(_server: Any, worker: Any) -> None:
    """Let the timer thread finish the case in hand."""
    if ticker := getattr(worker, TICKING, None):
        ticker.stop()


def child_exit(_server: Any, worker: Any) -> None:
    """Forget what only a process that is there has, as connections in use."""
    multiprocess.mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]


@atexit.register
def forget(owner: int = os.getpid()) -> None:
    """Remove what was counted, once the first process ends; also where it did not get as far as to answer."""
    if os.getpid() == owner:
        shutil.rmtree(os.environ["PROMETHEUS_MULTIPROC_DIR"], ignore_errors=True)

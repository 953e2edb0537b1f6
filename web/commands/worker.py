"""`kartabl worker`: does what is no answer to a click, woken by the broker, and by itself every few seconds."""

from __future__ import annotations

import logging
import signal
import threading
from collections.abc import Callable
from dataclasses import replace
from types import FrameType
from typing import Any

from celery import Celery
from celery.apps import worker as celery_worker
from celery.worker import state

from engine.errors import AsTyped, Unavailable
from engine.form.digits import to_persian
from processes.office import Office
from web import logs, looks
from web.broker import LOOK, celery_app
from web.settings import BadSetting, Settings
from web.telling import tell
from web.ticker import Ticker

log = logging.getLogger("kartabl.worker")
LAST_PORT = 65535


def numbered(settings: Settings, number: int) -> Settings:
    """Return the settings of one of several workers of a machine, which tells its measurements so many ports further up.

    Raises `BadSetting` where there is no such port.
    """
    port = settings.metrics_port and settings.metrics_port + number
    if port > LAST_PORT:
        raise BadSetting(
            name="KARTABL_METRICS_PORT",
            expected=f"a number from 1 to {LAST_PORT - number} for worker {number}, or 0",
            expected_fa=to_persian(f"برای کارگر {number} عددی از ۱ تا {LAST_PORT - number} یا ۰"),
            found=AsTyped(settings.metrics_port),
        )
    return replace(settings, metrics_port=port)


def run(settings: Settings, office: Office, concurrency: int) -> None:
    """Work until a signal asks to stop; the cases in hand are finished first. Raises `CannotListen`."""
    tell(settings)
    if settings.broker_url:
        _with_broker(settings, office, concurrency)
    else:
        _alone(settings, office, concurrency)


def _alone(settings: Settings, office: Office, concurrency: int) -> None:
    stop = threading.Event()

    def asked(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, asked)
    tickers = [Ticker(office) for _ in range(concurrency)]
    for ticker in tickers:
        ticker.start()
    logs.say(settings, "Kartabl works, without a broker.")
    stop.wait()
    for ticker in tickers:
        ticker.ask()
    for ticker in tickers:
        ticker.stop()


def _with_broker(settings: Settings, office: Office, concurrency: int) -> None:
    """Let Celery receive the messages and run as many looks at once; beside it a sweeper finds what a broker lost."""
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, _end)  # until Celery has started, which sets its own: the sweeper is at work before
    app = celery_app(settings.broker_url)
    register(app, office)
    sweeper = Ticker(office)
    sweeper.start()
    logs.say(settings, "Kartabl works, woken by the broker.")

    def asked(_worker: Any) -> None:
        sweeper.ask()
        logs.say(settings, "Kartabl finishes what is in hand.")

    try:
        Receiver(
            asked, app=app, pool="threads", concurrency=concurrency, loglevel="WARNING", quiet=True,
            without_gossip=True, without_mingle=True, task_events=False,
        ).start()  # fmt: skip
    finally:
        sweeper.stop()


class Receiver(celery_worker.Worker):
    """Celery's worker; that it was asked to stop it tells us, and does not write it past the log."""

    def __init__(self, asked: Callable[[Any], None], **named: Any) -> None:
        self._asked = asked
        super().__init__(**named)

    def install_platform_tweaks(self, worker: Any) -> None:
        """Set what is done at signals."""
        super().install_platform_tweaks(worker)
        celery_worker.install_worker_term_handler(worker, callback=self._asked, verbose=False)


def _end(_signal: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)


def register(app: Celery, office: Office) -> None:
    """Give the application its only task; between two cases it sees whether the worker is asked to stop."""

    @app.task(name=LOOK)
    def look() -> None:
        try:
            looks.look(office, more=lambda: state.should_stop is None and state.should_terminate is None)
        except Unavailable as away:  # the rows are as they were: the next look, or the sweeper's, finds them
            log.warning("Looking for what is due failed: %s", away)
        except Exception:
            log.exception("Looking for what is due failed.")

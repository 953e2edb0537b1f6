"""The measurements of a worker, at a port of its own: it has no pages, and none but Prometheus asks it anything.

Beside the sentence; `web/pages/metrics.py` is the same of the web servers.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable
from typing import TYPE_CHECKING

from prometheus_client import CONTENT_TYPE_LATEST

from web.embedded import listening
from web.metrics import counted, knows
from web.settings import Settings

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment


def tell(settings: Settings) -> None:
    """Answer Prometheus from a thread, until the process ends; nobody where the settings have no port or no token.

    Raises `CannotListen`.
    """
    if not (settings.metrics_port and settings.metrics_token):
        return

    def answer(asked: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        if asked["PATH_INFO"] != "/metrics" or not knows(settings, asked.get("HTTP_AUTHORIZATION", "")):
            start("404 Not Found", [("Content-Type", "text/plain")])
            return []
        start("200 OK", [("Content-Type", CONTENT_TYPE_LATEST)])
        return [counted()]

    server = listening(answer, settings.host, settings.metrics_port, setting="KARTABL_METRICS_PORT", map={}, threads=1)
    threading.Thread(target=server.run, name="kartabl-metrics", daemon=True).start()

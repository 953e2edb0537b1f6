"""The server of an office on one machine: waitress, one process, threads; told to stop, it lets what is in hand finish.

Beside the sentence; `web/gunicorn.py` is the one of many processes.
"""

from __future__ import annotations

import signal
import socket
import time
from collections.abc import Callable
from types import FrameType
from typing import Any

import waitress
from flask import Flask
from waitress import wasyncore
from waitress.channel import HTTPChannel
from waitress.server import BaseWSGIServer

from engine.errors import AsTyped, Broken
from web.settings import Settings

PATIENCE = 30.0
"""Seconds that a stop waits for the answers in hand."""

CONNECTIONS = 800
"""Browsers keep several open each; beyond so many, who comes waits. Less than the files that a process may have open (1,024)."""


class CannotListen(Broken):
    en = "Expected to listen at {address}, but could not: {cause}. Give another {setting} or KARTABL_HOST, or stop what is there."
    fa = (
        "انتظار می‌رفت برنامه روی {address} گوش کند، ولی نشد: {cause}. {setting} یا KARTABL_HOST دیگری بدهید، یا آنچه آنجا اجرا "
        "می‌شود را متوقف کنید."
    )


def listening(app: Callable[..., Any], host: str, port: int, *, setting: str, **more: Any) -> BaseWSGIServer:
    """Return a server that listens from now on and answers once it runs; raise `CannotListen`. `setting`: what the port comes from."""
    try:
        return waitress.create_server(app, host=host, port=port, ident=None, **more)
    except (OSError, ValueError) as cause:  # a host that has no address is the second
        raise _cannot(cause, host, port, setting) from cause


def try_listening(host: str, port: int, *, setting: str) -> None:
    """Raise `CannotListen` where no server of another library could listen, which would say so in words of its own."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as that server: a port just left is free
        try:
            probe.bind((host, port))
        except OSError as cause:
            raise _cannot(cause, host, port, setting) from cause


def address(host: str, port: int) -> str:
    """Return where a server listens, as a URL has it: `127.0.0.1:8000`, `[::1]:8000`."""
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def _cannot(cause: Exception, host: str, port: int, setting: str) -> CannotListen:
    said = getattr(cause, "strerror", None) or cause
    return CannotListen(setting=setting, address=AsTyped(address(host, port)), cause=AsTyped(said))


class Server:
    """Listens from its making on; `run` answers until the process is told to stop."""

    def __init__(self, app: Flask, settings: Settings) -> None:
        self._map: dict[int, Any] = {}
        self._stopping = False
        self._server = listening(
            app, settings.host, settings.port, setting="KARTABL_PORT", map=self._map, threads=settings.threads,
            connection_limit=CONNECTIONS,
            clear_untrusted_proxy_headers=not settings.proxy,  # the application reads them itself, under any server
        )  # fmt: skip

    def run(self, stopping: Callable[[], None] = lambda: None) -> None:
        """Answer until SIGTERM or SIGINT; then take nothing new, and return when what is in hand is answered.

        `stopping` is called meanwhile: who else works here ends beside it, not after it.
        """
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        self._turn(lambda: not self._stopping)
        stopping()
        for server in self._all(BaseWSGIServer):
            server.del_channel()
            server.socket.close()
        until = time.monotonic() + PATIENCE
        self._turn(lambda: self._busy() and time.monotonic() < until)
        self._server.task_dispatcher.shutdown()

    def _stop(self, _signal: int, _frame: FrameType | None) -> None:
        self._stopping = True
        for server in self._all(BaseWSGIServer):
            server.pull_trigger()  # wakes the loop

    def _turn(self, more: Callable[[], bool]) -> None:
        while more():
            wasyncore.loop(timeout=1.0, use_poll=True, map=self._map, count=1)

    def _busy(self) -> bool:
        return any(channel.requests or channel.total_outbufs_len for channel in self._all(HTTPChannel))

    def _all(self, kind: type[Any]) -> list[Any]:
        return [each for each in list(self._map.values()) if isinstance(each, kind)]

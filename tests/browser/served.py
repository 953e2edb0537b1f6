"""A server of the product, started as an operator starts it, with a demo office of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PATIENCE = 60.0
"""Seconds until a server that does not answer has failed."""


@contextmanager
def served(folder: Path, *, cases: int = 60) -> Iterator[str]:
    """Run `kartabl run` with its data in `folder` and so many cases; give its address once it answers, and stop it afterwards."""
    port = _free_port()
    command = [Path(sys.executable).with_name("kartabl"), "run"]
    with open(folder / "log", "wb") as log, subprocess.Popen(
        command, env=_environment(folder, port, cases), stdout=log, stderr=log
    ) as server:  # fmt: skip
        try:
            _await(f"http://127.0.0.1:{port}/sign-in", server, folder / "log")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def _environment(folder: Path, port: int, cases: int) -> dict[str, str]:
    rest = {name: value for name, value in os.environ.items() if not name.startswith("KARTABL_")}
    ours = {"PORT": port, "DATA": folder / "var", "DEMO": "yes", "DEMO_CASES": cases, "SIGN_INS": 1000}
    return rest | {f"KARTABL_{name}": str(value) for name, value in ours.items()}


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _await(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    last = time.monotonic() + PATIENCE
    while server.poll() is None and time.monotonic() < last:
        try:
            urllib.request.urlopen(url, timeout=5).close()
            return
        except (urllib.error.URLError, TimeoutError):
            time.sleep(0.1)
    raise AssertionError(f"Expected an answer from {url}, but the server said: {log.read_text('utf-8')}")

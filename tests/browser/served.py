"""A server of the product, started as an operator starts it, with a demo office of its own."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from processes.demo.people import mobile_of

PATIENCE = 600.0
"""Seconds until a server that lives and does not answer has failed: a large demo office is told first, on a busy machine slowly."""
ENOUGH = 160
"""Cases of which some have ended: the first ones halt at each task."""


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


def numbers_of(folder: Path) -> Mapping[str, str]:
    """Return tracking numbers to look at: of an inbox case that runs, with who asked for it and with what telephone, of one that has
    ended, of a fault that is worked on."""
    command = [str(Path(sys.executable).with_name("kartabl")), "cases", "--json"]
    environment = {**os.environ, "KARTABL_DATA": str(folder / "var")}
    found = json.loads(subprocess.run(command, env=environment, check=True, capture_output=True).stdout)["cases"]

    def first(service: str, running: bool) -> dict[str, str]:
        return next(each for each in found if each["service"] == service and (each["ended_at"] is None) == running)

    asked = first("office_automation_inbox", True)
    return {
        "running": asked["tracking"],
        "requester": asked["requester"],
        "mobile": mobile_of(asked["requester"]),
        "ended": first("office_automation_inbox", False)["tracking"],
        "fault": first("support_bug_fix", True)["tracking"],
    }


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

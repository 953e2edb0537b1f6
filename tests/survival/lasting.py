"""A PostgreSQL that writes down what it commits, is killed, and comes up again on what it had written."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.brokers import free_port
from tests.postgres import PATIENCE, Server, as_whom, bare_environment, programs


class Lasting:
    """A cluster with its server."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.server = folder, Server(port=free_port())
        self._process: subprocess.Popen[bytes] | None = None

    def make(self) -> None:
        """Make the cluster."""
        made = [
            programs() / "initdb",
            "-D",
            self.folder / "data",
            "-U",
            "kartabl",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C",
            "-N",
        ]
        with (self.folder / "log").open("ab") as log:
            given = {"user": as_whom(), "cwd": self.folder, "env": bare_environment(), "stdout": log, "stderr": log}
            subprocess.run(made, check=True, **given)  # type: ignore[call-overload]

    def start(self) -> None:
        """Start the server, and wait until it listens: after a kill the old one's last processes may be in the way for a moment."""
        until = time.monotonic() + PATIENCE
        while not self.server.listens():
            if self._process is None or self._process.poll() is not None:
                self._run()
            if time.monotonic() > until:
                raise RuntimeError(
                    f"Expected PostgreSQL to listen, but it says: {(self.folder / 'log').read_text('utf-8')}"
                )
            time.sleep(0.1)

    def _run(self) -> None:
        place = ["-D", self.folder / "data", "-h", "127.0.0.1", "-p", str(self.server.port), "-k", self.folder]
        with (self.folder / "log").open("ab") as log:
            given = {"user": as_whom(), "cwd": self.folder, "env": bare_environment(), "stdout": log, "stderr": log}
            self._process = subprocess.Popen([programs() / "postgres", *place, "-c", "max_connections=200"], **given)  # type: ignore[call-overload]

    def kill(self) -> None:
        """Kill the server: its other processes see that and end."""
        assert self._process is not None
        self._process.kill()
        self._process.wait(PATIENCE)

    def stop(self) -> None:
        """Stop what runs."""
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(2)
            self._process.wait(PATIENCE)


@contextmanager
def lasting() -> Iterator[Lasting]:
    """Give a cluster whose server runs; it is gone in the end."""
    folder = Path(tempfile.mkdtemp(prefix="kartabl-lasting-"))
    if (owner := as_whom()) is not None:
        shutil.chown(folder, owner)
    made = Lasting(folder)
    try:
        made.make()
        made.start()
        yield made
    finally:
        made.stop()
        shutil.rmtree(folder, ignore_errors=True)

"""A PostgreSQL that writes down what it commits, is killed, and comes up again on what it had written."""

from __future__ import annotations

import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.brokers import free_port
from tests.postgres import PATIENCE, Server, as_whom, bare_environment, programs


class Lasting:
    """A cluster with its server."""

    SETTINGS: Sequence[str] = ("max_connections=200",)
    MADE: Sequence[str] = ()
    """What `initdb` is told beside what it always is."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.server = folder, Server(port=free_port())
        self.data = folder / "data"
        self._process: subprocess.Popen[bytes] | None = None

    def make(self) -> None:
        """Make the cluster."""
        words = ["-D", self.data, "-U", "kartabl", "-A", "trust", "-E", "UTF8", "--locale=C", "-N", *self.MADE]
        if self._run([programs() / "initdb", *words]).wait(PATIENCE):
            raise RuntimeError(f"Expected a cluster, but initdb says: {(self.folder / 'log').read_text('utf-8')}")

    def start(self) -> None:
        """Start the server, and wait until it listens: after a kill the old one's last processes may be in the way for a moment."""
        until = time.monotonic() + PATIENCE
        while not self.server.listens():
            if self._process is None or self._process.poll() is not None:
                place = ["-D", self.data, "-h", "127.0.0.1", "-p", str(self.server.port), "-k", self.folder]
                more = [word for setting in self.SETTINGS for word in ("-c", setting)]
                self._process = self._run([programs() / "postgres", *place, *more])
            if time.monotonic() > until:
                raise RuntimeError(
                    f"Expected PostgreSQL to listen, but it says: {(self.folder / 'log').read_text('utf-8')}"
                )
            time.sleep(0.1)

    def _run(self, words: Sequence[str | Path]) -> subprocess.Popen[bytes]:
        """Run one of its programs, as whom it may be run."""
        with (self.folder / "log").open("ab") as log:
            given = {"cwd": self.folder, "env": bare_environment(), "stdout": log, "stderr": log}
            return subprocess.Popen(self._inside(words), **given)  # type: ignore[call-overload, no-any-return]

    def _inside(self, words: Sequence[str | Path]) -> Sequence[str | Path]:
        """Return how its programs are run: root becomes somebody else."""
        owner = as_whom()
        return words if owner is None else [*becoming(owner), *words]

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


def becoming(owner: str) -> list[str]:
    """Return the words with which root runs what follows as somebody else."""
    who = pwd.getpwnam(owner)
    return ["setpriv", f"--reuid={who.pw_uid}", f"--regid={who.pw_gid}", "--clear-groups"]


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

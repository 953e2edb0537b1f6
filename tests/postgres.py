"""A real PostgreSQL for tests: a server of their own, on a free port, with a data folder that is gone in the end.

PostgreSQL refuses to run as root, so that root starts it as somebody else. One server serves a whole test run (of each
process of it), a new database each test.
"""

from __future__ import annotations

import getpass
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cache
from itertools import count
from pathlib import Path

import psycopg

OWNERS = ("postgres", "nobody")
"""As whom root starts it, the first of them that there is."""
FASTER = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60")
DURABLE = ("max_connections=60",)
"""As it is shipped: a commit waits for the disk."""
PATIENCE = 60.0
"""Seconds that a server may take to listen."""


@dataclass(frozen=True)
class Server:
    """A server that runs."""

    port: int
    pid: int = 0
    """Of its first process, whose children the others are; none where somebody else looks after it."""
    numbers: Iterator[int] = field(default_factory=count)

    def new_database(self, template: str | None = None) -> str:
        """Make an empty database, or a copy of the one that the URL `template` names and nobody uses; return its SQLAlchemy URL."""
        name, like = f"kartabl_{next(self.numbers)}", (template or "template1").rpartition("/")[2]
        with self.connected() as connection:
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{like}"'.encode())
        return f"postgresql+psycopg://kartabl@127.0.0.1:{self.port}/{name}"

    @contextmanager
    def copy(self, template: str) -> Iterator[str]:
        """Give the URL of a copy of a database, which is gone in the end: of hundreds that stay a disk would be full."""
        url = self.new_database(template)
        try:
            yield url
        finally:
            with self.connected() as connection:
                connection.execute(f'DROP DATABASE "{url.rpartition("/")[2]}" WITH (FORCE)'.encode())

    @contextmanager
    def away(self, url: str) -> Iterator[None]:
        """Let nobody into the database at a URL meanwhile, and throw out who is in it."""
        name = url.rpartition("/")[2]
        with self.connected() as connection:
            connection.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false'.encode())
            self.throw_out(url)
            try:
                yield
            finally:
                connection.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true'.encode())

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """Stop all its processes meanwhile: the machine takes connections and what is sent, and nobody ever answers."""
        stopped: list[int] = []
        try:
            for process in (self.pid, *children(self.pid)):  # the first at first, that it makes no more of them
                os.kill(process, signal.SIGSTOP)
                stopped.append(process)
            yield
        finally:
            for process in stopped:
                os.kill(process, signal.SIGCONT)

    def throw_out(self, url: str) -> None:
        """End all connections to the database at a URL."""
        asked = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"
        with self.connected() as connection:
            connection.execute(asked, [url.rpartition("/")[2]])

    def connected(self) -> psycopg.Connection:
        """Return a connection of its owner's, beside every office's."""
        return psycopg.connect(self._address("postgres"), autocommit=True)

    def listens(self) -> bool:
        """Return whether it takes connections."""
        try:
            self.connected().close()
        except psycopg.OperationalError:
            return False
        return True

    def _address(self, database: str) -> str:
        return f"host=127.0.0.1 port={self.port} user=kartabl dbname={database} connect_timeout=5"


@contextmanager
def server(settings: Sequence[str] = FASTER) -> Iterator[Server]:
    """Start a server, and stop it in the end."""
    binaries, owner = programs(), as_whom()
    folder = Path(tempfile.mkdtemp(prefix="kartabl-postgres-"))  # not below pytest's folders, which are root's alone
    try:
        if owner is not None:
            shutil.chown(folder, owner)
        with (folder / "log").open("wb") as log:
            made = [
                binaries / "initdb",
                "-D",
                folder / "data",
                "-U",
                "kartabl",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--locale=C",
                "-N",
            ]
            subprocess.run(made, user=owner, cwd=folder, env=bare_environment(), stdout=log, stderr=log, check=True)
            port = _free_port()
            run = [
                binaries / "postgres",
                "-D",
                folder / "data",
                "-h",
                "127.0.0.1",
                "-p",
                str(port),
                "-k",
                folder,
            ]
            run += [word for setting in settings for word in ("-c", setting)]
            process = subprocess.Popen(run, user=owner, cwd=folder, env=bare_environment(), stdout=log, stderr=log)
            started = Server(port=port, pid=process.pid)
            try:
                _wait(started, process, folder)
                yield started
            finally:
                process.send_signal(2)  # the fast way: it ends its connections and closes
                process.wait(PATIENCE)
    finally:
        shutil.rmtree(folder)


_running = ExitStack()


@cache
def shared() -> Server:
    """Return the server of this process' tests, started at the first call; `stop` stops it."""
    return _running.enter_context(server())


def stop() -> None:
    """Stop the server that `shared` started, if it did."""
    _running.close()


def _wait(started: Server, process: subprocess.Popen[bytes], folder: Path) -> None:
    until = time.monotonic() + PATIENCE
    while not started.listens():
        if process.poll() is not None or time.monotonic() > until:
            raise RuntimeError(f"Expected PostgreSQL to listen, but it says: {(folder / 'log').read_text('utf-8')}")
        time.sleep(0.05)


def children(pid: int) -> list[int]:
    """Return the processes that a process has started."""
    return [int(found) for found in Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()]


@cache
def programs() -> Path:
    """Return the folder of PostgreSQL's programs, of its newest version."""
    found = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if found:
        return max(found, key=lambda path: int(path.parent.name))
    on_path = shutil.which("initdb")
    if on_path is None:
        raise RuntimeError("Expected PostgreSQL, but found none; on Debian: apt-get install postgresql")
    return Path(on_path).resolve().parent


def as_whom() -> str | None:
    """Return as whom to start it; None where that is whoever runs the tests."""
    if os.geteuid() != 0:
        return None
    with open("/etc/passwd", encoding="utf-8") as people:
        known = {line.partition(":")[0] for line in people}
    return next(name for name in (*OWNERS, getpass.getuser()) if name in known)


def bare_environment() -> dict[str, str]:
    return {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "TZ": "UTC"}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])

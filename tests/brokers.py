"""Real brokers for tests: Redis and RabbitMQ, each a server of its own on free ports, with a data folder that is gone in the end."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from kombu import Connection

PATIENCE = 90.0
"""Seconds that a broker may take to listen."""
RABBITMQ = Path("/usr/lib/rabbitmq/bin/rabbitmq-server")
QUEUE = "kartabl"


class Broker(ABC):
    """A broker that can be killed, and started again on what it had."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    @abstractmethod
    def url(self) -> str:
        """Return where it listens."""

    @abstractmethod
    def _command(self) -> tuple[Sequence[str | Path], Mapping[str, str]]:
        """Return how it is started: what is run, and in what environment."""

    def start(self) -> None:
        """Start it, and wait until it listens."""
        command, environment = self._command()
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                command, env={**os.environ, **environment}, cwd=self.folder, stdout=log, stderr=log, start_new_session=True
            )  # fmt: skip
        until = time.monotonic() + PATIENCE
        while not self.listens():
            if self._process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(
                    f"Expected a broker to listen, but it says: {(self.folder / 'log').read_text('utf-8')}"
                )
            time.sleep(0.1)

    def listens(self) -> bool:
        """Return whether it takes connections."""
        try:
            with Connection(self.url, connect_timeout=2) as connection:
                connection.ensure_connection(max_retries=1, interval_start=0, timeout=2)
        except Exception:  # each of them says so in a way of its own
            return False
        return True

    def kill(self) -> None:
        """Kill it: no time to write anything down."""
        assert self._process is not None
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait(PATIENCE)

    def stop(self) -> None:
        """End what there is of it."""
        if self._process is not None and self._process.poll() is None:
            self.kill()

    def waiting(self) -> int:
        """Return how many messages wait."""
        with Connection(self.url, connect_timeout=2) as connection:
            try:
                return int(connection.default_channel.queue_declare(queue=QUEUE, passive=True).message_count)
            except connection.channel_errors:
                return 0  # Redis has no queue that is empty

    def purge(self) -> int:
        """Lose what waits; return how much it was."""
        with Connection(self.url, connect_timeout=2) as connection:
            try:
                return int(connection.default_channel.queue_purge(QUEUE) or 0)
            except connection.channel_errors:
                return 0  # nothing was ever sent


class Redis(Broker):
    """Redis, which writes down what it is given."""

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def _command(self) -> tuple[Sequence[str | Path], Mapping[str, str]]:
        place = ["--port", str(self.port), "--bind", "127.0.0.1", "--dir", str(self.folder)]
        return [program("redis-server"), *place, "--appendonly", "yes", "--save", ""], {}


class RabbitMq(Broker):
    """RabbitMQ, with a port mapper of its own beside it."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._mapper_port, self._peers_port = free_port(), free_port()
        self._mapper: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"amqp://guest:guest@127.0.0.1:{self.port}//"

    def start(self) -> None:
        if self._mapper is None:
            command = [program("epmd"), "-port", str(self._mapper_port), "-address", "127.0.0.1"]
            self._mapper = subprocess.Popen(command, env={"PATH": os.environ["PATH"]})
        super().start()

    def stop(self) -> None:
        super().stop()
        if self._mapper is not None:
            self._mapper.terminate()
            self._mapper.wait(PATIENCE)

    def _command(self) -> tuple[Sequence[str | Path], Mapping[str, str]]:
        if not RABBITMQ.exists():
            raise RuntimeError("Expected RabbitMQ, but found none; on Debian: apt-get install rabbitmq-server")
        return [RABBITMQ], {
            "HOME": str(self.folder),  # its cookie is kept there
            "ERL_EPMD_PORT": str(self._mapper_port),
            "ERL_EPMD_ADDRESS": "127.0.0.1",
            "RABBITMQ_NODENAME": f"kartabl{self.port}@localhost",
            "RABBITMQ_NODE_IP_ADDRESS": "127.0.0.1",
            "RABBITMQ_NODE_PORT": str(self.port),
            "RABBITMQ_DIST_PORT": str(self._peers_port),
            "RABBITMQ_MNESIA_BASE": str(self.folder / "data"),
            "RABBITMQ_LOG_BASE": str(self.folder / "logs"),
            "RABBITMQ_PID_FILE": str(self.folder / "pid"),
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(self.folder / "plugins"),
            "RABBITMQ_CONFIG_FILE": str(self.folder / "none"),
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": "+S 1:1 +sbwt none -kernel inet_dist_use_interface {127,0,0,1}",
        }


KINDS: Mapping[str, type[Broker]] = {"redis": Redis, "rabbitmq": RabbitMq}


@contextmanager
def broker(kind: str) -> Iterator[Broker]:
    """Start a broker, and end it in the end."""
    folder = Path(tempfile.mkdtemp(prefix=f"kartabl-{kind}-"))
    made = KINDS[kind](folder)
    try:
        made.start()
        yield made
    finally:
        made.stop()
        shutil.rmtree(folder, ignore_errors=True)


def program(name: str) -> str:
    """Return the path of a program; raise where it is not there."""
    found = shutil.which(name)
    if found is None:
        raise RuntimeError(f"Expected {name}, but found none; on Debian: apt-get install redis-server rabbitmq-server")
    return found


def free_port() -> int:
    """Return a port of this machine on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def listens(port: int) -> bool:
    """Return whether somebody on this machine listens on a port."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0

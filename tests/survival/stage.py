"""The whole of an office at work: web servers, workers, PostgreSQL and a broker, of which any may be killed and started again."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Protocol

from tests.brokers import Broker, broker, free_port
from tests.postgres import children
from tests.servers.workers import environment
from tests.survival.lasting import Lasting, lasting

PATIENCE = 180.0
"""Seconds that anything may take: on a busy machine starting a process alone takes many."""
WEIGHTS: Mapping[str, int] = {"web": 5, "worker": 6, "postgres": 3, "broker": 3}
"""How often each kind is killed, in proportion."""


class Killable(Protocol):
    """What can be killed."""

    def kill(self) -> None:
        """Kill it."""

    def start(self) -> None:
        """Start it again."""


@dataclass
class Process:
    """A process of the office, as an operator starts it."""

    words: list[str]
    environment: Mapping[str, str]
    log: Path
    says: str
    """What it says once it is up."""
    running: subprocess.Popen[bytes] | None = None
    began: int = 0
    """Where in its log the last start begins."""

    def is_up(self) -> bool:
        """Return whether it works: a kill of one that does not yet would break nothing."""
        return self.says.encode() in self.log.read_bytes()[self.began :]

    def has_ended(self) -> bool:
        """Return whether it ended by itself, as one does that finds no database when it starts."""
        return self.running is not None and self.running.poll() is not None

    def start(self) -> None:
        """Start it; it is not waited for."""
        self.began = self.log.stat().st_size if self.log.exists() else 0
        with self.log.open("ab") as log:
            command = [sys.executable, "-u", Path(sys.executable).with_name("kartabl"), *self.words]
            self.running = subprocess.Popen(command, env=self.environment, stdout=log, stderr=log)

    def kill(self) -> None:
        """Kill it."""
        assert self.running is not None
        self.running.kill()
        self.running.wait(PATIENCE)

    def stop(self) -> int:
        """Ask it to stop; return what it returns."""
        assert self.running is not None
        self.running.send_signal(signal.SIGTERM)
        return self.running.wait(PATIENCE)


@dataclass
class Serving(Process):
    """Gunicorn: mostly one of its processes is killed, for which it starts another by itself; else the one that looks after them."""

    random: Random = field(default_factory=Random)
    alone: float = 0.25
    """How often it is itself killed: those that it leaves behind let go of the port a moment later, and a start before that is refused."""

    def start(self) -> None:
        if self.running is None or self.running.poll() is not None:
            super().start()

    def kill(self) -> None:
        assert self.running is not None
        processes = children(self.running.pid)
        if not processes or self.random.random() < self.alone:
            super().kill()
            return
        with suppress(ProcessLookupError):  # it ended just now
            os.kill(self.random.choice(processes), signal.SIGKILL)


@dataclass
class Stage:
    """All of them."""

    postgres: Lasting
    broker: Broker
    webs: dict[int, Process]
    workers: list[Process]
    url: str
    environment: Mapping[str, str]
    folder: Path

    def kill_at_random(self, random: Random) -> str:
        """Kill one of those that work, and start it again at once; return its kind.

        One of a kind that is not up again is waited for: else nearly only what starts quickly would be killed, again and again.
        """
        [kind] = random.choices(list(WEIGHTS), list(WEIGHTS.values()))
        until = time.monotonic() + PATIENCE
        while not (found := self._up(kind)):
            self.revive()
            if time.monotonic() > until:
                raise AssertionError(self.logs())
            time.sleep(0.1)
        one = random.choice(found)
        one.kill()
        one.start()
        return kind

    def _up(self, kind: str) -> Sequence[Killable]:
        """Return those of a kind that work."""
        if kind in ("postgres", "broker"):
            return [self.postgres if kind == "postgres" else self.broker]
        return [each for each in (self.webs.values() if kind == "web" else self.workers) if each.is_up()]

    def revive(self) -> None:
        """Start again what ended by itself, as an operator's service manager does."""
        for each in (*self.webs.values(), *self.workers):
            if each.has_ended():
                each.start()

    def await_workers(self) -> None:
        """Wait until workers work."""
        until = time.monotonic() + PATIENCE
        while not all(each.is_up() for each in self.workers):
            self.revive()
            if time.monotonic() > until:
                raise AssertionError(self.logs())
            time.sleep(0.1)

    def stop(self) -> None:
        """Stop web servers and workers, each after what it has in hand."""
        for each in (*self.webs.values(), *self.workers):
            each.stop()

    def logs(self) -> str:
        """Return what they said."""
        return "\n".join(
            f"{path.name}:\n{path.read_text('utf-8')[-3000:]}" for path in sorted(self.folder.glob("*.log"))
        )


@contextmanager
def stage(folder: Path, *, kind: str = "redis", workers: int = 2, seed: int = 0) -> Iterator[Stage]:
    """Give an office at work on a PostgreSQL that lasts: a web server of one process and one of several, both over the same database."""
    with lasting() as postgres, broker(kind) as queue:
        url = postgres.server.new_database()
        given = {"BROKER_URL": queue.url, "DEMO_CASES": "0", "SIGN_INS": "100000"}
        common = environment(url, folder / "data", **given)
        one, several = free_port(), free_port()
        # what gunicorn's processes count is left in a folder where they are killed
        at_scale = {**common, "KARTABL_PORT": str(several), "KARTABL_WORKERS": "2", "TMPDIR": str(folder)}
        web = {
            one: Process(["run"], {**common, "KARTABL_PORT": str(one)}, folder / "web-run.log", "Kartabl is at"),
            several: Serving(["serve"], at_scale, folder / "web-serve.log", "Listening at", random=Random(seed)),
        }
        work = [
            Process(["worker"], common, folder / f"worker-{number}.log", "Kartabl works") for number in range(workers)
        ]
        made = Stage(postgres, queue, web, work, url, common, folder)
        try:
            for port, each in web.items():  # the first fills the office
                each.start()
                await_answer(port, made)
            for one in work:
                one.start()
            made.await_workers()
            yield made
        finally:
            for each in (*web.values(), *work):
                if each.running is not None and each.running.poll() is None:
                    Process.kill(each)


def await_answer(port: int, made: Stage) -> None:
    """Wait until a web server answers."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5).close()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise AssertionError(made.logs())

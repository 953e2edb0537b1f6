"""An office served over HTTP by as many processes as asked, on either database, and what they and the database use of the machine."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlencode

from argon2 import PasswordHasher
from sqlalchemy import Engine, text, update

from engine.store.sql import SqlStore
from processes.demo import show
from processes.demo.people import PASSWORD
from processes.demo.play import Hands
from processes.tables import DbPerson
from tests.brokers import free_port, listens
from tests.postgres import DURABLE, Server, server
from tests.processes.build import Bench
from web import settings
from web.wiring import Kartabl, without_pages

TICK = os.sysconf("SC_CLK_TCK")
PATIENCE = 60.0


@dataclass(frozen=True, kw_only=True)
class Home:
    """A database, and how to set up an office in it."""

    name: str
    url: str
    folder: Path
    postgres: Server | None = None

    @property
    def environment(self) -> dict[str, str]:
        """The settings of an office that is no demonstration, in which nobody is kept from signing in often."""
        return {
            "KARTABL_DATA": str(self.folder), "KARTABL_DATABASE_URL": self.url, "KARTABL_DEMO": "no",
            "KARTABL_SECRET_KEY": "for the bench only", "KARTABL_SIGN_INS": "1000000", "KARTABL_LANGUAGE": "fa",
        }  # fmt: skip

    def settings(self) -> settings.Settings:
        """Return the same as they are read."""
        return settings.read(self.environment)


@contextmanager
def homes(which: tuple[str, ...] = ("SQLite", "PostgreSQL"), count: int = 1) -> Iterator[list[list[Home]]]:
    """Give `count` empty databases of each kind, in folders that are gone in the end."""
    with TemporaryDirectory() as folder, server(DURABLE) if "PostgreSQL" in which else nullcontext() as started:
        found: list[list[Home]] = []
        for name in which:
            made = []
            for number in range(count):
                place = Path(folder) / f"{name}{number}"
                place.mkdir()
                url = (
                    f"sqlite:///{place / 'kartabl.sqlite'}"
                    if started is None or name == "SQLite"
                    else started.new_database()
                )
                made.append(Home(name=name, url=url, folder=place, postgres=started if name == "PostgreSQL" else None))
            found.append(made)
        yield found


def prepared(home: Home) -> tuple[Kartabl, Bench]:
    """Fill an office with the demo's people and the shipped services; return it with hands that play cases in it, at the machine's time."""
    wired = without_pages(home.settings())
    show.prepare(wired.office)
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(
        PASSWORD
    )  # signing in is not what is measured
    with wired.store.writing() as unit:
        unit.session.execute(update(DbPerson).values(password=quick))
    return wired, Bench(wired.office, Hands(wired.office.time()))


def settle(engine: Engine) -> None:
    """Do what a database that has been in use for a while has done: know how much there is, and (PostgreSQL) which pages all can see.

    Without the second an index has to be held against each row that it finds: a page of the tray took 2.5 times as long until autovacuum came by.
    """
    if engine.dialect.name == "sqlite":
        SqlStore(engine).survey()
        return
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM (ANALYZE)"))


@dataclass
class Served:
    """A server that runs: one process, and perhaps those that it has started."""

    port: int
    process: subprocess.Popen[bytes]
    started: float = 0.0
    """Seconds from its start to its first answer."""

    def cpu(self) -> float:
        """Return the CPU seconds that its processes have used."""
        return _with_children(self.process.pid)

    def resident(self) -> float:
        """Return the megabytes that its first process has in memory."""
        return _resident(self.process.pid)


@contextmanager
def serving(home: Home) -> Iterator[Served]:
    """Serve an office by one process, with the floor beside it, and stop in the end."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(512)
        command = [sys.executable, "-m", "tests.benchmarks.worker", str(listening.fileno())]
        environment = {**os.environ, **home.environment}
        begin = time.perf_counter()
        process = subprocess.Popen(command, env=environment, pass_fds=[listening.fileno()])
        served = Served(listening.getsockname()[1], process)
        try:
            Client(served.port).get("/healthz")
            served.started = time.perf_counter() - begin
            yield served
        finally:
            process.terminate()
            process.wait(PATIENCE)


@contextmanager
def at_scale(home: Home, workers: int, threads: int) -> Iterator[Served]:
    """Serve an office as an organisation does, by gunicorn with its shipped settings; what goes on by itself is left to others."""
    port = free_port()
    own = {"KARTABL_PORT": str(port), "KARTABL_WORKERS": str(workers), "KARTABL_THREADS": str(threads)}
    command = [sys.executable, "-m", "gunicorn", "--config", "python:tests.benchmarks.at_scale"]
    with subprocess.Popen(command, env={**os.environ, **home.environment, **own}, stderr=subprocess.DEVNULL) as process:
        try:
            until = time.monotonic() + PATIENCE
            while not listens(port):
                if process.poll() is not None or time.monotonic() > until:
                    raise RuntimeError("Expected gunicorn to answer, but found that it does not")
                time.sleep(0.1)
            yield Served(port, process)
        finally:
            process.terminate()


def database_cpu(postgres: Server | None) -> float:
    """Return the CPU seconds that the database's own processes have used; in SQLite there are none."""
    if postgres is None:
        return 0.0
    root = int(_stdout("pgrep", "-o", "-f", f"postgres.*-p {postgres.port}").split()[0])
    return _with_children(root)


def _with_children(pid: int) -> float:
    """Return the CPU seconds of a process and of its children, those that have ended among them."""
    return _cpu(pid, children=True) + sum(_cpu(int(child)) for child in _stdout("pgrep", "-P", str(pid)).split())


def _stdout(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def _cpu(pid: int, *, children: bool = False) -> float:
    """Return the CPU seconds of a process; 0 where it has gone. `children`: with those of its children that have ended."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(int(each) for each in fields[11 : 15 if children else 13]) / TICK


def _resident(pid: int) -> float:
    found = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text("ascii"))
    return int(found[1]) / 1024 if found else 0.0


@dataclass
class Client:
    """Somebody's browser: one connection that stays open, the cookies, and the token of the last page."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    token: str = ""
    _connection: HTTPConnection | None = None

    def get(self, path: str) -> tuple[int, str]:
        """Open a page; return status and text."""
        answer, body = self._ask("GET", path, None)
        found = re.search(r'name="csrf_token" value="([^"]+)"', body)
        self.token = found[1] if found else self.token
        return answer.status, body

    def post(self, path: str, fields: dict[str, str]) -> tuple[int, str]:
        """Send a form with the page's token; return status and where it leads."""
        answer, _ = self._ask("POST", path, urlencode({"csrf_token": self.token, **fields}))
        return answer.status, answer.headers.get("Location", "")

    def sign_in(self, person: str) -> None:
        """Sign in."""
        self.get("/sign-in")
        status, _ = self.post("/sign-in", {"username": person, "password": PASSWORD})
        if status != 303:
            raise RuntimeError(f"Expected {person} to sign in, but found {status}")
        self.get("/keys")

    def close(self) -> None:
        """Let go of the connection; the next page is asked for by another."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _ask(self, method: str, path: str, body: str | None) -> tuple[HTTPResponse, str]:
        if self._connection is None:
            self._connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://127.0.0.1:{self.port}"}
        self._connection.request(method, path, body, headers)
        answer = self._connection.getresponse()
        text = answer.read().decode()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        if answer.will_close:
            self._connection = None
        return answer, text

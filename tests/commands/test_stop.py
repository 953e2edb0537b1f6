"""Told to stop, a server lets the request in hand finish and ends with 0; with real processes."""

from __future__ import annotations

import http.client
import json
import re
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from urllib.parse import urlencode

import pytest

from processes.demo.people import PASSWORD
from tests.brokers import free_port, listens
from tests.commands.conftest import Kartabl, environment
from tests.commands.test_run import PATIENCE
from tests.postgres import shared

pytestmark = [pytest.mark.slow, pytest.mark.node]
OPEN = 300
"""Connections of an office's browsers, each of which keeps some."""
SOON = 20
"""Seconds: less than a server keeps a connection on which nothing is said."""
TOKEN = "known to Prometheus"
LOG = {"KARTABL_LOG": "json", "KARTABL_LOG_LEVEL": "info", "KARTABL_DEMO_CASES": "0"}


@contextmanager
def started(command: str, folder: Path, **given: str) -> Iterator[tuple[int, subprocess.Popen[str]]]:
    """Give the port of a server that answers, and its process."""
    port = free_port()
    with (folder / "out").open("w") as out, (folder / "log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-u", "-c", "from web.cli import main; main()", command],
            env=environment(folder, KARTABL_PORT=str(port), **LOG | given), cwd=folder, text=True, stdout=out, stderr=log,
        )  # fmt: skip
    late = threading.Timer(PATIENCE, process.kill)
    late.start()
    try:
        while not listens(port):
            assert process.poll() is None, (folder / "log").read_text()
            time.sleep(0.05)
        yield port, process
    finally:
        late.cancel()
        process.kill()
        process.wait()


def ask(port: int, method: str, path: str, body: str = "", **headers: str) -> tuple[http.client.HTTPResponse, str]:
    """Return the answer to a request, and its text."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)) as connection:
        connection.request(method, path, body, {"Accept-Language": "en", **headers})
        answer = connection.getresponse()
        return answer, answer.read().decode()


def sign_in(port: int) -> http.client.HTTPResponse:
    """Sign in as a browser does."""
    page, text = ask(port, "GET", "/sign-in")
    token = re.search(r'name="csrf_token" value="([^"]+)"', text)
    assert token is not None
    typed = urlencode({"csrf_token": token[1], "username": "sarabi", "password": PASSWORD})
    cookie = str(page.headers["Set-Cookie"]).partition(";")[0]
    kind = "application/x-www-form-urlencoded"
    return ask(port, "POST", "/sign-in", typed, Cookie=cookie, **{"Content-Type": kind})[0]


@pytest.mark.parametrize("command", ["run", "serve"])
def test_the_request_in_hand_is_finished_before_the_end(tmp_path: Path, command: str) -> None:
    with started(command, tmp_path) as (port, process), ThreadPoolExecutor(1) as pool:
        assert ask(port, "GET", "/readyz")[0].status == 200
        with closing(sqlite3.connect(tmp_path / "kartabl.sqlite", isolation_level=None)) as database:
            database.execute("BEGIN IMMEDIATE")  # whoever signs in must wait to write it down
            answer = pool.submit(sign_in, port)
            while "sign-in" not in (tmp_path / "log").read_text():  # its page has come, so that it is sent now
                time.sleep(0.05)
            time.sleep(1)
            process.send_signal(signal.SIGTERM)
            while command == "run" and listens(port):  # gunicorn's processes keep the socket until they end
                time.sleep(0.05)
            time.sleep(1)
            assert not answer.done()
            database.execute("COMMIT")
        assert answer.result().status == 303
        assert process.wait(PATIENCE) == 0
    assert count(tmp_path, "sign_in") == 1


@pytest.mark.parametrize("command", ["run", "serve"])
def test_connections_that_browsers_keep_open_keep_nobody_waiting(tmp_path: Path, command: str) -> None:
    with started(command, tmp_path) as (port, _process), ExitStack() as browsers:
        for _ in range(OPEN):
            kept = browsers.enter_context(closing(http.client.HTTPConnection("127.0.0.1", port, timeout=SOON)))
            kept.request("GET", "/healthz")
            assert kept.getresponse().read()
        assert ask(port, "GET", "/healthz")[0].status == 200


def count(folder: Path, table: str) -> int:
    with closing(sqlite3.connect(folder / "kartabl.sqlite")) as database:
        return int(database.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def test_processes_count_together_and_write_one_log(tmp_path: Path) -> None:
    with started("serve", tmp_path, KARTABL_METRICS_TOKEN=TOKEN) as (port, process):
        for _ in range(20):
            assert ask(port, "GET", "/healthz")[0].status == 200
        text = ask(port, "GET", "/metrics", Authorization=f"Bearer {TOKEN}")[1]
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE) == 0
    assert 'kartabl_requests_total{endpoint="health.alive",method="GET",status="200"} 20.0' in text
    assert "kartabl_last_look_seconds " in text
    lines = [json.loads(line) for line in (tmp_path / "log").read_text().splitlines()]
    assert sum(line.get("route") == "/healthz" for line in lines) == 20
    assert {"gunicorn.error", "kartabl.requests"} <= {line["logger"] for line in lines}
    assert {line["status"] for line in lines if "status" in line} == {200}


@pytest.mark.parametrize("command", ["run", "serve"])
def test_only_who_looks_by_itself_tells_of_its_last_look(tmp_path: Path, command: str) -> None:
    given = {"KARTABL_METRICS_TOKEN": TOKEN, "KARTABL_BROKER_URL": "redis://127.0.0.1:1/0"}
    with started(command, tmp_path, **given) as (port, _process):
        text = ask(port, "GET", "/metrics", Authorization=f"Bearer {TOKEN}")[1]
    assert "kartabl_last_look_seconds" not in text, "workers look here: an alert on it would never end"
    assert "kartabl_held_back_total 0.0" in text


def test_a_start_that_fails_leaves_no_counts_behind(
    kartabl: Kartabl, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    answer = kartabl("serve", DATABASE_URL="postgresql+psycopg://kartabl@127.0.0.1:1/kartabl", DATABASE_CONNECT="1")
    assert answer.returncode != 0
    assert list(tmp_path.glob("kartabl-metrics-*")) == []


@pytest.mark.postgres
def test_processes_share_no_connection_and_outlive_a_database_that_was_away(tmp_path: Path) -> None:
    server, url = shared(), shared().new_database()
    with started("serve", tmp_path, KARTABL_DATABASE_URL=url, KARTABL_WORKERS="3") as (port, process):
        with ThreadPoolExecutor(8) as pool:
            found = list(pool.map(lambda _: ask(port, "GET", "/readyz")[0].status, range(60)))
        assert set(found) == {200}
        assert sign_in(port).status == 303
        with server.away(url):
            assert ask(port, "GET", "/readyz")[0].status == 503
        with ThreadPoolExecutor(8) as pool:
            found = list(pool.map(lambda _: ask(port, "GET", "/readyz")[0].status, range(30)))
        assert set(found) == {200}
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE) == 0

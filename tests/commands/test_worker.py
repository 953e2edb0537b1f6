"""`kartabl worker` without a broker: works by its own looks, tells what it did, and ends when it is asked to."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import text

from processes import clock
from tests.brokers import free_port
from tests.commands.conftest import Kartabl, environment
from tests.postgres import Server
from tests.processes import build

pytestmark = pytest.mark.slow
TOKEN = "known to Prometheus"
PATIENCE = 60.0
A_TIMER_OF_NO_CASE = (
    "INSERT INTO job (instance, id, element, due, try_at) SELECT id, 'late', 'x', started_at, started_at "
    "FROM instance WHERE status <> 'running' LIMIT 1"
)


@contextmanager
def working(folder: Path, *more: str, **given: str) -> Iterator[subprocess.Popen[str]]:
    """Give a worker that works."""
    process = subprocess.Popen(
        [sys.executable, "-u", "-c", "from web.cli import main; main()", "worker", *more],
        env=environment(folder, **given), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "Kartabl works, without a broker.\n"
        yield process
    finally:
        process.kill()
        process.wait(20)
        if process.stdout is not None:
            process.stdout.close()


def told(port: int, path: str = "/metrics", token: str = TOKEN) -> Mapping[tuple[str, ...], float]:
    """Return each sample that a worker tells, by its name and the values of its labels."""
    asked = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers={"Authorization": f"Bearer {token}"})
    with urllib.request.urlopen(asked, timeout=20) as answer:
        families = text_string_to_metric_families(answer.read().decode())
    return {(each.name, *each.labels.values()): each.value for family in families for each in family.samples}


def test_a_worker_without_a_broker_works_and_ends_when_it_is_asked_to(data: Path) -> None:
    with working(data) as process:
        process.send_signal(signal.SIGTERM)
        assert process.communicate(timeout=60) == ("", None)
        assert process.returncode == 0


@pytest.fixture
def busy(data: Path) -> Path:
    """The data folder of an office in which one timer is due, and another cannot be fired: its case knows of none."""
    with build.bench(data / "kartabl.sqlite") as made:
        made.at_desk("paraph_letter")
        with made.office.store.writing() as unit:
            clock.advance(unit.session, timedelta(days=9))
            unit.session.execute(text(A_TIMER_OF_NO_CASE))
    return data


def test_a_worker_tells_prometheus_what_it_did(busy: Path) -> None:
    port, began = free_port(), time.time()
    given = {"KARTABL_METRICS_PORT": str(port), "KARTABL_METRICS_TOKEN": TOKEN}
    with working(busy, **given):
        last = time.monotonic() + PATIENCE
        while not told(port)["kartabl_looks_total", "done"] and time.monotonic() < last:
            time.sleep(0.1)
        found = told(port)
        for path, token in (("/metrics", ""), ("/metrics", "known to nobody, ever"), ("/", TOKEN)):
            with pytest.raises(urllib.error.HTTPError, match="404"):
                told(port, path, token)
    assert found["kartabl_looks_total", "done"] >= 1
    assert found["kartabl_looks_total", "failed"] == 0
    assert found["kartabl_done_by_itself_total", "fired"] > 0
    assert found["kartabl_failures_total", "NothingToDo"] == 1
    assert found["kartabl_held_back_total",] == 1
    assert found["kartabl_commands_total", "fire_timer", "done"] > 0
    assert found["kartabl_look_seconds_count",] >= found["kartabl_looks_total", "done"]
    assert began < found["kartabl_last_look_seconds",] <= time.time()
    assert found["process_resident_memory_bytes",] > 0


def test_what_may_fail_first_is_told_before_it_fails(data: Path) -> None:
    port = free_port()
    with working(data, KARTABL_METRICS_PORT=str(port), KARTABL_METRICS_TOKEN=TOKEN):
        assert told(port)["kartabl_held_back_total",] == 0, "an alert on a growth sees none from nothing to one"


def test_the_tenth_worker_of_a_machine_has_a_port_of_its_own(data: Path) -> None:
    port = free_port()
    given = {"KARTABL_METRICS_PORT": str(port - 10), "KARTABL_METRICS_TOKEN": TOKEN}
    with working(data, "--number", "10", **given):
        assert ("kartabl_last_look_seconds",) in told(port)


def test_a_number_beyond_the_last_port_is_refused(kartabl: Kartabl) -> None:
    answer = kartabl("worker", "--number", "10", METRICS_PORT="65530", METRICS_TOKEN=TOKEN)
    assert (answer.returncode, len(answer.stderr.splitlines())) == (1, 1), answer.stderr
    assert "Expected in KARTABL_METRICS_PORT a number from 1 to 65525 for worker 10" in answer.stderr


def test_what_machines_read_is_one_object_a_line(data: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-u", "-c", "from web.cli import main; main()", "worker"],
        env=environment(data, KARTABL_LOG="json", KARTABL_LOG_LEVEL="info"),
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    try:
        assert process.stdout is not None
        lines = [process.stdout.readline()]
        process.send_signal(signal.SIGTERM)
        lines += process.communicate(timeout=PATIENCE)[0].splitlines()
    finally:
        process.kill()
    assert json.loads(lines[0])["message"] == "Kartabl works, without a broker."
    assert all(json.loads(line)["level"] == "info" for line in lines)


@pytest.mark.postgres
def test_a_database_that_is_away_is_one_sentence_a_look(data: Path, postgres: Server, prepared_postgres: str) -> None:
    url = postgres.new_database(prepared_postgres)
    with working(data, KARTABL_DATABASE_URL=url, KARTABL_DATABASE_CONNECT="2") as process, postgres.away(url):
        assert process.stdout is not None
        first = process.stdout.readline()
        process.send_signal(signal.SIGTERM)
        rest = process.communicate(timeout=PATIENCE)[0]
    assert "Expected the database to answer, but found" in first
    assert "Traceback" not in first + rest
    assert all("Expected the database to answer" in line for line in rest.splitlines())


def test_without_a_token_it_tells_nobody(data: Path) -> None:
    port = free_port()
    with working(data, KARTABL_METRICS_PORT=str(port)), pytest.raises(urllib.error.URLError, match="refused"):
        told(port)


@pytest.mark.usefixtures("data")
def test_a_port_that_is_taken_is_said_to_be(kartabl: Kartabl) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        answer = kartabl("worker", METRICS_PORT=port, METRICS_TOKEN=TOKEN)
    assert (answer.returncode, len(answer.stderr.splitlines())) == (1, 1), answer.stderr
    assert f"Expected to listen at 127.0.0.1:{port}" in answer.stderr
    assert "KARTABL_METRICS_PORT" in answer.stderr

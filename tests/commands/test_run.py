"""`kartabl run`: prints its address and the accounts, answers, stops; a second start does not fill the office again."""

from __future__ import annotations

import socket
import sqlite3
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from processes.demo.people import PASSWORD, PEOPLE
from processes.deployment import SHIPPED
from tests.brokers import free_port
from tests.commands.conftest import Kartabl, environment

pytestmark = [pytest.mark.slow, pytest.mark.node]  # the pages need the built front end
PATIENCE = 60.0


@contextmanager
def running(folder: Path, last: str = "at /clock", **given: str) -> Iterator[tuple[int, str]]:
    """Give the port of a running server and what it printed up to its `last` words."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-u", "-c", "from web.cli import main; main()", "run"],
        env=environment(folder, KARTABL_PORT=str(port), **given), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    late = threading.Timer(PATIENCE, process.kill)
    late.start()
    try:
        yield port, _said(process, last)
    finally:
        late.cancel()
        process.terminate()
        process.wait(20)
        if process.stdout is not None:
            process.stdout.close()


def _said(process: subprocess.Popen[str], last: str) -> str:
    said = ""
    assert process.stdout is not None
    for line in process.stdout:
        said += line
        if last in line:
            return said
    raise AssertionError(f"It ended, and had said: {said}")


def answer(port: int) -> str:
    """Return the first page."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=20) as page:
        return str(page.read().decode())


def count(folder: Path, table: str) -> int:
    """Return how many rows a table has."""
    with closing(sqlite3.connect(folder / "kartabl.sqlite")) as database:
        return int(database.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def test_it_prints_its_address_and_the_accounts_and_answers(tmp_path: Path) -> None:
    with running(tmp_path) as (port, said):
        assert f"http://127.0.0.1:{port}/" in said
        assert PASSWORD in said
        assert all(key in said for key, *_ in PEOPLE)
        assert 'name="password"' in answer(port)
    filled = {table: count(tmp_path, table) for table in ("case_file", "record", "deployment", "person")}
    assert filled["case_file"] > 5
    with running(tmp_path) as (port, _):
        assert 'name="password"' in answer(port)
    assert {table: count(tmp_path, table) for table in filled} == filled


def test_a_real_office_has_the_shipped_services_and_nobody_made_up(tmp_path: Path) -> None:
    with running(tmp_path, "Kartabl is at", KARTABL_DEMO="no") as (port, said):
        assert "password" not in said
        assert 'name="password"' in answer(port)
    assert count(tmp_path, "deployment") == len(list(SHIPPED.glob("*.bpmn")))
    assert (count(tmp_path, "person"), count(tmp_path, "case_file")) == (0, 0)


@pytest.mark.parametrize("command", ["run", "serve"])
@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en_US.UTF-8", "Expected to listen at {}, but could not"),
        ("fa_IR.UTF-8", "روی \u2066{}\u2069 گوش کند، ولی نشد"),
    ],
    ids=["en", "fa"],
)
def test_a_port_that_is_taken_is_said_in_a_sentence(
    kartabl: Kartabl, monkeypatch: pytest.MonkeyPatch, command: str, language: str, said: str
) -> None:
    monkeypatch.setenv("LC_ALL", language)
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        told = kartabl(command, PORT=port)
    assert told.returncode == 1
    [line] = told.stderr.splitlines()
    assert said.format(f"127.0.0.1:{port}") in line


@pytest.mark.parametrize("command", ["run", "serve"])
def test_where_nobody_has_an_address_is_said_so(kartabl: Kartabl, command: str) -> None:
    told = kartabl(command, HOST="2001:db8::1")
    [line] = told.stderr.splitlines()
    assert "Expected to listen at [2001:db8::1]:8000, but could not: " in line


@pytest.mark.parametrize(("origin", "warned"), [("kartabl.local", True), ("office.example", False)])
def test_a_real_office_that_others_reach_is_told_to_have_a_name(tmp_path: Path, origin: str, warned: bool) -> None:
    given = {"KARTABL_HOST": "0.0.0.0", "KARTABL_DEMO": "no", "KARTABL_ORIGIN": origin}
    with running(tmp_path, "Kartabl is at", **given) as (_port, said):
        assert ("Expected in KARTABL_ORIGIN a name of this office's own" in said) == warned, said

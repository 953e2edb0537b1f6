"""A PostgreSQL that takes connections and never answers: servers say so, tell Prometheus, and end when they are asked to."""

from __future__ import annotations

import json
import signal
from pathlib import Path

import pytest

from tests.commands.test_stop import TOKEN, ask, sign_in, started
from tests.postgres import Server

pytestmark = [pytest.mark.slow, pytest.mark.node, pytest.mark.postgres]
GIVEN = {"KARTABL_DATABASE_CONNECT": "2", "KARTABL_DATABASE_STATEMENT": "5", "KARTABL_METRICS_TOKEN": TOKEN}


@pytest.mark.parametrize("command", ["run", "serve"])
def test_whoever_asks_is_told_that_it_does_not_answer(tmp_path: Path, postgres: Server, command: str) -> None:
    url = postgres.new_database()
    with started(command, tmp_path, KARTABL_DATABASE_URL=url, **GIVEN) as (port, process):
        cookie = str(sign_in(port).headers["Set-Cookie"]).partition(";")[0]
        assert ask(port, "GET", "/tray", Cookie=cookie)[0].status == 200
        with postgres.frozen():
            ready, said = ask(port, "GET", "/readyz")
            assert (ready.status, json.loads(said)["schema"]) == (503, "unknown")
            assert json.loads(said)["database"] in ("NoAnswer", "ConnectionTimeout")
            away = ask(port, "GET", "/tray", Cookie=cookie)[0]
            assert (away.status, away.headers["Retry-After"]) == (503, "10")
            told, measured = ask(port, "GET", "/metrics", Authorization=f"Bearer {TOKEN}")
            assert told.status == 200
            assert "kartabl_database_answers 0.0" in measured
            process.send_signal(signal.SIGTERM)
            assert process.wait(100) == 0, "the units wait for so long"
    assert (tmp_path / "out").read_text() == "", "who writes for machines writes nothing beside"

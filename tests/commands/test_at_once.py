"""Two servers start at once on one empty PostgreSQL: one of them migrates, both answer, nothing is there twice."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from processes.deployment import SHIPPED
from tests.commands.test_run import answer, running
from tests.postgres import shared

pytestmark = [pytest.mark.slow, pytest.mark.node, pytest.mark.postgres]


def test_two_servers_start_at_once_on_an_empty_database(tmp_path: Path) -> None:
    url = shared().new_database()

    def start(name: str) -> bool:
        given = {"KARTABL_DATABASE_URL": url, "KARTABL_DEMO": "no"}
        with running(tmp_path / name, "Kartabl is at", **given) as (port, _):
            return 'name="password"' in answer(port)

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(start, ["one", "two"])) == [True, True]
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        [found] = connection.execute("SELECT count(*) FROM deployment").fetchall()
    assert found == (len(list(SHIPPED.glob("*.bpmn"))),)

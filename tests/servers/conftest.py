"""An office on PostgreSQL, a broker of each kind, and workers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.store.sql import open_engine
from tests.brokers import KINDS, Broker, broker
from tests.postgres import Server
from tests.processes import build
from tests.processes.build import Bench
from tests.servers.workers import Workers, environment


@pytest.fixture(scope="module", params=KINDS)
def queue(request: pytest.FixtureRequest) -> Iterator[Broker]:
    """A broker that runs."""
    with broker(request.param) as made:
        yield made


@pytest.fixture
def bench(prepared_postgres: str, postgres: Server, tmp_path: Path) -> Iterator[Bench]:
    """An office at work, on PostgreSQL."""
    with build.bench_on(open_engine(postgres.new_database(prepared_postgres)), tmp_path) as made:
        yield made


@pytest.fixture
def workers(bench: Bench, queue: Broker, tmp_path: Path) -> Iterator[Workers]:
    """Workers of that office, of which none runs yet; ended in the end."""
    queue.purge()  # what a worker did not come to is given back when it ends
    url = bench.office.store.engine.url.render_as_string(hide_password=False)  # type: ignore[attr-defined]
    made = Workers(environment=environment(url, tmp_path, BROKER_URL=queue.url), log=tmp_path / "workers.log")
    yield made
    made.end()

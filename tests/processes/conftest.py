"""The office of each test: a copy of one prepared file, which is faster than to prepare it each time.

A module marked `databases` has its office in SQLite and in PostgreSQL, each test once in each.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.store.sql import open_engine
from tests.processes import build
from tests.processes.build import Bench


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of an office with people and services, and no case."""
    return build.database(tmp_path_factory.mktemp("office"))


@pytest.fixture
def bench(database: str, prepared: Path, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Bench]:
    """An office at work, in each of the databases that the test is for."""
    if database == "postgres":
        template, server = request.getfixturevalue("prepared_postgres"), request.getfixturevalue("postgres")
        with server.copy(template) as url, build.bench_on(open_engine(url), tmp_path) as made:
            yield made
    else:
        with build.copied(prepared, tmp_path / "office.db") as made:
            yield made

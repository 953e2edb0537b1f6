"""The office of each test: a copy of one prepared file, which is faster than to prepare it each time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.store.sql import open_engine
from tests.postgres import Server
from tests.processes import build
from tests.processes.build import Bench


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of an office with people and services, and no case."""
    return build.database(tmp_path_factory.mktemp("office"))


@pytest.fixture
def bench(prepared: Path, tmp_path: Path) -> Iterator[Bench]:
    """An office at work."""
    with build.copied(prepared, tmp_path / "office.db") as made:
        yield made


@pytest.fixture(scope="session")
def prepared_postgres(postgres: Server, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The URL of a PostgreSQL database with people and services, and no case."""
    url = postgres.new_database()
    with build.bench_on(open_engine(url), tmp_path_factory.mktemp("office")) as made:
        build.prepare(made)
    return url


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def either_bench(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Bench]:
    """An office at work, in each of the databases."""
    if request.param == "sqlite":
        yield request.getfixturevalue("bench")
        return
    template, server = request.getfixturevalue("prepared_postgres"), request.getfixturevalue("postgres")
    with build.bench_on(open_engine(server.new_database(template)), tmp_path) as made:
        yield made

"""The office of each test: a copy of one prepared file, which is faster than to prepare it each time.

A module marked `databases` has its office in SQLite and in PostgreSQL, each test once in each.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from engine.store.sql import open_engine
from tests.conftest import DATABASES
from tests.processes import build
from tests.processes.build import Bench


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of an office with people and services, and no case."""
    return build.database(tmp_path_factory.mktemp("office"))


@pytest.fixture
def bench(database: str, prepared: Path, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Bench]:
    """An office at work, in each of the databases that the test is for."""
    with _office(database, prepared, request, tmp_path) as made:
        yield made


@pytest.fixture(params=DATABASES)
def either_bench(request: pytest.FixtureRequest, prepared: Path, tmp_path: Path) -> Iterator[Bench]:
    """An office at work in each of the databases, for a test of a module that is not marked."""
    with _office(request.param, prepared, request, tmp_path) as made:
        yield made


@contextmanager
def _office(database: str, prepared: Path, request: pytest.FixtureRequest, folder: Path) -> Iterator[Bench]:
    if database == "postgres":
        template, server = request.getfixturevalue("prepared_postgres"), request.getfixturevalue("postgres")
        with server.copy(template) as url, build.bench_on(open_engine(url), folder) as made:
            yield made
    else:
        with build.copied(prepared, folder / "office.db") as made:
            yield made

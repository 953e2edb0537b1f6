"""Every store, empty; and the SQL ones, for what only they can show."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from engine.store.port import Store
from engine.store.sql import SqlStore
from tests.store.backends import BACKENDS, DATABASES, each_of, in_sql


@pytest.fixture(params=each_of(BACKENDS))
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty store of each kind."""
    with BACKENDS[request.param](tmp_path) as opened:
        yield opened


@pytest.fixture(params=each_of(DATABASES))
def database(request: pytest.FixtureRequest) -> str:
    """The kind of database."""
    return str(request.param)


@pytest.fixture
def sql_store(database: str, tmp_path: Path) -> Iterator[SqlStore]:
    """An empty store in a database."""
    with in_sql(database, tmp_path) as opened:
        yield opened


@pytest.fixture
def empty(database: str, tmp_path: Path) -> Iterator[Engine]:
    """A database of that kind in which there is nothing, not even a schema."""
    folder = tmp_path / "empty"
    folder.mkdir()
    with DATABASES[database](folder) as opened:
        yield opened

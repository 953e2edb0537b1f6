"""Every store, empty; and the SQL ones, for what only they can show."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.store.port import Store
from engine.store.sql import SqlStore
from tests.store.backends import BACKENDS, SQL_BACKENDS


@pytest.fixture(params=BACKENDS)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty store of each kind."""
    with BACKENDS[request.param](tmp_path) as opened:
        yield opened


@pytest.fixture(params=SQL_BACKENDS)
def sql_store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SqlStore]:
    """An empty store in each kind of database."""
    with SQL_BACKENDS[request.param](tmp_path) as opened:
        yield opened

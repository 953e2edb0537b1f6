"""The engine on every store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.engine import Engine
from engine.store.port import Store
from tests.engine.cases import engine_on
from tests.store.backends import BACKENDS, each_of


@pytest.fixture(params=each_of(BACKENDS))
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty store of each kind."""
    with BACKENDS[request.param](tmp_path) as opened:
        yield opened


@pytest.fixture
def engine(store: Store) -> Engine:
    """An engine without a host."""
    return engine_on(store)

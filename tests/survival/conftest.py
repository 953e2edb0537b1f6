"""An office at work on SQLite."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

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

"""The site of each test: a copy of one prepared office."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.processes import build
from tests.web import pages
from tests.web.pages import Site


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of an office with people and services, and no case."""
    return build.database(tmp_path_factory.mktemp("office"))


@pytest.fixture
def site(prepared: Path, tmp_path: Path) -> Iterator[Site]:
    """The application and the office behind it."""
    with pages.site(prepared, tmp_path) as made:
        yield made

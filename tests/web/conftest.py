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
def site(database: str, request: pytest.FixtureRequest, prepared: Path, tmp_path: Path) -> Iterator[Site]:
    """The application and the office behind it, in each of the databases that the test is for."""
    more = {}
    if database == "postgres":
        template = request.getfixturevalue("prepared_postgres")
        more["KARTABL_DATABASE_URL"] = request.getfixturevalue("postgres").new_database(template)
    with pages.site(prepared, tmp_path, **more) as made:
        yield made

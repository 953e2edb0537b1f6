"""The site of each test: a copy of one prepared office."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
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
    with ExitStack() as stack:
        more = {}
        if database == "postgres":
            template, server = request.getfixturevalue("prepared_postgres"), request.getfixturevalue("postgres")
            more["KARTABL_DATABASE_URL"] = stack.enter_context(server.copy(template))
        yield stack.enter_context(pages.site(prepared, tmp_path, **more))

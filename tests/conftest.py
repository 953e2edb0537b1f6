"""What all tests may use."""

from __future__ import annotations

import pytest

from tests.postgres import Server, shared, stop

DATABASES = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]


@pytest.fixture(scope="session")
def postgres() -> Server:
    """A PostgreSQL server; tests that want it are marked `postgres`."""
    return shared()


@pytest.fixture
def database() -> str:
    """The kind of database that a test's office is in: SQLite, and each of them where the test is marked `databases`."""
    return "sqlite"


@pytest.fixture(scope="session")
def prepared_postgres(postgres: Server, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The URL of a PostgreSQL database with people and services, and no case."""
    from tests.processes import build  # the tests of the engine need no office

    return build.on_postgres(postgres, tmp_path_factory.mktemp("office"))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that is marked `databases` in each of them."""
    if "database" in metafunc.fixturenames and metafunc.definition.get_closest_marker("databases"):
        metafunc.parametrize("database", DATABASES)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what runs a whole office in a database: each takes a part of a second, and there are thousands."""
    for item in items:
        if {"prepared", "prepared_postgres"} & set(getattr(item, "fixturenames", ())):
            item.add_marker("office")


def pytest_sessionfinish() -> None:
    """Stop it when the tests of this process are over."""
    stop()

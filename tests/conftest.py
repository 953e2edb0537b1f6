"""What all tests may use."""

from __future__ import annotations

import pytest

from tests.postgres import Server, shared, stop


@pytest.fixture(scope="session")
def postgres() -> Server:
    """A PostgreSQL server; tests that want it are marked `postgres`."""
    return shared()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what runs a whole office in a database: each takes a part of a second, and there are thousands."""
    for item in items:
        if {"prepared", "prepared_postgres"} & set(getattr(item, "fixturenames", ())):
            item.add_marker("office")


def pytest_sessionfinish() -> None:
    """Stop it when the tests of this process are over."""
    stop()

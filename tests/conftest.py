"""What all tests may use."""

from __future__ import annotations

import pytest

from tests.postgres import Server, shared, stop


@pytest.fixture(scope="session")
def postgres() -> Server:
    """A PostgreSQL server; tests that want it are marked `postgres`."""
    return shared()


def pytest_sessionfinish() -> None:
    """Stop it when the tests of this process are over."""
    stop()

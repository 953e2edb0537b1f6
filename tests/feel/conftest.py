"""Marks of this folder."""

import pytest


def pytest_configure(config: pytest.Config) -> None:
    """Make the mark known where only this folder is run."""
    config.addinivalue_line("markers", "node: needs what node's packages were bundled into, under build/")

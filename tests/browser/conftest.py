"""The system's Chromium, which talks to nobody but the page under test."""

from __future__ import annotations

import shutil
from typing import Any

import pytest

quiet = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    chromium = shutil.which("chromium")
    assert chromium, "Expected chromium on the path; on Debian: apt-get install chromium"
    return {**browser_type_launch_args, "executable_path": chromium, "args": list(quiet)}

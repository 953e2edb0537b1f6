"""`kartabl worker` without a broker: works by its own looks, and ends when it is asked to."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands.conftest import environment

pytestmark = pytest.mark.slow


def test_a_worker_without_a_broker_works_and_ends_when_it_is_asked_to(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-u", "-c", "from web.cli import main; main()", "worker"],
        env=environment(tmp_path), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "Kartabl works, without a broker.\n"
        process.send_signal(signal.SIGTERM)
        assert process.communicate(timeout=60) == ("", None)
        assert process.returncode == 0
    finally:
        process.kill()
        process.wait(20)

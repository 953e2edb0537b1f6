"""What an office without a network installs from: it is whole, it installs without an index, and it answers in another folder."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.brokers import free_port

pytestmark = [pytest.mark.long, pytest.mark.node]  # it asks the package index, and needs the built front end
ROOT = Path(__file__).parents[2]
NO_NETWORK = {"PIP_NO_INDEX": "1", "HTTPS_PROXY": "http://127.0.0.1:1", "HTTP_PROXY": "http://127.0.0.1:1"}
PATIENCE = 120.0


def bare(**more: str) -> dict[str, str]:
    """Return an environment that knows nothing of this folder."""
    return {"PATH": os.environ["PATH"], "PYTHON": sys.executable, "LC_ALL": "C.UTF-8", **NO_NETWORK, **more}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `make dist` makes."""
    out = tmp_path_factory.mktemp("dist") / "kartabl"
    subprocess.run([sys.executable, ROOT / "tools" / "dist.py", out], check=True)
    return out


@pytest.fixture(scope="module")
def installed(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command of a Kartabl that was installed from there."""
    venv = tmp_path_factory.mktemp("opt") / "venv"
    subprocess.run(["sh", made / "install.sh", venv], env=bare(), cwd=venv.parent, check=True)
    return venv / "bin" / "kartabl"


@contextmanager
def running(command: Path, folder: Path, *, of: str = "run") -> Iterator[str]:
    """Give the address of a server that answers."""
    port = free_port()
    settings = {"KARTABL_PORT": str(port), "KARTABL_DATA": str(folder / "var"), "KARTABL_DEMO_CASES": "0"}
    process = subprocess.Popen([command, of], env=bare(**settings), cwd=folder, stdout=subprocess.PIPE, text=True)
    late = threading.Timer(PATIENCE, process.kill)
    late.start()
    try:
        assert process.stdout is not None
        assert any("/clock" in line for line in process.stdout)
        yield f"http://127.0.0.1:{port}"
    finally:
        late.cancel()
        process.terminate()
        assert process.wait(PATIENCE) == 0
        process.stdout.close()


def test_it_answers_from_another_folder_in_persian_with_its_built_pages(installed: Path, tmp_path: Path) -> None:
    with running(installed, tmp_path) as address:
        with urllib.request.urlopen(f"{address}/sign-in", timeout=20) as page:
            text = page.read().decode()
        assert "ورود" in text
        sheet = re.search(r'href="(/static/dist/app[^"]+\.css)"', text)
        assert sheet is not None
        with urllib.request.urlopen(address + sheet[1], timeout=20) as answer:
            assert answer.status == 200
        checked = subprocess.run(
            [installed, "doctor", "--json"], env=bare(KARTABL_DATA=str(tmp_path / "var")), cwd=tmp_path, capture_output=True,
            text=True, check=False,
        )  # fmt: skip
    assert '"check": "schema"' in checked.stdout
    assert '"fail"' not in checked.stdout


def test_a_file_that_was_changed_on_its_way_is_not_installed(made: Path, tmp_path: Path) -> None:
    readme, venv = made / "README.md", tmp_path / "venv"
    before = readme.read_text()
    readme.write_text(before + "x")
    told = subprocess.run(["sh", made / "install.sh", venv], env=bare(), capture_output=True, text=True, check=False)
    readme.write_text(before)
    assert told.returncode != 0
    assert "README.md" in told.stdout + told.stderr
    assert not venv.exists()

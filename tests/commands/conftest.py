"""A prepared demo office for the commands, and the installed command itself."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from processes.demo.paths import office_automation_inbox
from processes.demo.play import Player
from tests.processes import build
from tests.processes.build import ORIGIN
from web import logs
from web.cli import cli

Kartabl = Callable[..., subprocess.CompletedProcess[str]]
Here = Callable[..., Result]
NOBODY_ID = 65534
SOME = ("plain", "breach_reassigned", "withdrawn")
ROOT = Path(__file__).parents[2]


def environment(folder: Path, **more: str) -> dict[str, str]:
    """Return an environment whose only settings are these."""
    plain = {key: value for key, value in os.environ.items() if not key.startswith("KARTABL_")}
    return (
        plain
        | {"KARTABL_DATA": str(folder), "KARTABL_ORIGIN": ORIGIN, "KARTABL_DEMO_CASES": "9", "PYTHONPATH": str(ROOT)}
        | more
    )


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of an office in which some paths were played."""
    path = build.database(tmp_path_factory.mktemp("office"))
    with build.bench(path) as made:
        for one in office_automation_inbox.paths():
            if one.name in SOME:
                Player(made.office, made.hands.time).play(one)
    return path


@pytest.fixture
def data(tmp_path: Path, played: Path) -> Path:
    """A data folder with that office."""
    shutil.copyfile(played, tmp_path / "kartabl.sqlite")
    return tmp_path


@pytest.fixture
def kartabl(tmp_path: Path) -> Kartabl:
    """The console command; its settings are given as keywords without their prefix."""

    def run(*arguments: str, **given: str) -> subprocess.CompletedProcess[str]:
        settings = {f"KARTABL_{name}": value for name, value in given.items()}
        return subprocess.run(
            [sys.executable, "-c", "from web.cli import main; main()", *arguments],
            env=environment(tmp_path, **settings), cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip

    return run


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Here:
    """The same in this process, which takes less time; its log is left as it is."""
    monkeypatch.setattr(logs, "set_up", lambda _settings: None)

    def run(*arguments: str, **given: str) -> Result:
        settings = {f"KARTABL_{name}": value for name, value in given.items()}
        return CliRunner().invoke(cli, arguments, env=environment(tmp_path, **settings))

    return run


@contextmanager
def nobody_in_particular(folder: Path) -> Iterator[None]:
    """Be somebody to whom rights apply: root may write anywhere."""
    if os.geteuid() != 0:
        yield
        return
    for each in (folder, *folder.iterdir()):
        os.chown(each, NOBODY_ID, NOBODY_ID)
    os.seteuid(NOBODY_ID)
    try:
        yield
    finally:
        os.seteuid(0)

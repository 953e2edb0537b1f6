"""A backup or a restore that is told to stop, or killed, with real processes: nothing of the office is left in plain text, and the next one works."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands.conftest import Here, environment
from web.workplace import BACKING_UP, OLD, RESTORING, workplace

pytestmark = pytest.mark.slow
PATIENCE = 60.0
LARGE = 40 * 2**20
"""Bytes of what somebody sent, which cannot be packed: it is worked at for a while."""


@pytest.fixture
def office(data: Path, tmp_path: Path) -> Path:
    """The data folder of an office that has a large file; backups are in another folder, beside it."""
    (data / "files" / "ab").mkdir(parents=True)
    (data / "files" / "ab" / "abcd").write_bytes(os.urandom(LARGE))
    (tmp_path / "backups").mkdir()
    return data


def stopped(
    begun: Callable[[], bool], number: int, folder: Path, *words: str, first: str = ""
) -> subprocess.Popen[str]:
    """Return a command that was sent a signal once it had `begun`; `first`: what its process does before.

    A signal that is ignored here, as under `nohup`, would be there, too.
    """
    heeds = "import signal; signal.signal(signal.SIGHUP, signal.SIG_DFL); signal.signal(signal.SIGTERM, signal.SIG_DFL)"
    command = [sys.executable, "-c", f"{first or heeds}; from web.cli import main; main()", *words]
    process = subprocess.Popen(command, env=environment(folder), stderr=subprocess.PIPE, text=True)
    until = time.monotonic() + PATIENCE
    while not begun():
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < until
        time.sleep(0.001)
    process.send_signal(number)
    return process


def found(folder: Path, pattern: str) -> Callable[[], bool]:
    """Return whether there is such a file by now."""
    return lambda: any(folder.glob(pattern))


def packing(folder: Path) -> Callable[[], bool]:
    """Return whether by now some of a backup is packed."""
    return lambda: any(each.stat().st_size for each in folder.glob(f"{BACKING_UP}*/packed"))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP], ids=lambda number: number.name)
@pytest.mark.parametrize("late", [False, True], ids=["when it begins", "when it packs"])
def test_a_backup_that_is_told_to_stop_leaves_nothing(office: Path, number: signal.Signals, late: bool) -> None:
    backups = office / "backups"
    begun = packing(backups) if late else found(backups, f"{BACKING_UP}*/kartabl.sqlite")
    process = stopped(begun, number, office, "backup", str(backups / "office.tar.gz"))
    _, said = process.communicate(timeout=PATIENCE)
    assert (process.returncode, list(backups.iterdir())) == (1, [])
    assert (
        said
        == f"Expected to come to an end, but was told to stop ({number.name}) before: nothing is left of what was begun. Run it again.\n"
    )


def test_a_backup_under_nohup_goes_on_without_its_terminal(office: Path) -> None:
    to = office / "backups" / "office.tar.gz"
    ignored = "import signal; signal.signal(signal.SIGHUP, signal.SIG_IGN)"
    process = stopped(packing(to.parent), signal.SIGHUP, office, "backup", str(to), first=ignored)
    _, said = process.communicate(timeout=PATIENCE)
    assert (process.returncode, list(to.parent.iterdir())) == (0, [to]), said


def test_what_a_backup_that_was_killed_leaves_is_its_owner_s_alone_and_removed_by_the_next(
    office: Path, here: Here
) -> None:
    backups = office / "backups"
    stopped(packing(backups), signal.SIGKILL, office, "backup", str(backups / "office.tar.gz")).communicate()
    [left] = backups.iterdir()
    assert stat.S_IMODE(left.stat().st_mode) == 0o700
    answer = here("backup", str(backups / "office.tar.gz"))
    assert answer.exit_code == 0, answer.output
    assert f"left by a backup that was killed: {left}" in answer.output
    assert [each.name for each in backups.iterdir()] == ["office.tar.gz"]


def test_what_another_backup_works_in_is_left_to_it(office: Path, here: Here) -> None:
    backups = office / "backups"
    just_made, long_ago = backups / f"{BACKING_UP}just-made", backups / f"{BACKING_UP}long-ago"
    for each in (just_made, long_ago):
        each.mkdir()
    os.utime(long_ago, times=(time.time() - 2 * OLD,) * 2)
    with workplace(backups, BACKING_UP) as at_work:
        assert here("backup", str(backups / "office.tar.gz")).exit_code == 0
        assert {each.name for each in backups.iterdir()} == {at_work.name, just_made.name, "office.tar.gz"}


@pytest.fixture
def backed_up(office: Path, here: Here) -> Path:
    """A backup of that office."""
    path = office / "backups" / "office.tar.gz"
    assert here("backup", str(path)).exit_code == 0
    return path


@pytest.mark.parametrize("at", ["unpacked/kartabl.sqlite", "unpacked/files/ab/abcd"])
def test_a_restore_that_is_told_to_stop_leaves_nothing(backed_up: Path, tmp_path: Path, at: str) -> None:
    new = tmp_path / "new"
    process = stopped(found(new, f"{RESTORING}*/{at}"), signal.SIGTERM, new, "restore", str(backed_up))
    _, said = process.communicate(timeout=PATIENCE)
    assert (process.returncode, new.exists()) == (1, False)
    assert "was told to stop (SIGTERM)" in said


def test_a_restore_that_was_killed_is_no_office_and_the_next_one_begins_anew(
    backed_up: Path, tmp_path: Path, here: Here
) -> None:
    new = tmp_path / "new"
    at = found(new, f"{RESTORING}*/unpacked/files/ab/abcd")
    stopped(at, signal.SIGKILL, new, "restore", str(backed_up)).communicate()
    [left] = new.iterdir()
    (new / "kartabl.sqlite").write_bytes(b"some of a database")
    for words in (["cases"], ["administrator", "sadr"]):
        refused = here(*words, DATA=str(new))
        assert (refused.exit_code, len(refused.output.splitlines())) == (1, 1), refused.output
        assert f"Expected a whole office in the data folder {new}, but a restore is at work there" in refused.output
        assert left.name in refused.output
    again = here("restore", str(backed_up), DATA=str(new))
    assert again.exit_code == 0, again.output
    assert "all equal" in again.output
    assert {each.name for each in new.glob(".*")} == set()
    assert (new / "files" / "ab" / "abcd").stat().st_size == LARGE


def test_a_restore_does_not_disturb_another(backed_up: Path, tmp_path: Path, here: Here) -> None:
    (new := tmp_path / "new").mkdir()
    with workplace(new, RESTORING) as at_work:
        refused = here("restore", str(backed_up), DATA=str(new))
        assert (refused.exit_code, at_work.name in refused.output, at_work.exists()) == (1, True, True)

"""A folder of its own for a command that writes much: gone in the end, and known as left over where the process was killed.

Beside the sentence. A backup works in one beside the file it makes, a restore in one in the data folder. Each holds a lock on a file in it
for as long as it lives, wherever it runs: the system lets go of it with the process, so that the next one sees what nobody works in any more.
"""

from __future__ import annotations

import fcntl
import logging
import os
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp
from types import FrameType
from typing import NoReturn

from engine.errors import Unavailable

BACKING_UP, RESTORING = ".kartabl-backup-", ".kartabl-restore-"
"""How the folders begin in which a backup and a restore work."""
LOCK = "lock"
OLD = 3600.0
"""Seconds after which a folder without its lock is no longer one that just begins."""
SIGNALS = (signal.SIGTERM, signal.SIGHUP)
"""By which a command is told to stop, and told that its terminal is gone."""


class Stopped(Unavailable):
    en = "Expected to come to an end, but was told to stop ({signal}) before: nothing is left of what was begun. Run it again."
    fa = "پیش از پایان دستور توقف ({signal}) رسید: از آنچه آغاز شده بود چیزی نمانده است. دوباره اجرا کنید."


@contextmanager
def stoppable() -> Iterator[Callable[[], None]]:
    """Let who is told to stop clean up as after any error; raise `Stopped`. Only in the main thread.

    Gives what to call where all is done but tidying up: from then on nothing stops it.
    """
    ours = [each for each in SIGNALS if signal.getsignal(each) is signal.SIG_DFL]  # `nohup` has its way
    told: list[str] = []

    def ignore() -> None:
        for each in ours:
            signal.signal(each, signal.SIG_IGN)

    def stop(number: int, _frame: FrameType | None) -> NoReturn:
        ignore()  # told once is enough: cleaning up comes to its end
        told.append(signal.Signals(number).name)
        logging.disable()  # what libraries log of having been interrupted helps nobody
        raise SystemExit(128 + number)

    for each in ours:
        signal.signal(each, stop)
    try:
        yield ignore
    except BaseException:  # also what went wrong because of it, as a statement to a connection that it closed
        if told:
            raise Stopped(signal=told[0]) from None
        raise
    finally:
        if told:
            logging.disable(logging.NOTSET)
        for each in ours:
            signal.signal(each, signal.SIG_DFL)


@contextmanager
def workplace(place: Path, prefix: str) -> Iterator[Path]:
    """Give a new folder in `place` that only its owner opens; it is gone in the end, whatever happened."""
    folder, lock = _taken(place, prefix)
    try:
        yield folder
    finally:
        remove(folder)
        os.close(lock)


def _taken(place: Path, prefix: str) -> tuple[Path, int]:
    while True:
        folder = Path(mkdtemp(dir=place, prefix=prefix))
        lock = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
        fcntl.flock(lock, fcntl.LOCK_EX)
        if (folder / LOCK).exists():
            return folder, lock
        os.close(lock)  # another took it for left over before it was locked


@contextmanager
def left_over(place: Path, prefix: str) -> Iterator[list[Path]]:
    """Give the folders in `place` in which somebody was killed at work; nobody else takes them meanwhile. Those of other people are not ours."""
    found: list[Path] = []
    locks: list[int] = []
    try:
        for folder in sorted(place.glob(f"{prefix}*")):
            if folder.is_symlink() or not folder.is_dir() or folder.stat().st_uid != os.geteuid():
                continue
            lock = _lock_of(folder)
            if lock is not None:
                locks.append(lock)
            if lock is not None or _is_old(folder):
                found.append(folder)
        yield found
    finally:
        for lock in locks:
            os.close(lock)


def _lock_of(folder: Path) -> int | None:
    """Return the lock of a folder in which nobody works; None where somebody does, or it has none."""
    try:
        lock = os.open(folder / LOCK, os.O_RDWR | os.O_NOFOLLOW)
    except FileNotFoundError:
        return None
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(lock)
        return None
    return lock


def _is_old(folder: Path) -> bool:
    return not (folder / LOCK).exists() and time.time() - folder.stat().st_mtime > OLD


def remove(folder: Path) -> None:
    """Remove a workplace, its lock last: as long as there is anything else it is known for what it is."""
    clear(folder, but=folder / LOCK)
    (folder / LOCK).unlink(missing_ok=True)
    folder.rmdir()


def clear(folder: Path, *, but: Path) -> None:
    """Remove all that is in a folder but one."""
    for path in folder.iterdir():
        if path != but:
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()

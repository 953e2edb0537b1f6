"""A PostgreSQL on a disk of its own that is so small that it is soon full.

The disk is in memory, mounted where only the server sees it, and gone with the process that holds it. Root mounts it and
becomes somebody else; whoever is not root, or may not mount, is root in a namespace of his or her own, and somebody else in one
within that.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from tests.postgres import PATIENCE, as_whom
from tests.survival.lasting import Lasting, becoming

SIZE = "96m"
MOUNT = f'mount -t tmpfs -o size={SIZE},mode=0755 tmpfs "$1" && chown "$2" "$1" && echo mounted && exec cat'
SOMEBODY = "1000"
"""Who runs the server in a namespace of its own: anybody but root."""


@dataclass(frozen=True)
class Way:
    """A way to mount a disk and to be somebody beside it who is not root."""

    unshare: Sequence[str]
    enter: Sequence[str]
    become: Sequence[str]
    owner: str


IN_ITS_NAMESPACE = Way(
    unshare=["unshare", "--user", "--map-root-user", "--mount"],
    enter=["nsenter", "--user", "--mount", "--preserve-credentials"],
    become=["unshare", "--user", f"--map-user={SOMEBODY}", f"--map-group={SOMEBODY}"],
    owner="0",
)


def ways() -> list[Way]:
    """Return the ways to be tried, one after the other."""
    owner = as_whom()
    if owner is None:
        return [IN_ITS_NAMESPACE]
    root = Way(["unshare", "--mount"], ["nsenter", "--mount"], becoming(owner), owner)
    return [root, IN_ITS_NAMESPACE]


@dataclass
class Disk:
    """A disk that is there as long as a process holds it."""

    folder: Path
    way: Way = field(init=False)
    _holder: subprocess.Popen[str] = field(init=False)

    def mount(self, tried: Sequence[Way]) -> None:
        """Mount it in the first of these ways that there is; raise `RuntimeError` where there is none."""
        reasons = []
        for way in tried:
            command = [*way.unshare, "sh", "-c", MOUNT, "sh", self.folder, way.owner]
            holder = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
            )
            assert holder.stdout is not None
            if holder.stdout.readline() == "mounted\n":
                self.way, self._holder = way, holder
                return
            reasons.append(f"`{' '.join(way.unshare)}`: {holder.communicate()[1].strip()}")
        raise RuntimeError(
            "Expected to be able to mount a small disk in memory, but may not. Run the tests as root with CAP_SYS_ADMIN, or let "
            f"users make namespaces (sysctl kernel.unprivileged_userns_clone=1, user.max_user_namespaces). {' '.join(reasons)}"
        )

    def inside(self, words: Sequence[str | Path]) -> list[str | Path]:
        """Return how something is run that sees it."""
        enter, *options = self.way.enter
        return [enter, f"--target={self._holder.pid}", *options, *words]

    def fill(self, *, but: str = "0") -> None:
        """Leave no byte free, or `but` so many (`64K`)."""
        filled = subprocess.run(
            self.inside(["sh", "-c", 'cat /dev/zero > "$1"', "sh", self.folder / "filler"]),
            capture_output=True, text=True, env={**os.environ, "LC_ALL": "C"}, check=False,
        )  # fmt: skip
        assert "No space left on device" in filled.stderr, filled.stderr
        subprocess.run(self.inside(["truncate", f"--size=-{but}", self.folder / "filler"]), check=True)

    def make_room(self) -> None:
        """Take away what filled it."""
        subprocess.run(self.inside(["rm", self.folder / "filler"]), check=True)

    def drop(self) -> None:
        """Let it go, with all that is on it."""
        self._holder.communicate()


class Cramped(Lasting):
    """A cluster on such a disk."""

    SETTINGS = (
        "max_connections=60", "shared_buffers=16MB", "min_wal_size=6MB", "max_wal_size=12MB",
        "restart_after_crash=off",  # coming up by itself it takes some files away, and finds room in their place
    )  # fmt: skip
    MADE = ("--wal-segsize=1",)

    def __init__(self, folder: Path, disk: Disk) -> None:
        super().__init__(folder)
        self.disk, self.data = disk, disk.folder / "data"

    def _inside(self, words: Sequence[str | Path]) -> Sequence[str | Path]:
        return self.disk.inside([*self.disk.way.become, *words])

    def make_ready(self) -> None:
        """Let it have the next files of its log, so that a table is what has no room first, and it goes on."""
        with self.server.connected() as connection:
            for _ in range(6):
                connection.execute("SELECT pg_switch_wal(), txid_current()")
            connection.execute("CHECKPOINT")

    def fill(self) -> None:
        """Leave it no room for what it writes first of all: it ends itself, and stays away until somebody starts it."""
        assert self._process is not None
        self.disk.fill()
        with suppress(psycopg.OperationalError), self.server.connected() as connection:
            for _ in range(20):  # what it had made ready for later
                connection.execute("SELECT pg_switch_wal(), txid_current()")
        self._process.wait(PATIENCE)


@contextmanager
def cramped(tried: Sequence[Way] | None = None) -> Iterator[Cramped]:
    """Give a cluster on a small disk whose server runs; it is gone in the end."""
    folder = Path(tempfile.mkdtemp(prefix="kartabl-cramped-"))
    disk = Disk(folder / "disk")
    disk.folder.mkdir()
    try:
        disk.mount(ways() if tried is None else tried)
        if disk.way.become[0] == "setpriv":  # the socket lies there
            shutil.chown(folder, disk.way.owner)
        made = Cramped(folder, disk)
        try:
            made.make()
            made.start()
            yield made
        finally:
            made.stop()
            disk.drop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)

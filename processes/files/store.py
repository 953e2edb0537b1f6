"""The folder of files: each under the SHA-256 of its content, written once and never again.

`ab/abcd…` is a file. `uploads/abcd…` is an empty mark beside one that was sent and that no case may have taken yet: the
sweep removes such files when nobody has touched them for a day and no case has them. A file without a mark is never removed.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

DAY = 24 * 3600.0
_CHUNK = 1 << 20
_PREFIX = 2
"""Digits of a digest by which the folder is divided."""
_DIGEST = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class FileStore:
    """A folder of files."""

    folder: Path

    def path(self, digest: str) -> Path:
        """Return where the file with that digest lies, if it is there."""
        if not _DIGEST.fullmatch(digest):
            raise ValueError(digest)
        return self.folder / place(digest)

    def missing(self, digests: Iterable[str]) -> list[str]:
        """Return which of these files are not there, told by names alone: none is read. Raises `OSError` where the folder cannot be."""
        there = self._there()
        return [digest for digest in digests if digest not in there]

    def _there(self) -> set[str]:
        try:
            folders = [each for each in os.scandir(self.folder) if len(each.name) == _PREFIX and each.is_dir()]
        except FileNotFoundError:
            return set()
        return {
            file.name
            for folder in folders
            for file in os.scandir(folder)
            if file.name.startswith(folder.name) and file.is_file()
        }

    @contextmanager
    def draft(self) -> Iterator[BinaryIO]:
        """Give a file to write what may become one of the store's; it is gone in the end."""
        self._uploads.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=self._uploads, prefix="draft-") as file:
            yield file  # type: ignore[misc]  # it is one

    def keep(self, draft: BinaryIO, digest: str) -> None:
        """Put a draft in under its digest, whole or not at all; what is there already stays as it is."""
        draft.flush()
        os.fsync(draft.fileno())
        path = self.path(digest)
        with self._alone():
            self._mark(digest)
            path.parent.mkdir(exist_ok=True)
            try:
                os.link(draft.name, path)
            except FileExistsError:
                return
            path.chmod(0o400)
        _sync(path.parent)
        _sync(self.folder)

    def touch(self, digest: str) -> bool:
        """Return whether a file is there; the sweep leaves it alone for another day."""
        with self._alone():
            there = self.path(digest).is_file()
            if there and (self._uploads / digest).exists():
                self._mark(digest)
        return there

    def release(self, digest: str) -> None:
        """Mark a file as one that no case may have any more, so that the sweep looks at it."""
        with self._alone():
            if self.path(digest).is_file():
                self._mark(digest)

    def digest(self, digest: str) -> str | None:
        """Return the digest of what lies there now: the same, unless somebody changed it; None where nothing does."""
        try:
            with self.path(digest).open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
        except FileNotFoundError:
            return None

    def read(self, digest: str) -> bytes | None:
        """Return the content with that digest; None where it is missing or no longer what was given."""
        try:
            content = self.path(digest).read_bytes()
        except FileNotFoundError:
            return None
        return content if hashlib.sha256(content).hexdigest() == digest else None

    def sweep(self, in_use: Callable[[str], bool], *, older: float = DAY) -> int:
        """Remove files that nobody touched for `older` seconds and no case has (`in_use`); return how many."""
        removed = 0
        for mark in sorted(self._uploads.iterdir()) if self._uploads.is_dir() else []:
            with self._alone():
                if not mark.exists() or mark.stat().st_mtime > time.time() - older:
                    continue
                if _DIGEST.fullmatch(mark.name) and not in_use(mark.name):
                    self.path(mark.name).unlink(missing_ok=True)
                    removed += 1
                mark.unlink(missing_ok=True)
        return removed

    @property
    def _uploads(self) -> Path:
        return self.folder / "uploads"

    def _mark(self, digest: str) -> None:
        self._uploads.mkdir(parents=True, exist_ok=True)
        (self._uploads / digest).touch(mode=0o600)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Keep the sweep and those who send apart, across processes too."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with open(self.folder / "lock", "ab") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def place(digest: str) -> str:
    """Return where in the folder the file with that digest lies."""
    return f"{digest[:_PREFIX]}/{digest}"


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def copy(source: BinaryIO, target: BinaryIO, limit: int) -> tuple[str, int]:
    """Copy at most `limit` bytes and one more; return digest and size of what was copied."""
    digest, size = hashlib.sha256(), 0
    while size <= limit and (chunk := source.read(min(_CHUNK, limit + 1 - size))):
        digest.update(chunk)
        size += target.write(chunk)
    return digest.hexdigest(), size

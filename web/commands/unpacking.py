"""Unpacking a backup: whole and as it was made, or a sentence that says what is wrong with it.

After `kartabl backup`, before `kartabl restore` puts anything anywhere.
"""

from __future__ import annotations

import gzip
import json
import tarfile
import zlib
from pathlib import Path
from typing import IO, Any

from engine.errors import AsTyped, BadInput, Broken
from engine.form import Words
from web.commands.backup import DATABASE, FORMAT, MANIFEST, digest
from web.refused import FULL, NotReached

GZIP = b"\x1f\x8b"
"""How a packed file begins."""
CHUNK = 2**20
EMPTY = Words(en="it is empty", fa="تهی است")
NOT_PACKED = Words(en="it is no gzip file", fa="فایل gzip نیست")
NO_TAR = Words(en="no tar is packed in it", fa="در آن tar نیست")
NO_MANIFEST = Words(en=f"{MANIFEST} is not in it", fa=f"{MANIFEST} در آن نیست")
UNREADABLE = Words(en=f"its {MANIFEST} says nothing that is known here", fa=f"{MANIFEST} آن در اینجا شناخته نیست")
TOO_SHORT = Words(en="it ends too early", fa="پیش از پایان بریده شده است")
CHANGED = Words(en="bytes in it are not what they were", fa="بایت‌هایی از آن دیگر همان نیست که بود")


class NotABackup(BadInput):
    en = "Expected a backup that Kartabl made, but {path} is none: {cause}. Give the file that `kartabl backup` wrote."
    fa = "پشتیبانی که کارتابل ساخته باشد انتظار می‌رفت، ولی {path} چنین نیست: {cause_fa}. فایلی را بدهید که `kartabl backup` نوشته است."


class NotWhole(Broken):
    en = (
        "Expected the backup {path} to be whole, but found that {cause} ({size} bytes): it was damaged, or copied in part. "
        "Copy it again from where it was made, or take another backup; nothing was restored."
    )
    fa = (
        "انتظار می‌رفت پشتیبان {path} کامل باشد، ولی {cause_fa} ({size} بایت): آسیب دیده یا نیمه‌کاره رونوشت شده است. آن را از "
        "جایی که ساخته شده دوباره رونوشت کنید یا پشتیبان دیگری بردارید؛ چیزی بازگردانده نشد."
    )


class Damaged(Broken):
    en = "Expected {name} in the backup to have the digest {expected}, but it has {found}: the file was damaged or changed. Take another backup."
    fa = "چکیدهٔ {name} در پشتیبان باید {expected} باشد، ولی {found} است: فایل آسیب دیده یا تغییر کرده است. پشتیبان دیگری بردارید."


def unpack(source: Path, folder: Path) -> dict[str, Any]:
    """Unpack a backup into an empty folder and hold each part against its digest; return the manifest.

    Raises `NotABackup`, `NotWhole`, `Damaged`, and `OSError` where it cannot be opened, or the folder has no room.
    """
    with source.open("rb") as file:
        _demand_packed(source, file)
        packed = _Packed(source, file)
        try:
            with tarfile.open(fileobj=packed, mode="r|") as tar:  # type: ignore[call-overload]  # it only reads
                tar.extractall(folder, filter="data")
        except (tarfile.TarError, ValueError, OSError) as fault:
            if isinstance(fault, OSError) and fault.errno in FULL:
                raise
            packed.read_on()  # what made no sense may be what was damaged on its way
            raise NotABackup(path=AsTyped(source), **_said(NO_TAR)) from fault
        packed.read_on()
    manifest = _manifest(source, folder)
    _demand_as_it_was(source, folder, manifest["sha256"])
    return manifest


class _Packed:
    """A backup as `tarfile` reads it, which says of itself what is wrong with it."""

    def __init__(self, path: Path, file: IO[bytes]) -> None:
        self._path = path
        self._stream = gzip.GzipFile(fileobj=file)

    def read(self, size: int) -> bytes:
        """Return what is unpacked of it next, up to `size` bytes; raise `NotWhole`, `NotReached`."""
        try:
            return self._stream.read(size)
        except (EOFError, zlib.error, gzip.BadGzipFile) as fault:
            cause = TOO_SHORT if isinstance(fault, EOFError) else CHANGED
            raise NotWhole(path=AsTyped(self._path), size=self._path.stat().st_size, **_said(cause)) from fault
        except OSError as fault:  # of the disk on which it is
            raise NotReached(place=self._path, cause=fault.strerror) from fault

    def read_on(self) -> None:
        """Read to the end, where its check sum is."""
        while self.read(CHUNK):
            pass


def _demand_packed(source: Path, file: IO[bytes]) -> None:
    begins = file.read(len(GZIP))
    file.seek(0)
    if begins != GZIP:
        raise NotABackup(path=AsTyped(source), **_said(NOT_PACKED if begins else EMPTY))


def _manifest(source: Path, folder: Path) -> dict[str, Any]:
    """Return what a backup says of itself."""
    try:
        found = json.loads((folder / MANIFEST).read_bytes())
        known = found["format"] == FORMAT and DATABASE in dict(found["sha256"]) and "origin" in found
    except FileNotFoundError as cause:
        raise NotABackup(path=AsTyped(source), **_said(NO_MANIFEST)) from cause
    except (KeyError, TypeError, ValueError, OSError) as cause:
        raise NotABackup(path=AsTyped(source), **_said(UNREADABLE)) from cause
    if not known:
        raise NotABackup(path=AsTyped(source), **_said(UNREADABLE))
    return dict(found)


def _demand_as_it_was(source: Path, folder: Path, digests: dict[str, str]) -> None:
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    if more := there - {MANIFEST, *digests}:
        names = ", ".join(sorted(more)[:3])
        raise NotABackup(
            path=AsTyped(source), **_said(Words(en=f"it has {names} too", fa=f"\u2066{names}\u2069 را هم دارد"))
        )
    for name, expected in digests.items():
        path = folder / name
        found = digest(path) if path.is_file() else "–"
        if found != expected:
            raise Damaged(name=AsTyped(name), expected=AsTyped(expected), found=AsTyped(found))


def _said(cause: Words) -> dict[str, str]:
    return {"cause": cause.en, "cause_fa": cause.fa}

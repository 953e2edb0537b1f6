"""`kartabl backup` and `kartabl restore`: an office as one file, proven when it is put back.

The file is a tar: the database as SQLite whatever the office lives in, the files that people attached, the key that signs
sessions, and `manifest.json`, which says of what installation and when it is, and the digest of each of them.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tarfile
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click

from engine.errors import BadInput, Broken, Unavailable
from engine.store.away import DatabaseAway, place_of, said_by
from engine.store.copying import copy
from engine.store.schema import upgrade
from engine.store.sql import open_engine
from processes.office import Office
from processes.tables import MIGRATIONS
from web.commands import db
from web.refused import FULL, NotReached
from web.settings import Settings, data_folder
from web.wiring import ENGINE_OPTIONS, Kartabl, without_pages

MANIFEST, DATABASE, KEY, FILES = "manifest.json", "kartabl.sqlite", "secret_key", "files"
FORMAT = 1


class AlreadyThere(BadInput):
    en = "Expected no file {path}, but there is one, and a backup is never written over another. Give another name."
    fa = "فایل {path} از پیش هست و پشتیبان روی پشتیبان دیگر نوشته نمی‌شود. نام دیگری بدهید."


class NotABackup(BadInput):
    en = "Expected a backup that Kartabl made, but {path} is none: {cause}. Give the file that `kartabl backup` wrote."
    fa = "{path} پشتیبانی نیست که کارتابل ساخته باشد: {cause}. فایلی را بدهید که `kartabl backup` نوشته است."


class Damaged(Broken):
    en = "Expected {name} in the backup to have the digest {expected}, but it has {found}: the file was damaged or changed. Take another backup."
    fa = "چکیدهٔ {name} در پشتیبان باید {expected} باشد، ولی {found} است: فایل آسیب دیده یا تغییر کرده است. پشتیبان دیگری بردارید."


class AnotherOrigin(BadInput):
    en = "Expected a backup of “{expected}” (KARTABL_ORIGIN), but this is one of “{found}”: its histories would not prove themselves. Set KARTABL_ORIGIN to that."
    fa = "پشتیبانِ «{expected}» (KARTABL_ORIGIN) انتظار می‌رفت، ولی این از «{found}» است و سابقه‌هایش خود را اثبات نمی‌کنند. KARTABL_ORIGIN را همان بگذارید."


class NotAnEmptyOffice(BadInput):
    en = "Expected an empty data folder to restore to, but {path} has {found}. Give another KARTABL_DATA, or move that away."
    fa = "برای بازگردانی پوشهٔ دادهٔ تهی انتظار می‌رفت، ولی در {path}، {found} هست. KARTABL_DATA دیگری بدهید یا آن را جابه‌جا کنید."


class NoRoom(Unavailable):
    en = "Expected room for a backup in {folder}, but found: {cause}. Make room there, or write it elsewhere; nothing is left of this one."
    fa = "برای پشتیبان در \u2066{folder}\u2069 جا انتظار می‌رفت، ولی نتیجه این بود: \u2066{cause}\u2069. آنجا جا باز کنید یا آن را جای دیگری بنویسید؛ از این یکی چیزی نمانده است."


# -- out


def back_up(wired: Kartabl, to: Path) -> None:
    """Write the office into a new file; the office may go on working meanwhile."""
    if to.exists():
        raise AlreadyThere(path=to)
    draft = to.with_name(f".{to.name}.part")
    try:
        counts, files = _written(wired, draft)
    except (OSError, DatabaseAway) as fault:
        if cause := _no_room(fault, to.parent):
            raise NoRoom(folder=to.parent, cause=cause) from fault
        if (
            isinstance(fault, OSError) and Path(fault.filename or "/").parent == to.parent
        ):  # a draft, whose name says nothing
            raise NotReached(place=to.parent, cause=fault.strerror) from fault
        raise
    draft.replace(to)
    db.tell(counts)
    click.echo(f"{to}: {to.stat().st_size:,} bytes, {files} files beside the database")


def _no_room(fault: OSError | DatabaseAway, folder: Path) -> str | None:
    """Return how the system, or SQLite, says that there is no room in a folder; None where something else is wrong."""
    if isinstance(fault, OSError):
        return fault.strerror if fault.errno in FULL else None
    ours = place_of(fault.__cause__).startswith(f"sqlite:///{folder}/")  # it may be the office's own that is away
    return said_by(fault.__cause__) if ours else None


def _written(wired: Kartabl, draft: Path) -> tuple[Mapping[str, int], int]:
    """Write the backup; return how many rows each table has, and how many files there are beside the database."""
    with TemporaryDirectory(dir=draft.parent, prefix=".kartabl-backup-") as folder:
        database = Path(folder) / DATABASE
        engine = open_engine(f"sqlite:///{database}", **ENGINE_OPTIONS)
        try:
            upgrade(engine, [MIGRATIONS])
            counts = copy(wired.store.engine, engine)
        finally:
            engine.dispose()
        # the files after the database: one that a case has is never removed, so all that it names are there
        parts = {DATABASE: database, **dict(_kept(wired.settings.data))}
        try:
            _write(draft, parts, {"origin": wired.settings.origin, "counts": dict(counts)})
        except BaseException:
            draft.unlink(missing_ok=True)  # of a disk that is full it would take what is left, night after night
            raise
    return counts, len(parts) - 1


def _kept(data: Path) -> Iterator[tuple[str, Path]]:
    """Yield what the data folder has beside the database, by its name in the backup."""
    if (data / KEY).exists():
        yield KEY, data / KEY
    for path in sorted((data / FILES).rglob("*")):
        if path.is_file():
            yield path.relative_to(data).as_posix(), path


def _write(draft: Path, parts: dict[str, Path], facts: dict[str, Any]) -> None:
    digests = {name: digest(path) for name, path in parts.items()}
    manifest = {"format": FORMAT, "at": datetime.now(UTC).isoformat(), **facts, "sha256": digests}
    draft.touch(mode=0o600)
    with tarfile.open(draft, "w:gz", compresslevel=3) as tar:
        for name, path in parts.items():
            tar.add(path, arcname=name, recursive=False)
        manifest_path = draft.with_name(f"{draft.name}.{MANIFEST}")
        manifest_path.write_text(json.dumps(manifest, indent=2), encoding="utf-8")
        try:
            tar.add(manifest_path, arcname=MANIFEST)
        finally:
            manifest_path.unlink()


def digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


# -- and back


def restore(settings: Settings, source: Path) -> int:
    """Put an office back into an empty data folder and database, and prove every case; return 1 where one differs."""
    _demand_empty(settings)
    with TemporaryDirectory(prefix="kartabl-restore-") as temporary:
        folder = Path(temporary)
        manifest = _unpack(source, folder)
        if manifest["origin"] != settings.origin:
            raise AnotherOrigin(expected=settings.origin, found=manifest["origin"])
        try:
            office = _put_back(folder, settings)
        except BaseException:
            _clear(settings.data)  # it was empty, so that the same can be tried again once its cause is gone
            raise
    return db.proven(office)


def _put_back(folder: Path, settings: Settings) -> Office:
    """Put an unpacked backup into the data folder and the database, and return the office that is there then."""
    _put_files(folder, data_folder(settings))
    wired = without_pages(settings)
    backup = open_engine(f"sqlite:///{folder / DATABASE}", **ENGINE_OPTIONS)
    try:
        upgrade(backup, [MIGRATIONS])  # one of an older version
        db.tell(copy(backup, wired.store.engine))
    finally:
        backup.dispose()
    return wired.office


def _clear(data: Path) -> None:
    for path in data.iterdir() if data.is_dir() else ():
        shutil.rmtree(path) if path.is_dir() else path.unlink()


def _demand_empty(settings: Settings) -> None:
    there = [path.name for path in settings.data.iterdir()] if settings.data.is_dir() else []
    if there:
        raise NotAnEmptyOffice(path=settings.data, found=", ".join(sorted(there)[:3]))


def _unpack(source: Path, folder: Path) -> dict[str, Any]:
    """Unpack a backup and hold each part against its digest; return the manifest."""
    try:
        with tarfile.open(source) as tar:
            tar.extractall(folder, filter="data")
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        digests = dict(manifest["sha256"])
        if manifest["format"] != FORMAT or DATABASE not in digests or "origin" not in manifest:
            raise NotABackup(path=source, cause=f"format {manifest['format']}")
    except (OSError, tarfile.TarError, KeyError, TypeError, ValueError) as cause:
        raise NotABackup(path=source, cause=str(cause).partition("\n")[0].rstrip(" :")) from cause
    found_there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    if more := found_there - {MANIFEST, *digests}:
        raise NotABackup(path=source, cause=", ".join(sorted(more)[:3]))
    for name, expected in digests.items():
        path = folder / name
        found = digest(path) if path.is_file() else "–"
        if found != expected:
            raise Damaged(name=name, expected=expected, found=found)
    return manifest


def _put_files(folder: Path, data: Path) -> None:
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name not in (DATABASE, MANIFEST):
            place = data / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(path.read_bytes())
            place.chmod(0o600)

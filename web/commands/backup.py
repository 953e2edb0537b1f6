"""`kartabl backup`: an office as one file.

The file is a tar: the database as SQLite whatever the office lives in, the files that people attached, the key that signs
sessions, and `manifest.json`, which says of what installation and when it is, and the digest of each of them.
"""

from __future__ import annotations

import hashlib
import json
import os
import tarfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from engine.errors import AsTyped, BadInput, Broken, Unavailable
from engine.form import Words
from engine.store.away import DatabaseAway, place_of, said_by
from engine.store.copying import copy
from engine.store.schema import upgrade
from engine.store.sql import open_engine
from processes.files import named_files, place
from processes.tables import MIGRATIONS
from web.commands import db
from web.refused import FULL, NotReached, language_of
from web.wiring import ENGINE_OPTIONS, Kartabl
from web.workplace import BACKING_UP, left_over, remove, stoppable, workplace

MANIFEST, DATABASE, KEY, FILES = "manifest.json", "kartabl.sqlite", "secret_key", "files"
FORMAT = 1
REMOVED = Words(
    en="Removed, left by a backup that was killed: {}",
    fa="آنچه از پشتیبان‌گیری ناتمامی مانده بود برداشته شد: \u2066{}\u2069",
)


class AlreadyThere(BadInput):
    en = "Expected no file {path}, but there is one, and a backup is never written over another. Give another name."
    fa = "فایل {path} از پیش هست و پشتیبان روی پشتیبان دیگر نوشته نمی‌شود. نام دیگری بدهید."


class NoRoom(Unavailable):
    en = "Expected room for a backup in {folder}, but found: {cause}. Make room there, or write it elsewhere; nothing is left of this one."
    fa = "برای پشتیبان در {folder} جا انتظار می‌رفت، ولی نتیجه این بود: {cause}. آنجا جا باز کنید یا آن را جای دیگری بنویسید؛ از این یکی چیزی نمانده است."


class FilesMissing(Broken):
    en = (
        "Expected every file that cases have in {folder}, {number} in all, but {missing} of them are not there (first {first}). The backup {path} was "
        "written all the same, without them. See that KARTABL_DATA names the office's own folder, and back up again; where files are lost, "
        "keep the older backups, and put them back from one as `kartabl doctor` says."
    )
    fa = (
        "انتظار می‌رفت همهٔ {number} فایل پرونده‌ها در {folder} باشد، ولی {missing} فایل آنجا نیست (نخستین آن‌ها {first}). با این همه پشتیبان "
        "{path} نوشته شد، بدون آن فایل‌ها. ببینید که KARTABL_DATA پوشهٔ همین دفتر را نام می‌برد و دوباره پشتیبان بگیرید؛ اگر فایل‌ها از دست "
        "رفته‌اند، پشتیبان‌های پیشین را نگه دارید و چنان‌که `kartabl doctor` می‌گوید آن‌ها را از یکی برگردانید."
    )


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A backup that is not yet in its place."""

    file: Path
    counts: Mapping[str, int]
    """How many rows each table has."""
    beside: int
    """How many files are in it beside the database."""
    files: int
    """How many files cases have."""
    lost: Sequence[str]
    """The digests of those that are not in it."""


def back_up(wired: Kartabl, to: Path) -> None:
    """Write the office into a new file; the office may go on working meanwhile.

    Raises `FilesMissing` when it is written, where files that cases have are not in it: whoever backs up at night is to be told.
    """
    if to.exists():
        raise AlreadyThere(path=AsTyped(to))
    try:
        with stoppable() as go_through:
            _sweep(to.parent)
            with workplace(to.parent, BACKING_UP) as folder:
                draft = _written(wired, folder)
                go_through()
                draft.file.replace(to)
    except (OSError, DatabaseAway) as fault:
        told = _told(fault, to.parent)
        if told is None:
            raise
        raise told from fault
    db.tell(draft.counts)
    click.echo(f"{to}: {to.stat().st_size:,} bytes, {draft.beside} files beside the database")
    if draft.lost:
        first, folder = AsTyped(place(draft.lost[0])), AsTyped(wired.settings.data / FILES)
        raise FilesMissing(path=AsTyped(to), folder=folder, number=draft.files, missing=len(draft.lost), first=first)


def _sweep(folder: Path) -> None:
    """Remove what backups that were killed have left: the office in plain text, and the room that this one needs."""
    with left_over(folder, BACKING_UP) as found:
        for each in found:
            remove(each)
            click.echo(getattr(REMOVED, language_of(os.environ)).format(each), err=True)


def _told(fault: OSError | DatabaseAway, folder: Path) -> NoRoom | NotReached | None:
    """Return what is said of a fault of the folder of backups; None where something else is wrong."""
    ours = f"{folder / BACKING_UP}"
    if isinstance(fault, DatabaseAway):  # it may be the office's own that is away
        is_here = place_of(fault.__cause__).startswith(f"sqlite:///{ours}")
        return NoRoom(folder=AsTyped(folder), cause=AsTyped(said_by(fault.__cause__))) if is_here else None
    if fault.errno in FULL:
        return NoRoom(folder=AsTyped(folder), cause=AsTyped(fault.strerror))
    # the folder's own name: that of what it works in says nothing
    return NotReached(place=folder, cause=fault.strerror) if str(fault.filename).startswith(ours) else None


def _written(wired: Kartabl, folder: Path) -> Draft:
    """Write the backup in a folder."""
    database = folder / DATABASE
    engine = open_engine(f"sqlite:///{database}", **ENGINE_OPTIONS)
    try:
        upgrade(engine, [MIGRATIONS])
        counts = copy(wired.store.engine, engine)
        # the files after the database: one that a case has is never removed, so all that it names are there, unless they were lost
        beside = dict(_kept(wired.settings.data))
        with engine.connect() as copied:
            named = named_files(copied)
    finally:
        engine.dispose()
    facts = {"origin": wired.settings.origin, "counts": dict(counts)}
    packed = _packed(folder, {DATABASE: database, **beside}, facts)
    lost = [digest for digest in named if f"{FILES}/{place(digest)}" not in beside]
    return Draft(file=packed, counts=counts, beside=len(beside), files=len(named), lost=lost)


def _kept(data: Path) -> Iterator[tuple[str, Path]]:
    """Yield what the data folder has beside the database, by its name in the backup."""
    if (data / KEY).exists():
        yield KEY, data / KEY
    for path in sorted((data / FILES).rglob("*")):
        if path.is_file():
            yield path.relative_to(data).as_posix(), path


def _packed(folder: Path, parts: Mapping[str, Path], facts: Mapping[str, Any]) -> Path:
    """Pack the parts into one file in a folder; return it."""
    digests = {name: digest(path) for name, path in parts.items()}
    manifest = {"format": FORMAT, "at": datetime.now(UTC).isoformat(), **facts, "sha256": digests}
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=2), encoding="utf-8")
    packed = folder / "packed"
    packed.touch(mode=0o600)
    with tarfile.open(packed, "w:gz", compresslevel=3) as tar:
        for name, path in {**parts, MANIFEST: folder / MANIFEST}.items():
            tar.add(path, arcname=name, recursive=False)
    return packed


def digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

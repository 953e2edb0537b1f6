"""`kartabl restore`: an office put back from a backup, whole or not at all, and proven.

All happens in the data folder: the backup is unpacked there, its files are moved to their places, its database is copied to where the
office's is to be. As long as the folder stands in which that is done, nobody opens the office.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

import click

from engine.errors import AsTyped, BadInput, Unavailable
from engine.form import Words
from engine.store.away import DatabaseAway, place_of, said_by
from engine.store.copying import copy
from engine.store.schema import upgrade
from engine.store.sql import open_engine
from processes.tables import MIGRATIONS
from web.commands import db
from web.commands.backup import DATABASE, MANIFEST
from web.commands.unpacking import unpack
from web.refused import FULL, language_of
from web.settings import Settings, data_folder
from web.wiring import ENGINE_OPTIONS, engine_options, waits, without_pages
from web.workplace import RESTORING, clear, left_over, remove, stoppable, workplace

REMOVED = Words(
    en="Removed, left by a restore that was killed: what was in {}",
    fa="آنچه از بازگردانی ناتمامی در \u2066{}\u2069 مانده بود برداشته شد.",
)


class AnotherOrigin(BadInput):
    en = "Expected a backup of “{expected}” (KARTABL_ORIGIN), but this is one of “{found}”: its histories would not prove themselves. Set KARTABL_ORIGIN to that."
    fa = "پشتیبانِ «{expected}» (KARTABL_ORIGIN) انتظار می‌رفت، ولی این از «{found}» است و سابقه‌هایش خود را اثبات نمی‌کنند. KARTABL_ORIGIN را همان بگذارید."


class NotAnEmptyOffice(BadInput):
    en = "Expected an empty data folder to restore to, but {path} has {found}. Give another KARTABL_DATA, or move that away."
    fa = "برای بازگردانی پوشهٔ دادهٔ تهی انتظار می‌رفت، ولی در {path}، {found} هست. KARTABL_DATA دیگری بدهید یا آن را جابه‌جا کنید."


class NoRoomToRestore(Unavailable):
    en = (
        "Expected room in {folder} to unpack the backup and to put it back, but found: {cause}. Make room there for all that is in it, "
        "and for its database once more, or give another KARTABL_DATA; nothing is left of this restore."
    )
    fa = (
        "برای بازکردن پشتیبان و بازگرداندن آن در {folder} جا انتظار می‌رفت، ولی نتیجه این بود: {cause}. آنجا برای همهٔ "
        "محتوای آن، و یک بار دیگر برای پایگاه داده‌اش، جا باز کنید یا KARTABL_DATA دیگری بدهید؛ از این بازگردانی چیزی نمانده است."
    )


def restore(settings: Settings, source: Path) -> int:
    """Put an office back into an empty data folder and database, and prove every case; return 1 where one differs."""
    try:
        with stoppable() as go_through, _place(settings) as folder:
            counts = _put_back(source, folder, settings)
            go_through()
    except (OSError, DatabaseAway) as fault:
        cause = _no_room(fault, settings.data)
        if cause is None:
            raise
        raise NoRoomToRestore(folder=AsTyped(settings.data), cause=AsTyped(cause)) from fault
    db.tell(counts)
    return db.proven(without_pages(settings).office)


def _no_room(fault: OSError | DatabaseAway, data: Path) -> str | None:
    """Return how the system, or SQLite, says that there is no room for the data; None where something else is wrong."""
    if isinstance(fault, OSError):
        return fault.strerror if fault.errno in FULL else None
    ours = place_of(fault.__cause__).startswith(f"sqlite:///{data}/")
    return said_by(fault.__cause__) if ours else None


@contextmanager
def _place(settings: Settings) -> Iterator[Path]:
    """Give a folder in the data folder, which must be empty, and is so again where what is done there fails."""
    data, was_there = settings.data, settings.data.is_dir()
    _sweep(data)
    if was_there:
        _demand_empty(data)
    try:
        with workplace(data_folder(settings), RESTORING) as folder:
            _demand_empty(data, but=folder)  # of two that begin at once neither clears away the other's
            try:
                yield folder
            except BaseException:
                clear(data, but=folder)  # so that the same can be tried again once its cause is gone
                raise
    except BaseException:
        if not was_there:
            with suppress(OSError):  # it could not be made, or another is at work there
                data.rmdir()
        raise


def _sweep(data: Path) -> None:
    """Empty a data folder in which a restore was killed: all that is in it is of that, for it was empty before."""
    with left_over(data, RESTORING) as found:
        for each in found:
            clear(data, but=each)
            remove(each)
            click.echo(getattr(REMOVED, language_of(os.environ)).format(data), err=True)


def _demand_empty(data: Path, *, but: Path | None = None) -> None:
    there = [path.name for path in data.iterdir() if path != but]
    if there:
        raise NotAnEmptyOffice(path=AsTyped(data), found=AsTyped(", ".join(sorted(there)[:3])))


def _put_back(source: Path, folder: Path, settings: Settings) -> Mapping[str, int]:
    """Put a backup into the data folder and the database; return how many rows each table has."""
    unpacked = folder / "unpacked"
    unpacked.mkdir(mode=0o700)
    manifest = unpack(source, unpacked)
    if manifest["origin"] != settings.origin:
        raise AnotherOrigin(expected=AsTyped(settings.origin), found=AsTyped(manifest["origin"]))
    _put_files(unpacked, settings.data)
    backup = open_engine(f"sqlite:///{unpacked / DATABASE}", **ENGINE_OPTIONS)
    office = open_engine(settings.database_url, waits(settings).patient(), **engine_options(settings))
    try:
        upgrade(backup, [MIGRATIONS])  # one of an older version
        upgrade(office, [MIGRATIONS])
        return copy(backup, office)
    finally:
        backup.dispose()
        office.dispose()


def _put_files(unpacked: Path, data: Path) -> None:
    """Move what is beside the database to its place; only its owner reads it."""
    for path in sorted(unpacked.rglob("*")):
        name = path.relative_to(unpacked)
        if path.is_file() and name.as_posix() not in (DATABASE, MANIFEST):
            (data / name).parent.mkdir(parents=True, exist_ok=True)
            path.chmod(0o600)
            path.replace(data / name)

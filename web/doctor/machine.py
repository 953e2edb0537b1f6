"""What the doctor looks at on this machine: settings, data folder, key, time zones, the built parts."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryFile

from engine.errors import KartablError
from web.assets import dist, read_manifest
from web.doctor.finding import Finding, fail, ok, warn
from web.settings import Settings, is_unnamed

LEAST, SCARCE = 200 * 2**20, 2 * 2**30
"""Free bytes below which nothing should be written any more, and below which it is time to act."""
LETTERS = 32
"""That a key which was given must have."""
SUMMER = datetime(2026, 7, 1)
TEHRAN = "Asia/Tehran", timedelta(hours=3, minutes=30)
"""Iran has had no summer time since 2022: older data put every date of half a year an hour wrong."""
TRANSLATIONS = Path(__file__).parents[1] / "translations" / "fa" / "LC_MESSAGES" / "messages.mo"


def machine(settings: Settings) -> Iterator[Finding]:
    """Look at this machine."""
    yield _demo(settings)
    yield from _folder(settings.data)
    yield _key(settings)
    yield _zone(settings)
    yield _built(dist)
    yield _translated(TRANSLATIONS)


def _demo(settings: Settings) -> Finding:
    if is_unnamed(settings):
        found = f"KARTABL_ORIGIN is the default, “{settings.origin}”: every history bears it"
        return warn(
            "settings", found, "name this office before there are cases, such as office.example; never afterwards"
        )
    if not settings.demo:
        return ok("settings", f"a real office, “{settings.origin}”")
    return warn("settings", "a demonstration: its accounts are known to all", "for a real office set KARTABL_DEMO=no")


def _folder(path: Path) -> Iterator[Finding]:
    if not path.is_dir():
        yield fail("data folder", f"{path} is not there", "make it, or set KARTABL_DATA; `kartabl run` makes it too")
        return
    try:
        with TemporaryFile(dir=path):
            pass
    except OSError as cause:
        yield fail(
            "data folder", f"{path}: {cause.strerror}", f"let the user of Kartabl write there: chown, chmod {path}"
        )
        return
    if mode := stat.S_IMODE(path.stat().st_mode) & 0o007:
        yield warn("data folder", f"{path} is open to everybody (…{mode:o})", f"chmod o-rwx {path}")
    else:
        yield ok("data folder", str(path))
    yield _space(path)


def _space(path: Path) -> Finding:
    free = shutil.disk_usage(path).free
    found = f"{free // 2**20:,} MB free"
    if free < LEAST:
        return fail("disk", found, "make room now: what cannot be written is refused")
    if free < SCARCE:
        return warn("disk", found, "make room, or move KARTABL_DATA")
    return ok("disk", found)


def _key(settings: Settings) -> Finding:
    if settings.secret_key:
        if len(settings.secret_key) < LETTERS:
            return fail("key", f"KARTABL_SECRET_KEY has {len(settings.secret_key)} letters", "give a random one of 48")
        return ok("key", "KARTABL_SECRET_KEY")
    path = settings.data / "secret_key"
    if not path.exists():
        return ok("key", "none yet: it is made at the first start")
    if mode := stat.S_IMODE(path.stat().st_mode) & 0o077:
        return fail(
            "key", f"{path} can be read by others (…{mode:02o})", f"chmod 600 {path}; if others had it, remove it"
        )
    if not os.access(path, os.R_OK):
        return fail("key", f"{path} cannot be read", "start Kartabl as the user whose file it is")
    return ok("key", str(path))


def _zone(settings: Settings) -> Finding:
    name, known = TEHRAN
    found = settings.time_zone.utcoffset(SUMMER)
    if settings.time_zone.key == name and found != known:
        return fail(
            "time zone", f"{name} has summer time in 2026", "update the system's tzdata: it is from before 2022"
        )
    return ok("time zone", settings.time_zone.key)


def _built(folder: Path) -> Finding:
    try:
        missing = [name for name in read_manifest(folder).values() if not (folder / name).is_file()]
    except KartablError as fault:
        return fail("pages", fault.message("en"), "make run, or install a wheel made by make dist")
    if missing:
        return fail("pages", f"{len(missing)} built files are missing, first {missing[0]}", "install Kartabl again")
    return ok("pages", "built")


def _translated(path: Path) -> Finding:
    if not path.is_file():
        return fail("translations", f"{path} is not there", "make run, or install a wheel made by make dist")
    return ok("translations", "compiled")

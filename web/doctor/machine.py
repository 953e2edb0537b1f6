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
from engine.form import Words
from web.assets import dist, read_manifest
from web.doctor.finding import Finding, apart, fail, of, ok, typed, warn
from web.settings import Settings, is_unnamed
from web.workplace import RESTORING

LEAST, SCARCE = 200 * 2**20, 2 * 2**30
"""Free bytes below which nothing should be written any more, and below which it is time to act."""
LETTERS = 32
"""That a key which was given must have."""
SUMMER = datetime(2026, 7, 1)
TEHRAN = "Asia/Tehran", timedelta(hours=3, minutes=30)
"""Iran has had no summer time since 2022: older data put every date of half a year an hour wrong."""
BUILD = Words(en="make run, or install a wheel made by make dist", fa="make run، یا نصب بسته‌ای که make dist ساخته است")
TRANSLATIONS = Path(__file__).parents[1] / "translations" / "fa" / "LC_MESSAGES" / "messages.mo"


def machine(settings: Settings) -> Iterator[Finding]:
    """Look at this machine."""
    yield apart("settings", lambda: _demo(settings))
    yield apart("data folder", lambda: _folder(settings.data))
    if os.path.isdir(settings.data):  # that of pathlib raises where the way there may not be gone
        yield apart("disk", lambda: _space(settings.data))
    yield apart("key", lambda: _key(settings))
    yield apart("time zone", lambda: _zone(settings))
    yield apart("pages", lambda: _built(dist))
    yield apart("translations", lambda: _translated(TRANSLATIONS))


def _demo(settings: Settings) -> Finding:
    if is_unnamed(settings):
        found = Words(
            en=f"KARTABL_ORIGIN is the default, “{settings.origin}”: every history bears it",
            fa=f"KARTABL_ORIGIN همان پیش‌فرض است، «{typed(settings.origin)}»، و در هر سابقه می‌آید",
        )
        do = Words(
            en="name this office before there are cases, such as office.example; never afterwards",
            fa="پیش از نخستین پرونده نامی مانند office.example به این دفتر بدهید؛ پس از آن هرگز",
        )
        return warn("settings", found, do)
    if not settings.demo:
        return ok(
            "settings", Words(en=f"a real office, “{settings.origin}”", fa=f"دفتر واقعی، «{typed(settings.origin)}»")
        )
    found = Words(en="a demonstration: its accounts are known to all", fa="نسخهٔ نمایشی: حساب‌هایش را همه می‌شناسند")
    do = Words(en="for a real office set KARTABL_DEMO=no", fa="برای دفتر واقعی KARTABL_DEMO=no بگذارید")
    return warn("settings", found, do)


def _folder(path: Path) -> Finding:
    if not path.is_dir():
        found = Words(en=f"{path} is not there", fa=f"{typed(path)} نیست")
        do = Words(
            en="see that KARTABL_DATA is the office's; `kartabl run` makes it for a new one",
            fa="ببینید که KARTABL_DATA از آنِ همین دفتر است؛ `kartabl run` آن را برای دفتر تازه می‌سازد",
        )
        return fail("data folder", found, do)
    if left := next(path.glob(f"{RESTORING}*"), None):
        found = Words(
            en=f"{path} is half restored: {left.name}",
            fa=f"\u2066{path}\u2069 نیمه‌کاره بازگردانده شده است: \u2066{left.name}\u2069",
        )
        do = Words(
            en="wait for the restore that is at work; where none is, run kartabl restore again",
            fa="برای بازگردانی‌ای که در حال کار است صبر کنید؛ اگر نیست، kartabl restore را دوباره اجرا کنید",
        )
        return fail("data folder", found, do)
    try:
        with TemporaryFile(dir=path):
            pass
    except OSError as cause:
        do = Words(
            en=f"let the user of Kartabl write there: chown, chmod {path}",
            fa=f"بگذارید کاربر کارتابل در آن بنویسد: {typed('chown')}، {typed(f'chmod {path}')}",
        )
        return fail("data folder", f"{path}: {cause.strerror}", do)
    if mode := stat.S_IMODE(path.stat().st_mode) & 0o007:
        found = Words(
            en=f"{path} is open to everybody (…{mode:o})",
            fa=f"{typed(path)} به روی همه باز است ({typed(f'…{mode:o}')})",
        )
        return warn("data folder", found, f"chmod o-rwx {path}")
    return ok("data folder", str(path))


def _space(path: Path) -> Finding:
    free = shutil.disk_usage(path).free
    found = Words(en=f"{free // 2**20:,} MB free", fa=f"{free // 2**20:,} مگابایت خالی".replace(",", "٬"))
    if free < LEAST:
        return fail(
            "disk",
            found,
            Words(
                en="make room now: what cannot be written is refused",
                fa="همین حالا جا باز کنید: آنچه نوشتنی نباشد پذیرفته نمی‌شود",
            ),
        )
    if free < SCARCE:
        return warn(
            "disk", found, Words(en="make room, or move KARTABL_DATA", fa="جا باز کنید یا KARTABL_DATA را جابه‌جا کنید")
        )
    return ok("disk", found)


def _key(settings: Settings) -> Finding:
    if settings.secret_key:
        if len(settings.secret_key) < LETTERS:
            count = len(settings.secret_key)
            found = Words(en=f"KARTABL_SECRET_KEY has {count} letters", fa=f"KARTABL_SECRET_KEY {count} نویسه دارد")
            return fail("key", found, Words(en="give a random one of 48", fa="کلیدی تصادفی با ۴۸ نویسه بدهید"))
        return ok("key", "KARTABL_SECRET_KEY")
    path = settings.data / "secret_key"
    if not path.exists():
        return ok(
            "key", Words(en="none yet: it is made at the first start", fa="هنوز نیست: در نخستین راه‌اندازی ساخته می‌شود")
        )
    if mode := stat.S_IMODE(path.stat().st_mode) & 0o077:
        found = Words(
            en=f"{path} can be read by others (…{mode:02o})",
            fa=f"دیگران هم می‌توانند {typed(path)} را بخوانند ({typed(f'…{mode:02o}')})",
        )
        do = Words(
            en=f"chmod 600 {path}; if others had it, remove it",
            fa=f"{typed(f'chmod 600 {path}')}؛ اگر به دست دیگران افتاده، آن را بردارید",
        )
        return fail("key", found, do)
    if not os.access(path, os.R_OK):
        found = Words(en=f"{path} cannot be read", fa=f"{typed(path)} خواندنی نیست")
        do = Words(
            en="start Kartabl as the user whose file it is", fa="کارتابل را با نام کاربری صاحب این فایل راه‌اندازی کنید"
        )
        return fail("key", found, do)
    return ok("key", str(path))


def _zone(settings: Settings) -> Finding:
    name, known = TEHRAN
    found = settings.time_zone.utcoffset(SUMMER)
    if settings.time_zone.key == name and found != known:
        found = Words(en=f"{name} has summer time in 2026", fa=f"{typed(name)} در سال ۲۰۲۶ ساعت تابستانی دارد")
        do = Words(
            en="update the system's tzdata: it is from before 2022", fa="بستهٔ tzdata را به‌روز کنید: از پیش از ۲۰۲۲ است"
        )
        return fail("time zone", found, do)
    return ok("time zone", settings.time_zone.key)


def _built(folder: Path) -> Finding:
    try:
        missing = [name for name in read_manifest(folder).values() if not (folder / name).is_file()]
    except KartablError as fault:
        return fail("pages", of(fault), BUILD)
    if missing:
        found = Words(
            en=f"{len(missing)} built files are missing, first {missing[0]}",
            fa=f"{len(missing)} فایل ساخته‌شده نیست، نخستین آن‌ها {typed(missing[0])}",
        )
        return fail("pages", found, Words(en="install Kartabl again", fa="کارتابل را دوباره نصب کنید"))
    return ok("pages", Words(en="built", fa="ساخته شده"))


def _translated(path: Path) -> Finding:
    if not path.is_file():
        return fail("translations", Words(en=f"{path} is not there", fa=f"{typed(path)} نیست"), BUILD)
    return ok("translations", Words(en="compiled", fa="آماده"))

"""What the doctor finds, in both languages."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from sqlalchemy.exc import DBAPIError

from engine.errors import KartablError
from engine.form import Words
from engine.store.away import DatabaseAway, said_by
from web.persian import figures

State = Literal["ok", "warn", "fail"]
Said = Words | str
"""What is said: in both languages, or what is the same in both, as a path."""
CHECKS = {
    "settings": "تنظیم‌ها",
    "data folder": "پوشهٔ داده",
    "disk": "دیسک",
    "key": "کلید",
    "time zone": "منطقهٔ زمانی",
    "pages": "صفحه‌ها",
    "translations": "ترجمه‌ها",
    "database": "پایگاه داده",
    "clock": "ساعت",
    "connections": "اتصال‌ها",
    "schema": "ساختار جدول‌ها",
    "timers": "زمان‌سنج‌ها",
    "incidents": "رخدادها",
    "people": "افراد",
    "files": "فایل‌ها",
    "cases": "پرونده‌ها",
    "broker": "واسط پیام",
    "limits": "شمارش تلاش‌ها",
}
"""What is looked at, and how it is called in Persian."""
NOTHING = Words(fa="", en="")
MEND = Words(
    en="mend what is said there; where it tells you nothing, send it to whoever looks after Kartabl",
    fa="آنچه گفته شده را درست کنید؛ اگر از آن سر در نمی‌آورید، برای کسی که از کارتابل نگه‌داری می‌کند بفرستید",
)
"""What to do where a look itself failed."""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing that was looked at."""

    check: str
    state: State
    found: Words
    do: Words = NOTHING
    """What to do; empty where all is well."""


def ok(check: str, found: Said) -> Finding:
    """Return that all is well."""
    return Finding(check=check, state="ok", found=_words(found))


def warn(check: str, found: Said, do: Said) -> Finding:
    """Return what will be a fault, or is one in a real office."""
    return Finding(check=check, state="warn", found=_words(found), do=_words(do))


def fail(check: str, found: Said, do: Said) -> Finding:
    """Return a fault."""
    return Finding(check=check, state="fail", found=_words(found), do=_words(do))


def apart(check: str, look: Callable[[], Finding], do: Words = MEND) -> Finding:
    """Return what a look finds; where it fails itself, that, so that the other things are looked at all the same."""
    try:
        return look()
    except Exception as fault:
        return fail(check, why(fault), do)


def why(fault: Exception) -> Words:
    """Return the reason of any error: what the driver or the system says, where one does; its kind alone helps nobody."""
    if isinstance(fault, DatabaseAway) and (said := said_by(fault.__cause__)):
        return _words(said)
    if isinstance(fault, KartablError):
        return of(fault)
    if isinstance(fault, DBAPIError):
        return _words(said_by(fault))
    if isinstance(fault, OSError) and fault.strerror:
        return _words(f"{fault.filename}: {fault.strerror}" if fault.filename else fault.strerror)
    return _words(f"{type(fault).__name__}: {fault}")


def of(fault: KartablError) -> Words:
    """Return what an error says."""
    return Words(fa=fault.message("fa"), en=fault.message("en"))


def typed(text: object) -> str:
    """Return for a Persian sentence what somebody may type or paste: it stands from left to right, and keeps its digits."""
    return f"\u2066{text}\u2069"


_typed = re.compile("(\u2066[^\u2069]*\u2069)")


def _words(said: Said) -> Words:
    if isinstance(said, str):
        return Words(fa=typed(said), en=said)
    parts = _typed.split(said.fa)  # every other one was typed
    parts[::2] = (figures(each) for each in parts[::2])
    return Words(fa="".join(parts), en=said.en)

"""What the doctor finds, in both languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from engine.errors import KartablError
from engine.form import Words

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
    "cases": "پرونده‌ها",
    "broker": "واسط پیام",
    "limits": "شمارش تلاش‌ها",
}
"""What is looked at, and how it is called in Persian."""
NOTHING = Words(fa="", en="")


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


def of(fault: KartablError) -> Words:
    """Return what an error says."""
    return Words(fa=fault.message("fa"), en=fault.message("en"))


def _words(said: Said) -> Words:
    return Words(fa=f"\u2066{said}\u2069", en=said) if isinstance(said, str) else said

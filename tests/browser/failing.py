"""Incidents in an office that is served: as if it had tried something in vain until it tried no more."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

KINDS = [
    (
        "RuntimeError",
        "Expected this to be done, but Kartabl failed (RuntimeError, notices.py:57). Its log says more.",
        "انجام نشد: خطای داخلی کارتابل (\u2068RuntimeError, notices.py:57\u2069). جزئیات در گزارش رویدادهای برنامه است.",
    ),
    (
        "NotATime",
        "Expected in the timer of deadline a time, but “soon” is none. Correct the diagram.",
        "در زمان‌سنج deadline زمانی انتظار می‌رفت، ولی «soon» زمان نیست. نمودار را درست کنید.",
    ),
]


def fail_some(folder: Path) -> int:
    """Hold back the timers that fall due last, each with a cause; return how many."""
    with closing(sqlite3.connect(folder / "var" / "kartabl.sqlite", timeout=30)) as database, database:
        rows = database.execute("SELECT instance, id, element, due FROM job ORDER BY due DESC LIMIT ?", [len(KINDS)])
        found = rows.fetchall()
        for (instance, job, element, due), (code, en, fa) in zip(found, KINDS, strict=True):
            database.execute("UPDATE job SET try_at = NULL WHERE instance = ? AND id = ?", [instance, job])
            row = [instance, job, job, element, due, 8, code, en, fa]
            names = "instance, subject, job, element, since, attempts, code, en, fa"
            database.execute(f"INSERT INTO failure ({names}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    return len(found)

"""How many files somebody may send in a minute: one person's mishap or mischief must not fill the office's disk.

What is too much comes back as a fault at its field, with all that was typed.
"""

from __future__ import annotations

from flask import Flask, current_app
from flask_limiter import Limiter
from limits import RateLimitItemPerMinute

from engine.form.digits import to_persian
from processes.files.errors import FileRefused
from web.account import me

KEY = "kartabl.uploads"


class TooMany(FileRefused):
    en = "Expected {limit} files a minute at most, but more came, so that “{name}” was not kept. Wait a minute, choose it again and send."
    fa = "در هر دقیقه حداکثر {limit_fa} فایل پذیرفته می‌شود و «{name}» نگه داشته نشد. یک دقیقه بعد دوباره آن را انتخاب کنید و بفرستید."


def init_app(app: Flask, limiter: Limiter, a_minute: int) -> None:
    """Let each person send so many files a minute."""
    app.extensions[KEY] = limiter, RateLimitItemPerMinute(a_minute)


def count_file(name: str) -> None:
    """Count a file that came from who is signed in; raise `TooMany`."""
    limiter, most = current_app.extensions[KEY]
    if limiter.enabled and not limiter.limiter.hit(most, "uploads", me().id):
        raise TooMany(name=name, limit=most.amount, limit_fa=to_persian(str(most.amount)))

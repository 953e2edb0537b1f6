"""What the doctor looks at around the office: the broker, and where attempts are counted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from limits.storage import storage_from_string

from engine.form import Words
from web.doctor.finding import Finding, apart, fail, ok, typed, warn
from web.settings import Settings


def around(settings: Settings) -> Iterator[Finding]:
    """Look at the servers beside the database; at none of them where none is set."""
    if settings.broker_url:
        yield apart("broker", lambda: _broker(settings.broker_url))
    yield apart("limits", lambda: _limits(settings))


def _broker(url: str) -> Finding:
    from web.broker import CONNECT, celery_app  # an office without workers has no use for Celery

    try:
        with celery_app(url).connection_for_write(connect_timeout=CONNECT) as connection:
            connection.ensure_connection(max_retries=1, interval_start=0, timeout=CONNECT)
            return ok("broker", _shown(url))
    except Exception as cause:  # each broker's library has faults of its own
        do = Words(
            en="start it, or correct KARTABL_BROKER_URL; until then workers look every few seconds by themselves",
            fa="آن را راه‌اندازی یا KARTABL_BROKER_URL را درست کنید؛ تا آن زمان کارگزارها خود هر چند ثانیه نگاه می‌کنند",
        )
        return fail("broker", _reason(url, cause), do)


def _reason(url: str, cause: Exception) -> str:
    """Return where nobody answered and why; of a URL that cannot be shown the reason might tell a part of the password."""
    place, said = _shown(url), " ".join(str(cause).split()).rstrip(".")
    return f"{place}: {type(cause).__name__ if place.endswith('…') or not said else said}"


def _shown(url: str) -> str:
    """Return a URL without user, password and what follows a question mark; only how it begins where these cannot be told apart."""
    if "@" not in url:
        return url.partition("?")[0]
    begin, _, rest = url.partition("://")
    server = re.split("[/?#]", rest, maxsplit=1)[0]
    left = rest.removeprefix(server)
    if "@" not in server or "@" in left:
        return f"{begin}://…"
    return f"{begin}://{server.rpartition('@')[2]}{left.partition('?')[0]}"


def _limits(settings: Settings) -> Finding:
    if settings.limits_url == "memory://":
        return ok("limits", Words(en="counted in each process", fa="در هر پردازه جداگانه"))
    try:
        answers = storage_from_string(settings.limits_url).check()
    except Exception as cause:  # likewise
        do = Words(en="correct KARTABL_LIMITS_URL", fa="KARTABL_LIMITS_URL را درست کنید")
        return fail("limits", _reason(settings.limits_url, cause), do)
    place = _shown(settings.limits_url)
    if answers:
        return ok("limits", Words(en=f"counted together, at {place}", fa=f"برای همه با هم، در {typed(place)}"))
    found = Words(
        en=f"{place} does not answer: each process counts for itself",
        fa=f"{typed(place)} پاسخ نمی‌دهد: هر پردازه برای خود می‌شمارد",
    )
    return warn("limits", found, Words(en="start it", fa="آن را راه‌اندازی کنید"))

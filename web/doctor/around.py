"""What the doctor looks at around the office: the broker, and where attempts are counted."""

from __future__ import annotations

from collections.abc import Iterator

from limits.storage import storage_from_string

from engine.form import Words
from web.doctor.finding import Finding, apart, fail, ok, warn
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
            return ok("broker", str(connection.as_uri()))
    except Exception as cause:  # each broker's library has faults of its own
        do = Words(
            en="start it, or correct KARTABL_BROKER_URL; until then workers look every few seconds by themselves",
            fa="آن را راه‌اندازی یا KARTABL_BROKER_URL را درست کنید؛ تا آن زمان کارگزارها خود هر چند ثانیه نگاه می‌کنند",
        )
        return fail("broker", type(cause).__name__, do)


def _limits(settings: Settings) -> Finding:
    if settings.limits_url == "memory://":
        return ok("limits", Words(en="counted in each process", fa="در هر پردازه جداگانه"))
    try:
        answers = storage_from_string(settings.limits_url).check()
    except Exception as cause:  # likewise
        return fail(
            "limits", type(cause).__name__, Words(en="correct KARTABL_LIMITS_URL", fa="KARTABL_LIMITS_URL را درست کنید")
        )
    if answers:
        return ok("limits", Words(en="counted together", fa="برای همه با هم"))
    found = Words(
        en="their server does not answer: each process counts for itself",
        fa="سرور آن پاسخ نمی‌دهد: هر پردازه برای خود می‌شمارد",
    )
    return warn("limits", found, Words(en="start it", fa="آن را راه‌اندازی کنید"))

"""A file that was given to a case, on its way to a browser that must never run it in our origin."""

from __future__ import annotations

from urllib.parse import quote

from flask import Response

from processes.files import FileStore, GivenFile
from processes.files.errors import Spoilt

SHOWN = frozenset({"application/pdf", "image/png", "image/jpeg"})
"""What a browser may show in its own window; everything else it saves."""
SANDBOX = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def send_given(store: FileStore, given: GivenFile) -> Response:
    """Send a file as it was given; raise `Spoilt` where it is missing or was changed."""
    content = store.read(given.digest)
    if content is None:
        raise Spoilt(name=given.name)
    answer = Response(content, content_type=given.media_type)
    way = "inline" if given.media_type in SHOWN else "attachment"
    answer.headers["Content-Disposition"] = (
        f"{way}; filename=\"{_plain(given.name)}\"; filename*=UTF-8''{quote(given.name, safe='')}"
    )
    answer.headers["Content-Security-Policy"] = SANDBOX
    answer.headers["Cache-Control"] = "private, no-cache"  # whoever signs in next at this machine may not see it
    return answer


def _plain(name: str) -> str:
    """Return a name for those who do not read the other one: ASCII only."""
    return "".join(sign if sign.isascii() and sign.isprintable() and sign not in '"\\%;' else "_" for sign in name)

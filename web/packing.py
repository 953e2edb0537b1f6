"""What is written for one reader goes packed over the wire, as the built files do (`assets.py`).

A page names what its reader typed beside the token against forgery. Whoever could make somebody's browser ask for pages and
measure them might guess a token from how well it packs (the attack named BREACH), so each answer is longer by some random bytes,
which the name of a file in the head of gzip may be (Paulino and others, "Heal the Breach", 2022).
"""

from __future__ import annotations

import gzip
import secrets
from io import BytesIO

from flask import Flask, Response, request

KINDS = frozenset({"text/html", "text/csv", "application/json", "application/xml"})
LEAST = 1000
"""Bytes under which nothing is gained."""
LONGEST_NAME = 100


def init_app(app: Flask) -> None:
    """Pack the answers of `app` for browsers that unpack them."""
    app.after_request(_packed)


def _packed(answer: Response) -> Response:
    if answer.mimetype not in KINDS or answer.is_streamed or answer.direct_passthrough or answer.content_encoding:
        return answer
    answer.vary.add("Accept-Encoding")
    content = answer.get_data()
    if len(content) >= LEAST and request.accept_encodings["gzip"] > 0:
        answer.set_data(_gzip(content))
        answer.content_encoding = "gzip"
    return answer


def _gzip(content: bytes) -> bytes:
    into = BytesIO()
    name = "x" * (1 + secrets.randbelow(LONGEST_NAME))
    with gzip.GzipFile(filename=name, mode="wb", compresslevel=6, fileobj=into, mtime=0) as file:
        file.write(content)
    return into.getvalue()

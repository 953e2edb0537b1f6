"""Canonical JSON (RFC 8785) and SHA-256: how anything is named by its content."""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any, NoReturn

import rfc8785

_WRITE = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
_EXACT = 15
"""Up to so many digits a number is exact in JSON."""
_SORTED_OTHERWISE = re.compile("[\U00010000-\U0010ffff]")
"""RFC 8785 sorts keys by their UTF-16, Python by code points: a difference from here on."""


def _integer(text: str) -> int:
    """Return a number that both write alike; raise `ValueError` where it is too large to be exact."""
    if len(text) > _EXACT:
        raise ValueError(text)
    return int(text)


def _other(text: str) -> NoReturn:
    """Refuse a number that is no integer."""
    raise ValueError(text)


_READ = json.JSONDecoder(parse_int=_integer, parse_float=_other, parse_constant=_other).decode


def canonical(value: Any) -> bytes:
    """Return the one canonical text of a JSON value."""
    written = _written(value)
    return rfc8785.dumps(value) if written is None else written


def _written(value: Any) -> bytes | None:
    """Return what Python's own writer makes of a value, several times as fast; None where RFC 8785 might have it otherwise."""
    try:
        text = _WRITE(value)
        if _SORTED_OTHERWISE.search(text) or _READ(text) != value:
            return None
        return text.encode()
    except (TypeError, ValueError, RecursionError):  # no JSON, or a text that is none: the reference says what is wrong
        return None


def sha256(content: bytes) -> str:
    """Return the SHA-256 of `content` in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def digest(value: Any) -> str:
    """Return the SHA-256 of a JSON value's canonical text."""
    return sha256(canonical(value))

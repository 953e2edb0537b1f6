"""Canonical JSON (RFC 8785) and SHA-256: how anything is named by its content."""

from __future__ import annotations

import hashlib
from typing import Any

import rfc8785


def canonical(value: Any) -> bytes:
    """Return the one canonical text of a JSON value."""
    return rfc8785.dumps(value)


def sha256(content: bytes) -> str:
    """Return the SHA-256 of `content` in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def digest(value: Any) -> str:
    """Return the SHA-256 of a JSON value's canonical text."""
    return sha256(canonical(value))

"""References to files that were sent: a page carries them in hidden fields until the form is complete.

A reference is signed and names the one who sent the file: nobody else can use it, and nobody can make one.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from engine.form.files import is_file
from engine.values import Value

_SHAPE = re.compile(r"[A-Za-z0-9_=-]+~[0-9a-f]{64}")
_PURPOSE = b"kartabl/file-reference/v1\0"


def refer(secret: str, person: str, file: Mapping[str, Value]) -> str:
    """Return the reference to a file that `person` sent."""
    told = [person, file["digest"], file["name"], file["type"], int(file["size"])]
    body = base64.urlsafe_b64encode(json.dumps(told, ensure_ascii=False).encode()).decode()
    return f"{body}~{_signature(secret, body)}"


def resolve(secret: str, person: str, reference: str) -> dict[str, Any] | None:
    """Return the file that a reference names, None where it is not one that `person` was given."""
    body, _, signature = reference.partition("~")
    if not hmac.compare_digest(_signature(secret, body).encode(), signature.encode("utf-8", "replace")):
        return None
    who, digest, name, media_type, size = json.loads(base64.urlsafe_b64decode(body))
    file = {"digest": digest, "name": name, "type": media_type, "size": Decimal(size)}
    return file if who == person and is_file(file) else None


def is_reference(text: str) -> bool:
    """Return whether a text looks like a reference: it says nothing to a person."""
    return _SHAPE.fullmatch(text) is not None


def _signature(secret: str, body: str) -> str:
    key = hmac.digest(secret.encode(), _PURPOSE, "sha256")
    return hmac.new(key, body.encode("utf-8", "replace"), hashlib.sha256).hexdigest()

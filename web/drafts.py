"""Uploads that were checked and wait to be deployed: kept in the data folder by their digests, named by a signed token.

So an owner deploys the very file that was checked, without sending it again. Nothing here is ever run or read but by
the check itself; what was left lying is swept away.
"""

from __future__ import annotations

import os
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flask import current_app
from itsdangerous import BadData, URLSafeTimedSerializer

from engine.digest import sha256
from engine.errors import NotFound
from processes.change import Upload
from web.wiring import kartabl

KEPT = 24 * 60 * 60
"""Seconds for which a checked upload waits."""


class NoDraft(NotFound):
    en = "Expected files that were checked, but they are no longer kept, or were not yours: choose them again."
    fa = "فایل‌های بررسی‌شده دیگر نگهداری نمی‌شوند یا از آنِ شما نبودند؛ آن‌ها را دوباره انتخاب کنید."


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A checked upload: of which service's page it came, what it started from, what was deployed when it was checked."""

    uploads: Sequence[Upload]
    service: str | None = None
    started_from: Mapping[str, str] = field(default_factory=dict)
    seen: Mapping[str, str] = field(default_factory=dict)


def keep(draft: Draft, person: str) -> str:
    """Keep a draft and return the token by which only this person gets it back."""
    folder = _folder()
    _sweep(folder)
    files = []
    for upload in draft.uploads:
        digest = sha256(upload.content)
        _write(folder / digest, upload.content)
        files.append([upload.name, upload.kind, digest])
    told = {"by": person, "files": files, "service": draft.service, "from": draft.started_from, "seen": draft.seen}
    return str(_signer().dumps(told))


def draft_of(token: str, person: str) -> Draft:
    """Return a draft by its token; raise `NoDraft`."""
    try:
        told: dict[str, Any] = _signer().loads(token, max_age=KEPT)
        if told["by"] != person:
            raise NoDraft
        uploads = [
            Upload(name=name, kind=kind, content=(_folder() / digest).read_bytes())
            for name, kind, digest in told["files"]
        ]
    except (BadData, OSError) as cause:
        raise NoDraft from cause
    return Draft(uploads=uploads, service=told["service"], started_from=told["from"], seen=told["seen"])


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.secret_key or "", salt="checked diagrams")


def _folder() -> Path:
    folder = kartabl().settings.data / "drafts"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _write(path: Path, content: bytes) -> None:
    """Write a file whole, readable for its owner only; what is there already has the same content."""
    if path.exists():
        os.utime(path)
        return
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
    os.replace(part, path)


def _sweep(folder: Path) -> None:
    """Remove what waited for longer than a draft may."""
    oldest = time.time() - 2 * KEPT
    for path in folder.iterdir():
        try:
            if path.stat().st_mtime < oldest:
                path.unlink()
        except FileNotFoundError:  # another sweep was there first
            continue

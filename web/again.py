"""What was sent when the sign-in was over, or with a page of an earlier one: kept in the answer itself, and sent again afterwards.

Beside the sentence. Nothing is kept on the server; what travels is signed, so that only what once was posted here comes back,
and it is sent only when the person presses the button: a page of somebody else's cannot do so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import current_app, render_template, request
from itsdangerous import BadData, URLSafeTimedSerializer
from werkzeug.exceptions import HTTPException

from processes.files.references import is_reference
from web.addresses import split

FIELD = "again"
A_DAY = 24 * 60 * 60
MOST = 200_000
"""Letters above which nothing is kept."""
NEVER = ("csrf_token", "next", "lang", FIELD)


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A form that was posted: where to, its fields in their order, and whether files came with it, which are lost."""

    path: str
    fields: Sequence[tuple[str, str]]
    files: bool

    @property
    def typed(self) -> Sequence[str]:
        """What a person can have written in it."""
        return [value for key, value in self.fields if value.strip() and key[0] != "_" and not is_reference(value)]

    def signed(self) -> str:
        """Return it as a text that only we can have made."""
        return str(_signer().dumps({"path": self.path, "fields": list(self.fields), "files": self.files}))


def posted_here() -> bool:
    """Return whether the form that was posted stood on one of our own pages."""
    origin = request.headers.get("Origin", "")
    return request.headers.get("Sec-Fetch-Site") == "same-origin" or split(origin).netloc == request.host


def to_be_kept() -> Kept | None:
    """Return the form of this request; None where there is none, or one that must not travel: with a password, or too long."""
    if request.method != "POST":
        return None
    try:
        fields = [(key, value) for key, value in request.form.items(multi=True) if key and key not in NEVER]
        files = any(file.filename for file in request.files.values())
    except HTTPException:  # too large even to be read
        return None
    if any("password" in key for key, _value in fields) or sum(len(value) for _key, value in fields) > MOST:
        return None
    kept = Kept(path=request.full_path.rstrip("?"), fields=fields, files=files)
    return kept if kept.typed else None


def kept_in(text: str) -> Kept | None:
    """Return what a signed text keeps; None where it is not ours, or too old."""
    try:
        said: dict[str, Any] = _signer().loads(text, max_age=A_DAY)
    except BadData:
        return None
    return Kept(path=said["path"], fields=[(key, value) for key, value in said["fields"]], files=said["files"])


def page(kept: Kept) -> str:
    """Return the page that sends it again."""
    return render_template("again.html", kept=kept)


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.secret_key or "", salt="sent again")

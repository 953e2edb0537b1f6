"""Where the built front end is: plain names to the hashed ones that a browser may keep for ever.

Beside the sentence: between `web/frontend/` (the sources, built by `make`) and the templates, which say `asset(name)`.
"""

from __future__ import annotations

import json
import mimetypes
from collections.abc import Mapping
from pathlib import Path

from flask import request, send_from_directory
from werkzeug.wrappers import Response

from engine.errors import Broken

static = Path(__file__).parent / "static"
dist = static / "dist"


class NotBuilt(Broken):
    en = "Expected the built front end in {folder}, but it is not there. Run `make run`, which builds it."
    fa = "فایل‌های ساخته‌شدهٔ رابط کاربری در {folder} انتظار می‌رفت، ولی آنجا نیست. با `make run` ساخته می‌شود."


class NoSuchAsset(Broken):
    en = "Expected one of {known} as a built file, but found {found}. The entries are in web/frontend/build.mjs."
    fa = "یکی از فایل‌های {known} انتظار می‌رفت، ولی {found} یافت شد. فهرست آن‌ها در web/frontend/build.mjs است."


def read_manifest(folder: Path = dist) -> Mapping[str, str]:
    """Return the hashed name of every built file by its plain one; raise `NotBuilt` where nothing was built."""
    try:
        return dict(json.loads((folder / "manifest.json").read_text(encoding="utf-8")))
    except FileNotFoundError as cause:
        raise NotBuilt(folder=folder) from cause


def hashed_name(manifest: Mapping[str, str], name: str) -> str:
    """Return the file in `dist` that the plain `name` stands for; raise `NoSuchAsset`."""
    if name not in manifest:
        raise NoSuchAsset(known=", ".join(manifest), found=name)
    return manifest[name]


def send_built(filename: str) -> Response:
    """Send a file of the front end, packed where the build has packed it and the browser accepts that."""
    packed = static / f"{filename}.gz"
    if "gzip" in request.accept_encodings and packed.resolve().is_relative_to(static) and packed.is_file():
        answer = send_from_directory(static, f"{filename}.gz", mimetype=mimetypes.guess_type(filename)[0])
        answer.content_encoding = "gzip"
    else:
        answer = send_from_directory(static, filename)
    answer.vary.add("Accept-Encoding")
    return answer

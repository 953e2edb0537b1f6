"""Names of files: without paths and signs that nobody sees; Persian ones stay as they are."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from processes.files.errors import KindNotTaken, OtherContent
from processes.files.kinds import KINDS

LONGEST = 120
"""Letters of a name, so that it stays under 255 bytes wherever it is saved."""
_KEPT = "\u200c\u200d"
_RESERVED = re.compile(r'[<>:"|?*]')


def clean(name: str) -> str:
    """Return the last part of a path, its invisible signs and those no file system takes removed; may be empty."""
    last = unicodedata.normalize("NFC", name.replace("\\", "/").rpartition("/")[2])
    seen = "".join(sign for sign in last if sign in _KEPT or not unicodedata.category(sign).startswith("C"))
    plain = " ".join(_RESERVED.sub("_", seen).split()).strip(". \u200c\u200d")
    stem, dot, extension = plain.rpartition(".")
    if not dot or len(extension) > 8:
        return plain[:LONGEST].strip()
    return f"{stem[: LONGEST - len(extension) - 1].strip()}.{extension}"


def fitting(name: str, content: str | None, taken: Collection[str]) -> tuple[str, str]:
    """Return the clean name and the kind of a file with that content; raise where the office does not take it."""
    cleaned = clean(name) or "file"
    extension = cleaned.rpartition(".")[2].lower() if "." in cleaned else ""
    alike = [key for key in KINDS if key in taken and KINDS[key].content == content]
    if not alike:
        _refuse(cleaned, content, taken)
    if not extension:
        return f"{cleaned}.{KINDS[alike[0]].extensions[0]}", alike[0]
    kind = next((key for key in alike if extension in KINDS[key].extensions), None)
    if kind is None:
        found = KINDS[alike[0]].words
        raise OtherContent(name=cleaned, found=found.en, found_fa=found.fa)
    return cleaned, kind


def _refuse(name: str, content: str | None, taken: Collection[str]) -> None:
    words = [KINDS[key].words for key in KINDS if key in taken]
    raise KindNotTaken(
        name=name, expected=", ".join(each.en for each in words), expected_fa="، ".join(each.fa for each in words)
    )

"""Regular expressions of `matches`, `replace` and `split`, run by RE2, which no pattern slows down.

FEEL takes its patterns from XPath. What RE2 reads differently is rewritten or refused: a pattern that cannot be
understood exactly gives null.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import re2  # type: ignore[import-untyped]  # the wheel has no stubs

from engine.feel.limits import Purse

max_pattern = 1_000
_pieces = re.compile(r"\\p\{[^}]*\}|\\P\{[^}]*\}|\\.|\[\^?|\]|\(\?.?|.", re.DOTALL)
_classes = {  # XPath's own idea of \w and the rest, which goes beyond ASCII
    r"\d": r"\p{Nd}", r"\s": r" \t\n\r", r"\w": r"\p{L}\p{M}\p{N}\p{S}",
    r"\i": r"\p{L}_:", r"\c": r"\p{L}\p{Nd}\p{M}._:\-",
}  # fmt: skip
_outside_only = {r"\D": r"\d", r"\S": r"\s", r"\W": r"\w", r"\I": r"\i", r"\C": r"\c"}
_plain_escapes = frozenset(r"\|.?*+(){}$-[]^" + "nrt")
_category = re.compile(r"\\[pP]\{(?:L[ulmto]?|M[nce]?|N[dlo]?|P[cdseifo]?|Z[slp]?|S[mcko]?|C[cfon]?)\}")


def search(text: str, pattern: str, flags: str, purse: Purse) -> bool | None:
    """Return whether `pattern` is found anywhere in `text`; None for a pattern or flags that are not understood."""
    compiled = _paid(text, pattern, flags, purse)
    return None if compiled is None else compiled.search(text.encode()) is not None


def replace(text: str, pattern: str, replacement: str, flags: str, purse: Purse) -> str | None:
    """Return `text` with every match replaced, `$1` by the first group; None as in `search`, and for empty matches."""
    compiled = _paid(text, pattern, flags, purse)
    if compiled is None or compiled.search(b"") is not None:
        return None
    template = [replacement] if "q" in flags else _template(replacement, compiled.groups)
    if template is None:
        return None
    made, end, length, encoded = [], 0, len(text), text.encode()
    for found in _found(compiled, encoded, purse):
        put = [part.encode() if isinstance(part, str) else found.group(part) or b"" for part in template]
        made += [encoded[end : found.start()], *put]
        length += sum(map(len, put))
        purse.allow(length)
        end = found.end()
    made.append(encoded[end:])
    purse.characters(length)
    return b"".join(made).decode()


def split(text: str, pattern: str, purse: Purse) -> list[str] | None:
    """Return the pieces of `text` between matches of `pattern`; None as in `replace`."""
    compiled = _paid(text, pattern, "", purse)
    if compiled is None or compiled.search(b"") is not None:
        return None
    pieces, end, encoded = [], 0, text.encode()
    for found in _found(compiled, encoded, purse):
        pieces.append(encoded[end : found.start()].decode())
        end = found.end()
    return [*pieces, encoded[end:].decode()]


def _paid(text: str, pattern: str, flags: str, purse: Purse) -> Any:
    purse.characters(len(text))
    purse.pattern(pattern)
    return _compiled(pattern, flags) if len(pattern) <= max_pattern else None


def _found(compiled: Any, encoded: bytes, purse: Purse) -> Iterator[Any]:
    for found in compiled.finditer(encoded):
        purse.spend(2)
        if found.end() > found.start():
            yield found


@lru_cache(maxsize=256)
def _compiled(pattern: str, flags: str) -> Any:
    """Return the RE2 program; None for a pattern or a flag that is not understood."""
    if set(flags) - set("smixq"):
        return None
    options = re2.Options()
    options.log_errors, options.max_mem = False, 1 << 20
    options.literal, options.case_sensitive = "q" in flags, "i" not in flags
    try:
        rewritten = pattern if "q" in flags else _rewritten(pattern, "x" in flags)
        if "q" not in flags:
            rewritten = (
                f"(?{''.join(sorted(set(flags) & set('sm')))}:{rewritten})" if set(flags) & set("sm") else rewritten
            )
        return re2.compile(rewritten.encode(), options)
    except (re2.error, ValueError):
        return None


def _rewritten(pattern: str, spaced: bool) -> str:
    """Return RE2's writing of an XPath pattern; raise ValueError for what one of both doesn't have."""
    made, in_class = [], False
    for found in _pieces.finditer(pattern):
        piece = found[0]
        if spaced and not in_class and piece.isspace():
            continue
        if piece[0] == "[":
            if in_class:
                raise ValueError("a class within a class")
            in_class = True
        elif piece == "]":
            in_class = False
        made.append(_piece(piece, in_class))
    return "".join(made)


def _piece(piece: str, in_class: bool) -> str:
    if piece in _classes:
        return _classes[piece] if in_class else f"[{_classes[piece]}]"
    if piece in _outside_only and not in_class:
        return f"[^{_classes[_outside_only[piece]]}]"
    known = piece[0] != "\\" or piece[1:] in _plain_escapes or _category.fullmatch(piece)
    if not known or (piece.startswith("(?") and piece != "(?:"):
        raise ValueError(piece)
    return piece


def _template(replacement: str, groups: int) -> list[str | int] | None:
    """Return the texts and group numbers of a replacement; None where `$` or a backslash is not used as XPath says."""
    parts: list[str | int] = []
    for found in re.finditer(r"\\([\\$])|\$([0-9])|([^\\$]+)|(.)", replacement, re.DOTALL):
        if found[4]:
            return None
        group = int(found[2]) if found[2] else None
        parts.append(found[1] or found[3] or "" if group is None else group if group <= groups else "")
    return parts

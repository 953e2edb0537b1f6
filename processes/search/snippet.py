"""Why a text was found: the words around the first that was looked for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from processes.search.words import asked, indexed

BEFORE, AFTER = 6, 14
"""Words that are shown before and after the first one that was found."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """A piece of a text; `found`: it is what was looked for."""

    text: str
    found: bool


def snippet(text: str, query: str) -> list[Piece]:
    """Return the part of a text in which it was found, in pieces."""
    wanted = {word for way in asked(query) for word in way}
    pieces = re.findall(r"\S+|\s+", " ".join(text.split()))
    words = range(0, len(pieces), 2)  # between them stand spaces
    hits = [place for place in words if _is_found(pieces[place], wanted)]
    first = max(0, (hits[0] if hits else 0) - 2 * BEFORE)
    shown = pieces[first : first + 2 * (BEFORE + AFTER)]
    found = [Piece(text=piece, found=first + place in hits) for place, piece in enumerate(shown)]
    return _around(found, before=first > 0, after=first + len(shown) < len(pieces))


def _is_found(piece: str, wanted: set[str]) -> bool:
    return any(word.startswith(each) for word in indexed(piece).split() for each in wanted)


def _around(pieces: Sequence[Piece], *, before: bool, after: bool) -> list[Piece]:
    dots = Piece(text="…", found=False)
    return [*([dots] if before else []), *pieces, *([dots] if after else [])]

"""Lists: what matches what was typed, a page at a time."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from engine.form import Words
from engine.form.digits import to_latin

Line = TypeVar("Line")
PAGE = 50
"""Lines of a page."""
_ALIKE = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه", "أ": "ا", "إ": "ا", "ؤ": "و", "\u200c": " ", "ـ": None})


@dataclass(frozen=True, kw_only=True, slots=True)
class Listed(Generic[Line]):
    """One page of a list, and how many lines there are in all."""

    lines: Sequence[Line]
    total: int


def page_of(lines: Sequence[Line], number: int) -> Listed[Line]:
    """Return a page of lines that were all read; the nearest one there is where the number is none of them."""
    first = first_line(number, len(lines))
    return Listed(lines=lines[first : first + PAGE], total=len(lines))


def first_line(number: int, total: int) -> int:
    """Return how many lines stand before a page, or before the nearest one there is."""
    last = max(1, -(-total // PAGE))
    return (min(max(1, number), last) - 1) * PAGE


def matches(sought: str, texts: Iterable[str | Words | None]) -> bool:
    """Return whether every word that was typed begins or stands within one of these texts, however it is written."""
    words = folded(sought).split()
    if not words:
        return True
    there = " ".join(folded(text) for each in texts for text in _said(each))
    return all(word in there for word in words)


def folded(text: str) -> str:
    """Return a text as it is compared: Arabic and Persian letters, digits and half-spaces alike, without marks."""
    plain = unicodedata.normalize("NFKC", to_latin(text)).translate(_ALIKE).casefold()
    return "".join(sign for sign in plain if unicodedata.category(sign) not in ("Mn", "Cf"))


def _said(text: str | Words | None) -> tuple[str, ...]:
    if isinstance(text, Words):
        return text.fa, text.en
    return (text,) if text else ()

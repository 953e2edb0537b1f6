"""Lists: what matches what was typed, a page at a time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from engine.form import Words
from processes.search.words import asked, indexed

Line = TypeVar("Line")
PAGE = 50
"""Lines of a page."""


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
    """Return whether each word that was typed stands in one of these texts, however it and its half-spaces are written."""
    ways = asked(sought)
    if not ways:
        return not sought.strip()
    there = indexed(" ".join(text for each in texts for text in _said(each)))
    return any(all(word in there for word in way) for way in ways)


def _said(text: str | Words | None) -> tuple[str, ...]:
    if isinstance(text, Words):
        return text.fa, text.en
    return (text,) if text else ()

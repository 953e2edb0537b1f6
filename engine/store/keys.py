"""Ids of instances as numbers: a number takes a third of the room in a row, and an id stands in each row of a case and in most of their indexes."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import accumulate

LONGEST = 12
"""Letters of the longest id: its number still fits into 63 bits."""
SIGNS = "0123456789abcdefghijklmnopqrstuvwxyz"
_AN_ID = re.compile(f"[0-9a-z]{{1,{LONGEST}}}")
_FIRST = (0, *accumulate(len(SIGNS) ** shorter for shorter in range(LONGEST + 1)))
"""By how many letters it has, the number of the first id: those that are shorter come before it."""
RECENT = 4096
"""Ids that are not reckoned again: one stands in each row that a page reads, or a step writes."""


@lru_cache(maxsize=RECENT)
def number_of(instance: str) -> int | None:
    """Return the number of an id, from 1, by length and then in the order of ASCII; None of a text that can be none: 1 to 12 of 0–9 and a–z."""
    return _FIRST[len(instance)] + int(instance, len(SIGNS)) if _AN_ID.fullmatch(instance) else None


@lru_cache(maxsize=RECENT)
def id_of(number: int) -> str | None:
    """Return the id of which this is the number; None where it is of none."""
    if not 1 <= number < _FIRST[-1]:
        return None
    length = next(letters for letters in range(1, LONGEST + 1) if number < _FIRST[letters + 1])
    rest, found = number - _FIRST[length], ""
    for _letter in range(length):
        rest, place = divmod(rest, len(SIGNS))
        found = SIGNS[place] + found
    return found

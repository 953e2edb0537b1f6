"""What is wrong with a case is told as a difference, never as a crash."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from engine.errors import KartablError
from engine.replay import Difference, Part
from engine.store.port import Astray

Found = TypeVar("Found")
LONGEST = 80
"""Letters of a value that a difference quotes."""


def attempt(do: Callable[[], Found], seq: int, part: Part, expected: str) -> tuple[Found | None, Difference | None]:
    """Return what `do` gives, or the difference that it could not be done."""
    try:
        return do(), None
    except Exception as cause:  # whatever somebody wrote into the database is a finding about this case
        found = str(cause) if isinstance(cause, KartablError) else f"{type(cause).__name__}: {cause}"
        return None, Difference(seq=seq, part=part, expected=expected, found=found)


def row_difference(seq: int, astray: Astray) -> Difference:
    """Return the difference that a row is not as the history has it."""
    place = " ".join(part for part in (astray.table, astray.row, astray.field) if part)
    return Difference(seq=seq, part="row", expected=f"{place}: {_short(astray.expected)}", found=_short(astray.found))


def _short(value: str) -> str:
    return value if len(value) <= LONGEST else f"{value[:LONGEST]}…"

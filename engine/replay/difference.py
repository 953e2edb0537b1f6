"""What is not as it should be, said so that a person finds it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Part = Literal[
    "chain", "time", "definition", "command", "outcome", "derived", "state", "head", "personal", "row", "file"
]


@dataclass(frozen=True, kw_only=True, slots=True)
class Difference:
    """The first thing that is not as it should be: at which record, in what part, expected and found."""

    seq: int
    part: Part
    expected: str
    found: str

    def __str__(self) -> str:
        return f"record {self.seq}: {self.part}: expected {self.expected}, but found {self.found}"

"""The colours as the style sheet names them, and how well one is read on another (WCAG 2.1, 1.4.3 and 1.4.11)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

TOKENS = Path(__file__).parents[1] / "frontend" / "css" / "tokens.css"
TEXT, SHAPE = 4.5, 3.0
"""What the contrast of text, and that of borders and signs, must reach."""
PAIRS: Sequence[tuple[str, str, float]] = (
    ("ink", "ground", TEXT),
    ("ink", "paper", TEXT),
    ("ink-soft", "ground", TEXT),
    ("ink-soft", "paper", TEXT),
    ("accent", "ground", TEXT),
    ("accent", "paper", TEXT),
    ("accent-deep", "accent-soft", TEXT),
    ("ink", "accent-soft", TEXT),
    ("paper", "accent", TEXT),
    ("good", "good-soft", TEXT),
    ("warn", "warn-soft", TEXT),
    ("bad", "bad-soft", TEXT),
    ("bad", "paper", TEXT),
    ("paper", "bad", TEXT),
    *((("ink", f"heat-{grade}", TEXT)) for grade in range(1, 6)),
    ("line-firm", "paper", SHAPE),
    ("line-firm", "ground", SHAPE),
)
"""Every colour of text or of a border, with each ground it stands on."""


@dataclass(frozen=True, kw_only=True)
class Pair:
    """A colour on a ground."""

    name: str
    ground: str
    colour: str
    on: str
    ratio: float
    demanded: float

    @property
    def enough(self) -> bool:
        """Whether it can be read."""
        return self.ratio >= self.demanded


@cache
def colours() -> Mapping[str, str]:
    """Return the colours by name, each as `#rrggbb`."""
    found = re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{3}(?:[0-9a-f]{3})?);", TOKENS.read_text(encoding="utf-8"))
    return {name: _long(value) for name, value in found}


@cache
def pairs() -> Sequence[Pair]:
    """Return every pair with its contrast."""
    known = colours()
    return [
        Pair(
            name=name,
            ground=on,
            colour=known[name],
            on=known[on],
            ratio=contrast(known[name], known[on]),
            demanded=least,
        )
        for name, on, least in PAIRS
    ]


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _long(colour: str) -> str:
    return colour if len(colour) == 7 else "#" + "".join(sign * 2 for sign in colour[1:])

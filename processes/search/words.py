"""Words as they are looked for: one form for the many ways to write one in Persian.

A half-space may be typed as such, as a space, or not at all; so a text is indexed both ways, and a query asks both ways.
"""

from __future__ import annotations

import unicodedata

HALF_SPACE = "\u200c"
_ONE_FORM = str.maketrans(
    {
        "ي": "ی", "ى": "ی", "ئ": "ی", "ك": "ک", "ة": "ه", "ۀ": "ه", "ؤ": "و", "أ": "ا", "إ": "ا", "ٱ": "ا", "آ": "ا",
        "ـ": "", "\u200d": "",
        **{chr(0x06F0 + digit): str(digit) for digit in range(10)}, **{chr(0x0660 + digit): str(digit) for digit in range(10)},
    }
)  # fmt: skip
LONGEST = 60
"""Letters of a word that count."""


def normal(text: str, half_space: str = " ") -> str:
    """Return a text as words of small letters and Latin digits with spaces between them; `half_space`: what it becomes."""
    text = unicodedata.normalize("NFKC", text).translate(_ONE_FORM).replace(HALF_SPACE, half_space).casefold()
    # marks that stand on a letter (Mn, taken apart from it) and signs of direction (Cf) are none of its letters
    kept = (
        sign for sign in unicodedata.normalize("NFKD", text) if unicodedata.category(sign) not in ("Mn", "Cf", "Me")
    )
    signs = "".join(sign if sign.isalnum() else " " for sign in kept)
    return " ".join(word[:LONGEST] for word in signs.translate(_ONE_FORM).split())


def indexed(text: str) -> str:
    """Return the words by which a text is found, each once: with half-spaces as spaces, and where it has any also without them."""
    without = normal(text, "").split() if HALF_SPACE in text else []
    return " ".join(dict.fromkeys([*normal(text).split(), *without]))


def asked(query: str) -> list[list[str]]:
    """Return what a query may mean: the beginnings of words that must all be there; nothing where it has no word."""
    ways = [normal(query).split(), normal(query, "").split()]
    return [way for place, way in enumerate(ways) if way and way not in ways[:place]]

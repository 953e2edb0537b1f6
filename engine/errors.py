"""The one tree of errors. Every leaf knows its message in Persian and in English.

A message says what was expected, but what was found, where, and what to do now. Which HTTP status a leaf
becomes is decided in one place, `web/faults.py`.
"""

from __future__ import annotations

import re
from typing import Any, ClassVar, Final, Literal

Language = Literal["fa", "en"]
PERSIAN_DIGITS: Final = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
_figures = re.compile(r"[0-9]+(?:[./:][0-9]+)*", re.ASCII)


class AsTyped(str):
    """A fact that somebody types or pastes again, as an address, a path or what a setting has.

    In a Persian sentence, too, it keeps its digits and stands from left to right.
    """


class KartablError(Exception):
    """Root of all errors a caller may show to a person.

    A leaf gives two `str.format` templates; `facts` fills them. `str(error)` is the English message. A fact that is
    nothing but figures has Persian ones in the Persian message; a name with figures in it stays as it is, and so does what is
    `AsTyped`.
    """

    en: ClassVar[str] = "Something that Kartabl expected did not hold."
    fa: ClassVar[str] = "آنچه کارتابل انتظار داشت برقرار نبود."

    def __init__(self, **facts: Any) -> None:
        self.facts = facts
        super().__init__(self.message("en"))

    def message(self, language: Language) -> str:
        """Return the sentence for a person in `language`."""
        if language == "en":
            return self.en.format(**self.facts)
        return self.fa.format(**{name: _in_persian(fact) for name, fact in self.facts.items()})


def _in_persian(fact: Any) -> Any:
    """Return a fact with Persian digits where it is a number, written or not, a time or a date; any other as it is."""
    if isinstance(fact, AsTyped):
        return f"\u2066{fact}\u2069"
    written = str(fact) if isinstance(fact, int) else fact
    return written.translate(PERSIAN_DIGITS) if isinstance(written, str) and _figures.fullmatch(written) else fact


class BadInput(KartablError):
    """What came from outside cannot be used as it is; nothing was changed."""


class NotFound(KartablError):
    """What was asked for does not exist, or not for the one who asks."""


class Forbidden(KartablError):
    """The one who asks may not do this."""


class Conflict(KartablError):
    """Somebody or something else was there first; nothing was changed."""


class Unavailable(KartablError):
    """Something that is needed does not answer just now; the same may succeed in a moment."""

    hinders_all = False
    """Whether nothing at all can be done until somebody helps: then it is no failure of what was just tried."""


class Broken(KartablError):
    """Something that must always hold does not: a defect, or somebody touched the data."""

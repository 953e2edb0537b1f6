"""The one tree of errors. Every leaf knows its message in Persian and in English.

A message says what was expected, but what was found, where, and what to do now. Which HTTP status a leaf
becomes is decided in one place, `web/faults.py`.
"""

from __future__ import annotations

from typing import Any, ClassVar, Literal

Language = Literal["fa", "en"]


class KartablError(Exception):
    """Root of all errors a caller may show to a person.

    A leaf gives two `str.format` templates; `facts` fills them. `str(error)` is the English message.
    """

    en: ClassVar[str] = "Something that Kartabl expected did not hold."
    fa: ClassVar[str] = "آنچه کارتابل انتظار داشت برقرار نبود."

    def __init__(self, **facts: Any) -> None:
        self.facts = facts
        super().__init__(self.message("en"))

    def message(self, language: Language) -> str:
        """Return the sentence for a person in `language`."""
        template = self.fa if language == "fa" else self.en
        return template.format(**self.facts)


class BadInput(KartablError):
    """What came from outside cannot be used as it is; nothing was changed."""


class NotFound(KartablError):
    """What was asked for does not exist, or not for the one who asks."""


class Forbidden(KartablError):
    """The one who asks may not do this."""


class Conflict(KartablError):
    """Somebody or something else was there first; nothing was changed."""


class Broken(KartablError):
    """Something that must always hold does not: a defect, or somebody touched the data."""

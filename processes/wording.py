"""Values of a case in words: as its forms say them, people by their names, dates as they are read, what was erased said so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from engine.form import Words
from engine.form.digits import to_latin, to_persian
from engine.form.files import is_file
from engine.values import Sealed, Value
from processes.dates import date_words
from processes.organisation import Member
from processes.vocabulary import Vocabulary
from processes.words import person_name

ERASED = Words(fa="پاک شده است", en="erased")
NOTHING = Words(fa="", en="")
YES, NO = Words(fa="بله", en="yes"), Words(fa="خیر", en="no")


@dataclass(frozen=True, kw_only=True, slots=True)
class Wording:
    """Puts values into the words of a definition's forms. Personal values are given in the clear; one still sealed was erased."""

    people: Mapping[str, Member]
    vocabulary: Vocabulary

    def person(self, person_id: str) -> Words:
        """Return the name of a person."""
        return person_name(self.people.get(person_id), person_id)

    def pairs(self, form: str | None, values: Mapping[str, Value]) -> list[tuple[Words, Words]]:
        """Return label and value of all that was said, in the order of the forms; what is empty is passed over."""
        return [
            (self.vocabulary.label(form, name), self.value(form, name, value))
            for name, value in self.vocabulary.ordered(values)
            if value not in (None, "", [])
        ]

    def value(self, form: str | None, name: str, value: Value) -> Words:
        """Return a value in words, as a form asks for it under that name."""
        if value is None:
            return Words("", "")
        if is_file(value):
            return Words(value["name"], value["name"])
        if isinstance(value, list):
            return _joined([self.value(form, name, item) for item in value], "\n", "\n")
        if isinstance(value, dict):
            return _joined([self.value(form, key, item) for key, item in self.vocabulary.ordered(value)], "، ", ", ")
        if value is None:
            return NOTHING
        if isinstance(value, bool):
            return YES if value else NO
        if isinstance(value, Sealed):
            return ERASED
        if isinstance(value, date) and not isinstance(value, datetime):
            return date_words(value)
        if isinstance(value, Decimal) or (isinstance(value, str) and value.isdecimal()):
            return Words(
                fa=to_persian(str(value)), en=to_latin(str(value))
            )  # a number; within a text nothing is changed
        choice = self.vocabulary.choice(form, name, value) if isinstance(value, str) else None
        if choice is not None:
            return choice
        return self.person(value) if isinstance(value, str) and value in self.people else Words(str(value), str(value))


def _joined(parts: Sequence[Words], fa: str, en: str) -> Words:
    return Words(fa=fa.join(part.fa for part in parts), en=en.join(part.en for part in parts))

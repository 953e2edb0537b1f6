"""A form as it was read: its fields, typed, with their words in both languages.

Word *form* of the sentence. `engine.form.read` makes these from a form-js schema; `check` and `show` walk them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from engine.feel import Expression
from engine.values import Value


@dataclass(frozen=True, slots=True)
class Words:
    """One text in Persian and in English."""

    fa: str
    en: str


nothing = Words("", "")


@dataclass(frozen=True, slots=True)
class Option:
    """One choice: what is stored, and what a person reads."""

    value: str
    fa: str
    en: str

    @property
    def words(self) -> Words:
        """Return what a person reads."""
        return Words(self.fa, self.en)


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """Anything that stands on a form."""

    id: str
    hide: Expression | None = None
    """FEEL; the item is hidden where it is true."""


@dataclass(frozen=True, kw_only=True, slots=True)
class StaticText(Item):
    words: Words


@dataclass(frozen=True, kw_only=True, slots=True)
class Separator(Item):
    pass


@dataclass(frozen=True, kw_only=True, slots=True)
class Group(Item):
    """Fields under one heading; the group's key does not nest theirs."""

    label: Words
    items: tuple[Item, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """What a value must satisfy beside its type: FEEL that is not false, and what is said where it is."""

    holds: Expression
    words: Words | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Field(Item):
    """Something that has a key and yields a value."""

    key: str
    label: Words
    description: Words | None = None
    required: bool = False
    readonly: bool = False
    """Shown, never taken: posting it is a fault."""
    personal: bool = False
    prefill: bool = True
    """Whether the case's variable of the same key is shown to begin with."""
    default: Value = None
    rule: Rule | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class TextField(Field):
    multiline: bool
    min_length: int
    max_length: int
    pattern: re.Pattern[str] | None = None
    """Searched in the text with Latin digits."""
    pattern_words: Words | None = None
    """What the form itself says where the pattern does not fit."""
    latin_digits: bool = False
    """Whether digits are stored as Latin ones, whatever was typed."""


@dataclass(frozen=True, kw_only=True, slots=True)
class NumberField(Field):
    """Limits are numbers; `decimals` is how many digits may follow the point, None for any."""

    minimum: Value = None
    maximum: Value = None
    decimals: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class DateField(Field):
    pass


@dataclass(frozen=True, kw_only=True, slots=True)
class CheckboxField(Field):
    pass


@dataclass(frozen=True, kw_only=True, slots=True)
class ChoiceField(Field):
    """One (`select`, `radio`) or any (`checklist`) of the options."""

    style: str
    options: tuple[Option, ...] = ()
    options_key: str | None = None
    """Key under which the host hands in the options; None when they are written in the form."""

    @property
    def many(self) -> bool:
        """Return whether several options may be chosen."""
        return self.style == "checklist"


@dataclass(frozen=True, kw_only=True, slots=True)
class FileField(Field):
    """One file, or several; yields a list of contexts (`engine.form.files`). `accept`: ends of names, media types, both in lower case."""

    many: bool = False
    max_files: int = 1
    accept: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class ListField(Field):
    """Rows of the same fields; yields a list of contexts."""

    items: tuple[Item, ...]
    row_label: Words
    min_rows: int
    max_rows: int
    first_rows: int
    """How many empty rows a fresh page shows."""
    unique: str | None = None
    """Key of the field in which no two rows may have the same."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Form:
    """One form-js schema."""

    id: str
    items: tuple[Item, ...]
    digest: str
    """SHA-256 of the file's bytes, in hexadecimal."""

    @property
    def fields(self) -> tuple[Field, ...]:
        """Return the fields in their order, those inside groups too."""
        return tuple(field for field, _ in placed(self.items))

    @property
    def keys(self) -> frozenset[str]:
        """Return the keys of the values that the form can yield or show."""
        return frozenset(field.key for field in self.fields)


def placed(
    items: tuple[Item, ...], around: tuple[Expression, ...] = ()
) -> Iterator[tuple[Field, tuple[Expression, ...]]]:
    """Yield every field with all conditions that can hide it: its own and those of the groups around it."""
    for item in items:
        conditions = (*around, item.hide) if item.hide else around
        if isinstance(item, Group):
            yield from placed(item.items, conditions)
        elif isinstance(item, Field):
            yield item, conditions


def find_list(form: Form, key: str) -> ListField | None:
    """Return the dynamic list with `key`, None if the form has none."""
    return next((field for field in form.fields if isinstance(field, ListField) and field.key == key), None)

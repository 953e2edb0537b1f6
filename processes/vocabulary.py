"""The words of a definition's forms: labels of fields and choices, as each form says them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from sqlalchemy.orm import Session

from engine.definition import Definition
from engine.form import Field, Form, Option, Words
from engine.form.model import ChoiceField, Group, Item, ListField
from engine.values import Value
from processes.choices import PERSONS
from processes.forms import form_of, options
from processes.systems import system_of
from processes.words import OWN_LABELS


@dataclass(frozen=True, kw_only=True, slots=True)
class Vocabulary:
    """Words by form and key; where no form is named, as any of the forms says them."""

    labels: Mapping[tuple[str | None, str], Words]
    choices: Mapping[tuple[str | None, str, str], Words]
    places: Mapping[str, int]
    """Where each field stands, in the order of the diagram's forms and of their fields."""
    kept: frozenset[str]
    """Keys of the fields that some form is filled with from the case."""

    def ordered(self, values: Mapping[str, Value]) -> list[tuple[str, Value]]:
        """Return values in the order in which the forms ask for them, what no form asks for last."""
        return sorted(values.items(), key=lambda pair: self.places.get(pair[0], len(self.places)))

    def keeps(self, name: str) -> bool:
        """Return whether a value is the case's own, and not only what somebody said at a desk: some form shows it again."""
        return name in self.kept

    def knows(self, name: str) -> bool:
        """Return whether some form has a field of that key."""
        return (None, name) in self.labels

    def label(self, form: str | None, name: str) -> Words:
        """Return the label of a field; its key where neither a form nor the office itself has it."""
        known = self.labels.get((form, name)) or self.labels.get((None, name)) or OWN_LABELS.get(name)
        return known or Words(fa=name, en=name)

    def choice(self, form: str | None, name: str, value: str) -> Words | None:
        """Return the words of a choice, or None where it is none."""
        return self.choices.get((form, name, value)) or self.choices.get((None, name, value))


def vocabulary(
    session: Session, definition: Definition, variables: Mapping[str, Value], *, on: date, persons: bool = True
) -> Vocabulary:
    """Return the words of all forms of a definition, with the choices that the office offers in a case of these variables.

    `persons`: also those who can be chosen; who knows the people that a case names need not look for them among these.
    """
    read = list(_forms(definition).values())
    of_any_kind = {**variables, "service": None}  # what a case was turned into is a choice that it no longer offers
    but = frozenset() if persons else PERSONS
    offered = options(session, definition, read, of_any_kind, on, but=but)
    of_any_system = {**of_any_kind, "system": None}  # a part of another system
    same = system_of(definition, of_any_kind) == system_of(definition, of_any_system)
    elsewhere = {} if same else options(session, definition, read, of_any_system, on, but=but)
    return _vocabulary(definition, _fixed(offered), _fixed(elsewhere))


Offered = tuple[tuple[str, tuple[Option, ...]], ...]
"""Choices by key, as they can be looked up by."""


def _fixed(offered: Mapping[str, Sequence[Option]]) -> Offered:
    return tuple((key, tuple(found)) for key, found in sorted(offered.items()))


@lru_cache(maxsize=128)
def _forms(definition: Definition) -> Mapping[str, Form]:
    keys = dict.fromkeys(element.form_key for element in definition.elements.values() if element.form_key)
    return {key: form_of(definition, key) for key in keys}


@lru_cache(maxsize=256)
def _vocabulary(definition: Definition, here: Offered, other: Offered) -> Vocabulary:
    """Return the words of a definition's forms where these choices are offered, made once for as long as they are the same."""
    labels: dict[tuple[str | None, str], Words] = {}
    choices: dict[tuple[str | None, str, str], Words] = {}
    kept: set[str] = set()
    offered, elsewhere = dict(here), dict(other)
    for form, fields in _forms(definition).items():
        for field in _fields(fields.items):
            labels[form, field.key] = field.label
            if (
                field.prefill and field.key not in kept
            ):  # what shows the case's value names it better than a desk's question
                labels[None, field.key] = field.label
            labels.setdefault((None, field.key), field.label)
            kept |= {field.key} if field.prefill else set()
            for option in [*_choices(field, offered), *_choices(field, elsewhere)]:
                choices.setdefault((form, field.key, option.value), option.words)
                choices.setdefault((None, field.key, option.value), option.words)
    places = {name: place for place, (form, name) in enumerate(labels) if form is None}
    return Vocabulary(labels=labels, choices=choices, places=places, kept=frozenset(kept))


def _fields(items: Sequence[Item]) -> Iterator[Field]:
    for item in items:
        if isinstance(item, Field):
            yield item
        if isinstance(item, Group | ListField):
            yield from _fields(item.items)


def _choices(field: Field, offered: Mapping[str, Sequence[Option]]) -> Sequence[Option]:
    if not isinstance(field, ChoiceField):
        return ()
    return offered.get(field.options_key, ()) if field.options_key else field.options

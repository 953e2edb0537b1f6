"""The form of a task or a request in this office: which one, filled with what, with which choices."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import lru_cache

from sqlalchemy.orm import Session

from engine.definition import Definition
from engine.form import Field, Files, Form, Option, Validated, read_form, validate
from engine.form.model import ChoiceField, Group, Item, ListField, placed
from engine.values import Value
from processes.choices import Asking, choices
from processes.systems import system_of


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """A form with the variables it is filled from and the choices the office offers. A task without a form has no fields."""

    form: Form
    variables: Mapping[str, Value]
    options: Mapping[str, Sequence[Option]]
    on: date
    """The day, for rules that ask for it."""

    def validate(self, raw: Mapping[str, Sequence[str]], files: Files | None = None) -> Validated:
        """Return values or faults of what was posted; `files` are those that the sender may name."""
        around = {**self.variables, "$now": _midnight(self.on)}
        return validate(self.form, raw, variables=around, options=self.options, files=files)

    @property
    def personal(self) -> frozenset[str]:
        """Keys of the fields whose values name a person; a list with such a field in its rows is one as a whole."""
        return frozenset(field.key for field in self.form.fields if _is_personal(field))


def _midnight(day: date) -> datetime:
    """Return the moment by which FEEL's `today()` says this day."""
    return datetime.combine(day, time.min, tzinfo=UTC)


def _is_personal(field: Field) -> bool:
    inside = [inner for inner, _ in placed(field.items)] if isinstance(field, ListField) else []
    return field.personal or any(_is_personal(inner) for inner in inside)


def sheet(
    session: Session,
    definition: Definition,
    form: str | None,
    variables: Mapping[str, Value],
    *,
    on: date,
    unit: str | None = None,
) -> Sheet:
    """Return the sheet of a form that the definition pins; one without fields where there is no form.

    `unit` is the requester's, where the case does not have one yet.
    """
    read = form_of(definition, form)
    return Sheet(
        form=read, variables=variables, options=options(session, definition, [read], variables, on, unit), on=on
    )


def form_of(definition: Definition, form: str | None) -> Form:
    """Return a form as the definition pins it."""
    source = definition.source("form", form) if form else None
    return _read(source.content, f"{source.name}.form") if source else Form(id="", items=(), digest="")


@lru_cache(maxsize=512)
def _read(content: bytes, file: str) -> Form:
    return read_form(content, file)


def options(
    session: Session,
    definition: Definition,
    forms: Sequence[Form],
    variables: Mapping[str, Value],
    on: date,
    unit: str | None = None,
    but: frozenset[str] = frozenset(),
) -> Mapping[str, Sequence[Option]]:
    """Return the choices that the office offers in forms of a case, by the key under which they ask for them, `but` for some keys."""
    case_unit = variables.get("unit") or unit
    asking = Asking(
        session=session,
        on=on,
        unit=case_unit if isinstance(case_unit, str) else None,
        system=system_of(definition, variables),
        service=service if isinstance(service := variables.get("service"), str) else None,
    )
    asked = (field.options_key for form in forms for field in choice_fields(form.items) if field.options_key)
    return choices(asking, set(asked) - but)


def choice_fields(items: Sequence[Item]) -> Iterator[ChoiceField]:
    """Yield the fields of a form that offer a choice, in groups and lists too."""
    for item in items:
        if isinstance(item, ChoiceField):
            yield item
        if isinstance(item, Group | ListField):
            yield from choice_fields(item.items)

"""The form of a task or a request in this office: which one, filled with what, with which choices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.definition import Definition
from engine.form import Field, Form, Option, Validated, read_form, validate
from engine.form.model import ListField, placed
from engine.values import Value
from processes.organisation import holders
from processes.tables import DbPart


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """A form with the variables it is filled from and the choices the office offers. A task without a form has no fields."""

    form: Form
    variables: Mapping[str, Value]
    options: Mapping[str, Sequence[Option]]

    def validate(self, raw: Mapping[str, Sequence[str]]) -> Validated:
        """Return values or faults of what was posted."""
        return validate(self.form, raw, variables=self.variables, options=self.options)

    @property
    def personal(self) -> frozenset[str]:
        """Keys of the fields whose values name a person; a list with such a field in its rows is one as a whole."""
        return frozenset(field.key for field in self.form.fields if _is_personal(field))


def _is_personal(field: Field) -> bool:
    inside = [inner for inner, _ in placed(field.items)] if isinstance(field, ListField) else []
    return field.personal or any(_is_personal(inner) for inner in inside)


def sheet(session: Session, definition: Definition, form: str | None, variables: Mapping[str, Value]) -> Sheet:
    """Return the sheet of a form that the definition pins; one without fields where there is no form."""
    return Sheet(form=form_of(definition, form), variables=variables, options=options(session))


def form_of(definition: Definition, form: str | None) -> Form:
    """Return a form as the definition pins it."""
    source = definition.source("form", form) if form else None
    return _read(source.content, f"{source.name}.form") if source else Form(id="", items=(), digest="")


@lru_cache(maxsize=512)
def _read(content: bytes, file: str) -> Form:
    return read_form(content, file)


def options(session: Session) -> Mapping[str, Sequence[Option]]:
    """Return the choices that the office offers, by the key under which a form asks for them."""
    parts = session.scalars(select(DbPart).order_by(DbPart.system, DbPart.name_fa))
    return {
        "system_parts": [Option(value=part.id, fa=part.name_fa, en=part.name_en) for part in parts],
        "it_experts": [
            Option(value=member.id, fa=member.name_fa, en=member.name_en) for member in holders(session, "it_expert")
        ],
    }

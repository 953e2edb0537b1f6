"""Forms of the house, apart from those of the services: their fields, what was typed into them, what was wrong and where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time
from typing import Any

from flask import request
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from engine.errors import BadInput, KartablError
from engine.form.digits import read_number, to_latin
from processes.amounts import UNITS, parts, written
from processes.calendars.typed import read_hours, read_time
from processes.keeping.people import HoldsWhatIsOfThere, NotARole
from processes.keeping.read.changes import ChangeLine
from processes.keeping.rules import Crosses, EndsInThePast, IsTaken, NotAKey, NotAPeriod
from processes.keeping.systems import NotACompany, NotAnExpert
from processes.mobile import NotAMobile
from web.i18n import current_language
from web.persian import parse_date, short_date

SEEN = "_seen"
"""The hidden field with the version of the thing from which the form started."""
PLACES: Mapping[type[KartablError], tuple[str, ...]] = {
    NotAMobile: ("mobile",),
    NotAKey: ("key",),
    NotARole: ("role",),
    NotAnExpert: ("expert",),
    NotACompany: ("company",),
    NotAPeriod: ("until",),
    EndsInThePast: ("until", "last_day"),
    Crosses: ("since",),
    HoldsWhatIsOfThere: ("unit",),
}
"""At which field a refusal of the office is told, where the form has it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Field:
    """A field. `kind`: text, latin, digits, area, day, time (of a day), hours, number, password, choice (one of `options`), many (some of them), amount.

    An amount of working time is a number and a unit, one of `options`; its value is its text, such as `PT4H`.
    """

    name: str
    label: str
    kind: str = "text"
    hint: str | None = None
    needed: bool = True
    options: Mapping[str, str] = field(default_factory=dict)
    longest: int = 200
    unit: str = "hours"
    """Of an amount: the unit that is offered first."""


@dataclass(kw_only=True, slots=True)
class Form:
    """A form as it is shown: `typed` as it was typed, `values` what that means, `faults` by field or of the whole (`form`)."""

    id: str
    fields: Sequence[Field]
    typed: dict[str, Any] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)
    seen: int | None = None
    meanwhile: Sequence[ChangeLine] = ()
    """What somebody else changed since the form was opened."""

    def faulty(self) -> list[tuple[str, str, str]]:
        """Return what is wrong at fields: the field's id on the page, its label, what is wrong."""
        return [
            (f"{self.id}-{each.name}", each.label, self.faults[each.name])
            for each in self.fields
            if each.name in self.faults
        ]

    def refuse(self, fault: KartablError) -> None:
        """Put a refusal of the office at its field, or above the form."""
        self.faults[self._place(fault)] = fault.message(current_language())

    def take_over(self, changed: Mapping[str, tuple[Any, Any]]) -> None:
        """Show the new values of fields that stand as they were before somebody changed them: nobody touched these here."""
        for each in self.fields:
            before, after = changed.get(each.name) or changed.get(f"{each.name}_id") or (None, None)
            if before != after and _plain(self.values.get(each.name)) == before:
                day = date.fromisoformat(after) if each.kind == "day" and after else None
                self.typed.update(_typed(each, day or after))

    def _place(self, fault: KartablError) -> str:
        names = [each.name for each in self.fields]
        if isinstance(fault, IsTaken):
            taken = str(fault.facts.get("key"))
            return next((name for name in names if str(self.values.get(name)) == taken), "form")
        wanted = next((places for kind, places in PLACES.items() if isinstance(fault, kind)), ())
        return next((name for name in wanted if name in names), "form")


def blank(form: str, fields: Sequence[Field], *, seen: int | None = None, **filled: Any) -> Form:
    """Return a form that nothing was typed into yet, filled with what is known."""
    typed = {name: text for each in fields for name, text in _typed(each, filled.get(each.name)).items()}
    return Form(id=form, fields=fields, typed=typed, seen=seen)


def amount_field(name: str, label: str, *, needed: bool = True, hint: str | None = None, unit: str = "hours") -> Field:
    """Return a field for an amount of working time; `unit`: the one that is offered first."""
    options = {key: words.fa if current_language() == "fa" else words.en for key, words in UNITS.items()}
    return Field(
        name=name, label=label, kind="amount", needed=needed, hint=hint, unit=unit, options=options, longest=12
    )


def unit_of(name: str) -> str:
    """Return under which name the unit of an amount is sent."""
    return f"{name}.unit"


def posted(form: str, fields: Sequence[Field]) -> Form:
    """Return a form as it was sent, with what is wrong in it already at first sight."""
    return _filled(form, fields, request.form)


def asked(form: str, fields: Sequence[Field]) -> Form:
    """Return a form that only asks, as it stands in the address, with what is wrong in it already at first sight."""
    return _filled(form, fields, request.args)


def _filled(form: str, fields: Sequence[Field], given: MultiDict[str, str]) -> Form:
    sent = Form(id=form, fields=fields)
    for each in fields:
        if each.kind == "many":
            sent.typed[each.name] = sent.values[each.name] = [
                key for key in given.getlist(each.name) if key in each.options
            ]
            continue
        text = given.get(each.name, "")
        if each.kind == "amount":
            unit = given.get(unit_of(each.name), each.unit)
            sent.typed |= {each.name: text, unit_of(each.name): unit}
            sent.values[each.name] = _read(replace(each, unit=unit), text.strip(), sent.faults)
            continue
        sent.typed[each.name] = "" if each.kind == "password" else text
        sent.values[each.name] = _read(each, text if each.kind == "password" else text.strip(), sent.faults)
    seen = given.get(SEEN, "")
    sent.seen = int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 16 else None
    return sent


def _read(field: Field, text: str, faults: dict[str, str]) -> Any:
    """Return what was typed into a field, None where it is empty; tell what is wrong with it."""
    if not text:
        if field.needed:
            faults[field.name] = _("Please choose.") if field.kind == "choice" else _("Please fill this in.")
        return None
    if len(text) > field.longest:
        faults[field.name] = _("At most %(number)s letters, please.", number=field.longest)
        return None
    try:
        return _meant(field, text)
    except BadInput as fault:
        faults[field.name] = fault.message(current_language())
    except ValueError:
        faults[field.name] = (
            _("Please choose one from the list.") if field.kind == "choice" else _("Please type a number.")
        )
    return None


def _meant(field: Field, text: str) -> Any:
    if field.kind == "day":
        return parse_date(text)
    if field.kind == "hours":
        return read_hours(text)
    if field.kind == "time":
        return read_time(text)
    if field.kind in ("number", "amount"):
        number = read_number(text)
        if number is None or (field.kind == "amount" and field.unit not in field.options):
            raise ValueError(text)
        return written(number, field.unit) if field.kind == "amount" else number
    if field.kind == "digits":
        return to_latin(text)
    if field.kind == "choice" and text not in field.options:
        raise ValueError(text)
    return text


def _plain(value: Any) -> Any:
    """Return a value as the record of changes writes it."""
    return value.isoformat() if isinstance(value, date) else value


def _typed(field: Field, value: Any) -> dict[str, Any]:
    """Return what stands in the inputs of a field that holds a value."""
    if field.kind != "amount":
        return {field.name: _shown(value)}
    number, unit = parts(value) if value else ("", field.unit)
    shown = str(number).replace(".", "٫") if current_language() == "fa" else str(number)
    return {field.name: shown, unit_of(field.name): unit}


def _shown(value: Any) -> Any:
    if isinstance(value, date):
        return short_date(value, current_language())
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return "" if value is None else value

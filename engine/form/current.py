"""What stands in a field before it is sent: what was typed, or what the case and the form's defaults say.

Part of the word *form*; used by `show`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from engine.form.digits import jalali, to_persian
from engine.form.files import Files, attached, held, is_file, named, read_files
from engine.form.model import (
    CheckboxField,
    ChoiceField,
    DateField,
    Field,
    FileField,
    ListField,
    NumberField,
    TextField,
    Words,
    nothing,
    placed,
)
from engine.form.rows import Posted, split_rows
from engine.form.typed import Options, Refused, read_value
from engine.form.view import Attached
from engine.values import Value


@dataclass(frozen=True, kw_only=True, slots=True)
class Current:
    """`value` for conditions, `typed` for the input, `chosen` for options and boxes."""

    value: Value
    typed: Words = nothing
    chosen: tuple[str, ...] = ()
    files: tuple[Attached, ...] = ()


def from_posted(field: Field, raw: Posted, options: Options) -> Current:
    """Return what was typed, exactly; a value that cannot be taken counts as null."""
    if isinstance(field, ListField):
        inner = [each for each, _ in placed(field.items)]
        rows = split_rows(field.key, raw).values()
        return Current(value=[{each.key: from_posted(each, row, options).value for each in inner} for row in rows])
    posted = tuple(raw.get(field.key, ()))
    try:
        value = read_value(field, field.key, posted, options)
    except Refused:
        value = None
    text = posted[0] if posted else ""
    chosen = ("true",) if value is True else posted
    return Current(value=value, typed=Words(text, text), chosen=chosen)


def files_posted(field: FileField, raw: Posted, stored: Mapping[str, Value], files: Files) -> Current:
    """Return the files that were sent with a form or stood in it, so far as they may be used here."""
    posted = tuple(raw.get(field.key, ()))
    try:
        value = read_files(field, field.key, posted, stored, files)
    except Refused:
        value = []
    return Current(value=value, files=attached(named(field, posted, stored, files)))


def from_variables(field: Field, stored: Mapping[str, Value]) -> Current:
    """Return the case's variable of the same key if the field wants it and it fits, else the form's default."""
    value = stored.get(field.key) if field.prefill or field.readonly else None
    if value is None or not _fits(field, value):
        value = field.default
    if isinstance(field, FileField):
        return Current(value=value or [], files=attached(held(field, stored)))
    if isinstance(field, CheckboxField):
        return Current(value=value is True, chosen=("true",) if value is True else ())
    if isinstance(field, ChoiceField):
        return Current(value=value, chosen=tuple(value) if isinstance(value, list) else (value,) if value else ())
    return Current(value=value, typed=written(field, value))


def _fits(field: Field, value: Value) -> bool:
    match field:
        case TextField():
            return isinstance(value, str | Decimal)
        case NumberField():
            return isinstance(value, Decimal | int) and not isinstance(value, bool)
        case DateField():
            return isinstance(value, date) and not isinstance(value, datetime)
        case CheckboxField():
            return isinstance(value, bool)
        case ChoiceField(many=False):
            return isinstance(value, str)
        case FileField():
            return isinstance(value, list) and all(map(is_file, value))
        case ChoiceField():
            return isinstance(value, list) and all(isinstance(each, str) for each in value)
        case _:
            return isinstance(value, list) and all(isinstance(each, Mapping) for each in value)


def written(field: Field, value: Value) -> Words:
    """Return `value` as a person would type it in each language: Persian digits and Jalali days, or Latin and ISO."""
    if value is None or isinstance(field, ListField | FileField):
        return nothing
    if isinstance(field, DateField):
        return Words(jalali(value), value.isoformat())
    text = format(value, "f") if isinstance(value, Decimal) else str(value)
    if isinstance(field, NumberField):
        return Words(to_persian(text).replace(".", "٫"), text)
    return Words(to_persian(text) if isinstance(field, TextField) and field.latin_digits else text, text)

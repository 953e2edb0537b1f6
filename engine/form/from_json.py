"""What the API sends, turned into what an HTML form would have posted, so that one set of rules checks both.

Part of the word *form*; used by `check.validate_json`. A value of the wrong JSON type is a fault of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from engine.form.model import CheckboxField, ChoiceField, Field, FileField, Form, ListField, NumberField, placed
from engine.form.sentences import FieldFault, fault

_expected = {
    "text": "متن",
    "a number": "عدد",
    "true or false": "درست یا نادرست",
    "a list of texts": "فهرستی از متن‌ها",
    "a list of objects": "فهرستی از ردیف‌ها",
}


def posted_from_json(form: Form, data: Mapping[str, object]) -> tuple[dict[str, list[str]], list[FieldFault]]:
    """Return what a page would have posted for `data`, and the faults of values that have the wrong type."""
    raw: dict[str, list[str]] = {}
    faults: list[FieldFault] = []
    _level({field.key: field for field in form.fields}, data, "", raw, faults)
    return raw, faults


def _level(
    fields: Mapping[str, Field],
    data: Mapping[str, object],
    prefix: str,
    raw: dict[str, list[str]],
    faults: list[FieldFault],
) -> None:
    for key, value in data.items():
        path, field = f"{prefix}{key}", fields.get(key)
        if field is None:
            faults.append(fault(path, "unknown"))
        elif isinstance(field, ListField):
            _rows(field, value, path, raw, faults)
        elif value is not None and (texts := _texts(field, value)) is None:
            faults.append(_wrong(path, _kind(field), value))
        elif value is not None:
            raw[path] = texts or []


def _rows(field: ListField, value: object, path: str, raw: dict[str, list[str]], faults: list[FieldFault]) -> None:
    rows = [] if value is None else value
    if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
        faults.append(_wrong(path, "a list of objects", value))
    elif len(rows) > field.max_rows:
        faults.append(fault(path, "many_rows", limit=field.max_rows, found=len(rows)))
    else:
        inner = {each.key: each for each, _ in placed(field.items)}
        for index, row in enumerate(rows):
            _level(inner, row, f"{path}.{index}.", raw, faults)


def _texts(field: Field, value: object) -> list[str] | None:
    """Return what would have been posted, None if the type is wrong."""
    if isinstance(field, CheckboxField):
        return [str(value).lower()] if isinstance(value, bool) else None
    if isinstance(field, NumberField):
        return _number(value)
    if _several(field):
        return list(value) if isinstance(value, list) and all(isinstance(each, str) for each in value) else None
    return [value] if isinstance(value, str) else None


def _number(value: object) -> list[str] | None:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | str):
        return None
    if isinstance(value, str):
        return [value]
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if not number.is_finite():
        return None
    return [format(number, "f") if abs(number.adjusted()) <= 60 else str(number)]


def _kind(field: Field) -> str:
    if isinstance(field, CheckboxField):
        return "true or false"
    if isinstance(field, NumberField):
        return "a number"
    return "a list of texts" if _several(field) else "text"


def _several(field: Field) -> bool:
    return isinstance(field, FileField) or (isinstance(field, ChoiceField) and field.many)


def _wrong(path: str, expected: str, value: object) -> FieldFault:
    return fault(path, "type", expected=expected, expected_fa=_expected[expected], found=type(value).__name__)

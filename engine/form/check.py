"""From what was posted to values, or to faults at their fields.

Part of the word *form*, just before the *completion* that carries the values. Nothing here raises for what a
person typed, and nothing typed is lost: `Validated.raw` is what was posted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as dataclass_field

from engine.form.condition import Placed, denies, hidden_keys
from engine.form.files import Files, read_files
from engine.form.from_json import posted_from_json
from engine.form.model import CheckboxField, ChoiceField, Field, FileField, Form, ListField, Rule, placed
from engine.form.rows import Posted, is_control, split_rows
from engine.form.sentences import FieldFault, fault
from engine.form.typed import Options, Refused, read_value
from engine.form.unique import doubled
from engine.values import Value


@dataclass(frozen=True, kw_only=True, slots=True)
class Validated:
    """The outcome: `values` may be used if there are no `faults`; a hidden or read-only field has no value."""

    values: Mapping[str, Value]
    faults: tuple[FieldFault, ...]
    raw: Mapping[str, Sequence[str]]

    @property
    def ok(self) -> bool:
        """Return whether the form can be completed with the values."""
        return not self.faults


def validate(
    form: Form,
    raw: Posted,
    *,
    variables: Mapping[str, Value],
    options: Options | None = None,
    files: Files | None = None,
) -> Validated:
    """Return values and faults of what an HTML form posted; dynamic lists as `accesses.0.part`.

    `variables` are the case's, for conditions; `options` the choices of fields whose options the host hands in, by
    their `valuesKey`; `files` the files the sender may name, by the references that are posted for them. Keys that begin with `_` are the page's controls and are passed over.
    """
    fields = tuple(placed(form.items))
    sheet = _Sheet(fields, raw, "", variables, options or {}, files or {})
    faults = (*sheet.faults, *_unknown(fields, raw))
    return Validated(values=sheet.values, faults=faults, raw=raw)


def validate_json(
    form: Form,
    data: Mapping[str, object],
    *,
    variables: Mapping[str, Value],
    options: Options | None = None,
    files: Files | None = None,
) -> Validated:
    """Return values and faults of what the API was sent: text, numbers, true/false, lists of objects for rows, of references for files."""
    raw, wrong = posted_from_json(form, data)
    outcome = validate(form, raw, variables=variables, options=options, files=files)
    paths = {each.path for each in wrong}
    rest = tuple(each for each in outcome.faults if each.path not in paths)
    return Validated(values=outcome.values, faults=(*wrong, *rest), raw=raw)


@dataclass(slots=True)
class _Sheet:
    """One level of fields: the form itself, or one row of a list."""

    fields: Placed
    raw: Posted
    prefix: str
    variables: Mapping[str, Value]
    options: Options
    files: Files
    values: dict[str, Value] = dataclass_field(default_factory=dict)
    faults: list[FieldFault] = dataclass_field(default_factory=list)

    def __post_init__(self) -> None:
        own = [field for field, _ in self.fields if not field.readonly]
        read = {field.key: self._read(field) for field in own}
        typed = {key: value for key, (value, _) in read.items()}
        hidden = hidden_keys(self.fields, typed, self.variables)
        scope = {**self.variables, **typed, **dict.fromkeys(hidden & typed.keys())}
        for field in own:
            if field.key not in hidden:
                self._take(field, *read[field.key], scope)

    def _read(self, field: Field) -> tuple[Value, FieldFault | None]:
        if isinstance(field, ListField):
            return [row.values for row in self._rows(field, self.variables)], None
        try:
            if isinstance(field, FileField):
                return read_files(field, field.key, self.raw.get(field.key, ()), self.variables, self.files), None
            return read_value(field, self.prefix + field.key, self.raw.get(field.key, ()), self.options), None
        except Refused as refusal:
            return None, refusal.fault

    def _take(self, field: Field, value: Value, wrong: FieldFault | None, scope: Mapping[str, Value]) -> None:
        path = self.prefix + field.key
        if isinstance(field, ListField):
            self._take_rows(field, scope)
        elif wrong := wrong or _missing(field, path, value) or _against(field.rule, path, value, scope):
            self.faults.append(wrong)
        else:
            self.values[field.key] = value

    def _rows(self, field: ListField, scope: Mapping[str, Value]) -> Iterator[_Sheet]:
        fields = tuple(placed(field.items))
        for index, row in split_rows(field.key, self.raw).items():
            if any(text.strip() for posted in row.values() for text in posted):
                yield _Sheet(fields, row, f"{self.prefix}{field.key}.{index}.", scope, self.options, {})

    def _take_rows(self, field: ListField, scope: Mapping[str, Value]) -> None:
        rows = list(self._rows(field, scope))
        path = self.prefix + field.key
        if len(rows) < field.min_rows:
            self.faults.append(fault(path, "few_rows", limit=field.min_rows, found=len(rows)))
        if len(rows) > field.max_rows:
            self.faults.append(fault(path, "many_rows", limit=field.max_rows, found=len(rows)))
        values = [row.values for row in rows]
        self.faults.extend(doubled(field, path, values, self.options))
        self.faults.extend(each for row in rows for each in row.faults)
        self.values[field.key] = [*values]


def _missing(field: Field, path: str, value: Value) -> FieldFault | None:
    if not field.required or not (value is None or value is False or value == []):
        return None
    if isinstance(field, CheckboxField):
        return fault(path, "must_check")
    if isinstance(field, FileField):
        return fault(path, "must_attach")
    return fault(path, "must_choose" if isinstance(field, ChoiceField) else "required")


def _against(rule: Rule | None, path: str, value: Value, scope: Mapping[str, Value]) -> FieldFault | None:
    if rule is None or value in (None, [], False) or not denies(rule.holds, scope):
        return None
    return FieldFault(path=path, code="rule", en=rule.words.en, fa=rule.words.fa) if rule.words else fault(path, "rule")


def _unknown(fields: Placed, raw: Posted, prefix: str = "") -> Iterator[FieldFault]:
    known = {field.key: field for field, _ in fields}
    lists = [field for field in known.values() if isinstance(field, ListField)]
    rows = [(f"{each.key}.{index}.", each, row) for each in lists for index, row in split_rows(each.key, raw).items()]
    in_rows = {path + name for path, _, row in rows for name in row}
    for key in sorted(raw.keys() - in_rows):
        found = known.get(key)
        if (found is None and (prefix or not is_control(key))) or isinstance(found, ListField):
            yield fault(prefix + key, "unknown")
        elif found and found.readonly:
            yield fault(prefix + key, "readonly")
    for path, field, row in rows:
        yield from _unknown(tuple(placed(field.items)), row, prefix + path)

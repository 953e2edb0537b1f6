"""What a page shows of a form: one view a field, with its words, what stands in it, and what is wrong with it.

Part of the word *form*; the web's macros draw it and decide nothing. Without JavaScript a page cannot hide a field
while somebody chooses in another, so a field whose condition depends on the same form is shown, with a sentence that
says when it is needed; `depends_on` and `hide_when` let a small script hide it. What the case alone hides is not
`visible`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from typing import Any

from engine.form.condition import hidden_keys, hides
from engine.form.current import Current, files_posted, from_posted, from_variables
from engine.form.depends import dependence
from engine.form.digits import to_persian
from engine.form.files import Files
from engine.form.model import (
    ChoiceField,
    Field,
    FileField,
    Form,
    Group,
    Item,
    ListField,
    StaticText,
    TextField,
    Words,
    placed,
)
from engine.form.rows import Posted, shown_rows, split_rows
from engine.form.sentences import FieldFault
from engine.form.typed import Options, choices
from engine.form.view import FieldView, RowView
from engine.form.words import kind_of, shown
from engine.values import Value


def present(
    form: Form,
    *,
    variables: Mapping[str, Value],
    raw: Posted | None = None,
    faults: Iterable[FieldFault] = (),
    options: Options | None = None,
    files: Files | None = None,
) -> list[FieldView]:
    """Return the views of `form`: with what was typed if `raw` is given, else filled from the case's variables.

    `files` are those the sender may name, by the references that are posted for them.
    """
    by_path: dict[str, list[FieldFault]] = {}
    for each in faults:
        by_path.setdefault(each.path, []).append(each)
    level = _Level(
        items=form.items, variables=variables, stored=variables, raw=raw, options=options or {}, files=files or {},
        faults=by_path,
    )  # fmt: skip
    return [level.view(item) for item in form.items]


@dataclass(kw_only=True, slots=True)
class _Level:
    """The form itself, or one row of a list. `stored` is what it is filled from when nothing was posted."""

    items: tuple[Item, ...]
    variables: Mapping[str, Value]
    stored: Mapping[str, Value]
    raw: Posted | None
    options: Options
    files: Files
    faults: Mapping[str, Sequence[FieldFault]]
    prefix: str = ""
    around: Mapping[str, Field] = dataclass_field(default_factory=dict)
    """The fields of the form around a row."""
    own: dict[str, Field] = dataclass_field(init=False)
    current: dict[str, Current] = dataclass_field(init=False)
    scope: dict[str, Value] = dataclass_field(init=False)

    def __post_init__(self) -> None:
        fields = tuple(placed(self.items))
        self.own = {field.key: field for field, _ in fields}
        self.current = {key: self._current(field) for key, field in self.own.items()}
        values = {key: each.value for key, each in self.current.items() if not self.own[key].readonly}
        hidden = hidden_keys(fields, values, self.variables)
        self.scope = {**self.variables, **values, **dict.fromkeys(hidden & values.keys())}

    def _current(self, field: Field) -> Current:
        if self.raw is None or field.readonly:
            return from_variables(field, self.stored)
        if isinstance(field, FileField):
            return files_posted(field, self.raw, self.stored, self.files)
        return from_posted(field, self.raw, self.options)

    def view(self, item: Item) -> FieldView:
        """Return the view of `item`, which stands on this level."""
        if isinstance(item, Field):
            return self._list(item) if isinstance(item, ListField) else self._field(item)
        rest = self._condition(item) | {"html_id": _html_id(f"{self.prefix}{item.id}")}
        if isinstance(item, Group):
            return FieldView(kind="group", label=item.label, fields=tuple(map(self.view, item.items)), **rest)
        if isinstance(item, StaticText):
            return FieldView(kind="static", label=item.words, **rest)
        return FieldView(kind="separator", **rest)

    def _common(self, field: Field) -> dict[str, Any]:
        path = self.prefix + field.key
        return self._condition(field) | {
            "path": path,
            "html_id": _html_id(path),
            "label": field.label,
            "description": field.description,
            "required": field.required and not field.readonly,
            "readonly": field.readonly,
            "faults": tuple(self.faults.get(path, ())),
        }

    def _condition(self, item: Item) -> dict[str, Any]:
        if item.hide is None:
            return {}
        found = dependence(item.hide, {**self.around, **self.own}, self.scope, self.options)
        on = found.key and (self.prefix + found.key if found.key in self.own else found.key)
        return {
            "visible": found.on_form or not hides(item.hide, self.scope),
            "depends_on": on,
            "hide_when": found.hide_when,
            "needed_when": found.needed_when,
            "conditional": True,
        }

    def _field(self, field: Field) -> FieldView:
        current = self.current[field.key]
        offered = choices(field, self.options) if isinstance(field, ChoiceField) else ()
        return FieldView(
            kind=kind_of(field),
            typed=current.typed,
            shown=shown(field, current, offered),
            chosen=current.chosen,
            options=offered,
            max_length=field.max_length if isinstance(field, TextField) else None,
            files=current.files,
            many=isinstance(field, FileField) and field.many,
            accept=",".join(field.accept) if isinstance(field, FileField) else "",
            **self._common(field),
        )

    def _list(self, field: ListField) -> FieldView:
        rows = tuple(self._row(field, index, raw, stored) for index, (raw, stored) in enumerate(self._rows(field)))
        rest = self._common(field) | {"required": field.min_rows > 0}
        return FieldView(kind="list", rows=rows, can_add=len(rows) < field.max_rows, **rest)

    def _rows(self, field: ListField) -> list[tuple[Posted | None, Mapping[str, Value]]]:
        if self.raw is not None:
            typed = split_rows(field.key, self.raw)
            return [(typed.get(index, {}), {}) for index in range(shown_rows(field, self.raw))]
        rows = self.current[field.key].value or []
        return [(None, row) for row in rows] or [(None, {})] * max(field.first_rows, field.min_rows)

    def _row(self, field: ListField, index: int, raw: Posted | None, stored: Mapping[str, Value]) -> RowView:
        path = f"{self.prefix}{field.key}.{index}"
        level = _Level(
            items=field.items, variables=self.scope, stored=stored, raw=raw, options=self.options, files={}, faults=self.faults,
            prefix=f"{path}.", around=self.own,
        )  # fmt: skip
        number = str(index + 1)
        label = Words(f"{field.row_label.fa} {to_persian(number)}".strip(), f"{field.row_label.en} {number}".strip())
        return RowView(path=path, label=label, fields=tuple(map(level.view, field.items)))


def _html_id(path: str) -> str:
    return "field-" + path.replace(".", "-")

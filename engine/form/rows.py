"""Dynamic lists as an HTML form posts them: `accesses.0.part`, and the buttons that add and remove rows.

Part of the word *form*. Keys that begin with `_` are the page's own controls and never fields: `_add` names a list to
add a row to, `_remove` a row (`accesses.1`) or a file (`scan.` and its reference) to take out, `_rows.accesses` says how many rows the page showed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from engine.form.digits import to_latin
from engine.form.model import FileField, Form, ListField, find_list

Posted = Mapping[str, Sequence[str]]
_row_key = re.compile(r"(0|[1-9][0-9]{0,2})\.(.+)", re.DOTALL)


def is_control(key: str) -> bool:
    """Return whether `key` is one of the page's own controls."""
    return key.startswith("_")


def split_rows(key: str, raw: Posted) -> dict[int, dict[str, Sequence[str]]]:
    """Return what was posted for the list `key`, by row, then by the field's key within it."""
    rows: dict[int, dict[str, Sequence[str]]] = {}
    for name, posted in raw.items():
        if name.startswith(key + ".") and (match := _row_key.fullmatch(name[len(key) + 1 :])):
            rows.setdefault(int(match[1]), {})[match[2]] = posted
    return dict(sorted(rows.items()))


def shown_rows(field: ListField, raw: Posted) -> int:
    """Return how many rows the page that posted `raw` showed, at least those it sent."""
    said = to_latin("".join(raw.get(f"_rows.{field.key}", ())[:1]))
    count = int(said) if said.isascii() and said.isdigit() and len(said) <= 3 else 0
    return max([min(count, field.max_rows), *(index + 1 for index in split_rows(field.key, raw))])


def rearrange(form: Form, raw: Posted) -> dict[str, Sequence[str]] | None:
    """Return `raw` with one row or file more or less, as the pressed button says; None if no such button was pressed.

    Nothing that was typed in other rows is lost. A full list stays as it is; a row that is not there is not removed.
    """
    pressed = {name: "".join(raw.get(name, ())[:1]) for name in ("_add", "_remove") if raw.get(name)}
    if not pressed:
        return None
    kept = {key: posted for key, posted in raw.items() if key not in ("_add", "_remove")}
    if field := find_list(form, pressed.get("_add", "")):
        kept[f"_rows.{field.key}"] = [str(min(shown_rows(field, raw) + 1, max(field.max_rows, shown_rows(field, raw))))]
    key, _, index = pressed.get("_remove", "").rpartition(".")
    if any(isinstance(each, FileField) and each.key == key for each in form.fields):
        return kept | {key: [reference for reference in kept.get(key, ()) if reference != index]}
    if (field := find_list(form, key)) and index.isascii() and index.isdigit() and len(index) <= 3:
        return _without(field, kept, int(index))
    return kept


def _without(field: ListField, raw: Posted, gone: int) -> dict[str, Sequence[str]]:
    count = shown_rows(field, raw)
    kept = {key: posted for key, posted in raw.items() if not _in_row(field, key)}
    for index, row in split_rows(field.key, raw).items():
        if index != gone:
            kept |= {f"{field.key}.{index - (index > gone)}.{name}": posted for name, posted in row.items()}
    return kept | {f"_rows.{field.key}": [str(count - (gone < count))]}


def _in_row(field: ListField, key: str) -> bool:
    return key.startswith(f"{field.key}.") and bool(_row_key.fullmatch(key[len(field.key) + 1 :]))

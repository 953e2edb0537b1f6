"""A form as somebody sent it: what was typed, which files came with it, and what is wrong with either.

A file that was sent is kept at once, whatever becomes of the form: the page that comes back carries its reference.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from flask import request
from werkzeug.datastructures import FileStorage

from engine.form import FieldFault, FieldView, Files, Form, present, rearrange
from engine.form.digits import to_persian
from engine.form.model import FileField, Item, ListField, placed
from engine.values import Value
from processes.files import FileRefused, Intake
from processes.files.errors import TooMuch
from processes.files.names import clean
from processes.forms import Sheet
from web.account import me
from web.arriving import FILES, Dropped
from web.pages.posted import posted
from web.uploads import count_file
from web.wiring import kartabl

Raw = Mapping[str, Sequence[str]]
Received = tuple[Raw, list[FieldFault]]
"""What was posted, files by their references, and why files were refused."""


@dataclass(frozen=True, kw_only=True)
class Filled:
    """A form that was sent. `values` is None where it cannot be used yet: something is wrong, or a row was added or removed."""

    raw: Raw
    files: Files
    faults: Sequence[FieldFault]
    values: Mapping[str, Value] | None

    @property
    def status(self) -> int:
        """The HTTP status of the page that comes back."""
        return 422 if self.faults else 200

    @property
    def readable(self) -> Raw:
        """What was typed, the files by their names."""
        names = {reference: str(file["name"]) for reference, file in self.files.items()}
        return {key: [names.get(value, value) for value in values] for key, values in self.raw.items()}

    def views(self, sheet: Sheet) -> list[FieldView]:
        """Return what the page that comes back shows of the form."""
        return present(
            sheet.form, variables=sheet.variables, raw=self.raw, faults=self.faults, options=sheet.options, files=self.files
        )  # fmt: skip


def received(sheet: Sheet | None) -> Received:
    """Take in the files that came with the form that was posted; return what was posted with their references in it, and why some were refused."""
    return _received(kartabl().office.files, _form_of(sheet), posted())


def brings_files() -> bool:
    """Return whether a file came with the request: taking it in may last, and nobody should wait for it."""
    return any(True for _ in _sent())


def filled(sheet: Sheet | None, *, only_shown: bool = False, taken: Received | None = None) -> Filled:
    """Return the form that was posted; of a task that is gone (None), and where it is only to be shown again, only what was typed.

    `taken`: what was posted, where its files were taken in before.
    """
    form = _form_of(sheet)
    raw, refused = taken or received(sheet)
    may_name = sheet is None or _takes_files(form.items)  # of a task that is gone nobody knows what its form asked for
    given = {value for values in raw.values() for value in values} if may_name else set()
    files = kartabl().office.files.handed(me().id, given)
    rows = rearrange(form, raw)
    if sheet is None or rows is not None or only_shown:
        return Filled(raw=rows or raw, files=files, faults=refused, values=None)
    outcome = sheet.validate(raw, files)
    wrong = {fault.path for fault in refused}
    faults = [*refused, *(fault for fault in outcome.faults if fault.path not in wrong)]
    return Filled(raw=raw, files=files, faults=faults, values=None if faults else outcome.values)


def _takes_files(items: Sequence[Item]) -> bool:
    """Return whether a form asks for files, in the rows of a list too."""
    return any(
        isinstance(field, FileField) or (isinstance(field, ListField) and _takes_files(field.items))
        for field, _ in placed(items)
    )


def _form_of(sheet: Sheet | None) -> Form:
    return sheet.form if sheet else Form(id="", items=(), digest="")


def _received(intake: Intake, form: Form, raw: Raw) -> Received:
    fields = {field.key for field in form.fields if isinstance(field, FileField) and not field.readonly}
    told: dict[str, Sequence[str]] = dict(raw)
    refused: list[FieldFault] = []
    for key, file in _sent():
        name = file.filename or ""
        try:
            given = _kept(intake, file, name) if key in fields else name
            told[key] = [*told.get(key, ()), given]
        except FileRefused as fault:
            refused.append(FieldFault(path=key, code="file", en=fault.message("en"), fa=fault.message("fa")))
    return told, refused


def _kept(intake: Intake, file: FileStorage, name: str) -> str:
    """Keep a file and return its reference; raise `FileRefused`."""
    if isinstance(file.stream, Dropped):
        limit = str(FILES * intake.limit)
        raise TooMuch(name=clean(name), limit=limit, limit_fa=to_persian(limit))
    count_file(clean(name))
    return intake.receive(file.stream, name, me().id)


def _sent() -> Iterator[tuple[str, FileStorage]]:
    """Yield the files that came with the request, without the inputs in which nothing was chosen."""
    return ((key, cast("FileStorage", file)) for key, files in request.files.lists() for file in files if file.filename)

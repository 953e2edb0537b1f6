"""The list of a case's files, projected from its steps: who gave which file, when, with which answer of which form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.orm import Session

from engine.completion.command import Complete, Start
from engine.engine import Moved
from engine.form import Words
from engine.form.files import is_file, size_words
from engine.form.model import FileField
from engine.store.tables import table_of
from engine.values import Value
from processes.along import along
from processes.files.errors import NoSuchFile
from processes.forms import form_of
from processes.tables import DbFile


@dataclass(frozen=True, kw_only=True, slots=True)
class GivenFile:
    """A file as a case lists it. `seq` is the record with which it first came."""

    id: int
    field: str
    digest: str
    name: str
    media_type: str
    size: int
    seq: int
    given_by: str
    given_at: datetime

    @property
    def size_words(self) -> Words:
        """Its size as people say it."""
        return size_words(self.size)


CaseFiles = Sequence[GivenFile]
FileRows = Sequence[GivenFile]
"""What of a case was given, as often as it was, the oldest first."""
_NAMED = select(DbFile.digest).distinct().order_by(DbFile.digest)
_FILES = select(*table_of(DbFile).c).where(DbFile.instance == bindparam("of")).order_by(DbFile.seq, DbFile.id)


def file_rows(moved: Moved, values: Mapping[str, Value]) -> list[DbFile]:
    """Return the rows of the files that a step gave; `values` are its command's, personal ones in the clear."""
    return [
        DbFile(
            instance=moved.instance,
            seq=moved.record.seq,
            field=key,
            place=place,
            digest=file["digest"],
            name=file["name"],
            media_type=file["type"],
            size=int(file["size"]),
            given_by=moved.command.actor.id,
            given_at=moved.command.at,
        )
        for key in file_fields(moved)
        for place, file in enumerate(_files(values.get(key)))
    ]


def file_fields(moved: Moved) -> Iterator[str]:
    """Yield the keys of the file fields of the form that a step answered."""
    form = None
    if isinstance(moved.command, Start):
        form = moved.definition.start_event.form_key
    elif isinstance(moved.command, Complete) and moved.before is not None:
        form = moved.before.tasks[moved.command.task].form
    return (field.key for field in form_of(moved.definition, form).fields if isinstance(field, FileField))


def files_of(session: Session, instance: str) -> FileRows:
    """Return all that was given as a file in a case, the oldest first; of a case that is known to have none nothing is asked."""
    read = along(session, instance)
    if read is not None and not read.has_files:
        return []
    return [_given(row) for row in session.execute(_FILES, {"of": instance})]


def named_files(database: Session | Connection) -> Sequence[str]:
    """Return the digests of all files that cases have, each once, in their order: an erased one no case has any more."""
    return database.scalars(_NAMED).all()


def case_files(rows: FileRows) -> CaseFiles:
    """Return a case's files, each once for every field it was given in, as it first came; the oldest first."""
    first: dict[tuple[str, str], GivenFile] = {}
    for file in rows:
        first.setdefault((file.field, file.digest), file)
    return list(first.values())


def find_file(session: Session, instance: str, file: int) -> GivenFile:
    """Return a file of a case; raise `NoSuchFile`."""
    rows = session.scalars(select(DbFile).where(DbFile.instance == instance))  # an address may hold any number at all
    row = next((row for row in rows if row.id == file), None)
    if row is None:
        raise NoSuchFile(file=file)
    return _given(row)


def _files(value: Value) -> Iterator[Mapping[str, Value]]:
    return (each for each in value if is_file(each)) if isinstance(value, list) else iter(())


def _given(row: Any) -> GivenFile:
    return GivenFile(
        id=row.id, field=row.field, digest=row.digest, name=row.name, media_type=row.media_type, size=row.size, seq=row.seq,
        given_by=row.given_by, given_at=row.given_at,
    )  # fmt: skip

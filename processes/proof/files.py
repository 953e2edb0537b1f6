"""The list of a case's files, and the files themselves, held against what its history projects to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import RowMapping, select
from sqlalchemy.orm import Session

from engine.engine import Moved
from engine.history.personal import unseal
from engine.replay import Difference
from engine.values import Value
from processes.files import FileStore
from processes.files.rows import file_fields
from processes.proof.personal import Erased
from processes.tables import DbFile

Columns = Mapping[Any, Any]


def standing_files(
    session: Session, instance: str, moves: Sequence[Moved], kept: Mapping[str, Value]
) -> Sequence[RowMapping]:
    """Return the rows of files that there are, without those of answers that were erased: nobody can tell what they were."""
    rows = (
        session.execute(select(DbFile.__table__).where(DbFile.instance == instance).order_by(DbFile.id))
        .mappings()
        .all()
    )
    gone = set(_erased(moves, kept))
    return [row for row in rows if (row["seq"], row["field"]) not in gone]


def file_columns(rows: Iterable[Columns]) -> dict[str, dict[str, Any]]:
    """Return rows of files by record, field and place."""
    return {
        f"{row['seq']}/{row['field']}/{row['place']}": {name: value for name, value in row.items() if name != "id"}
        for row in rows
    }


def contents_astray(rows: Sequence[Columns], store: FileStore) -> list[Difference]:
    """Return which of the files that the history has are missing on disk, or are not what was given."""
    first: dict[str, Columns] = {}
    for row in rows:
        first.setdefault(row["digest"], row)
    return [
        Difference(seq=row["seq"], part="file", expected=f"the file {digest} of {row['field']}", found=found or "none")
        for digest, row in first.items()
        if (found := store.digest(digest)) != digest
    ]


def _erased(moves: Sequence[Moved], kept: Mapping[str, Value]) -> Iterator[tuple[int, str]]:
    for moved in moves:
        values = unseal(moved.command.values, kept)
        for key in file_fields(moved):
            if isinstance(values.get(key), Erased):
                yield moved.record.seq, key

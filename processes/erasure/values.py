"""Erasing sealed values for ever: their rows, the lines of the files that they name, and their texts beside the history."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sqlalchemy import select

from engine.history.record import Record
from engine.instance.state import InstanceId
from engine.store.port import Unit
from engine.values import Sealed, decode
from processes.erasure.texts import CaseAstray as CaseAstray
from processes.erasure.texts import blank_texts
from processes.files import FileStore
from processes.search import index
from processes.tables import DbFile


def erase(unit: Unit, files: FileStore, instance: InstanceId, commitments: Collection[str]) -> int:
    """Erase the values of these commitments for ever, their files' lines, their texts, what finds them; return how many there were."""
    places = {place for record in unit.records(instance) for place in _places(record, commitments)}
    for row in unit.session.scalars(select(DbFile).where(DbFile.instance == instance)).all():
        if (row.seq, row.field) in places:
            files.release(row.digest)
            unit.session.delete(row)
    unit.session.flush()
    number = unit.erase(instance, list(commitments))
    blank_texts(unit, instance)
    index.forget(unit, instance, {seq for seq, _field in places})
    return number


def _places(record: Record, commitments: Collection[str]) -> Iterator[tuple[int, str]]:
    for name, written in record.body["command"].get("values", {}).items():
        value = decode(written)
        if isinstance(value, Sealed) and value.commitment in commitments:
            yield record.seq, name

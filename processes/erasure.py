"""Erasing what names a person: sealed values of a case, and with them the files that they name.

The history stays as it is, and provable (docs/adr/0005). A file that no other case has is removed by the next sweep.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sqlalchemy import select

from engine.history.record import Record
from engine.instance.state import InstanceId
from engine.store.port import Unit
from engine.values import Sealed, decode
from processes.files import FileStore
from processes.tables import DbFile


def erase(unit: Unit, files: FileStore, instance: InstanceId, commitments: Collection[str]) -> int:
    """Erase the values of these commitments for ever, and the lines of the files that they name; return how many values there were."""
    places = {place for record in unit.records(instance) for place in _places(record, commitments)}
    for row in unit.session.scalars(select(DbFile).where(DbFile.instance == instance)).all():
        if (row.seq, row.field) in places:
            files.release(row.digest)
            unit.session.delete(row)
    unit.session.flush()
    return unit.erase(instance, list(commitments))


def _places(record: Record, commitments: Collection[str]) -> Iterator[tuple[int, str]]:
    for name, written in record.body["command"].get("values", {}).items():
        value = decode(written)
        if isinstance(value, Sealed) and value.commitment in commitments:
            yield record.seq, name

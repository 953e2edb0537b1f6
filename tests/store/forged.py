"""What somebody with the database's password does to packed records and personal values in SQLite: unpack them, change them, pack them again."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby

from engine.history.personal import Personal
from engine.store.keys import id_of
from engine.store.learning import COMMON
from engine.store.packing import Words, pack_record, pack_text, read_words, unpack_record, unpack_text
from engine.store.parcels import entries, parcel


def lend_packing(database: sqlite3.Connection) -> None:
    """Give a connection the functions `body_of`, `derived_of`, `record_of`, `state_text`, `state_of`, and those of personal values."""
    _lend_parcels(database)
    kept = {
        id: read_words(zlib.decompress(content)) for id, content in database.execute("SELECT id, content FROM words")
    }

    def words(id: int | None) -> Words:
        return COMMON if id is None else kept[id]

    def record_of(id: int | None, instance: int, body: str, derived: str) -> bytes:
        return pack_record(body.encode(), derived.encode(), instance=str(id_of(instance)), words=words(id))

    def text_of(place: int, id: int | None, instance: int, packed: bytes) -> str:
        return unpack_record(packed, instance=str(id_of(instance)), words=words(id))[place].decode()

    database.create_function("record_of", 4, record_of)
    database.create_function("body_of", 3, lambda *given: text_of(0, *given))
    database.create_function("derived_of", 3, lambda *given: text_of(1, *given))
    database.create_function(
        "state_text",
        3,
        lambda id, instance, packed: unpack_text(packed, instance=str(id_of(instance)), words=words(id)).decode(),
    )
    database.create_function(
        "state_of",
        3,
        lambda id, instance, text: pack_text(text.encode(), instance=str(id_of(instance)), words=words(id)),
    )


def _lend_parcels(database: sqlite3.Connection) -> None:
    """Give a connection `touched(personal, name, field, to)`, `dropped(personal, name)` and `added(personal, seq, name, value)`."""

    def touched(parcels: bytes, name: str, field: str, to: str) -> bytes | None:
        return repacked(
            replace(each, **{field: to}) if each.name == name else each
            for each in entries(parcels)  # type: ignore[arg-type]
        )

    def dropped(parcels: bytes, name: str) -> bytes | None:
        return repacked(each for each in entries(parcels) if each.name != name)

    def added(parcels: bytes, seq: int, name: str, value: str) -> bytes:
        return parcels + parcel(seq, [Personal(commitment="", salt="00" * 16, name=name, value=value)])

    database.create_function("touched", 4, touched)
    database.create_function("dropped", 2, dropped)
    database.create_function("added", 4, added)


def repacked(kept: Iterable[Personal]) -> bytes | None:
    """Return personal values packed anew, each under the record that it names."""
    return b"".join(parcel(seq, list(of)) for seq, of in groupby(kept, lambda each: each.seq)) or None

"""What somebody with the database's password could do to a history."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from copy import deepcopy
from dataclasses import replace
from typing import Any

from engine.digest import digest
from engine.history.record import Record, chain, genesis
from tests.engine.cases import ORIGIN


def alter(records: list[Record], seq: int, change: Callable[[dict[str, Any]], object]) -> list[Record]:
    """Return the history with the body of one record changed, and all else as it was."""
    body = deepcopy(dict(records[seq - 1].body))
    change(body)
    return [*records[: seq - 1], replace(records[seq - 1], body=body), *records[seq:]]


def rebuild(records: Iterable[Record], instance: str) -> list[Record]:
    """Return the history numbered and chained anew, as an insider would to hide a change."""
    head, rebuilt = genesis(ORIGIN, instance), []
    for record in records:
        body = {**record.body, "seq": head.seq + 1}
        rebuilt.append(replace(record, body=body, hash=chain(head.hash, body)))
        head = rebuilt[-1].head
    return rebuilt


def with_derived(record: Record, derived: list[Mapping[str, Any]]) -> Record:
    """Return the record with other consequences, and their digest in its body."""
    return replace(record, derived=derived, body={**record.body, "derived_sha256": digest(derived)})

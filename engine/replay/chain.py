"""Is the chain of records whole: numbered, hashed onto each other, of this instance alone, in the order of time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime

from engine.digest import digest
from engine.history.record import Head, Record, chain, genesis
from engine.replay.difference import Difference, Part


def verify_chain(
    records: Sequence[Record], *, origin: str, instance: str, head: tuple[int, str] | None = None
) -> Difference | None:
    """Return the first record that breaks the chain; with `head` (last number and hash) also a cut-off tail.

    A whole chain is numbered from 1, of this instance alone, and its time never goes back.
    """
    last, time = genesis(origin, instance), datetime.min.replace(tzinfo=UTC)
    for record in records:
        faults = _chain_faults(last, time, record, {"origin": origin, "instance": instance})
        fault = next(faults, None)
        if fault is not None:
            part, expected, found = fault
            return Difference(seq=last.seq + 1, part=part, expected=str(expected), found=str(found))
        last, time = record.head, datetime.fromisoformat(record.body["at"])
    if head is not None and head != (last.seq, last.hash):
        found = f"{last.seq} {last.hash}"
        return Difference(seq=last.seq, part="head", expected=f"{head[0]} {head[1]}", found=found)
    return None


def _chain_faults(
    last: Head, time: datetime, record: Record, whose: Mapping[str, str]
) -> Iterator[tuple[Part, object, object]]:
    body = record.body
    if body.get("seq") != last.seq + 1:
        yield "chain", f"number {last.seq + 1}", body.get("seq")
    try:
        hashed, told = chain(last.hash, body), digest(list(record.derived))
        at = datetime.fromisoformat(body["at"])
        late = at < time
    except (KeyError, TypeError, ValueError) as cause:
        yield "chain", "a record", repr(cause)
        return
    if record.hash != hashed:
        yield "chain", hashed, record.hash
    if told != body.get("derived_sha256"):
        yield "chain", body.get("derived_sha256"), told
    for key, expected in whose.items():
        if body.get(key) != expected:
            yield "chain", f"{key} {expected}", body.get(key)
    if late:
        yield "time", f"{time.isoformat()} or later", at.isoformat()

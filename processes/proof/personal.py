"""Personal values beside a case, held against the commitments in its history."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from engine.history.personal import Personal, is_true_to
from engine.history.record import Record
from engine.instance.state import InstanceId
from engine.replay import Difference
from engine.store.port import Unit
from engine.values import Sealed, Value
from processes.recorded import command_of


class Erased(str):
    """Stands where an erased value was said: nobody can tell any more, so it equals whatever stands in its place."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return True

    def __ne__(self, other: object) -> bool:
        return False

    __hash__ = str.__hash__


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """What there is of the values that a history committed to: by commitment, `Erased` for those that are gone."""

    values: Mapping[str, Value]
    erased: int
    differences: Sequence[Difference]


def held(unit: Unit, instance: InstanceId, records: Sequence[Record]) -> Kept:
    """Hold each personal value of a case against its commitment; raise what reading them raises."""
    seqs = {commitment: record.seq for record in records if not record.refused for commitment in _committed(record)}
    entries = {entry.commitment: entry for entry in unit.personal_entries(instance)}
    gone = seqs.keys() - entries.keys()
    return Kept(
        values={key: entry.value for key, entry in entries.items()} | dict.fromkeys(gone, Erased()),
        erased=len(gone),
        differences=[told for entry in entries.values() for told in _faults(entry, seqs, len(records))],
    )


def _faults(entry: Personal, seqs: Mapping[str, int], last: int) -> Iterator[Difference]:
    """Yield what is wrong with a value; never the value itself, which names a person."""
    if entry.commitment not in seqs:
        expected, found = "a commitment in the history", "none"
    elif not _is_true(entry):
        expected, found = f"the value of commitment {entry.commitment}", "another value, name or salt"
    else:
        return
    yield Difference(
        seq=seqs.get(entry.commitment, last), part="personal", expected=f"{entry.name}: {expected}", found=found
    )


def _is_true(entry: Personal) -> bool:
    try:
        return is_true_to(entry)
    except ValueError:  # a salt that is none
        return False


def _committed(record: Record) -> Iterator[str]:
    command = command_of(record)
    yield from _sealed([command.values, command.facts])


def _sealed(value: Value) -> Iterator[str]:
    if isinstance(value, Sealed):
        yield value.commitment
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _sealed(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _sealed(inner)

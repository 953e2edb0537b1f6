"""Personal values beside a case, held against the commitments in its history."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from engine.history.personal import Personal
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
    """Hold the personal values of a case against the commitments in its history; raise what reading them raises.

    A commitment is reckoned from salt, name and value. Where the history has none like it, somebody touched the value that its record
    brought under this name, or put one there.
    """
    commands = {record.seq: command_of(record) for record in records if not record.refused}
    entries = unit.personal_entries(instance)
    values = {entry.commitment: entry.value for entry in entries}
    committed = {each for command in commands.values() for each in _sealed([command.values, command.facts])}
    brought = {(seq, name): value for seq, command in commands.items() for name, value in command.values.items()}
    gone = committed - values.keys()
    missing = {
        place: each.commitment
        for place, each in brought.items()
        if isinstance(each, Sealed) and each.commitment in gone
    }
    strange = [entry for entry in entries if entry.commitment not in committed]
    touched = {missing[entry.seq, entry.name]: entry.value for entry in strange if (entry.seq, entry.name) in missing}
    erased = gone - touched.keys()
    return Kept(
        values=values | touched | dict.fromkeys(erased, Erased()),
        erased=len(erased),
        differences=[_fault(entry, missing) for entry in strange],
    )


def _fault(entry: Personal, missing: Mapping[tuple[int, str], str]) -> Difference:
    """Return what is wrong with a value that the history does not know; never the value itself, which names a person."""
    expected, found = "a commitment in the history", "none"
    if commitment := missing.get((entry.seq, entry.name)):
        expected, found = f"the value of commitment {commitment}", "another value or salt"
    elif names := [name for seq, name in missing if seq == entry.seq]:
        expected, found = f"a commitment in the history, as to {', '.join(names)}", "none, and nothing of that name"
    return Difference(seq=entry.seq, part="personal", expected=f"{entry.name}: {expected}", found=found)


def _sealed(value: Value) -> Iterator[str]:
    if isinstance(value, Sealed):
        yield value.commitment
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _sealed(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _sealed(inner)

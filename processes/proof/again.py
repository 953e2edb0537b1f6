"""Running a history again, step by step, as the office met it when it happened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.completion.derived import Happening
from engine.definition import Definition
from engine.engine import Moved
from engine.history.record import Record
from engine.instance.state import InstanceId, State
from engine.replay import Difference, Frame, frames
from engine.store.port import Unit
from processes.recorded import command_of


@dataclass(frozen=True, kw_only=True, slots=True)
class Again:
    """What running a history again gave: the steps up to the first difference, and the state they lead to."""

    definition: Definition
    moves: Sequence[Moved]
    state: State | None
    difference: Difference | None


def run_again(unit: Unit, instance: InstanceId, records: Sequence[Record]) -> Again:
    """Run a history again by the definition that it names; raise `NoSuchDefinition`, or what reading that one raises."""
    named = records[0].body.get("deps_sha256") if records else unit.load(instance).definition
    definition, state, moves = unit.definition(str(named)), None, []
    difference: Difference | None = None
    for frame in frames(definition, records, unit.calendar):
        if frame.difference is not None:
            difference = frame.difference
        elif not frame.record.refused and frame.state is not None:
            moves.append(_moved(instance, definition, state, frame, frame.state))
        state = frame.state
    return Again(definition=definition, moves=moves, state=state, difference=difference)


def _moved(instance: InstanceId, definition: Definition, before: State | None, frame: Frame, state: State) -> Moved:
    record = frame.record
    return Moved(
        instance=instance,
        definition=definition,
        command=command_of(record),
        before=before,
        state=state,
        derived=tuple(Happening(happening["what"], happening) for happening in record.derived),
        record=record,
    )

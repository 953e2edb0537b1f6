"""Proving a case's history: its chain, running it again, and whether the case stands where that arrives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.definition import Definition
from engine.history.record import ENGINE, Record
from engine.instance.state import InstanceId, State
from engine.replay import Difference, frames, verify_chain
from engine.store.port import Unit


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """What proving the history gave; None where it agrees."""

    chain: Difference | None
    replay: Difference | None

    @property
    def ok(self) -> bool:
        """Whether chain and replay both agree."""
        return self.first is None

    @property
    def first(self) -> Difference | None:
        """The first difference; where both find one at the same record, the chain's."""
        found = [difference for difference in (self.chain, self.replay) if difference is not None]
        return min(found, key=lambda difference: difference.seq, default=None)


def prove(unit: Unit, instance: InstanceId, *, origin: str) -> Verdict:
    """Return whether a case's history proves itself."""
    loaded, records = unit.load(instance), unit.records(instance)
    head = (loaded.head.seq, loaded.head.hash)
    return Verdict(
        chain=verify_chain(records, origin=origin, instance=instance, head=head),
        replay=_run_again(unit.definition(loaded.definition), records, loaded.state),
    )


def _run_again(definition: Definition, records: Sequence[Record], stands: State | None) -> Difference | None:
    """Return the first difference of running it again, also that the case stands elsewhere than where it leads."""
    state: State | None = None
    for frame in frames(definition, records):
        if frame.difference is not None:
            return frame.difference
        state = frame.state
    expected, found = _digest(state), _digest(stands)
    written_elsewhere = bool(records) and records[-1].body["engine"] != ENGINE  # another form: digests do not compare
    if expected == found or written_elsewhere:
        return None
    return Difference(seq=len(records), part="state", expected=f"the case to stand at {expected}", found=found)


def _digest(state: State | None) -> str:
    return "nothing" if state is None else state.digest

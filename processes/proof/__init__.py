"""Proving a case: its chain, running it again, and whether all that stands beside the history is what follows from it.

Comes after history and replay. What cannot be read is a difference like any other: one spoilt case keeps no other from
its verdict. What the proof covers, and what not, is in docs/adr/0008.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from engine.history.record import ENGINE, Record, genesis
from engine.instance.state import InstanceId, State
from engine.replay import Difference, verify_chain
from engine.store.port import Astray, Move, Unit
from processes.files import FileStore
from processes.proof.again import Again, run_again
from processes.proof.guard import attempt, row_difference
from processes.proof.numbers import counters_astray, numbers_of
from processes.proof.personal import Kept, held
from processes.proof.rows import files_astray, listed_astray, office_astray, said_astray
from processes.proof.site_experts import experts_astray


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """What proving a case gave; None and nothing where it agrees."""

    chain: Difference | None
    replay: Difference | None
    beside: tuple[Difference, ...] = ()
    """Where personal values and rows beside the history are not what the history says."""
    erased: int = 0
    """How many personal values that the history committed to are there no more: erased, or lost."""
    numbers: tuple[str, ...] = ()
    """The letter numbers that the case used up: no other may have any of them."""

    @property
    def ok(self) -> bool:
        """Whether everything agrees."""
        return self.first is None

    @property
    def differences(self) -> list[Difference]:
        """All differences: the chain's, running it again, and beside."""
        return [difference for difference in (self.chain, self.replay, *self.beside) if difference is not None]

    @property
    def first(self) -> Difference | None:
        """The first difference; where several are at the same record, the chain's."""
        return min(self.differences, key=lambda difference: difference.seq, default=None)


def prove(unit: Unit, instance: InstanceId, *, origin: str, files: FileStore | None = None) -> Verdict:
    """Return whether a case proves itself; raise nothing, whatever its rows hold.

    With `files` the files it was given are read too, each whole, and held against their digests.
    """
    records, unread = attempt(lambda: unit.records(instance), 0, "chain", "records that can be read")
    if records is None:
        return Verdict(chain=unread, replay=None)
    last = len(records)
    loaded, astray = attempt(lambda: unit.load(instance), last, "state", "a state that can be read")
    head = (loaded.head.seq, loaded.head.hash) if loaded else None
    broken, spoilt = attempt(
        lambda: verify_chain(records, origin=origin, instance=instance, head=head), last, "chain", "whole records"
    )
    again, missing = attempt(
        lambda: run_again(unit, instance, records), 1, "definition", "a definition that can be read"
    )
    replay = missing or (again and again.difference) or astray
    if replay is None and again is not None and loaded is not None:
        replay = _stands(records, again.state, loaded.state)
    kept, unkept = attempt(lambda: held(unit, instance, records), last, "personal", "personal values that can be read")
    beside = [unkept, *(kept.differences if kept else ())]
    numbers: Sequence[str] | None = ()
    if again is not None and again.difference is None and records:
        start = genesis(origin, instance)
        history = Move(
            instance=instance, definition=again.definition, expected=start, state=again.state, records=records
        )
        beside += _rows(unit, history, again, kept)
        beside += _contents(again, kept, files) if files is not None and kept is not None else []
        numbers, _told_with_the_rows = attempt(lambda: numbers_of(unit, again), last, "row", "numbers")
    return Verdict(
        chain=broken or spoilt,
        replay=replay,
        beside=tuple(difference for difference in beside if difference is not None),
        erased=kept.erased if kept else 0,
        numbers=tuple(numbers or ()),
    )


def _contents(again: Again, kept: Kept, files: FileStore) -> Sequence[Difference | None]:
    """Return which files are not on disk as they were given."""
    last, expected = len(again.moves), "files that can be read"
    found, unread = attempt(lambda: files_astray(again, kept, files), last, "file", expected)
    return [unread, *(found or ())]


def _stands(records: list[Record], state: State | None, stands: State | None) -> Difference | None:
    """Return the difference where the case stands elsewhere than where its history leads."""
    expected, found = _digest(state), _digest(stands)
    written_elsewhere = bool(records) and records[-1].body["engine"] != ENGINE  # another form: digests do not compare
    if expected == found or written_elsewhere:
        return None
    return Difference(seq=len(records), part="state", expected=f"the case to stand at {expected}", found=found)


def _digest(state: State | None) -> str:
    return "nothing" if state is None else state.digest


def _rows(unit: Unit, history: Move, again: Again, kept: Kept | None) -> list[Difference | None]:
    """Return where rows are not as the history has them; files, callers and comments only where the personal values in them can be read."""
    instance, last = history.instance, len(history.records)
    looks: list[tuple[str, Callable[[], list[Astray]]]] = [
        ("the engine's rows", lambda: unit.astray(history)),
        (
            "rows of case_file, actor, case_calendar, waiting, stay and case_clock",
            lambda: office_astray(unit, instance, again),
        ),
        ("rows of site_expert", lambda: experts_astray(unit, instance, again)),
        ("rows of number", lambda: counters_astray(unit, again)),
    ]
    if kept is not None:
        looks += [
            ("rows of file", lambda: listed_astray(unit, instance, again, kept)),
            ("rows of caller and comment", lambda: said_astray(unit, instance, again, kept)),
        ]
    told: list[Difference | None] = []
    for what, look in looks:
        found, unread = attempt(look, last, "row", f"{what} that can be read")
        told += [unread, *(row_difference(last, one) for one in found or ())]
    return told

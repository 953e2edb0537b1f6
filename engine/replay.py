"""Replay runs a history again and must arrive at the same. Last word of the sentence.

Two questions, each with its own verdict: is the chain of records whole, and does running the recorded commands again
give at every step what was recorded. `derived` is compared always, the state's digest where the engine's version is the
recorded one: an upgrade of the library must not turn honest history into an alarm.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from engine.completion import derived
from engine.completion.command import Command, read_command
from engine.completion.step import step
from engine.definition import Definition
from engine.digest import digest
from engine.errors import KartablError
from engine.history.record import ENGINE, Head, Record, chain, genesis
from engine.instance.state import State

Part = Literal[
    "chain", "time", "definition", "command", "outcome", "derived", "state", "head", "personal", "row", "file"
]

TAKEN_AS_IT_STANDS = ("host", "order")
"""Refusals that are not the step's: running again would not bring them about."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Difference:
    """The first thing that is not as it should be: at which record, in what part, expected and found."""

    seq: int
    part: Part
    expected: str
    found: str

    def __str__(self) -> str:
        return f"record {self.seq}: {self.part}: expected {self.expected}, but found {self.found}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Frame:
    """One record run again: the state after it, and what is wrong with it, if anything."""

    record: Record
    state: State | None
    difference: Difference | None


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


def frames(definition: Definition, records: Iterable[Record]) -> Iterator[Frame]:
    """Yield each record run again, in order; stop after the first difference."""
    state: State | None = None
    for record in records:
        state, difference = _again(definition, state, record)
        yield Frame(record=record, state=state, difference=difference)
        if difference is not None:
            return


def replay(definition: Definition, records: Iterable[Record]) -> Difference | None:
    """Return the first difference between the history and running it again; None where they agree."""
    for frame in frames(definition, records):
        if frame.difference is not None:
            return frame.difference
    return None


def _again(definition: Definition, state: State | None, record: Record) -> tuple[State | None, Difference | None]:
    try:
        after = _run_again(definition, state, record)
    except _Differs as found:
        part, expected, instead = found.args
        return state, Difference(seq=record.seq, part=part, expected=str(expected), found=str(instead))
    return after, None


class _Differs(Exception):
    """Part, what was expected, what was found."""


def _run_again(definition: Definition, state: State | None, record: Record) -> State | None:
    body = record.body
    if body.get("deps_sha256") != definition.digest:
        raise _Differs("definition", body.get("deps_sha256"), definition.digest)
    command, code = _read(body)
    if code is not None:
        _compare_unchanged(body, state)
        if body["refusal"]["by"] in TAKEN_AS_IT_STANDS:
            return state
    try:
        after = step(definition, state, command, record.seq)
    except KartablError as refusal:
        if code != type(refusal).__name__:
            raise _Differs("outcome", "ok" if code is None else code, f"refused: {refusal}") from refusal
        return state
    except Exception as cause:  # whatever an altered command makes the step trip over is a finding, not a crash
        raise _Differs("command", "a command", repr(cause)) from cause
    if code is not None:
        raise _Differs("outcome", f"refused: {code}", "ok")
    told = derived.written(after.derived)
    if digest(told) != body.get("derived_sha256"):
        raise _Differs("derived", list(record.derived), told)
    _compare_state(body, after.state)
    return after.state


def _compare_unchanged(body: Mapping[str, Any], state: State | None) -> None:
    if body.get("derived_sha256") != digest([]):
        raise _Differs("derived", body.get("derived_sha256"), "nothing: a refused command has no consequences")
    _compare_state(body, state)


def _compare_state(body: Mapping[str, Any], state: State | None) -> None:
    """Compare the state's digest, where the same engine wrote it."""
    found = None if state is None else state.digest
    if body.get("engine") == ENGINE and found != body.get("state_sha256"):
        raise _Differs("state", body.get("state_sha256"), found)


def _read(body: Mapping[str, Any]) -> tuple[Command, str | None]:
    """Return the command, and the code of its refusal or None."""
    try:
        command = read_command(body["command"], actor=body["actor"], at=body["at"], request=body["request_id"])
        refusal = body["refusal"] if body["outcome"] == "refused" else {"code": None, "by": None}
        return command, None if refusal["by"] is None else str(refusal["code"])
    except (AttributeError, KeyError, TypeError, ValueError, KartablError) as cause:
        raise _Differs("command", "a command", repr(cause)) from cause

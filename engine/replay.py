"""Replay runs a history again and must arrive at the same. Last word of the sentence.

Two questions, each with its own verdict: is the chain of records whole, and does running the recorded commands again
give at every step what was recorded. `derived` is compared always, the state's digest where the engine's version is the
recorded one: an upgrade of the library must not turn honest history into an alarm.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from engine.completion import derived
from engine.completion.command import read_command
from engine.completion.step import step
from engine.definition import Definition
from engine.digest import digest
from engine.errors import KartablError
from engine.history.record import ENGINE, Record, chain, genesis
from engine.instance.state import State

Part = Literal["chain", "definition", "command", "outcome", "derived", "state", "head"]


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
    """Return the first record that breaks the chain; with `head` (last number and hash) also a cut-off tail."""
    last = genesis(origin, instance)
    seq, previous = last.seq, last.hash
    for record in records:
        expected = chain(previous, record.body)
        if record.body.get("seq") != seq + 1:
            return Difference(
                seq=seq + 1, part="chain", expected=f"number {seq + 1}", found=str(record.body.get("seq"))
            )
        if record.hash != expected:
            return Difference(seq=seq + 1, part="chain", expected=expected, found=record.hash)
        if digest(list(record.derived)) != record.body.get("derived_sha256"):
            found = digest(list(record.derived))
            return Difference(seq=seq + 1, part="chain", expected=str(record.body.get("derived_sha256")), found=found)
        seq, previous = seq + 1, record.hash
    if head is not None and head != (seq, previous):
        return Difference(seq=seq, part="head", expected=f"{head[0]} {head[1]}", found=f"{seq} {previous}")
    return None


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
    def differs(part: Part, expected: object, found: object) -> tuple[State | None, Difference]:
        return state, Difference(seq=record.seq, part=part, expected=str(expected), found=str(found))

    body = record.body
    if body["deps_sha256"] != definition.digest:
        return differs("definition", body["deps_sha256"], definition.digest)
    try:
        command = read_command(body["command"], actor=body["actor"], at=body["at"], request=body["request_id"])
    except (KeyError, TypeError, ValueError, KartablError) as cause:
        return differs("command", "a command", repr(cause))
    if record.refused and body["refusal"]["by"] == "host":
        return state, None
    try:
        after = step(definition, state, command, record.seq)
    except KartablError as refusal:
        if not record.refused:
            return differs("outcome", "ok", f"refused: {refusal}")
        expected = body["refusal"]["code"]
        return (
            (state, None)
            if expected == type(refusal).__name__
            else differs("outcome", expected, type(refusal).__name__)
        )
    if record.refused:
        return differs("outcome", "refused", "ok")
    told = derived.written(after.derived)
    if digest(told) != body["derived_sha256"]:
        return differs("derived", list(record.derived), told)
    if body["engine"] == ENGINE and after.state.digest != body["state_sha256"]:
        return differs("state", body["state_sha256"], after.state.digest)
    return after.state, None

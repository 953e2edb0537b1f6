"""Running the recorded commands again, and holding at every step what follows against what was recorded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from engine.clock import Calendars, no_calendars
from engine.completion import derived
from engine.completion.command import Command, read_command
from engine.completion.step import step
from engine.definition import Definition
from engine.digest import digest
from engine.errors import KartablError
from engine.history.record import ENGINE, Record
from engine.instance.state import State
from engine.replay.difference import Difference
from engine.replay.frame import Frame

TAKEN_AS_IT_STANDS = ("host", "order")
"""Refusals that are not the step's: running again would not bring them about."""


def frames(definition: Definition, records: Iterable[Record], calendars: Calendars = no_calendars) -> Iterator[Frame]:
    """Yield each record run again, in order; stop after the first difference. `calendars` gives working calendars by digest."""
    state: State | None = None
    for record in records:
        before = state
        state, difference = _again(definition, before, record, calendars)
        yield Frame(definition=definition, record=record, before=before, state=state, difference=difference)
        if difference is not None:
            return


def replay(definition: Definition, records: Iterable[Record], calendars: Calendars = no_calendars) -> Difference | None:
    """Return the first difference between the history and running it again; None where they agree."""
    for frame in frames(definition, records, calendars):
        if frame.difference is not None:
            return frame.difference
    return None


def _again(
    definition: Definition, state: State | None, record: Record, calendars: Calendars
) -> tuple[State | None, Difference | None]:
    try:
        after = _run_again(definition, state, record, calendars)
    except _Differs as found:
        part, expected, instead = found.args
        return state, Difference(seq=record.seq, part=part, expected=str(expected), found=str(instead))
    return after, None


class _Differs(Exception):
    """Part, what was expected, what was found."""


def _run_again(definition: Definition, state: State | None, record: Record, calendars: Calendars) -> State | None:
    body = record.body
    if body.get("deps_sha256") != definition.digest:
        raise _Differs("definition", body.get("deps_sha256"), definition.digest)
    command, code = _read(body)
    if code is not None:
        _compare_unchanged(body, state)
        if body["refusal"]["by"] in TAKEN_AS_IT_STANDS:
            return state
    try:
        after = step(definition, state, command, record.seq, calendars)
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

"""Running it again finds what the chain cannot: changes by an insider who rebuilt the whole chain."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from engine.definition import Definition, Source, define
from engine.digest import digest
from engine.history.record import NewerRecord, Record
from engine.replay import frames, replay, verify_chain
from tests.engine.cases import ORIGIN
from tests.replay.conftest import History
from tests.replay.forging import alter, rebuild, with_derived
from tests.replay.office import CASE


def again(definition: Definition, records: list[Record]) -> tuple[int, str] | None:
    """Rebuild the chain, see that it looks whole, run it again; return number and part of the first difference."""
    rebuilt = rebuild(records, CASE)
    assert verify_chain(rebuilt, origin=ORIGIN, instance=CASE) is None
    found = replay(definition, rebuilt)
    return None if found is None else (found.seq, found.part)


def test_an_honest_history_runs_again_to_the_same(honest: History) -> None:
    assert replay(honest.definition, honest.records) is None
    shown = list(frames(honest.definition, honest.records))
    assert [frame.state.digest for frame in shown if frame.state] == [
        record.body["state_sha256"] for record in honest.records
    ]


@pytest.mark.parametrize(
    ("seq", "change", "part"),
    [
        (5, lambda body: body["command"]["values"].update(approved=False), "derived"),
        (1, lambda body: body["command"]["values"].update(days={"$n": "9"}), "derived"),
        (2, lambda body: body["command"].update(assignee="somebody"), "derived"),
        (5, lambda body: body["command"].update(task="9.9"), "outcome"),
        (5, lambda body: body["command"].update(type="withdraw"), "command"),
        (5, lambda body: body["command"].update(type="unheard of"), "command"),
        (5, lambda body: body["command"].update(values=["no names"]), "command"),
        (5, lambda body: body.pop("command"), "command"),
        (5, lambda body: body.pop("outcome"), "command"),
        (5, lambda body: body.update(actor={}), "command"),
        (3, lambda body: body["command"].update(task="1.2"), "outcome"),
        (3, lambda body: body["refusal"].update(code="Forbidden"), "outcome"),
        (3, lambda body: body.update(state_sha256="0" * 64), "state"),
        (5, lambda body: body.update(state_sha256="0" * 64), "state"),
        (5, lambda body: body.update(at="2026-01-03T10:30:00+00:00"), "state"),
        (5, lambda body: body.update(deps_sha256="0" * 64), "definition"),
        (5, lambda body: body.update(outcome="refused", refusal={"by": "host", "code": "Forbidden"}), "derived"),
    ],
)
def test_what_was_changed_is_found_though_the_chain_was_rebuilt(
    honest: History, seq: int, change: Callable[[dict[str, Any]], object], part: str
) -> None:
    assert again(honest.definition, alter(honest.records, seq, change)) == (seq, part)


def test_changed_consequences_are_found(honest: History) -> None:
    records = [*honest.records]
    records[4] = with_derived(records[4], [*records[4].derived][:-1])
    assert again(honest.definition, records) == (5, "derived")


def test_a_removed_record_is_found(honest: History) -> None:
    assert again(honest.definition, [record for record in honest.records if record.seq != 4]) == (4, "derived")


def test_a_swapped_diagram_is_found(honest: History) -> None:
    [drawn] = honest.definition.sources
    easier = drawn.content.replace(b"approved = true", b"approved = false")
    assert easier != drawn.content
    swapped = define("office", [Source(kind="diagram", name=drawn.name, content=easier)])
    assert again(swapped, honest.records) == (1, "definition")
    renamed = [replace(each, body={**each.body, "deps_sha256": swapped.digest}) for each in honest.records]
    assert again(swapped, renamed) == (5, "derived")


def test_running_again_stops_at_the_first_difference(honest: History) -> None:
    altered = alter(honest.records, 5, lambda body: body["command"]["values"].update(approved=False))
    shown = list(frames(honest.definition, altered))
    assert [frame.difference is None for frame in shown] == [True] * 4 + [False]
    assert shown[-1].state == shown[-2].state
    assert "record 5: derived: expected" in str(shown[-1].difference)


def test_after_an_upgrade_the_state_is_not_compared_but_what_followed_is(honest: History) -> None:
    older = {"name": "SpiffWorkflow", "version": "3.1.0"}
    upgraded = [
        replace(each, body={**each.body, "engine": older, "state_sha256": digest(each.seq)}) for each in honest.records
    ]
    assert again(honest.definition, upgraded) is None
    altered = alter(upgraded, 5, lambda body: body["command"]["values"].update(approved=False))
    assert again(honest.definition, altered) == (5, "derived")


@pytest.mark.parametrize("key", ["v", "derived_version"])
def test_what_a_newer_version_wrote_is_said_so(honest: History, key: str) -> None:
    with pytest.raises(NewerRecord, match=f"record 4 of case {CASE}.* version 9") as refusal:
        alter(honest.records, 4, lambda body: body.update({key: 9}))
    assert "نسخهٔ ۹" in refusal.value.message("fa")

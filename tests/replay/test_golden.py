"""Histories that earlier versions recorded. One of them is wrong on purpose, and must fail."""

from __future__ import annotations

import pytest

from engine.replay import replay, verify_chain
from tests.replay.recorded import GOLDEN, Recorded, read


def chain_fault(kept: Recorded) -> object:
    return verify_chain(kept.records, origin=kept.origin, instance=kept.instance, head=kept.head)


def test_each_golden_history_is_told_of_here() -> None:
    assert {path.stem for path in GOLDEN.iterdir()} == {"office", "office_forged"}


def test_an_honest_history_still_runs_to_the_same() -> None:
    kept = read("office")
    assert chain_fault(kept) is None
    assert replay(kept.definition, kept.records) is None


def test_a_history_with_a_changed_decision_fails_though_its_chain_is_whole() -> None:
    kept = read("office_forged")
    assert chain_fault(kept) is None
    found = replay(kept.definition, kept.records)
    assert found is not None
    assert (found.seq, found.part) == (5, "derived")
    assert "create" in found.expected
    assert "create" not in found.found


@pytest.mark.parametrize("name", ["office", "office_forged"])
def test_a_golden_history_is_cut_nowhere(name: str) -> None:
    kept = read(name)
    assert [record.seq for record in kept.records] == list(range(1, kept.head[0] + 1))

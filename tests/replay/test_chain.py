"""The chain finds what was done to a history by somebody who could not, or did not, rebuild it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from engine.history.record import Head, genesis
from engine.replay import verify_chain
from tests.engine.cases import ORIGIN
from tests.replay.conftest import History
from tests.replay.forging import alter, rebuild
from tests.replay.office import CASE


def verify(records: Any, head: Head | None = None) -> tuple[int, str] | None:
    """Return number and part of the first fault."""
    last = None if head is None else (head.seq, head.hash)
    found = verify_chain(records, origin=ORIGIN, instance=CASE, head=last)
    return None if found is None else (found.seq, found.part)


def test_an_honest_history_is_whole(honest: History) -> None:
    assert verify(honest.records, honest.head) is None
    assert len(honest.records) == 7


def test_a_history_that_has_not_begun_is_whole() -> None:
    assert verify([], genesis(ORIGIN, CASE)) is None


@pytest.mark.parametrize(
    "change",
    [
        lambda body: body["actor"].update(id="somebody"),
        lambda body: body["actor"].update(on_behalf_of="somebody"),
        lambda body: body["command"].update(task="1.3"),
        lambda body: body.update(at="2026-01-03T08:00:01+00:00"),
        lambda body: body.update(added=True),
        lambda body: body.pop("request_id"),
        lambda body: body.update(derived_sha256="0" * 64),
        lambda body: body.update(number=2**60),
    ],
)
@pytest.mark.parametrize("seq", [1, 4, 7])
def test_an_altered_body_is_found(honest: History, seq: int, change: Callable[[dict[str, Any]], object]) -> None:
    assert verify(alter(honest.records, seq, change)) == (seq, "chain")


def test_altered_consequences_are_found(honest: History) -> None:
    told = [*honest.records[4].derived][:-1]
    altered = [*honest.records]
    altered[4] = replace(altered[4], derived=told)
    assert verify(altered) == (5, "chain")


def test_an_altered_hash_is_found(honest: History) -> None:
    altered = [*honest.records]
    altered[2] = replace(altered[2], hash="0" * 64)
    assert verify(altered) == (3, "chain")


@pytest.mark.parametrize("seq", [1, 3, 6])
def test_a_record_that_was_removed_is_found(honest: History, seq: int) -> None:
    assert verify([record for record in honest.records if record.seq != seq]) == (seq, "chain")


def test_records_that_were_swapped_are_found(honest: History) -> None:
    one, two, three, four, *rest = honest.records
    assert verify([one, two, four, three, *rest]) == (3, "chain")
    numbered = [one, two, *(replace(each, body={**each.body, "seq": seq}) for seq, each in ((3, four), (4, three)))]
    assert verify([*numbered, *rest]) == (3, "chain")


def test_a_record_that_was_added_is_found(honest: History) -> None:
    assert verify([*honest.records[:3], honest.records[2], *honest.records[3:]]) == (4, "chain")


@pytest.mark.parametrize("left", [0, 1, 6])
def test_a_tail_that_was_cut_off_is_found_by_the_head(honest: History, left: int) -> None:
    cut = honest.records[:left]
    assert verify(cut) is None
    assert verify(cut, honest.head) == (left, "head")


def test_a_rebuilt_chain_is_found_by_the_head(honest: History) -> None:
    altered = alter(honest.records, 4, lambda body: body["actor"].update(id="somebody"))
    forged = rebuild(altered, CASE)
    assert verify(forged) is None
    assert verify(forged, honest.head) == (7, "head")


@pytest.mark.parametrize(("origin", "instance"), [("elsewhere.example", CASE), (ORIGIN, "c2")])
def test_the_history_of_another_instance_is_not_this_ones(honest: History, origin: str, instance: str) -> None:
    found = verify_chain(honest.records, origin=origin, instance=instance)
    assert found is not None
    assert (found.seq, found.part) == (1, "chain")


def test_a_history_made_for_another_instance_and_rebuilt_is_not_this_ones(honest: History) -> None:
    found = verify_chain(rebuild(honest.records, "c2"), origin=ORIGIN, instance="c2")
    assert found is not None
    assert (found.seq, found.expected, found.found) == (1, "instance c2", CASE)


def test_time_that_goes_back_is_found_even_when_the_chain_was_rebuilt(honest: History) -> None:
    altered = alter(honest.records, 5, lambda body: body.update(at="2026-01-03T08:00:00+00:00"))
    assert verify(rebuild(altered, CASE)) == (5, "time")

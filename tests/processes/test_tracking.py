"""By what a case is called: its id, and its tracking number."""

from __future__ import annotations

import pytest

from engine.store.keys import number_of
from processes import office
from processes.tracking import LETTERS, is_tracking, new_instance
from tests.processes.build import Bench

pytestmark = pytest.mark.databases


def test_ids_have_their_letters_and_are_not_guessed() -> None:
    drawn = [new_instance() for _ in range(1000)]
    assert all(number_of(instance) and len(instance) == LETTERS for instance in drawn)
    assert len(set(drawn)) == len(drawn)
    assert drawn != sorted(drawn)


def test_an_id_that_another_case_has_is_drawn_again(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    first = bench.ask()
    drawn = [first.instance, first.instance, new_instance()]
    monkeypatch.setattr(office, "new_instance", lambda: drawn.pop(0))
    second = bench.ask()
    assert (drawn, second.instance != first.instance) == ([], True)
    assert second.tracking != first.tracking
    assert all(is_tracking(case.tracking) and case.difference is None for case in (first, second))

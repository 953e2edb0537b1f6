"""What a server does for good before it answers."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest

from web import starting


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)
    gc.unfreeze()


class Knot:
    """Something that only knows itself."""

    def __init__(self) -> None:
        self.itself = self


def test_what_is_there_for_good_is_spared_and_what_comes_later_is_still_collected() -> None:
    starting.settle()
    assert gc.get_freeze_count() > 10_000
    lost = weakref.ref(Knot())
    more = [Knot() for _ in range(starting.ROUNDS[0] + 1)]  # as many as bring the collector on by themselves
    assert lost() is None
    assert len(more) > starting.ROUNDS[0]

"""A guard against tests that never end: no measure of speed, only the difference between soon and never."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager

NEVER = 60
"""Seconds: hundreds of times what it takes on an idle machine."""


@contextmanager
def ends() -> Iterator[None]:
    """Fail where what is inside has not ended after a minute."""

    def give_up(_signal: int, _frame: object) -> None:
        raise AssertionError(f"Expected this to end, but after {NEVER} s it was still going on.")

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(NEVER)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)

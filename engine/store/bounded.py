"""A connection to PostgreSQL that does not wait for ever for a server that took what was sent and says nothing.

Beside the sentence; `engine/store/away.py` says for how long. The server's own time-outs do not help where the server itself stands
still, nor do the network's: the machine goes on to say that it received. So each answer is waited for by the driver no longer than
was said, and a connection that gave none is closed: nobody knows what will still come on it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import psycopg

from engine.store.away import UNTIL, time_left

if TYPE_CHECKING:
    from psycopg.abc import PQGen

Given = TypeVar("Given")
INTERVAL = 0.1
"""Seconds after which the driver looks whether somebody interrupts, as it does by itself."""


class NoAnswer(psycopg.OperationalError):
    """The server took what was sent, and said nothing in time."""


class Bounded(psycopg.Connection[Any]):
    """A connection that is closed where an answer takes too long."""

    soon: float | None = None
    """Seconds until an answer outside a transaction: whether it is there at all, and how it is set up."""
    longest: float | None = None
    """Seconds until an answer within a transaction; None for any."""

    def wait(self, gen: PQGen[Given], interval: float = INTERVAL, timeout: float | None = None) -> Given:
        """Return the answer; raise `NoAnswer`, and close the connection, where there is none in time."""
        seconds = timeout or (self.soon if self._autocommit else self.longest)
        if UNTIL.get() is not None:  # looked at here: this is done several times a statement
            seconds = time_left(seconds)
        try:
            return super().wait(gen, interval, seconds)
        except psycopg.errors._WaitTimeout:  # the library has no other name for it
            self.pgconn.finish()
            raise NoAnswer(f"no answer within {seconds:g} s; the connection is given up") from None

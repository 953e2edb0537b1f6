"""Ways to fail in the middle of a transaction, and how to see what is left."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from sqlalchemy import Engine, event, text

from engine.store.tables import TABLES

POINTS = ("before_cursor_execute", "after_cursor_execute", "commit")
"""Where a transaction can be struck: before and after each of its statements, the first being BEGIN, and at its end."""


class Struck(Exception):
    """What a blow raises."""


def strike_at(engine: Engine, number: int, blow: Callable[[], object]) -> Callable[[], None]:
    """Have `blow` called at the `number`-th point from now; return what takes the hooks off again."""
    passed = 0

    def count(*_: Any) -> None:
        nonlocal passed
        passed += 1
        if passed == number:
            blow()

    for point in POINTS:
        event.listen(engine, point, count)

    def take_off() -> None:
        for point in POINTS:
            event.remove(engine, point, count)

    return take_off


def raise_struck() -> None:
    """Be a blow that an exception is."""
    raise Struck


def survives(engine: Engine, number: int, act: Callable[[], object]) -> bool:
    """Let `act` be struck at its `number`-th point; return whether it came to its end before that."""
    take_off = strike_at(engine, number, raise_struck)
    try:
        with suppress(Struck):
            act()
            return True
        return False
    finally:
        take_off()


def content(engine: Engine) -> dict[str, list[tuple[Any, ...]]]:
    """Return all rows of all of the store's tables."""
    with engine.connect() as connection:
        return {
            table: sorted(tuple(row) for row in connection.execute(text(f"SELECT * FROM {table}")))
            for table in sorted(TABLES)
        }

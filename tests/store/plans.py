"""How the database finds what a unit asks for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import event

from engine.store.sql import SqlStore
from engine.store.sql_unit import SqlUnit


def plan_of(store: SqlStore, ask: Callable[[SqlUnit], object]) -> str:
    """Return the plans of the statements that `ask` runs, as the database explains them."""
    asked: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        asked.append((statement, parameters))

    event.listen(store.engine, "before_cursor_execute", note)
    with store.reading() as unit:
        ask(unit)
    event.remove(store.engine, "before_cursor_execute", note)
    queries = [(statement, parameters) for statement, parameters in asked if statement.startswith("SELECT")]
    assert queries, asked
    with store.engine.connect() as connection:
        plans = [connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {each}", given).all() for each, given in queries]
    return "\n".join(str(row[-1]) for plan in plans for row in plan)

"""How the database finds what a unit asks for."""

from __future__ import annotations

import re
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
    explain = "EXPLAIN QUERY PLAN" if store.engine.dialect.name == "sqlite" else "EXPLAIN"
    with store.engine.connect() as connection:
        if explain == "EXPLAIN":  # an empty table is read as it stands, unless that is forbidden
            connection.exec_driver_sql("SET enable_seqscan = off")
        plans = [connection.exec_driver_sql(f"{explain} {each}", given).all() for each, given in queries]
    return "\n".join(str(row[-1]) for plan in plans for row in plan)


def is_scanned(plan: str, table: str) -> bool:
    """Return whether the plan reads the whole of a table; reading an index from its beginning is no harm."""
    return re.search(rf"SCAN {table}\b(?! USING)|Seq Scan on {table}\b", plan) is not None

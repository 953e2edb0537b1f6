"""What PostgreSQL has planned once it keeps, however often something is only read."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from engine.instance.state import InstanceId
from engine.store.sql import SqlStore
from tests.store.backends import migrated_postgres

OFTEN = 8
"""More often than the driver asks for a statement before it prepares it."""


def read(store: SqlStore, *more: str) -> None:
    """Read something in a unit of its own, and say something more in it."""
    with store.reading() as unit:
        unit.open_in([InstanceId("c1")])
        for statement in more:
            unit.session.execute(text(statement))


def prepared(store: SqlStore) -> list[str]:
    """Return the statements that the connection has prepared of what was read."""
    with store.reading() as unit:
        found = unit.session.scalars(text("SELECT statement FROM pg_prepared_statements")).all()
    return [each for each in found if "FROM instance" in each]


@pytest.mark.postgres
def test_what_is_read_again_and_again_stays_prepared() -> None:
    with migrated_postgres() as engine:
        store = SqlStore(engine)
        for _ in range(OFTEN):
            read(store)
        assert prepared(store)


@pytest.mark.postgres
def test_a_unit_that_only_reads_keeps_nothing_of_what_it_writes_all_the_same() -> None:
    with migrated_postgres() as engine:
        store = SqlStore(engine)
        read(store, "CREATE TABLE written (id int)")
        with store.reading() as unit:
            assert unit.session.scalar(text("SELECT to_regclass('written')")) is None

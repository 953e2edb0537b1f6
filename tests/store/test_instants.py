"""An instant comes back as it was, to the microsecond, and is ordered by the database as it is by the clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.dialects import sqlite

from engine.store.sql import SqlStore
from engine.store.tables import Instant
from tests.store.moves import move, put, state

SQLITE = sqlite.dialect()
MOMENTS = st.datetimes(
    datetime(1, 1, 2),
    datetime(9999, 12, 30),
    timezones=st.integers(-23, 23).map(lambda h: timezone(timedelta(hours=h))),
)


@given(MOMENTS, MOMENTS)
def test_sqlite_keeps_an_instant_to_the_microsecond_and_in_its_order(one: datetime, other: datetime) -> None:
    kept = [Instant().process_bind_param(each, SQLITE) for each in (one, other)]
    assert [Instant().process_result_value(each, SQLITE) for each in kept] == [one, other]
    assert (kept[0] < kept[1], kept[0] == kept[1]) == (one < other, one == other)


@pytest.mark.parametrize("written", ["soon", "2026-11-28 03:22:02", 1.5, b"1"])
def test_what_is_no_number_cannot_be_read(written: object) -> None:
    with pytest.raises(ValueError, match="microseconds since 1970 expected"):
        Instant().process_result_value(written, SQLITE)


def test_an_operator_reads_it_by_hand_as_the_guide_says(sql_store: SqlStore) -> None:
    at = datetime(2026, 11, 28, 3, 22, 2, 264979, tzinfo=UTC)
    put(sql_store, move("c1", state(), at=at))
    by_hand = {
        "sqlite": "datetime(started_at / 1000000, 'unixepoch')",
        "postgresql": "to_char(started_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS')",
    }
    with sql_store.reading() as unit:
        assert (
            unit.session.scalar(text(f"SELECT {by_hand[sql_store.engine.dialect.name]} FROM instance"))
            == "2026-11-28 03:22:02"
        )

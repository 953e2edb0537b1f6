"""A session goes past the mapping only where no mapped object is asked for or changed, and what was changed of one is written first."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import CompoundSelect, Insert, Select, Update, func, insert, select, union_all, update
from sqlalchemy.orm import aliased

from engine.store.prepared import is_straight
from engine.store.sql import SqlStore
from engine.store.tables import DbSource, table_of

TABLE = table_of(DbSource)
OTHER = aliased(DbSource)


@pytest.mark.parametrize(
    ("statement", "straight"),
    [
        (select(DbSource.digest, DbSource.content), True),
        (select(func.count()).select_from(DbSource), True),
        (select(TABLE.c.digest).join(DbSource, DbSource.digest == TABLE.c.digest), True),
        (union_all(select(DbSource.digest), select(TABLE.c.digest)), True),
        (insert(TABLE), True),
        (update(TABLE).values(content=b""), True),
        (select(DbSource), False),
        (select(DbSource.digest, DbSource), False),
        (select(OTHER), False),
        (insert(DbSource), False),
        (update(DbSource).values(content=b""), False),
    ],
)
def test_only_what_names_a_mapped_class_as_such_goes_through_the_mapping(
    statement: Select[Any] | CompoundSelect[Any] | Insert | Update, straight: bool
) -> None:
    assert is_straight(statement) is straight


def test_what_was_changed_of_an_object_is_written_before_a_straight_question(sql_store: SqlStore) -> None:
    with sql_store.writing() as unit:
        unit.session.add(DbSource(digest="d1", content=b"first"))
        assert unit.session.scalar(select(DbSource.content)) == b"first"
        unit.session.get_one(DbSource, "d1").content = b"second"
        assert unit.session.execute(select(DbSource.content)).all() == [(b"second",)]


def test_an_object_that_is_asked_for_is_the_sessions_own(sql_store: SqlStore) -> None:
    with sql_store.writing() as unit:
        unit.session.add(kept := DbSource(digest="d1", content=b"first"))
        unit.session.flush()
        [(found,)] = unit.session.execute(select(DbSource))
        assert found is kept
        unit.session.execute(update(DbSource).values(content=b"second"))
        assert kept.content == b"second"

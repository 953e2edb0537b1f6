"""Rows beside the history that somebody touched are told apart from those that committing it wrote."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import text

from engine.instance.state import InstanceId
from engine.store.keys import number_of
from engine.store.port import Move, Store
from engine.store.sql import SqlStore
from tests.engine.cases import EIGHT
from tests.store.moves import head_of, job, move, put, state, task, work

FIRST = move("c1", state(task("a", groups=("clerks",)), job("j", EIGHT)))
SECOND = move(
    "c1",
    state(task("a", assignee="sara"), task("b", users=("reza",)), job("j", EIGHT), work("w", "mail")),
    at=EIGHT + timedelta(hours=1),
    expected=head_of(FIRST),
)
WHOLE = Move(
    instance=InstanceId("c1"), definition=FIRST.definition, expected=FIRST.expected, state=SECOND.state,
    records=[*FIRST.records, *SECOND.records],
)  # fmt: skip


def test_what_commits_wrote_is_as_their_history_has_it(store: Store) -> None:
    put(store, FIRST, SECOND, move("c2", state(task("a"))))
    with store.reading() as unit:
        assert unit.astray(WHOLE) == []


@pytest.mark.parametrize(
    ("statement", "table", "row", "field", "found"),
    [
        ("UPDATE instance SET status = 'completed' WHERE id = {c1}", "instance", "c1", "status", "completed"),
        ("UPDATE instance SET open = '[]'", "instance", "c1", "open", "[]"),
        ("DELETE FROM job", "job", "j", "", "none"),
        ("INSERT INTO work VALUES ({c1}, 'v', 'mail', 'call')", "work", "v", "", "one"),
        ("UPDATE work SET topic = 'post'", "work", "w", "topic", "post"),
    ],
)
def test_a_row_that_was_touched_is_named(
    sql_store: SqlStore, statement: str, table: str, row: str, field: str, found: str
) -> None:
    put(sql_store, FIRST, SECOND)
    with sql_store.writing() as unit:
        unit.session.execute(text(statement.format(c1=number_of("c1"))))
    with sql_store.reading() as unit:
        first = unit.astray(WHOLE)[0]
    assert (first.table, first.row, first.field, first.found) == (table, row, field, found)


def test_a_table_that_cannot_be_read_is_named(sql_store: SqlStore) -> None:
    put(sql_store, FIRST, SECOND)
    others_types = {"sqlite": "UPDATE job SET due = 'soon'", "postgresql": "ALTER TABLE job RENAME due TO soon"}
    with sql_store.writing() as unit:
        unit.session.execute(text(others_types[sql_store.engine.dialect.name]))
    with sql_store.reading() as unit:
        found, *_ = unit.astray(WHOLE)  # PostgreSQL reads nothing more in this transaction
    assert (found.table, found.expected) == ("job", "rows that can be read")

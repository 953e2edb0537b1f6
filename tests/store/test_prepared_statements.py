"""A statement that comes again is run on the driver's own cursor: it must give, write and refuse what it does the library's own way."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Executable, bindparam, delete, event, func, insert, select, union_all, update
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session

from engine.store.prepared import MOST_WAYS, Prepared
from engine.store.sql import SqlStore, open_engine
from engine.store.sql_rows import Upsert, upsert
from engine.store.tables import DbDefinition, DbFailure, DbJob, DbSource, table_of
from tests.store.moves import PLAIN, move, state

SOURCE = table_of(DbSource)
NEW = insert(SOURCE)
ALL = select(SOURCE.c.digest, SOURCE.c.content).order_by(SOURCE.c.digest)
SOME = (
    select(DbSource.digest).where(DbSource.digest.in_(bindparam("digests", expanding=True))).order_by(DbSource.digest)
)
FIRST = ALL.limit(1)
AGAIN = 3
"""The first time goes the library's own way, the second is prepared, the third is kept."""


def each_time(session: Session, statement: Executable, given: Any = None) -> list[list[Any]]:
    return [list(session.execute(statement, given)) for _ in range(AGAIN)]


def test_what_is_asked_again_is_told_alike(sql_store: SqlStore) -> None:
    with sql_store.writing() as unit:
        for digest in ("a", "b", "c"):
            unit.session.execute(NEW, {"digest": digest, "content": digest.encode()})
        rows = each_time(unit.session, ALL)
        assert rows[0] == rows[1] == rows[2] == [("a", b"a"), ("b", b"b"), ("c", b"c")]
        assert [row.content for row in unit.session.execute(ALL)] == [b"a", b"b", b"c"]
        assert each_time(unit.session, FIRST)[-1] == [("a", b"a")]
        both = union_all(select(SOURCE.c.digest), select(SOURCE.c.digest))
        assert [len(found) for found in each_time(unit.session, both)] == [6, 6, 6]
        count = select(func.count()).select_from(DbSource)
        assert [unit.session.scalar(count) for _ in range(AGAIN)] == [3, 3, 3]


@pytest.mark.parametrize("asked", [[], ["a"], ["c", "a"], ["a", "b", "c", "d"], ("b",), ["a", *["d"] * 200]])
def test_lists_may_be_of_any_length(sql_store: SqlStore, asked: list[str]) -> None:
    with sql_store.writing() as unit:
        unit.session.execute(NEW, [{"digest": digest, "content": b""} for digest in "abc"])
        wanted = [(digest,) for digest in sorted({*asked} & {*"abc"})]
        assert each_time(unit.session, SOME, {"digests": asked}) == [wanted] * AGAIN
        assert each_time(unit.session, SOME, {"digests": ["b"]}) == [[("b",)]] * AGAIN


def test_a_limit_of_its_own_keeps_no_statement_from_being_prepared(sql_store: SqlStore) -> None:
    prepared = Prepared()
    with sql_store.writing() as unit:
        unit.session.execute(NEW, [{"digest": digest, "content": b""} for digest in "ab"])
        connection, known = unit.session.connection(), prepared.of(FIRST)
        found = [prepared.execute(connection, known, FIRST, None).all() for _ in range(AGAIN)]
    assert found == [[("a", b"")]] * AGAIN
    assert [each is not None for each in known.ways.values()] == [True]


def test_of_lists_of_any_number_of_lengths_only_so_many_are_remembered(sql_store: SqlStore) -> None:
    prepared = Prepared()
    with sql_store.writing() as unit:
        unit.session.execute(NEW, [{"digest": digest, "content": b""} for digest in "abc"])
        connection, known = unit.session.connection(), prepared.of(SOME)
        for times in (1, 2, 3):
            for length in range(1, 101):
                found = prepared.execute(connection, known, SOME, {"digests": ["b"] * length}).all()
                assert found == [("b",)]
                assert len(known.ways) + len(known.once) <= MOST_WAYS, times


def test_a_statement_may_have_a_list_of_its_own_and_numbers_without_a_name(sql_store: SqlStore) -> None:
    mine = (
        select(SOURCE.c.digest, func.count(), func.count() / 2)
        .where(SOURCE.c.digest.in_(["a", "b"]))
        .group_by(SOURCE.c.digest)
    )
    with sql_store.writing() as unit:
        unit.session.execute(NEW, [{"digest": digest, "content": b""} for digest in "abc"])
        first, *again = each_time(unit.session, mine.order_by(SOURCE.c.digest))
    assert again == [first] * (AGAIN - 1)
    assert [row[:2] for row in first] == [("a", 1), ("b", 1)]


@pytest.mark.parametrize("rows", [1, 2, 3, 16, 17, 40])
def test_several_rows_are_written_each_once(sql_store: SqlStore, rows: int) -> None:
    with sql_store.writing() as unit:
        for turn in range(AGAIN):
            unit.session.execute(NEW, [{"digest": f"{turn} {at:02}", "content": b"%d" % at} for at in range(rows)])
        found = unit.session.execute(ALL).all()
    assert found == [(f"{turn} {at:02}", b"%d" % at) for turn in range(AGAIN) for at in range(rows)]


def test_several_rows_are_inserted_or_changed(sql_store: SqlStore) -> None:
    how = Upsert(table=DbSource, changes=("content",))
    with sql_store.writing() as unit:
        for turn in range(AGAIN):
            upsert(
                unit.session,
                how,
                [{"digest": f"{turn}", "content": b"new"}, {"digest": "same", "content": b"%d" % turn}],
            )
        assert unit.session.execute(ALL).all() == [("0", b"new"), ("1", b"new"), ("2", b"new"), ("same", b"2")]


def test_what_is_changed_and_deleted_is_counted(sql_store: SqlStore) -> None:
    change = update(SOURCE).where(SOURCE.c.digest == bindparam("of")).values(content=bindparam("to"))
    gone = delete(SOURCE).where(SOURCE.c.digest == bindparam("of"))
    with sql_store.writing() as unit:
        unit.session.execute(NEW, [{"digest": digest, "content": b""} for digest in "abc"])
        for _ in range(AGAIN):
            assert unit.session.execute(change, {"of": "a", "to": b"x"}).rowcount == 1  # type: ignore[attr-defined]  # of what writes
            assert unit.session.execute(change, {"of": "z", "to": b"x"}).rowcount == 0  # type: ignore[attr-defined]
        counts = [unit.session.execute(gone, {"of": digest}).rowcount for digest in ("a", "a", "b", "c", "c")]  # type: ignore[attr-defined]
    assert counts == [1, 0, 1, 1, 0]


def test_values_are_put_and_read_by_their_types(sql_store: SqlStore) -> None:
    instance = "c1"
    with sql_store.writing() as unit:
        unit.define(PLAIN)
        unit.commit(move(instance, state()))
    at = datetime(2026, 11, 28, 7, 5, 3, 12, tzinfo=UTC)
    job = table_of(DbJob)
    put = insert(job)
    read = select(job.c.instance, job.c.due, job.c.try_at).where(job.c.instance == bindparam("of"), job.c.due == bindparam("due")).order_by(job.c.id)  # fmt: skip
    with sql_store.writing() as unit:
        for turn in range(AGAIN):
            row = {"instance": instance, "id": f"9.{turn}", "element": "wait", "due": at, "try_at": None}
            unit.session.execute(put, row)
            found = unit.session.execute(read, {"of": instance, "due": at}).all()
            assert found == [(instance, at, None)] * (turn + 1)


def test_what_the_database_refuses_is_refused_alike(sql_store: SqlStore) -> None:
    for _ in range(AGAIN):
        with pytest.raises(IntegrityError), sql_store.writing() as unit:
            unit.session.execute(NEW, [{"digest": "a", "content": b""}, {"digest": "a", "content": b"x"}])
    with sql_store.reading() as unit:
        assert unit.session.execute(ALL).all() == []


def test_an_error_is_the_librarys_with_its_statement(sql_store: SqlStore) -> None:
    for _ in range(AGAIN):
        with pytest.raises(IntegrityError) as caught, sql_store.writing() as unit:
            unit.session.execute(insert(table_of(DbFailure)), {"instance": "nobody", "subject": "x"})
    assert caught.value.statement is not None


def test_who_listens_to_the_engine_hears_of_each(sql_store: SqlStore) -> None:
    heard: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        heard.append(statement)

    event.listen(sql_store.engine, "before_cursor_execute", note)
    event.listen(sql_store.engine, "after_cursor_execute", note)
    try:
        with sql_store.reading() as unit:
            each_time(unit.session, ALL)
    finally:
        event.remove(sql_store.engine, "before_cursor_execute", note)
        event.remove(sql_store.engine, "after_cursor_execute", note)
    asked = [statement for statement in heard if "FROM source" in statement]
    assert len(asked) == 2 * AGAIN
    assert len(set(asked)) == 1


def test_a_table_that_is_not_there_is_told_as_ever(tmp_path: Any) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'x.sqlite'}")
    store = SqlStore(engine)
    with engine.begin() as connection:
        SOURCE.create(connection)
    gone = select(table_of(DbDefinition).c.digest)
    for _ in range(AGAIN):
        with pytest.raises(OperationalError, match="no such table"), store.reading() as unit:
            unit.session.execute(gone)
    engine.dispose()


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(st.text("abc", min_size=1, max_size=2), st.binary(max_size=4)),
        max_size=20,
        unique_by=lambda row: row[0],
    )
)
def test_any_rows_come_back(rows: list[tuple[str, bytes]]) -> None:
    engine = open_engine("sqlite://")
    store = SqlStore(engine)
    with engine.begin() as connection:
        SOURCE.create(connection)
    for _ in range(2):
        with store.writing() as unit:
            if rows:
                unit.session.execute(NEW, [{"digest": digest, "content": content} for digest, content in rows])
            assert unit.session.execute(ALL).all() == sorted(rows)
            unit.session.execute(delete(SOURCE))
    engine.dispose()

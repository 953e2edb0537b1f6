"""Due jobs: the earliest first, no more than asked for, found by their index; and the works that wait outside."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import text

from engine.instance.state import InstanceId
from engine.store.keys import number_of
from engine.store.port import Store
from engine.store.sql import SqlStore
from tests.engine.cases import EIGHT, after
from tests.store.moves import head_of, job, move, put, state, work
from tests.store.plans import is_scanned, plan_of


def due(store: Store, at: datetime, limit: int = 100) -> list[tuple[str, str, datetime]]:
    with store.reading() as unit:
        return [(found.instance, found.job, found.due) for found in unit.due(at, limit)]


def next_due(store: Store) -> datetime | None:
    with store.reading() as unit:
        return unit.next_due()


def test_jobs_are_due_at_their_time_and_not_a_microsecond_before(store: Store) -> None:
    put(store, move("c1", state(job("1.1", after(hours=1)))))
    assert due(store, after(hours=1, microseconds=-1)) == []
    assert due(store, after(hours=1)) == [("c1", "1.1", after(hours=1))]


def test_the_earliest_due_comes_first(store: Store) -> None:
    put(store, move("c2", state(job("1.1", EIGHT), job("1.2", after(hours=2)))), move("c1", state(job("1.9", EIGHT))))
    assert due(store, after(hours=3)) == [("c1", "1.9", EIGHT), ("c2", "1.1", EIGHT), ("c2", "1.2", after(hours=2))]


def test_no_more_than_asked_for(store: Store) -> None:
    put(store, *(move(f"c{n}", state(job("1.1", after(minutes=9 - n)))) for n in range(6)))
    assert [instance for instance, _, _ in due(store, after(hours=1), limit=2)] == ["c5", "c4"]


def test_the_next_due_is_the_earliest_of_all(store: Store) -> None:
    assert next_due(store) is None
    put(store, move("c1", state(job("1.1", after(hours=2)))), move("c2", state(job("1.1", after(hours=1)))))
    assert next_due(store) == after(hours=1)


def test_a_job_that_is_gone_is_not_due(store: Store) -> None:
    first = move("c1", state(job("1.1", EIGHT), job("1.2", after(hours=1))))
    put(store, first, move("c1", state(job("1.2", after(hours=1))), expected=head_of(first)))
    assert due(store, after(hours=2)) == [("c1", "1.2", after(hours=1))]


def test_a_job_that_moved_is_due_when_it_says_now(store: Store) -> None:
    for n, moved in enumerate((after(hours=3), after(minutes=30))):
        first = move(f"c{n}", state(job("1.1", after(hours=1))))
        put(store, first)
        with store.writing() as unit:
            unit.load(InstanceId(f"c{n}"), lock=True)  # the rows are known from the state, and not looked up
            unit.commit(move(f"c{n}", state(job("1.1", moved)), expected=head_of(first)))
    assert due(store, after(hours=4)) == [("c1", "1.1", after(minutes=30)), ("c0", "1.1", after(hours=3))]
    first = move("c2", state(job("1.1", after(hours=1))))
    put(store, first, move("c2", state(job("1.1", after(hours=2))), expected=head_of(first)))
    assert ("c2", "1.1", after(hours=2)) in due(store, after(hours=4))


def test_due_jobs_are_found_by_their_index_alone(sql_store: SqlStore) -> None:
    plan = plan_of(sql_store, lambda unit: unit.due(EIGHT, 10))
    assert "ix_job_try_at" in plan
    assert not is_scanned(plan, "job")
    assert "TEMP B-TREE" not in plan
    assert "Sort" not in plan


def test_the_next_due_is_found_by_the_index(sql_store: SqlStore) -> None:
    assert "ix_job_try_at" in plan_of(sql_store, lambda unit: unit.next_due())


def test_works_stand_in_their_table_while_they_are_open(sql_store: SqlStore) -> None:
    first = move("c1", state(work("1.1", "mail"), work("1.2", "directory")))
    put(sql_store, first, move("c1", state(work("1.2", "directory")), expected=head_of(first)))
    with sql_store.engine.connect() as connection:
        rows = connection.execute(text("SELECT instance, id, topic, element FROM work")).all()
    assert [tuple(row) for row in rows] == [(number_of("c1"), "1.2", "directory", "call")]


def test_works_are_loaded_with_their_instance(store: Store) -> None:
    put(store, first := move("c1", state(work("1.1", "mail"))))
    with store.reading() as unit:
        assert unit.load(first.instance).state == state(work("1.1", "mail"))

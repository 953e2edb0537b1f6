"""How much there is of what: statements are planned by it."""

from __future__ import annotations

from pathlib import Path

from engine.instance.state import InstanceId
from engine.store.port import Store
from tests.store.backends import in_sql
from tests.store.moves import move, put, state, task


def test_a_survey_changes_nothing_that_is_kept(store: Store) -> None:
    put(store, made := move("c1", state(task("1.1"))))
    for _ in range(2):
        store.survey()
        with store.reading() as unit:
            assert unit.load(made.instance).state == made.state


def test_while_one_reads_another_surveys(store: Store) -> None:
    put(store, move("c1", state(task("1.1"))))
    with store.reading() as unit:
        assert unit.open_in([InstanceId("c1")])
        store.survey()
        assert unit.records(InstanceId("c1"))


def test_sqlite_plans_by_what_was_found(tmp_path: Path) -> None:
    with in_sql("sqlite", tmp_path) as store:
        put(store, *(move(f"c{number}", state(task("1.1"))) for number in range(20)))
        store.survey()
        with store.engine.connect() as connection:
            told = connection.exec_driver_sql("SELECT idx, stat FROM sqlite_stat1 WHERE tbl = 'record'").all()
    assert [(index, stat.split()[0]) for index, stat in told] == [("record", "20")]

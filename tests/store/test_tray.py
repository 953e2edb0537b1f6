"""The tray: tasks that are somebody's, or free and offered to somebody; nobody else's; the longest open first."""

from __future__ import annotations

from engine.store.port import Store
from engine.store.sql import SqlStore
from engine.task import Person
from tests.engine.cases import EIGHT, after
from tests.store.moves import head_of, keys, move, put, state, task
from tests.store.plans import is_scanned, plan_of

SARA = Person(id="sara", groups=frozenset({"clerks", "site experts"}))


def tray(store: Store, person: Person) -> list[tuple[str, str]]:
    with store.reading() as unit:
        return keys(unit.tray(person))


def test_a_task_is_in_the_tray_of_those_it_is_offered_to(store: Store) -> None:
    mine = (task("1.1", assignee="sara"), task("1.2", groups=("clerks",)), task("1.3", users=("reza", "sara")))
    put(store, move("c1", state(*mine, task("1.4", groups=("directors",)), task("1.5", users=("reza",)))))
    assert tray(store, SARA) == [("c1", "1.1"), ("c1", "1.2"), ("c1", "1.3")]


def test_a_task_that_is_somebodys_is_nobody_elses(store: Store) -> None:
    put(store, move("c1", state(task("1.1", assignee="reza", users=("sara",), groups=("clerks",)))))
    assert tray(store, SARA) == []
    assert tray(store, Person(id="reza")) == [("c1", "1.1")]


def test_a_task_offered_to_nobody_is_in_no_tray(store: Store) -> None:
    put(store, move("c1", state(task("1.1"))))
    assert tray(store, SARA) == []


def test_a_person_is_not_taken_for_a_group_of_that_name(store: Store) -> None:
    put(store, move("c1", state(task("1.1", groups=("sara",)), task("1.2", users=("clerks",)))))
    assert tray(store, SARA) == []


def test_a_task_offered_twice_to_one_person_is_there_once(store: Store) -> None:
    put(store, move("c1", state(task("1.1", users=("sara",), groups=("clerks", "site experts", "clerks")))))
    assert tray(store, SARA) == [("c1", "1.1")]


def test_the_longest_open_comes_first(store: Store) -> None:
    put(store, move("c2", state(task("1.1", after(hours=2), groups=("clerks",)), task("1.2", assignee="sara"))))
    put(store, move("c1", state(task("1.1", after(hours=1), assignee="sara"), task("1.2", groups=("clerks",)))))
    assert tray(store, SARA) == [("c1", "1.2"), ("c2", "1.2"), ("c1", "1.1"), ("c2", "1.1")]


def test_a_row_has_the_whole_task_and_its_process(store: Store) -> None:
    asked = task("1.1", groups=("clerks",), form="ask", priority="50", due="2026-01-04", local={"متن": "ی"})
    put(store, move("c1", state(asked)))
    with store.reading() as unit:
        [row] = unit.tray(SARA)
    assert (row.task, row.process) == (asked, "p")


def test_claiming_takes_it_from_the_others_and_putting_back_returns_it(store: Store) -> None:
    others = Person(id="reza", groups=frozenset({"clerks"}))
    free, taken = task("1.1", groups=("clerks",)), task("1.1", groups=("clerks",), assignee="sara")
    offered = move("c1", state(free))
    claimed = move("c1", state(taken), expected=head_of(offered))
    put(store, offered, claimed)
    assert (tray(store, SARA), tray(store, others)) == ([("c1", "1.1")], [])
    put(store, move("c1", state(free), expected=head_of(claimed)))
    assert (tray(store, SARA), tray(store, others)) == ([("c1", "1.1")], [("c1", "1.1")])


def test_a_task_that_is_closed_leaves_the_tray(store: Store) -> None:
    opened = move("c1", state(task("1.1", groups=("clerks",)), task("1.2", assignee="sara")))
    put(store, opened, move("c1", state(task("2.1", EIGHT, assignee="sara")), expected=head_of(opened)))
    assert tray(store, SARA) == [("c1", "2.1")]


def test_the_tray_is_found_by_indices(sql_store: SqlStore) -> None:
    plan = plan_of(sql_store, lambda unit: unit.tray(SARA))
    assert "ix_task_assignee" in plan
    assert "ix_candidate_name" in plan
    assert not is_scanned(plan, "task")
    assert not is_scanned(plan, "candidate")

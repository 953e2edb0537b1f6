"""What is open in several instances is read without loading them."""

from __future__ import annotations

from engine.instance.state import InstanceId
from engine.store.port import Store
from engine.store.sql import SqlStore
from engine.task import Open
from tests.engine.cases import EIGHT, after
from tests.store.moves import head_of, job, move, put, state, task
from tests.store.plans import is_scanned, plan_of

LATER, SOONER = task("1.1", after(hours=1), groups=("clerks",)), task("1.2", assignee="sara", local={"متن": "ی"})
TIMER = job("1.3", after(hours=2))


def opened(store: Store, *instances: str) -> dict[str, Open]:
    with store.reading() as unit:
        return dict(unit.open_in([InstanceId(each) for each in instances]))


def test_tasks_and_timers_of_the_asked_instances_are_told(store: Store) -> None:
    put(store, move("c1", state(LATER, SOONER, TIMER)), move("c2", state(TIMER)), move("c3", state(LATER)))
    found = opened(store, "c1", "c2", "nobody")
    assert found == {
        "c1": Open(tasks={"1.2": SOONER, "1.1": LATER}, jobs={"1.3": TIMER}),
        "c2": Open(jobs={"1.3": TIMER}),
    }
    assert list(found["c1"].tasks) == ["1.2", "1.1"]


def test_what_was_done_is_open_no_more(store: Store) -> None:
    first = move("c1", state(LATER, TIMER))
    put(store, first, move("c1", state(), at=EIGHT, expected=head_of(first)))
    assert opened(store, "c1") == {}


def test_it_is_found_by_the_instances(sql_store: SqlStore) -> None:
    plan = plan_of(sql_store, lambda unit: unit.open_in([InstanceId("c1")]))
    assert not is_scanned(plan, "instance")
    assert not is_scanned(plan, "job")

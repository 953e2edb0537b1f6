"""Instances in a store: written, loaded, moved on from where they stand, and by nobody who did not see that."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from engine.history.record import Head, genesis
from engine.instance.state import InstanceId
from engine.store.port import NoSuchInstance, Stale, Store
from engine.values import YearsMonths
from tests.engine.cases import EIGHT, ORIGIN, after, history
from tests.store.moves import PLAIN, head_of, job, move, put, put_and_fail, state, task, work

CASE = InstanceId("c1")


def test_a_loaded_instance_is_what_was_committed(store: Store) -> None:
    values = {"n": Decimal("1.50"), "d": date(2026, 1, 3), "l": [timedelta(days=1), YearsMonths(2)], "متن": "کارتابل"}
    given = state(task("1.1", groups=("clerks",)), job("1.2", after(hours=1)), work("1.3", "mail"), variables=values)
    made = move(CASE, given)
    put(store, made)
    with store.reading() as unit:
        loaded = unit.load(CASE)
    assert loaded.state == given
    assert (loaded.definition, loaded.head) == (PLAIN.digest, head_of(made))
    assert (loaded.started_at, loaded.moved_at) == (EIGHT, EIGHT)


def test_an_instance_that_moves_on_keeps_when_it_started(store: Store) -> None:
    first = move(CASE, state())
    put(store, first, move(CASE, state(status="completed"), at=after(hours=2), expected=head_of(first), records=2))
    with store.reading() as unit:
        loaded = unit.load(CASE)
    assert loaded.state is not None
    assert (loaded.state.status, loaded.head.seq) == ("completed", 3)
    assert (loaded.started_at, loaded.moved_at) == (EIGHT, after(hours=2))


def test_an_unknown_instance_is_said_so_by_its_number(store: Store) -> None:
    with store.reading() as unit, pytest.raises(NoSuchInstance, match="c1"):
        unit.load(CASE)


def test_an_unknown_instance_has_no_history(store: Store) -> None:
    assert history(store, CASE) == []


@pytest.mark.parametrize("seen", [genesis(ORIGIN, CASE), Head(seq=2, hash="00" * 32), Head(seq=9, hash="00" * 32)])
def test_a_move_from_where_the_instance_does_not_stand_is_refused(store: Store, seen: Head) -> None:
    first = move(CASE, state())
    second = move(CASE, state(task("2.1")), expected=head_of(first))
    put(store, first, second)
    with pytest.raises(Stale) as refusal:
        put(store, move(CASE, state(), expected=seen))
    assert refusal.value.facts == {"instance": CASE, "expected": seen.seq, "found": 2}
    assert [record.hash for record in history(store, CASE)] == [head_of(first).hash, head_of(second).hash]


def test_a_move_of_an_instance_that_is_not_there_is_refused(store: Store) -> None:
    with pytest.raises(Stale):
        put(store, move(CASE, state(), expected=Head(seq=1, hash="00" * 32)))


def test_records_come_back_whole_and_in_order(store: Store) -> None:
    first = move(CASE, state(), records=12)
    second = move(CASE, state(), expected=head_of(first), records=3)
    put(store, first, second)
    assert history(store, CASE) == [*first.records, *second.records]
    assert [record.seq for record in history(store, CASE)] == list(range(1, 16))


def test_what_followed_comes_back_with_its_record(store: Store) -> None:
    made = move(CASE, state())
    told = replace(made.records[0], derived=[{"what": "entered", "element": "شروع", "token": "1.1"}])
    put(store, replace(made, records=[told]))
    assert history(store, CASE) == [told]


def test_an_error_leaves_nothing_of_the_unit(store: Store) -> None:
    first = move(CASE, state(task("1.1", groups=("clerks",)), job("1.2", EIGHT)))
    put(store, first)
    with pytest.raises(ZeroDivisionError):
        put_and_fail(store, move(CASE, state(status="completed"), expected=head_of(first)), move("c2", state()))
    with store.reading() as unit:
        assert unit.load(CASE).head == head_of(first)
        assert [line.instance for line in unit.summaries()] == [CASE]
        assert len(unit.due(EIGHT, 10)) == 1
    assert history(store, CASE) == list(first.records)


def test_what_a_reading_unit_writes_is_not_kept(store: Store) -> None:
    with store.reading() as unit:
        unit.define(PLAIN)
        unit.commit(move(CASE, state()))
    assert history(store, CASE) == []


def test_summaries_have_the_last_started_first(store: Store) -> None:
    first = move("c1", state())
    put(store, first, move("c2", state(status="completed"), at=after(hours=1)), move("c3", state(), at=after(hours=1)))
    put(store, move("c1", state(status="withdrawn"), at=after(hours=5), expected=head_of(first)))
    with store.reading() as unit:
        told = [(each.instance, each.status, each.seq, each.started_at, each.moved_at) for each in unit.summaries()]
        assert {(each.process, each.definition) for each in unit.summaries()} == {("p", PLAIN.digest)}
    assert told == [
        ("c3", "running", 1, after(hours=1), after(hours=1)),
        ("c2", "completed", 1, after(hours=1), after(hours=1)),
        ("c1", "withdrawn", 2, EIGHT, after(hours=5)),
    ]


def test_summaries_of_some_are_of_those_that_are_there(store: Store) -> None:
    put(store, move("c1", state()), move("c2", state()), move("c3", state()))
    with store.reading() as unit:
        some = unit.summaries([InstanceId("c3"), InstanceId("c1"), InstanceId("c9")])
        assert [each.instance for each in some] == ["c3", "c1"]
        assert unit.summaries([]) == []


def test_many_instances_are_loaded_at_once_and_those_that_are_none_left_out(store: Store) -> None:
    put(store, move(CASE, state(task("1.1"))), move(InstanceId("c2"), state(status="completed")))
    with store.reading() as unit:
        found = unit.loaded([CASE, InstanceId("c2"), InstanceId("c3")])
        assert found == {CASE: unit.load(CASE), "c2": unit.load(InstanceId("c2"))}
        assert unit.loaded([]) == {}


def test_records_are_read_at_once_wherever_they_are(store: Store) -> None:
    first, other = move(CASE, state(), records=3), move("c2", state(), records=2)
    put(store, first, other)
    second = InstanceId("c2")
    with store.reading() as unit:
        found = unit.records_at([(CASE, 2), (second, 1), (CASE, 9), (InstanceId("c3"), 1)])
        assert unit.records_at([]) == {}
    assert found == {(CASE, 2): first.records[1], (second, 1): other.records[0]}

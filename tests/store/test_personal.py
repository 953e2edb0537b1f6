"""Personal values: kept beside the state, by commitment; erased one by one, and for ever."""

from __future__ import annotations

from datetime import date

from engine.instance.state import InstanceId
from engine.store.port import Personal, Store
from tests.store.moves import head_of, move, put, state

CASE = InstanceId("c1")


def personal(number: int, value: object, name: str = "who") -> Personal:
    return Personal(commitment=f"{number:064x}", salt="5a" * 16, name=name, value=value)


def test_personal_values_are_found_by_commitment(store: Store) -> None:
    first = move(CASE, state(), personal=[personal(1, "سارا"), personal(2, {"born": date(1990, 1, 1)})])
    put(store, first, move(CASE, state(), expected=head_of(first), personal=[personal(3, ["0912"])]))
    put(store, move("c2", state(), personal=[personal(4, "رضا")]))
    with store.reading() as unit:
        found = unit.personal(CASE)
    assert found == {f"{1:064x}": "سارا", f"{2:064x}": {"born": date(1990, 1, 1)}, f"{3:064x}": ["0912"]}


def test_those_of_several_are_read_at_once(store: Store) -> None:
    put(store, move(CASE, state(), personal=[personal(1, "سارا")]), move("c2", state(), personal=[personal(2, "رضا")]))
    second, unknown = InstanceId("c2"), InstanceId("c3")
    with store.reading() as unit:
        unit.personal(CASE)
        found = unit.personal_of([CASE, second, unknown])
    assert found == {CASE: {f"{1:064x}": "سارا"}, second: {f"{2:064x}": "رضا"}, unknown: {}}


def test_an_erased_value_is_gone_and_the_others_stay(store: Store) -> None:
    put(store, move(CASE, state(), personal=[personal(1, "a"), personal(2, "b")]))
    put(store, move("c2", state(), personal=[personal(1, "a")]))
    with store.writing() as unit:
        assert unit.erase(CASE, [f"{1:064x}", f"{9:064x}"]) == 1
    with store.reading() as unit:
        assert unit.personal(CASE) == {f"{2:064x}": "b"}
        assert unit.personal(InstanceId("c2")) == {f"{1:064x}": "a"}


def test_of_an_unknown_instance_there_are_none(store: Store) -> None:
    with store.writing() as unit:
        assert unit.personal(CASE) == {}
        assert unit.erase(CASE, [f"{1:064x}"]) == 0


def test_they_are_found_with_what_proves_them(store: Store) -> None:
    entries = [personal(1, "سارا"), personal(2, {"born": date(1990, 1, 1)}, "details")]
    put(store, move(CASE, state(), personal=entries), move("c2", state(), personal=[personal(3, "رضا")]))
    with store.writing() as unit:
        assert sorted(unit.personal_entries(CASE), key=lambda entry: entry.commitment) == entries
        unit.erase(CASE, [f"{1:064x}"])
        assert unit.personal_entries(CASE) == entries[1:]
        assert unit.personal_entries(InstanceId("none")) == []

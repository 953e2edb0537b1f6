"""Personal values: kept beside the state, by commitment; erased one by one, and for ever."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select, update

from engine.history.personal import commit
from engine.instance.state import InstanceId
from engine.store.parcels import entries
from engine.store.port import Personal, Store, Unreadable
from engine.store.sql import SqlStore
from engine.store.tables import DbInstance, table_of
from tests.store.backends import in_sql
from tests.store.moves import head_of, move, put, state

CASE, SECOND = InstanceId("c1"), InstanceId("c2")


def personal(number: int, value: object, name: str = "who", seq: int = 0) -> Personal:
    salt = f"{number:032x}"
    return Personal(commitment=commit(name, value, salt), salt=salt, name=name, value=value, seq=seq)


A, B = personal(1, "a"), personal(2, "b")


def test_personal_values_are_found_by_commitment(store: Store) -> None:
    brought = [personal(1, "سارا"), personal(2, {"born": date(1990, 1, 1)}), personal(3, ["0912"])]
    first = move(CASE, state(), personal=brought[:2])
    put(store, first, move(CASE, state(), expected=head_of(first), personal=brought[2:]))
    put(store, move("c2", state(), personal=[personal(4, "رضا")]))
    with store.reading() as unit:
        found = unit.personal(CASE)
    assert found == {each.commitment: each.value for each in brought}


def test_those_that_a_unit_has_just_written_are_found_in_it(store: Store) -> None:
    first = move(CASE, state(), personal=[A])
    with store.writing() as unit:
        unit.define(first.definition)
        unit.commit(first)
        assert unit.personal(CASE) == {A.commitment: "a"}
        unit.commit(move(CASE, state(), expected=head_of(first), personal=[B]))
        assert unit.personal(CASE) == {A.commitment: "a", B.commitment: "b"}


def test_those_of_several_are_read_at_once(store: Store) -> None:
    put(store, move(CASE, state(), personal=[A]), move("c2", state(), personal=[B]))
    unknown = InstanceId("c3")
    with store.reading() as unit:
        unit.personal(CASE)
        found = unit.personal_of([CASE, SECOND, unknown])
    assert found == {CASE: {A.commitment: "a"}, SECOND: {B.commitment: "b"}, unknown: {}}


def test_an_erased_value_is_gone_and_the_others_stay(store: Store) -> None:
    put(store, move(CASE, state(), personal=[A, B]))
    put(store, move("c2", state(), personal=[A]))
    with store.writing() as unit:
        assert unit.erase(CASE, [A.commitment, f"{9:064x}"]) == 1
        assert unit.personal(CASE) == {B.commitment: "b"}
    with store.reading() as unit:
        assert unit.personal(CASE) == {B.commitment: "b"}
        assert unit.personal(SECOND) == {A.commitment: "a"}


def test_of_an_unknown_instance_there_are_none(store: Store) -> None:
    with store.writing() as unit:
        assert unit.personal(CASE) == {}
        assert unit.erase(CASE, [A.commitment]) == 0


def test_they_are_found_with_what_proves_them(store: Store) -> None:
    brought = [personal(1, "سارا", seq=1), personal(2, {"born": date(1990, 1, 1)}, "details", seq=1)]
    put(store, move(CASE, state(), personal=brought), move("c2", state(), personal=[personal(3, "رضا")]))
    with store.writing() as unit:
        assert unit.personal_entries(CASE) == brought
        unit.erase(CASE, [brought[0].commitment])
        assert unit.personal_entries(CASE) == brought[1:]
        assert unit.personal_entries(InstanceId("none")) == []


def test_each_tells_the_record_that_brought_it(store: Store) -> None:
    first = move(CASE, state(), personal=[A])
    second = move(CASE, state(), expected=head_of(first), records=3)
    put(store, first, second, move(CASE, state(), expected=head_of(second), personal=[B]))
    with store.reading() as unit:
        assert [(each.seq, each.value) for each in unit.personal_entries(CASE)] == [(1, "a"), (5, "b")]


def test_what_is_erased_while_somebody_moves_the_case_does_not_come_back(sql_store: SqlStore) -> None:
    first = move(CASE, state(), personal=[A])
    put(sql_store, first)
    with sql_store.reading() as before:
        before.load(CASE)  # with its personal values
    with sql_store.writing() as unit:
        assert unit.erase(CASE, [A.commitment]) == 1
    with sql_store.writing() as unit:
        unit._read, unit._parcels = before._read, before._parcels
        unit.commit(move(CASE, state(), expected=head_of(first), personal=[B]))
        assert unit.personal(CASE) == {B.commitment: "b"}
    with sql_store.reading() as unit:
        assert unit.personal(CASE) == {B.commitment: "b"}


def test_nothing_is_left_where_all_were_erased(sql_store: SqlStore) -> None:
    put(sql_store, move(CASE, state(), personal=[A, B]))
    with sql_store.writing() as unit:
        assert unit.erase(CASE, [A.commitment, B.commitment]) == 2
    with sql_store.reading() as unit:
        assert unit.session.scalar(select(DbInstance.personal)) is None


def test_nothing_of_an_erased_value_is_left_in_the_file_of_sqlite(tmp_path: Path) -> None:
    salts = [bytes.fromhex(f"{7**30 + number:032x}") for number in range(60)]
    brought = [personal(int.from_bytes(salt), "a") for salt in salts]
    with in_sql("sqlite", tmp_path) as sql_store:
        put(sql_store, *(move(f"c{place}", state(), personal=[each]) for place, each in enumerate(brought)))
        with sql_store.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        file = Path(str(sql_store.engine.url.database))
        assert all(salt in file.read_bytes() for salt in salts)
        with sql_store.writing() as unit:
            for place, each in enumerate(brought):
                unit.erase(InstanceId(f"c{place}"), [each.commitment])
        with sql_store.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        kept = file.read_bytes()
    assert not [salt for salt in salts if salt in kept]


@pytest.mark.parametrize("spoilt", [b"\0", b"\1\5", b"\1\2\1\3"])
def test_what_somebody_touched_is_said_to_be_unreadable(sql_store: SqlStore, spoilt: bytes) -> None:
    put(sql_store, move(CASE, state(), personal=[A]))
    with sql_store.writing() as unit:
        unit.session.execute(update(table_of(DbInstance)).values(personal=spoilt))
    with sql_store.writing() as unit:
        unit.load(CASE)
        for asked in (unit.personal, unit.personal_entries, lambda case: unit.erase(case, [A.commitment])):
            with pytest.raises(Unreadable, match="a personal value of case c1"):
                asked(CASE)


def test_a_salt_that_was_touched_gives_another_commitment(sql_store: SqlStore) -> None:
    put(sql_store, move(CASE, state(), personal=[A]))
    with sql_store.writing() as unit:
        [kept] = unit.session.scalars(select(DbInstance.personal))
        unit.session.execute(update(table_of(DbInstance)).values(personal=kept[:-1] + b"\xff"))
    with sql_store.reading() as unit:
        [found] = unit.personal_entries(CASE)
    assert (found.name, found.value) == ("who", "a")
    assert found.commitment != A.commitment
    assert entries(kept)[0].commitment == A.commitment

"""Ids of instances, and the numbers under which a database keeps them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.exc import DatabaseError

from engine.instance.state import InstanceId
from engine.store.keys import LONGEST, SIGNS, id_of, number_of
from engine.store.sql import SqlStore
from engine.store.tables import DbInstance
from tests.store.moves import move, put, state

IDS = st.text(SIGNS, min_size=1, max_size=LONGEST)
LAST = "z" * LONGEST


@given(IDS)
def test_an_id_is_read_back_from_its_number(instance: str) -> None:
    assert id_of(number_of(instance) or 0) == instance


@given(IDS, IDS)
def test_numbers_are_in_the_order_of_ids_of_one_length(one: str, other: str) -> None:
    numbers = number_of(one), number_of(other)
    assert (numbers[0] < numbers[1]) == ((len(one), one) < (len(other), other))  # type: ignore[operator]


@given(st.integers(min_value=1, max_value=number_of(LAST)))
def test_each_number_up_to_the_last_is_of_one_id(number: int) -> None:
    assert number_of(id_of(number) or "") == number


def test_the_last_number_fits_into_a_column_and_those_of_nine_letters_into_six_bytes() -> None:
    assert (number_of("0"), number_of("z"), number_of("00")) == (1, 36, 37)
    assert (number_of(LAST) or 0) < 2**63
    assert (number_of("z" * 9) or 0) < 2**47


@pytest.mark.parametrize("text", ["", "A", "é", "1-2", "1_2", " 1", "1\n", "٣", "0" * (LONGEST + 1)])
def test_what_is_no_id_has_no_number(text: str) -> None:
    assert number_of(text) is None


@pytest.mark.parametrize("number", [-1, 0, (number_of(LAST) or 0) + 1, 2**63])
def test_what_is_no_number_has_no_id(number: int) -> None:
    assert id_of(number) is None


@pytest.mark.parametrize("text", ["", "No such", "0" * (LONGEST + 1)])
def test_what_is_no_id_finds_nothing_and_is_not_written(sql_store: SqlStore, text: str) -> None:
    put(sql_store, made := move("c1", state()))
    with sql_store.reading() as unit:
        found = unit.session.scalars(select(DbInstance.id).where(DbInstance.id.in_([text, made.instance]))).all()
        assert found == [made.instance]
    with pytest.raises(DatabaseError):
        put(sql_store, move(InstanceId(text), state()))

"""Personal values: sealed before the step, opened for those who may see them, erased without harm to the proofs."""

from __future__ import annotations

import hashlib
from datetime import date
from decimal import Decimal
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.engine import Engine
from engine.errors import BadInput
from engine.history.personal import Personal, commit, seal, unseal
from engine.instance.state import InstanceId, State
from engine.replay import replay, verify_chain
from engine.store.port import Store
from engine.values import Sealed, decode, encode
from tests.engine.cases import ORIGIN, after, begin, complete, engine_on, history, line, state_of

CASE = InstanceId("c1")
SALT = "000102030405060708090a0b0c0d0e0f"
VALUES = {"who": "سارا", "mobile": "09120000000", "born": date(1990, 1, 1), "days": Decimal(3)}


def test_the_commitment_is_what_the_audit_says() -> None:
    text = b"kartabl-audit/v1\0field\0" + bytes(range(16)) + '["who","سارا"]'.encode()
    assert commit("who", "سارا", SALT) == hashlib.sha256(text).hexdigest()


def test_values_keep_their_type_in_it() -> None:
    different = [commit("who", value, SALT) for value in ("3", Decimal(3), {"$n": "3"}, ["3"])]
    assert len(set(different)) == 4
    assert commit("whom", "3", SALT) != commit("who", "3", SALT) != commit("who", "3", "ff" * 16)


def test_sealing_takes_out_the_named_and_leaves_the_others() -> None:
    sealed, personal = seal(VALUES, {"who", "born", "not there"})
    assert sealed == {**VALUES, "who": Sealed(personal[0].commitment), "born": Sealed(personal[1].commitment)}
    assert [(entry.name, entry.value) for entry in personal] == [("who", "سارا"), ("born", date(1990, 1, 1))]
    assert [entry.commitment for entry in personal] == [
        commit(entry.name, entry.value, entry.salt) for entry in personal
    ]


def test_nothing_and_what_is_sealed_already_are_left_alone() -> None:
    there = {"who": Sealed("a" * 64), "mobile": None}
    assert seal(there, {"who", "mobile"}) == (there, ())


def test_one_value_sealed_twice_cannot_be_recognised() -> None:
    assert seal(VALUES, {"who"})[0] != seal(VALUES, {"who"})[0]


@given(
    st.dictionaries(st.text(), st.one_of(st.text(), st.booleans(), st.decimals(allow_nan=False, allow_infinity=False)))
)
def test_unsealing_gives_back_what_was_sealed(values: dict[str, object]) -> None:
    sealed, personal = seal(values, list(values)[::2])
    assert unseal(sealed, {entry.commitment: entry.value for entry in personal}) == values


def test_unsealing_reaches_into_lists_and_contexts_and_leaves_what_was_erased() -> None:
    known, erased = Sealed("a" * 64), Sealed("b" * 64)
    values = {"people": [{"name": known}, {"name": erased}], "n": Decimal(1)}
    assert unseal(values, {"a" * 64: "سارا"}) == {"people": [{"name": "سارا"}, {"name": erased}], "n": Decimal(1)}


def test_what_is_sealed_survives_being_written() -> None:
    given_values = {"who": Sealed("a" * 64), "list": [Sealed("b" * 64)]}
    assert encode(given_values) == {"who": {"$p": "a" * 64}, "list": [{"$p": "b" * 64}]}
    assert decode(encode(given_values)) == given_values


@pytest.mark.parametrize("written", ["a" * 63, "A" * 64, "", 1, None, ["a" * 64]])
def test_a_commitment_that_is_none_is_refused(written: object) -> None:
    with pytest.raises(BadInput, match=r"\$p"):
        decode({"$p": written})


def run_a_case(store: Store) -> tuple[Engine, State, tuple[Personal, ...]]:
    """Start a case with personal values, and complete its task with another."""
    engine = engine_on(store)
    first, of_start = seal(VALUES, {"who", "mobile"})
    [task] = engine.start(CASE, line("do", "check"), begin(**first), of_start).state.tasks
    second, of_task = seal({"caller": "رضا"}, {"caller"})
    return engine, engine.perform(CASE, complete(task, after(hours=1), **second), of_task).state, of_start + of_task


def test_no_personal_value_is_in_state_or_history(store: Store) -> None:
    _, state, personal = run_a_case(store)
    assert len(personal) == 3
    everything = f"{state.written} {[(record.body, record.derived) for record in history(store, CASE)]}"
    for entry in personal:
        assert str(entry.value) not in everything
        assert entry.salt not in everything
        assert entry.commitment in everything


def test_who_may_see_them_gets_them_back(store: Store) -> None:
    _, state, _ = run_a_case(store)
    with store.reading() as unit:
        assert unseal(state.variables, unit.personal(CASE)) == {**VALUES, "caller": "رضا"}


def test_erasing_them_leaves_chain_and_replay_valid(store: Store) -> None:
    engine, before, personal = run_a_case(store)
    records = history(store, CASE)
    with store.writing() as unit:
        assert unit.erase(CASE, [entry.commitment for entry in personal if entry.name != "mobile"]) == 2
    assert history(store, CASE) == records
    assert verify_chain(records, origin=ORIGIN, instance=CASE) is None
    assert replay(line("do", "check"), records) is None
    assert state_of(store, CASE) == before
    with store.reading() as unit:
        opened = unseal(before.variables, unit.personal(CASE))
    assert opened["mobile"] == "09120000000"
    assert isinstance(opened["who"], Sealed)
    assert isinstance(opened["caller"], Sealed)
    assert engine.perform(CASE, complete(next(iter(before.tasks)), after(hours=2))).state.status == "completed"


def test_a_text_of_another_kind_is_a_text() -> None:
    class Colour(StrEnum):
        RED = "red"

    given = {"colour": Colour.RED, "colours": [Colour.RED]}
    assert decode(encode(given)) == {"colour": "red", "colours": ["red"]}

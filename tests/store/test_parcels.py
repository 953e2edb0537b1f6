"""How personal values are written small: each comes back as it was, whatever it says; erased, it is nowhere in what is left."""

from __future__ import annotations

import zlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.digest import canonical
from engine.history.personal import Personal, seal
from engine.store.parcels import LETTERS, entries, parcel, without
from engine.values import NotAValue, encode

TEXTS = st.one_of(st.text(), st.text(LETTERS), st.sampled_from(["\n", "‌", "é", "\x7f", "\ufffe", "سلام", "", "😀"]))
VALUES = st.recursive(
    st.one_of(st.booleans(), TEXTS),
    lambda inner: st.one_of(st.lists(inner), st.dictionaries(TEXTS, inner)),
    max_leaves=8,
)
BROUGHT = st.lists(st.tuples(st.integers(0, 2**20), st.dictionaries(TEXTS, VALUES, min_size=1, max_size=4)), max_size=4)


def packed(brought: list[tuple[int, dict[str, Any]]]) -> tuple[bytes, list[Personal]]:
    """Return parcels of these values by record, and what should come out of them."""
    sealed = [(seq, seal(values, set(values))[1]) for seq, values in brought]
    whole = b"".join(parcel(seq, personal) for seq, personal in sealed)
    return whole, [
        Personal(commitment=each.commitment, salt=each.salt, name=each.name, value=each.value, seq=seq)
        for seq, personal in sealed
        for each in personal
    ]


@given(BROUGHT)
def test_every_value_comes_back_with_its_commitment(brought: list[tuple[int, dict[str, Any]]]) -> None:
    whole, expected = packed(brought)
    assert entries(whole) == expected


@given(BROUGHT, st.data())
def test_what_is_erased_is_gone_and_the_others_stay_in_their_order(
    brought: list[tuple[int, dict[str, Any]]], data: st.DataObject
) -> None:
    whole, expected = packed(brought)
    gone = data.draw(st.sets(st.sampled_from([each.commitment for each in expected]))) if expected else set()
    left, number = without(whole, gone)
    assert number == len(gone)
    assert entries(left) == [each for each in expected if each.commitment not in gone]
    assert not any(bytes.fromhex(each.salt) in (left or b"") for each in expected if each.commitment in gone)


def test_where_nothing_is_left_there_is_nothing() -> None:
    whole, [one, two] = packed([(1, {"a": "x", "b": "y"})])
    assert without(whole, [one.commitment, two.commitment]) == (None, 2)
    assert without(None, [one.commitment]) == (None, 0)
    assert without(whole, []) == (whole, 0)


def test_persian_takes_less_than_half_of_its_bytes() -> None:
    said = "با توجه به تغییر محل خدمت نامبرده، خواهشمند است نسبت به لغو دسترسی پیشین ایشان نیز اقدام فرمایید."
    whole, [kept] = packed([(3, {"remarks": said})])
    assert len(whole) < 16 + len(canonical([kept.name, encode(said)])) // 2


@given(st.binary(max_size=80))
def test_whatever_stands_there_is_read_or_refused(content: bytes) -> None:
    try:
        entries(content)
    except (ValueError, zlib.error, NotAValue):
        return


@pytest.mark.parametrize("cut", [1, 5, 20])
def test_what_is_cut_off_is_refused(cut: int) -> None:
    whole, _ = packed([(1, {"who": "سارا", "mobile": "09120000000"})])
    with pytest.raises((ValueError, zlib.error)):
        entries(whole[:-cut])
    with pytest.raises((ValueError, zlib.error)):
        entries(whole + b"\1")

"""Amounts of working time: entered as number and unit, kept as text, said in words, and which of two is longer."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processes.amounts import (
    MOST,
    UNITS,
    NotAnAmount,
    amount_words,
    between_words,
    is_amount,
    is_longer,
    parts,
    written,
)


@pytest.mark.parametrize(
    ("number", "unit", "text", "fa", "en"),
    [
        ("1", "minutes", "PT1M", "۱ دقیقه", "1 minute"),
        ("90", "minutes", "PT1H30M", "۱ ساعت و ۳۰ دقیقه", "1 hour 30 minutes"),
        ("1.5", "hours", "PT1H30M", "۱ ساعت و ۳۰ دقیقه", "1 hour 30 minutes"),
        ("40", "hours", "PT40H", "۴۰ ساعت", "40 hours"),
        ("1", "days", "P1D", "۱ روز کاری", "1 working day"),
        ("5", "days", "P5D", "۵ روز کاری", "5 working days"),
    ],
)
def test_an_amount_is_kept_as_text_and_said_in_words(number: str, unit: str, text: str, fa: str, en: str) -> None:
    assert written(Decimal(number), unit) == text
    words = amount_words(text)
    assert (words.fa, words.en) == (fa, en)


@pytest.mark.parametrize(
    ("lower", "upper", "fa", "en"),
    [
        ("PT1H", "PT2H", "۱ تا ۲ ساعت", "1 to 2 hours"),
        ("P1D", "P5D", "۱ تا ۵ روز کاری", "1 to 5 working days"),
        ("PT1H", "P5D", "۱ ساعت تا ۵ روز کاری", "1 hour to 5 working days"),
        ("PT30M", "PT2H", "۳۰ دقیقه تا ۲ ساعت", "30 minutes to 2 hours"),
        ("PT1H", "PT2H30M", "۱ ساعت تا ۲ ساعت و ۳۰ دقیقه", "1 hour to 2 hours 30 minutes"),
        ("PT1H15M", "PT1H30M", "۱ ساعت و ۱۵ دقیقه تا ۱ ساعت و ۳۰ دقیقه", "1 hour 15 minutes to 1 hour 30 minutes"),
    ],
)
def test_two_bounds_of_one_unit_say_it_once(lower: str, upper: str, fa: str, en: str) -> None:
    words = between_words(lower, upper)
    assert (words.fa, words.en) == (fa, en)


@given(number=st.integers(1, MOST), unit=st.sampled_from(sorted(UNITS)))
def test_what_was_entered_is_the_same_amount_when_it_is_shown_and_sent_again(number: int, unit: str) -> None:
    text = written(Decimal(number), unit)
    assert is_amount(text)
    shown, shown_unit = parts(text)
    assert "E" not in str(shown)
    assert written(shown, shown_unit) == text


@pytest.mark.parametrize(
    ("number", "unit"),
    [
        ("0", "hours"),
        ("-1", "days"),
        ("0.5", "days"),
        ("1.5", "minutes"),
        ("0.001", "hours"),
        (f"{MOST + 1}", "minutes"),
    ],
)
def test_no_amount_is_refused(number: str, unit: str) -> None:
    with pytest.raises(NotAnAmount):
        written(Decimal(number), unit)


@pytest.mark.parametrize("text", ["", "PT0S", "P1M", "P1W", "PT30S", "P1DT2H", "4h"])
def test_what_a_form_cannot_show_is_none(text: str) -> None:
    assert not is_amount(text)


@pytest.mark.parametrize(
    ("one", "other", "longer"),
    [
        ("PT2H", "PT1H", True), ("PT1H", "PT1H", False), ("P2D", "P1D", True), ("P1D", "P1D", False),
        ("P9D", "PT8H", True), ("P1D", "PT8H", False), ("PT25H", "P1D", True), ("PT24H", "P1D", False),
    ],
)  # fmt: skip
def test_days_and_hours_are_compared_only_where_every_calendar_agrees(one: str, other: str, longer: bool) -> None:
    assert is_longer(one, other) is longer

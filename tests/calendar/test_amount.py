"""Amounts as owners write them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from engine.calendar import Amount, read_amount


@pytest.mark.parametrize(
    ("text", "amount", "again"),
    [
        ("PT2H", Amount(0, timedelta(hours=2)), "PT2H"),
        ("P5D", Amount(5, timedelta(0)), "P5D"),
        ("P1DT2H", Amount(1, timedelta(hours=2)), "P1DT2H"),
        ("PT90M", Amount(0, timedelta(minutes=90)), "PT1H30M"),
        ("PT36H", Amount(0, timedelta(hours=36)), "PT36H"),
        ("PT0.25S", Amount(0, timedelta(milliseconds=250)), "PT0.25S"),
        ("P0DT1M", Amount(0, timedelta(minutes=1)), "PT1M"),
        ("P3DT1H2M3.000004S", Amount(3, timedelta(hours=1, minutes=2, seconds=3, microseconds=4)), None),
    ],
)
def test_an_amount_is_read_and_written(text: str, amount: Amount, again: str | None) -> None:
    assert read_amount(text) == amount
    assert str(amount) == (again or text)
    assert read_amount(str(amount)) == amount


@pytest.mark.parametrize(
    "text",
    ["", "P", "PT", "P1DT", "P0D", "PT0S", "-P1D", "P-1D", "P1W", "P1M", "P1Y", "P1.5D", "PT1.5H", "1D", "p1d", "P1D ",
     "P۵D", "PT2", "PT1M2H", "P99999D", "PT999999H", "P1D\n"],
)  # fmt: skip
def test_what_is_no_amount_is_not_read(text: str) -> None:
    assert read_amount(text) is None


@pytest.mark.parametrize(("days", "rest"), [(0, timedelta(0)), (-1, timedelta(9)), (1, timedelta(-1))])
def test_an_amount_is_positive(days: int, rest: timedelta) -> None:
    with pytest.raises(ValueError, match="positive amount"):
        Amount(days, rest)

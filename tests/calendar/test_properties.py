"""What a calendar says is what counting minute by minute says, and obeys the laws of adding."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.calendar import Amount, NoWorkingTime, read_calendar
from tests.calendar.chance import DAYS, TICK, TURNS, Case, cases
from tests.calendar.counting import Counted

EACH = 175
"""Calendars for each turn of the clock: 2,100 in all."""


@pytest.mark.slow
@pytest.mark.parametrize("turn", TURNS)
def test_all_is_as_counted_minute_by_minute(turn: str) -> None:
    @settings(max_examples=EACH, deadline=None)
    @given(cases(turn))
    def held(case: Case) -> None:
        counted = Counted(case.calendar, case.begin, DAYS)
        same_between(case, counted)
        same_added(case, counted)
        same_days(case, counted)

    held()


def same_between(case: Case, counted: Counted) -> None:
    of = case.calendar
    assert of.between(case.start, case.end) == counted.between(case.start, case.end)
    assert of.between(counted.begin, counted.end) == counted.between(counted.begin, counted.end)
    for at in (case.start, case.end, *(edge for pause in case.pauses for edge in pause)):
        assert of.is_working(at) == counted.is_working(at)


def same_added(case: Case, counted: Counted) -> None:
    amounts = {case.amount}
    # What is made up at the very moment a pause begins, and a microsecond more or less.
    for paused in [paused for paused, _ in case.pauses if paused > case.start][:1]:
        worked = counted.between(case.start, paused)
        amounts |= {max(worked + tick, timedelta(0)) for tick in (-TICK, timedelta(0), TICK)}
    for amount in amounts:
        for pauses in ((), case.pauses):
            expected = counted.add(case.start, amount, pauses)
            found = found_or_none(case.calendar.add, case.start, amount, pauses)
            assert found == expected if expected is not None else found is None or found > counted.end


def same_days(case: Case, counted: Counted) -> None:
    expected = counted.add_days(case.start, case.days)
    if expected is None:
        return
    assert case.calendar.add_days(case.start, case.days) == expected
    if case.days:
        amount = Amount(case.days, case.amount)
        assert case.calendar.amount(case.start, amount) == counted.between(case.start, expected) + case.amount


def found_or_none(add: Any, *arguments: Any) -> datetime | None:
    try:
        return add(*arguments)  # type: ignore[no-any-return]
    except NoWorkingTime:
        return None


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(case=st.sampled_from(sorted(TURNS)).flatmap(cases), hours=st.integers(0, 300))
def test_laws(case: Case, hours: int) -> None:
    of, start, end = case.calendar, case.start, case.end
    middle = start + (end - start) / 3
    assert of.between(start, middle) + of.between(middle, end) == of.between(start, end)
    reached = found_or_none(of.add, start, timedelta(hours=hours) + case.amount)
    if reached is not None:
        assert of.between(start, reached) == timedelta(hours=hours) + case.amount
        assert reached == start or of.between(start, reached - TICK) == of.between(start, reached) - TICK
        assert of.add(of.add(start, case.amount), timedelta(hours=hours)) == reached
    worked = of.between(start, end)
    assert of.add(start, worked) <= end
    if worked and of.is_working(end):
        assert of.add(start, worked) == end or not of.is_working(end - TICK)
    assert read_calendar(of.written).digest == of.digest


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(case=st.sampled_from(sorted(TURNS)).flatmap(cases))
def test_a_paused_deadline_is_where_unpaused_time_makes_up_the_amount(case: Case) -> None:
    of = case.calendar
    reached = found_or_none(of.add, case.start, case.amount, case.pauses)
    if reached is None:
        return
    assert reached >= of.add(case.start, case.amount)
    assert worked_outside(case, reached) == case.amount
    if reached > case.start:
        assert worked_outside(case, reached - TICK) == case.amount - TICK


def worked_outside(case: Case, end: datetime) -> timedelta:
    """Return the working time outside all pauses, by taking the time apart at each of their edges."""
    edges = sorted({case.start, end, *(edge for pause in case.pauses for edge in pause if case.start < edge < end)})
    return sum(
        (
            case.calendar.between(since, until)
            for since, until in pairwise(edges)
            if not any(paused <= since < resumed for paused, resumed in case.pauses)
        ),
        timedelta(0),
    )

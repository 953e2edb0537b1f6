"""Our reading of dates in the browser, run in a JavaScript engine: the same days as the server's."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import jdatetime
import pytest
from hypothesis import given
from hypothesis import strategies as st
from py_mini_racer import MiniRacer

from engine.form.digits import NoSuchDay, NotADate, read_date
from web.persian import short_date

pytestmark = pytest.mark.node
bundle = Path(__file__).parents[2] / "build" / "days.js"
YEARS = range(1300, 1501)
TOLD = """
const told = (text) => { const day = days.readDay(text); return JSON.stringify(day ? days.iso(day) : day === undefined ? 'none' : day); };
const written = (text, name, language) => days.writeDay(days.inCalendar(days.readDay(text), name), language);
const monthsOf = (year) => JSON.stringify(Array.from({length: 12}, (_, month) => {
  const first = days.readDay(`${year}/${month + 1}/1`);
  return [days.iso(first), first.calendar.getDaysInMonth(first), days.weekday(first)];
}));
const weeks = (text, first) => JSON.stringify(days.weeksOf(days.readDay(text), first).map((week) => week.map((day) => day && day.day)));
"""


@pytest.fixture(scope="module")
def js() -> Callable[..., Any]:
    """Call a function of TOLD."""
    assert bundle.is_file(), f"Expected {bundle}; make it with: make build/feelin.js"
    engine = MiniRacer()
    engine.eval(bundle.read_text(encoding="utf-8") + TOLD)
    return lambda name, *given: engine.eval(f"{name}({', '.join(map(json.dumps, given))})")


def read_here(text: str) -> str | None:
    """Return what the server reads: a day, "none" for one that no calendar has, None for what is no date."""
    try:
        return read_date(text).isoformat()
    except NoSuchDay:
        return "none"
    except NotADate:
        return None


def test_every_month_of_two_centuries_begins_and_ends_as_on_the_server(js: Callable[..., Any]) -> None:
    for year in YEARS:
        for month, (first, length, weekday) in enumerate(json.loads(js("monthsOf", year)), start=1):
            day = jdatetime.date(year, month, 1).togregorian()
            following = jdatetime.date(year + month // 12, month % 12 + 1, 1).togregorian()
            assert (first, length, weekday) == (day.isoformat(), (following - day).days, day.weekday()), (year, month)


@given(
    st.dates(min_value=date(1921, 3, 21), max_value=date(2122, 3, 20)), st.sampled_from(["persian", "gregory"]),
    st.sampled_from(["fa", "en"]),
)  # fmt: skip
def test_what_the_picker_writes_is_read_by_both_as_the_same_day(
    js: Callable[..., Any], day: date, calendar: str, language: str
) -> None:
    written = js("written", day.isoformat(), calendar, language)

    assert read_here(written) == day.isoformat()
    assert json.loads(js("told", written)) == day.isoformat()


@given(st.dates(min_value=date(1921, 3, 21), max_value=date(2122, 3, 20)))
def test_a_day_is_written_as_the_server_writes_it(js: Callable[..., Any], day: date) -> None:
    assert js("written", day.isoformat(), "persian", "fa") == short_date(day, "fa")
    assert js("written", day.isoformat(), "gregory", "en") == short_date(day, "en")


parts = st.tuples(st.integers(1150, 2300), st.integers(0, 13), st.integers(0, 32), st.sampled_from("-/."))


@given(parts, st.booleans())
def test_what_one_refuses_the_other_refuses(
    js: Callable[..., Any], part: tuple[int, int, int, str], padded: bool
) -> None:
    year, month, day, sign = part
    text = f"{year}{sign}{month:02}{sign}{day:02}" if padded else f"{year}{sign}{month}{sign}{day}"

    assert json.loads(js("told", text)) == read_here(text)


@pytest.mark.parametrize(
    "text", ["۱۴۰۵/۰۹/۰۶", "١٤٠٥/٠٩/٠٦", "1405-9-6", "2026-11-27", "۲۰۲۶/۱۱/۲۷", " \u200f۱۴۰۵/۹/۶ "]
)
def test_any_digits_and_either_calendar_are_read(js: Callable[..., Any], text: str) -> None:
    assert json.loads(js("told", text)) == "2026-11-27"


@pytest.mark.parametrize("text", ["", "1405", "1405/9", "05/09/06", "1405/9-6", "فردا", "1405/9/6/1"])
def test_what_is_still_being_typed_is_no_fault(js: Callable[..., Any], text: str) -> None:
    assert json.loads(js("told", text)) is None


@pytest.mark.parametrize("text", ["1405/12/30", "1405/13/01", "1405/00/01", "1405/07/31", "2026-02-29", "1700/01/01"])
def test_a_day_that_no_calendar_has_is_told(js: Callable[..., Any], text: str) -> None:
    assert json.loads(js("told", text)) == "none"


@given(st.integers(1300, 1500), st.integers(1, 12), st.integers(0, 6))
def test_each_day_of_a_month_stands_under_its_weekday(
    js: Callable[..., Any], year: int, month: int, first: int
) -> None:
    weeks = json.loads(js("weeks", f"{year}/{month}/1", first))
    day = jdatetime.date(year, month, 1).togregorian()

    numbers = [each for week in weeks for each in week if each]
    assert numbers == list(range(1, len(numbers) + 1))
    for row in weeks:
        for column, number in enumerate(row):
            if number:
                assert (day + timedelta(days=number - 1)).weekday() == (first + column) % 7

"""Public holidays of Iran as a calendar has them: on the right days, in words that a clerk would write."""

from __future__ import annotations

import re
from datetime import date, timedelta

import jdatetime
import pytest

from processes.calendars.holidays import NAMES, YEARS, first_day, holidays_of, jalali_year, last_day

pytestmark = pytest.mark.databases

SOLAR = {
    (1, 1): "نوروز", (1, 2): "تعطیلات نوروز", (1, 3): "تعطیلات نوروز", (1, 4): "تعطیلات نوروز", (1, 12): "روز جمهوری اسلامی",
    (1, 13): "روز طبیعت", (3, 14): "رحلت امام خمینی", (3, 15): "قیام ۱۵ خرداد", (11, 22): "پیروزی انقلاب اسلامی",
    (12, 29): "ملی شدن صنعت نفت",
}  # fmt: skip
KNOWN_LUNAR = {
    date(2026, 6, 25): "عاشورای حسینی",
    date(2025, 3, 31): "عید فطر",
    date(2024, 9, 4): "شهادت امام رضا (ع)",
}
"""As the official calendars of these years had them."""


@pytest.mark.parametrize("year", [1385, 1399, 1403, 1405, 1408, 1430])
def test_solar_holidays_are_on_their_days(year: int) -> None:
    found = {each.day: each.name_fa for each in holidays_of([year])}
    for (month, day), name in SOLAR.items():
        gregorian = jdatetime.date(year, month, day).togregorian()
        assert name in found[date(gregorian.year, gregorian.month, gregorian.day)], (year, month, day)


def test_lunar_holidays_that_were_are_on_the_days_of_the_official_calendar() -> None:
    found = {each.day: each.name_fa for each in holidays_of([1403, 1404, 1405])}
    assert {day: found.get(day) for day in KNOWN_LUNAR} == KNOWN_LUNAR


def test_lunar_holidays_to_come_say_that_they_are_estimates() -> None:
    ashura = next(each for each in holidays_of([1408]) if each.name_fa.startswith("عاشورای حسینی"))
    assert (ashura.name_fa, ashura.name_en) == ("عاشورای حسینی (تاریخ تقریبی)", "Ashura (estimated date)")


def test_every_name_is_one_of_ours_in_both_languages() -> None:
    ours = {words.fa for words in NAMES.values()}, {words.en for words in NAMES.values()}
    for each in holidays_of(range(1390, 1421)):
        for names, between, known in ((each.name_fa, "؛ ", ours[0]), (each.name_en, "; ", ours[1])):
            plain = {re.sub(r" \((?:تاریخ تقریبی|estimated date)\)$", "", name) for name in names.split(between)}
            assert plain <= known, each


def test_they_are_of_the_years_that_were_asked_for_and_in_order() -> None:
    found = holidays_of([1404, 1405])
    assert {jalali_year(each.day) for each in found} == {1404, 1405}
    assert [each.day for each in found] == sorted({each.day for each in found})
    assert all(each.kind == "holiday" and not each.segments for each in found)
    assert holidays_of([]) == holidays_of([YEARS.stop]) == []


def test_a_jalali_year_has_its_first_and_last_day() -> None:
    assert (first_day(1405), last_day(1404), last_day(1403)) == (
        date(2026, 3, 21),
        date(2026, 3, 20),
        date(2025, 3, 20),
    )
    assert jalali_year(last_day(1403)) == 1403
    assert jalali_year(last_day(1403) + timedelta(days=1)) == 1404

"""A calendar made out of another, a month of it, its hours as they are typed, and in words what differs."""

from __future__ import annotations

from datetime import date, time

import pytest

from engine.calendar import BadCalendar, Exceptional, Segment, Week, WorkingCalendar
from processes.calendars import editing
from processes.calendars.first import HOURS, OFF, office_calendar
from processes.calendars.month import YearMonth, exceptions_in, month, month_of, read_month, years_of
from processes.calendars.typed import NotATimeOfDay, NotHours, read_hours, read_time, written_hours
from processes.calendars.wording import difference, hours_words, week_words

pytestmark = pytest.mark.databases

OFFICE = office_calendar(1405, "Asia/Tehran")
TODAY = date(2026, 11, 27)
SATURDAY = date(2026, 11, 28)
FRIDAY = date(2026, 12, 4)
SHORT = (Segment(9 * 60, 13 * 60),)
SPRING = date(2027, 3, 21)
SPLIT = (Segment(7 * 60, 12 * 60), Segment(12 * 60 + 30, 15 * 60))


def entries(first: date, last: date, kind: str, *segments: Segment) -> list[Exceptional]:
    names = {"name_fa": "ماه رمضان", "name_en": "Ramadan"}
    return editing.entries(OFFICE, first, last, kind=kind, segments=segments, **names)  # type: ignore[arg-type]


def lines(after: WorkingCalendar, language: str = "en") -> list[str]:
    return [getattr(each, language) for each in difference(OFFICE, after).lines]


def test_the_first_calendar_of_an_office() -> None:
    assert OFFICE.segments(SATURDAY) == HOURS
    assert OFFICE.segments(FRIDAY) == OFFICE.segments(date(2026, 12, 3)) == OFF
    assert OFFICE.segments(date(2026, 6, 25)) == OFF, "Ashura"
    assert years_of(OFFICE) == [1403, 1404, 1405, 1406, 1407, 1408]


def test_other_hours_change_working_days_only() -> None:
    made = editing.with_exceptions(OFFICE, entries(SATURDAY, date(2026, 12, 6), "hours", *SHORT))
    assert [made.segments(day) for day in (SATURDAY, FRIDAY, date(2026, 12, 6))] == [SHORT, OFF, SHORT]
    assert len(made.exceptions) == len(OFFICE.exceptions) + 7


def test_an_extra_working_day_is_one_on_a_friday_too() -> None:
    made = editing.with_exceptions(OFFICE, entries(FRIDAY, FRIDAY, "extra_day", *SHORT))
    assert made.segments(FRIDAY) == SHORT


def test_an_entry_takes_the_place_of_what_was_there_and_can_be_taken_out() -> None:
    closed = editing.with_exceptions(OFFICE, entries(SATURDAY, SATURDAY, "closure"))
    half = editing.with_exceptions(closed, entries(SATURDAY, SATURDAY, "half_day", *SHORT))
    assert (closed.segments(SATURDAY), half.segments(SATURDAY)) == (OFF, SHORT)
    assert editing.without_exceptions(half, SATURDAY, SATURDAY) == OFFICE


def test_a_week_counts_from_its_day_until_it_is_taken_out() -> None:
    week = Week(SPRING, (SPLIT, SPLIT, SPLIT, SHORT, OFF, SPLIT, SPLIT))
    made = editing.with_week(OFFICE, week)
    assert made.segments(date(2027, 3, 18)) == OFF
    assert made.segments(date(2027, 4, 8)) == SHORT
    assert editing.without_week(made, SPRING) == OFFICE
    assert editing.with_week(made, Week(SPRING, OFFICE.weeks[0].days)).segments(date(2027, 4, 8)) == OFF


def test_a_week_without_end_in_sight_is_refused() -> None:
    with pytest.raises(BadCalendar):
        editing.with_week(OFFICE, Week(SPRING, (OFF,) * 7))


def test_holidays_of_further_years_leave_what_is_there() -> None:
    closure = editing.with_exceptions(OFFICE, entries(date(2030, 3, 25), date(2030, 3, 25), "closure"))
    made = editing.with_holidays(closure, [1408, 1409])
    assert exceptions_in(made, 1408) == exceptions_in(OFFICE, 1408)
    assert [each.kind for each in exceptions_in(made, 1409) if each.day == date(2030, 3, 25)] == ["closure"]
    assert len(exceptions_in(made, 1409)) > 20


@pytest.mark.parametrize(
    "text",
    ["7:00-12:00, 12:30-15:00", "۷ تا ۱۲ و ۱۲:۳۰ تا ۱۵", "از ۰۷:۰۰ تا ۱۲:۰۰، ۱۲:۳۰–۱۵:۰۰", "7 to 12 and 12:30 to 15", "\u2066٧:٠٠-١٢:٠٠\u2069؛ 12.30-15"],
)  # fmt: skip
def test_hours_are_read_as_people_type_them(text: str) -> None:
    assert read_hours(text) == SPLIT
    assert read_hours(written_hours(SPLIT)) == SPLIT


def test_nothing_typed_is_a_day_off() -> None:
    assert read_hours("  ") == ()


@pytest.mark.parametrize("text", ["صبح", "7", "7-", "7:75-12", "7-12-15", "7-12,,13-15", "۷ تا", "1234-5"])
def test_what_are_no_hours_is_said(text: str) -> None:
    with pytest.raises(NotHours):
        read_hours(text)


@pytest.mark.parametrize(
    ("text", "read"),
    [("9:30", time(9, 30)), ("۰۹:۳۰", time(9, 30)), ("9", time(9)), ("٢٣٫٥٩", time(23, 59)), ("\u20660:00\u2069", time(0))],
)  # fmt: skip
def test_a_time_of_day_is_read_as_people_type_it(text: str, read: time) -> None:
    assert read_time(text) == read


@pytest.mark.parametrize("text", ["", "24:00", "9:60", "09:30:00", "صبح", "-1", "930"])
def test_what_is_no_time_of_day_is_said(text: str) -> None:
    with pytest.raises(NotATimeOfDay):
        read_time(text)


def test_a_month_is_shown_by_weeks_from_saturday_on() -> None:
    azar = month(OFFICE, month_of(TODAY), today=TODAY)
    assert (azar.of.words.fa, azar.of.words.en) == ("آذر ۱۴۰۵", "Azar 1405 (22 Nov – 21 Dec 2026)")
    assert next([day and day.number for day in week] for week in azar.weeks) == [None, 1, 2, 3, 4, 5, 6]
    assert [day.number for day in azar.days] == list(range(1, 31))
    assert [day.number for day in azar.days if day.today] == [6]
    assert [day.number for day in azar.days if not day.segments] == [5, 6, 12, 13, 19, 20, 26, 27]
    dey = month(OFFICE, azar.of.moved(1), today=TODAY)
    assert [(day.number, day.exception.name_en) for day in dey.days if day.exception] == [
        (2, "Birthday of Imam Ali"), (16, "Calling of the Prophet (estimated date)"),
    ]  # fmt: skip


def test_months_follow_each_other_over_the_years() -> None:
    assert str(YearMonth(1405, 12).moved(1)) == "1406-01"
    assert str(YearMonth(1405, 1).moved(-1)) == "1404-12"
    assert len(month(OFFICE, YearMonth(1403, 12), today=TODAY).days) == 30
    assert [read_month(text) for text in ("1405-09", "1405-13", "05-9", "", "1405", "9999-01")] == [
        YearMonth(1405, 9),
        *[None] * 5,
    ]


def test_hours_and_weeks_in_words() -> None:
    assert hours_words(SPLIT).fa == "۰۷:۰۰ تا ۱۲:۰۰ و ۱۲:۳۰ تا ۱۵:۰۰"
    assert (hours_words(()).fa, hours_words(()).en) == ("تعطیل", "closed")
    words = week_words(OFFICE.weeks[0])
    assert words.en == "Saturday to Wednesday 07:30–15:30; Thursday and Friday closed"
    assert words.fa == "شنبه تا چهارشنبه ۰۷:۳۰ تا ۱۵:۳۰؛ پنجشنبه و جمعه تعطیل"


def test_days_that_are_alike_are_told_as_one() -> None:
    made = editing.with_exceptions(OFFICE, entries(SATURDAY, date(2026, 12, 6), "hours", *SHORT))
    assert lines(made) == ["28 Nov 2026 to 6 Dec 2026 (7 days): Other hours, Ramadan, 09:00–13:00 – added."]
    changed = difference(OFFICE, made)
    assert len(changed.days) == 7
    assert (changed.days[0].day, changed.days[0].before.en, changed.days[0].after.en) == (
        SATURDAY,
        "07:30–15:30",
        "09:00–13:00",
    )


def test_what_was_taken_out_replaced_or_renamed_is_told() -> None:
    closed = editing.with_exceptions(OFFICE, entries(SATURDAY, SATURDAY, "closure"))
    half = editing.with_exceptions(OFFICE, entries(SATURDAY, SATURDAY, "half_day", *SHORT))
    assert [each.en for each in difference(closed, half).lines] == [
        "28 Nov 2026: Half day, Ramadan, 09:00–13:00 – replaced."
    ]
    assert [each.en for each in difference(closed, OFFICE).lines] == ["28 Nov 2026: Closure, Ramadan – removed."]
    assert difference(OFFICE, OFFICE).lines == difference(OFFICE, OFFICE).days == []


def test_holidays_of_a_year_are_told_as_a_number() -> None:
    assert lines(editing.with_holidays(OFFICE, [1409])) == [
        "27 public holidays from 21 Mar 2030 to 20 Mar 2031 were added."
    ]

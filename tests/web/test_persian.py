"""Dates, digits and lengths of time as a person reads and types them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.persian import (
    MomentWithoutZone,
    NoSuchDay,
    NotADate,
    apart,
    day_and_hour,
    duration,
    figures,
    latin_digits,
    long_date,
    long_moment,
    parse_date,
    persian_digits,
    short_date,
    short_moment,
    unbroken,
    whole,
)

tehran = ZoneInfo("Asia/Tehran")
days = st.dates(min_value=date(1822, 1, 1), max_value=date(2220, 3, 19))


@pytest.mark.parametrize(
    ("day", "persian", "english"),
    [
        (date(2026, 11, 24), "سه‌شنبه ۳ آذر ۱۴۰۵", "24 Nov 2026"),
        (date(2026, 3, 21), "شنبه ۱ فروردین ۱۴۰۵", "21 Mar 2026"),
        (date(2025, 3, 20), "پنجشنبه ۳۰ اسفند ۱۴۰۳", "20 Mar 2025"),  # a leap year ends on the 30th
        (date(1979, 2, 11), "یکشنبه ۲۲ بهمن ۱۳۵۷", "11 Feb 1979"),
    ],
)
def test_a_day_is_read_in_the_calendar_of_the_page(day: date, persian: str, english: str) -> None:
    assert long_date(day, "fa") == persian
    assert long_date(day, "en") == english


@pytest.mark.parametrize(
    ("sentence", "shown"),
    [
        ("حداکثر 200 نویسه، از 08:30", "حداکثر ۲۰۰ نویسه، از ۰۸:۳۰"),
        ("مقداری مانند PT4H یا P1DT2.5H", "مقداری مانند PT4H یا P1DT2.5H"),
        ('«layer deadline("x", 0.75)» در سطر 3', '«layer deadline("x", 0.75)» در سطر ۳'),
        ("«1405/13/40» و «12»", "«۱۴۰۵/۱۳/۴۰» و «۱۲»"),
        ("نسخهٔ 2 از letter_2.bpmn، 10.0", "نسخهٔ ۲ از letter_2.bpmn، ۱۰.۰"),
    ],
)
def test_figures_are_persian_but_not_in_what_has_latin_letters(sentence: str, shown: str) -> None:
    assert figures(sentence) == shown


def test_a_moment_is_read_in_the_zone_of_the_office() -> None:
    moment = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)

    assert long_moment(moment, tehran, "fa") == "سه‌شنبه ۳ آذر ۱۴۰۵، ساعت ۱۴:۳۰"
    assert long_moment(moment, tehran, "en") == "24 Nov 2026, 14:30"


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("سه‌شنبه ۳ آذر ۱۴۰۵، ساعت ۱۴:۳۰", ("سه‌شنبه ۳ آذر ۱۴۰۵،", "ساعت ۱۴:۳۰")),
        ("24 Nov 2026, 14:30", ("24 Nov 2026,", "14:30")),
        ("امروز ساعت ۱۴:۳۰", ("امروز", "ساعت ۱۴:۳۰")),
        ("Sat 21 Nov at 08:48", ("Sat 21 Nov", "at 08:48")),
        ("پایان دیروز", ("پایان دیروز",)),
    ],
)
def test_a_line_breaks_between_day_and_hour_only(words: str, parts: tuple[str, ...]) -> None:
    assert day_and_hour(words) == parts
    assert day_and_hour(unbroken(words)) == tuple(unbroken(part) for part in parts)


def test_a_moment_in_a_table_is_short_and_in_the_zone_of_the_office() -> None:
    moment = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)

    assert short_moment(moment, tehran, "fa") == "۱۴۰۵/۰۹/۰۳ ۱۴:۳۰"
    assert short_moment(moment, tehran, "en") == "2026-11-24 14:30"


def test_a_moment_near_midnight_falls_on_the_day_of_the_office() -> None:
    moment = datetime(2026, 11, 24, 1, 0, tzinfo=timezone(timedelta(hours=9)))  # in Tehran the evening before

    assert long_moment(moment, tehran, "fa") == "دوشنبه ۲ آذر ۱۴۰۵، ساعت ۱۹:۳۰"


def test_a_moment_without_zone_is_refused() -> None:
    with pytest.raises(MomentWithoutZone, match="2026-11-24T14:30:00"):
        long_moment(datetime(2026, 11, 24, 14, 30), tehran, "fa")


@pytest.mark.parametrize(
    "typed",
    [
        "۱۴۰۵/۰۹/۰۳",
        "1405/09/03",
        "1405/9/3",
        "١٤٠٥/٠٩/٠٣",
        "1405-09-03",
        "۱۴۰۵.۹.۳",
        " ۱۴۰۵ / ۹ / ۳ ",
        "\u200f۱۴۰۵/۰۹/۰۳\u200e",
        "2026-11-24",
        "۲۰۲۶/۱۱/۲۴",
    ],
)
def test_a_typed_date_is_understood(typed: str) -> None:
    assert parse_date(typed) == date(2026, 11, 24)


@pytest.mark.parametrize(
    "typed", ["", "فردا", "05/09/03", "3/9/1405", "14050903", "1405/09", "0700/01/01", "1700/01/01"]
)
def test_what_has_not_the_form_of_a_date_is_refused_as_it_was_typed(typed: str) -> None:
    with pytest.raises(NotADate) as fault:
        parse_date(typed)

    assert f"«{latin_digits(typed)}»" in latin_digits(fault.value.message("fa"))


@pytest.mark.parametrize("typed", ["۱۴۰۵/۱۳/۰۱", "1405/07/31", "1405/12/30", "1405/00/01", "2026-02-29"])
def test_a_day_that_no_calendar_has_is_refused(typed: str) -> None:
    with pytest.raises(NoSuchDay) as fault:
        parse_date(typed)

    assert f"«{latin_digits(typed)}»" in latin_digits(fault.value.message("fa"))


@given(days)
def test_a_day_that_was_written_is_read_back(day: date) -> None:
    assert parse_date(short_date(day, "fa")) == day
    assert parse_date(short_date(day, "en")) == day


@given(days)
def test_the_next_day_is_never_written_the_same_nor_earlier(day: date) -> None:
    today, tomorrow = (latin_digits(short_date(each, "fa")) for each in (day, day + timedelta(days=1)))
    assert today < tomorrow


@given(st.integers(min_value=0))
def test_digits_change_their_look_not_their_value(number: int) -> None:
    assert int(persian_digits(number)) == number
    assert latin_digits(persian_digits(number)) == str(number)


@pytest.mark.parametrize(
    ("length", "persian", "english"),
    [
        (timedelta(), "کمتر از یک دقیقه", "less than a minute"),
        (timedelta(seconds=59), "کمتر از یک دقیقه", "less than a minute"),
        (timedelta(minutes=1), "۱ دقیقه", "1 minute"),
        (timedelta(hours=2), "۲ ساعت", "2 hours"),
        (timedelta(hours=1, minutes=30), "۱ ساعت و ۳۰ دقیقه", "1 hour 30 minutes"),
        (timedelta(days=2, hours=3, minutes=4), "۲ روز و ۳ ساعت", "2 days 3 hours"),
        (timedelta(days=2, minutes=4), "۲ روز", "2 days"),
        (-timedelta(hours=2), "۲ ساعت", "2 hours"),
    ],
)
def test_a_length_of_time_is_said_in_its_two_greatest_units(length: timedelta, persian: str, english: str) -> None:
    assert duration(length, "fa") == persian
    assert duration(length, "en") == english


def test_what_is_quoted_stands_apart_where_it_is_latin() -> None:
    assert (
        apart("شناسهٔ «Bad Key!» درست نیست؛ «نام» را بنویسید.")
        == "شناسهٔ «\u2068Bad Key!\u2069» درست نیست؛ «نام» را بنویسید."
    )


@pytest.mark.parametrize(
    ("sentence", "kept"),
    [
        ("از چهارشنبه ۴ آذر ساعت ۰۶:۴۴ تا فردا ساعت ۰۸:۰۰", "از چهارشنبه~۴~آذر ساعت~۰۶:۴۴ تا فردا ساعت~۰۸:۰۰"),
        ("۲۸ مهر ۱۴۰۴، در ۲ ساعت", "۲۸~مهر~۱۴۰۴، در ۲ ساعت"),
        ("since Wed 25 Nov at 06:44, by 20 Oct 2025", "since Wed~25~Nov at~06:44, by 20~Oct~2025"),
    ],
)
def test_no_line_ends_within_a_day_or_before_a_time(sentence: str, kept: str) -> None:
    assert unbroken(sentence) == kept.replace("~", "\u00a0")


def test_what_stands_apart_in_a_sentence_is_kept_whole() -> None:
    assert (
        whole("شرکت، قرارداد \u2068۱۴۰۵/ق/۲۱\u2069، تا فردا")
        == 'شرکت، قرارداد <bdi class="whole">۱۴۰۵/ق/۲۱</bdi>، تا فردا'
    )
    assert whole("A & B, \u2068<1>\u2069") == 'A &amp; B, <bdi class="whole">&lt;1&gt;</bdi>'
    assert whole("nothing") == "nothing"

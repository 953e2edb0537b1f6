"""Bad calendars are refused: with all that is wrong, where it is, in both languages."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from engine.calendar import BadCalendar, Exceptional, Place, Segment, Week, WorkingCalendar, read_calendar
from engine.calendar.sentences import SENTENCES
from tests.calendar.build import MORNING, calendar, closed, week
from tests.words.test_errors import DO_NOW
from tests.words.test_typography import CODE, RULES

SINCE = date(2024, 3, 20)
EMPTY = week(SINCE)


def faults(make: Callable[[], object]) -> list[tuple[str, str, str]]:
    """Return the code of each fault, and its line in both languages."""
    with pytest.raises(BadCalendar) as refused:
        make()
    for language in ("en", "fa"):
        lines = refused.value.message(language).splitlines()  # type: ignore[arg-type]
        assert lines[1:] == [each.line(language) for each in refused.value.faults]  # type: ignore[arg-type]
    return [(each.code, each.line("en"), each.line("fa")) for each in refused.value.faults]


def codes(make: Callable[[], object]) -> list[str]:
    return [code for code, _, _ in faults(make)]


def test_all_is_told_at_once_and_each_fault_says_where_it_is() -> None:
    days = ((Segment(720, 480), MORNING, Segment(600, 780)), (), (), (), (), (Segment(1380, 1500),), ())
    special = Exceptional(date(2024, 4, 2), (Segment(600, 600),), "", "", "hours")
    found = faults(
        lambda: calendar(Week(SINCE, days), week(SINCE, MORNING), zone="Asia/Kerman", exceptions=(special, special))
    )
    assert [(code, en.rpartition(": ")[0], fa.rpartition(": ")[0]) for code, en, fa in found] == [
        ("zone", "", ""),
        ("same_since", "week since 2024-03-20", "هفتهٔ از ۱۴۰۳/۰۱/۰۱"),
        ("overlap", "week since 2024-03-20, Monday, 10:00–13:00", "هفتهٔ از ۱۴۰۳/۰۱/۰۱، دوشنبه، ۱۰:۰۰ تا ۱۳:۰۰"),
        ("reversed", "week since 2024-03-20, Monday, 12:00–08:00", "هفتهٔ از ۱۴۰۳/۰۱/۰۱، دوشنبه، ۱۲:۰۰ تا ۰۸:۰۰"),
        ("out_of_day", "week since 2024-03-20, Saturday, 23:00–25:00", "هفتهٔ از ۱۴۰۳/۰۱/۰۱، شنبه، ۲۳:۰۰ تا ۲۵:۰۰"),
        ("same_day", "2024-04-02", "۱۴۰۳/۰۱/۱۴"),
        ("reversed", "2024-04-02, 10:00–10:00", "۱۴۰۳/۰۱/۱۴، ۱۰:۰۰ تا ۱۰:۰۰"),
        ("reversed", "2024-04-02, 10:00–10:00", "۱۴۰۳/۰۱/۱۴، ۱۰:۰۰ تا ۱۰:۰۰"),
    ]


def test_a_message_is_whole_in_both_languages() -> None:
    with pytest.raises(BadCalendar) as refused:
        calendar(week(SINCE, MORNING, Segment(600, 780), on=(5,)))
    assert refused.value.message("en") == (
        "Expected in “Office” a working calendar that time can be counted by; correct it:\n"
        "week since 2024-03-20, Saturday, 10:00–13:00: expected segments one after the other, but this one overlaps 08:00–12:00; "
        "shorten one of them."
    )
    assert refused.value.message("fa") == (
        "در «اداره» تقویم کاری‌ای انتظار می‌رفت که بتوان زمان را با آن شمرد؛ آن را اصلاح کنید:\n"
        "هفتهٔ از ۱۴۰۳/۰۱/۰۱، شنبه، ۱۰:۰۰ تا ۱۳:۰۰: بازه‌هایی پشت سر هم انتظار می‌رفت، ولی این بازه با ۰۸:۰۰ تا ۱۲:۰۰ "
        "هم‌پوشانی دارد؛ یکی را کوتاه کنید."
    )


@pytest.mark.parametrize(
    ("code", "make"),
    [
        ("empty", lambda: calendar(key=" ")),
        ("empty", lambda: WorkingCalendar("office", "", "Office", "UTC", (week(SINCE, MORNING),), ())),
        ("zone", lambda: calendar(zone="localtime")),
        ("zone", lambda: calendar(zone="../etc/passwd")),
        ("no_weeks", lambda: WorkingCalendar("office", "اداره", "Office", "UTC", (), ())),
        ("seven_days", lambda: calendar(Week(SINCE, ((MORNING,),) * 6))),
        ("far_day", lambda: calendar(week(date(1403, 1, 1), MORNING))),
        ("far_day", lambda: calendar(exceptions=(closed(date(2403, 1, 1)),))),
        ("reversed", lambda: calendar(week(SINCE, Segment(480, 480), on=(0,)))),
        ("out_of_day", lambda: calendar(week(SINCE, Segment(-1, 480), on=(0,)))),
        ("out_of_day", lambda: calendar(week(SINCE, Segment(480, 1441), on=(0,)))),
        ("overlap", lambda: calendar(week(SINCE, Segment(0, 1440), MORNING, on=(0,)))),
        ("overlap", lambda: calendar(week(SINCE, MORNING, MORNING, on=(0,)))),
        ("kind", lambda: calendar(exceptions=(Exceptional(SINCE, (), "", "", "party"),))),  # type: ignore[arg-type]
        ("no_work", lambda: calendar(EMPTY)),
        ("no_work", lambda: calendar(EMPTY, exceptions=(closed(date(2024, 4, 2)),))),
        ("no_end", lambda: calendar(week(date(2020, 1, 1), MORNING), EMPTY)),
        ("no_beginning", lambda: calendar(EMPTY, week(date(2030, 1, 1), MORNING))),
        ("no_beginning no_end", lambda: calendar(EMPTY, exceptions=(Exceptional(date(2024, 4, 2), (MORNING,), "", "", "extra_day"),))),
    ],
)  # fmt: skip
def test_a_bad_calendar_is_refused(code: str, make: Callable[[], object]) -> None:
    assert codes(make) == code.split()


def test_ten_years_without_work_are_too_many_and_less_are_not() -> None:
    before, after = date(2020, 1, 1), date(2030, 1, 1)
    every = tuple(range(7))
    calendar(
        week(before, MORNING, on=every), week(after, on=every), week(after + timedelta(days=3653), MORNING, on=every)
    )
    late = after + timedelta(days=3654)
    found = faults(
        lambda: calendar(week(before, MORNING, on=every), week(after, on=every), week(late, MORNING, on=every))
    )
    assert [(code, "2030-01-01" in en, "۱۴۰۸/۱۰/۱۲" in fa) for code, en, fa in found] == [("no_end", True, True)]
    closures = tuple(closed(after + timedelta(days=each)) for each in range(3654))
    assert codes(lambda: calendar(exceptions=closures)) == ["no_end"]


def test_what_touches_does_not_overlap() -> None:
    of = calendar(week(SINCE, Segment(720, 1440), Segment(0, 480), Segment(480, 720)))
    assert of.segments(SINCE + timedelta(days=3)) == (Segment(0, 480), Segment(480, 720), Segment(720, 1440))


GOOD = calendar(exceptions=(closed(date(2024, 4, 2)),)).written


def changed(**values: Any) -> dict[str, Any]:
    """Return a calendar as JSON, with some values put in their places: `weeks__0__since`."""
    written = json.loads(json.dumps(GOOD))
    for path, value in values.items():
        *way, last = [int(part) if part.isdigit() else part for part in path.split("__")]
        there = written
        for part in way:
            there = there[part]
        there[last] = value
    return written  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("written", "said", "where"),
    [
        (None, "an object, but found nothing", None),
        ([], "an object, but found “[]”", None),
        (changed(key=7), "text as “key”, but found “7”", Place()),
        (changed(zone=None), "text as “zone”", Place()),
        (changed(weeks="x"), "a list as “weeks”", Place()),
        (changed(exceptions=None), "a list as “exceptions”", Place()),
        (changed(weeks__0="x"), "an object", None),
        (changed(weeks__0__since="1 Farvardin"), "a date such as “2024-03-20”, but found “1 Farvardin”", Place(week_number=1)),
        (changed(weeks__0__since="20240320"), "a date", Place(week_number=1)),
        (changed(weeks__0__days=None), "a list as “days”", Place(week=date(2020, 1, 1))),
        (changed(weeks__0__days__5="08-12"), "a list as “segments”", Place(week=date(2020, 1, 1), weekday=5)),
        (changed(weeks__0__days__5__0="8-12"), "times such as", Place(week=date(2020, 1, 1), weekday=5)),
        (changed(weeks__0__days__5__0="08:00-12:60"), "times such as", Place(week=date(2020, 1, 1), weekday=5)),
        (changed(exceptions__0__day="2024-02-30"), "a date", Place(day_number=1)),
        (changed(exceptions__0__segments=3), "a list", Place(day=date(2024, 4, 2))),
        (changed(exceptions__0__name_fa=3), "text as “name_fa”", Place(day=date(2024, 4, 2))),
        (changed(exceptions__0__kind=[]), "text as “kind”", Place(day=date(2024, 4, 2))),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said_with_its_place(written: Any, said: str, where: Place | None) -> None:
    with pytest.raises(BadCalendar) as refused:
        read_calendar(written)
    assert {each.code for each in refused.value.faults} == {"shape"}
    first = refused.value.faults[0]
    assert said in first.en
    assert where is None or first.place == where


def test_what_is_unreadable_does_not_hide_what_is_wrong() -> None:
    written = changed(
        zone="Mars",
        weeks__0__since="soon",
        weeks__0__days__0=["12:00-08:00"],
        weeks__0__days__2=[],
        exceptions__0__kind="party",
    )
    assert [en.rpartition(": ")[0] for _, en, _ in faults(lambda: read_calendar(written))] == [
        "week number 1", "", "week number 1, Monday, 12:00–08:00", "2024-04-02",
    ]  # fmt: skip
    assert codes(lambda: read_calendar(changed(weeks=[]))) == ["no_weeks"]
    assert codes(lambda: read_calendar(changed(weeks__0__days=[[]]))) == ["seven_days"]


@pytest.mark.parametrize("code", SENTENCES)
def test_every_sentence_says_what_to_do_and_is_set_as_persian_is(code: str) -> None:
    en, fa = SENTENCES[code]
    assert DO_NOW["en"].search(en)
    assert DO_NOW["fa"].search(fa)
    assert [fault for fault, rule in RULES.items() if re.search(rule, CODE.sub("×", fa))] == []

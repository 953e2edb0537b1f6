"""Meetings (R8): told with their minutes, and given as files that calendars take."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from engine.errors import Language
from engine.form import Words
from processes.demo.paths.support import TRIAGED
from processes.demo.paths.support_bug_fix import MEETING, PUT_OFF, WITHOUT_DEVELOPMENT
from processes.demo.play import Do, InDays
from processes.invitation import invitation
from processes.meetings import Meeting, PutOff, clock_time
from tests.processes.build import ORIGIN, Bench, Case
from tests.processes.support import asked, go, today

TEHRAN = ZoneInfo("Asia/Tehran")
ARRANGED = Meeting(
    number=1, again=0, on=date(2026, 12, 1), time=time(10, 30), time_said="۱۰:۳۰", place="اتاق جلسات؛ طبقهٔ ۲، ساختمان «ب»",
    people=Words(fa="کارشناس، متقاضی", en="کارشناس، متقاضی"), arranged_at=datetime(2026, 11, 23, 8, 0, tzinfo=UTC),
)  # fmt: skip


@pytest.fixture
def case(bench: Bench) -> Case:
    """A case of which a meeting is to be arranged."""
    return asked(bench, "support_bug_fix", Do("triage", {**TRIAGED, "fixed_by": "it", "envelope": "meeting"}))


def written(meeting: Meeting, language: Language = "fa") -> bytes:
    return invitation(
        meeting, instance="i1", tracking="123456782", service=Words(fa="رفع ایراد و اشکال سامانه", en="Faults and bugs of a system"),
        zone=TEHRAN, origin=ORIGIN, url="https://office.example/cases/123456782", language=language,
    )  # fmt: skip


def event(meeting: Meeting, language: Language = "fa") -> Any:
    [found] = Calendar.from_ical(written(meeting, language)).walk("VEVENT")
    return found


def test_a_meeting_is_told_with_where_and_who_and_then_with_its_minutes(bench: Bench, case: Case) -> None:
    go(case, MEETING)
    [told] = case.file("kazemi").meetings
    assert (told.on, told.time, told.place) == (today(bench, 3), time(10, 30), MEETING.values["meeting_place"])
    assert (told.people.fa, told.minutes, told.again) == (MEETING.values["meeting_people"], None, 0)
    go(case, WITHOUT_DEVELOPMENT)
    [held] = case.file("kazemi").meetings
    assert held.minutes is not None
    assert (held.minutes.text.fa, held.minutes.outcome.fa) == ("علت بررسی شد.", "بدون توسعه انجام می‌شود")
    assert "Minutes" not in [label.en for label, _ in case.file("kazemi").data]


def test_a_meeting_that_is_put_off_is_arranged_anew_and_stays_the_same_one(bench: Bench, case: Case) -> None:
    go(case, MEETING)
    case.wait(days=3)
    go(case, PUT_OFF)
    [waiting] = case.file("kazemi").meetings
    assert case.open == ["arrange_meeting"]
    assert bench.told("kazemi")[0][0] == "meeting_put_off"
    assert waiting.put_off == PutOff(
        at=bench.hands.time, because=Words(**dict.fromkeys(("fa", "en"), "نمایندهٔ پیمانکار نیامد."))
    )
    assert waiting.minutes is None
    go(case, replace(MEETING, values={**MEETING.values, "meeting_date": InDays(4)}))
    [again] = case.file("kazemi").meetings
    assert (again.number, again.again, again.on, again.put_off) == (1, 1, today(bench, 4), None)
    assert bench.told("kazemi")[0][0] == "meeting"
    go(case, WITHOUT_DEVELOPMENT)
    [held] = case.file("kazemi").meetings
    assert held.minutes is not None
    assert (held.again, case.open, case.difference) == (1, ["solve_fault"], None)


def test_why_it_was_put_off_must_be_said(case: Case) -> None:
    go(case, MEETING)
    with pytest.raises(AssertionError, match="meeting_postponed_because"):
        go(case, replace(PUT_OFF, values={"meeting_outcome": "postponed"}))


def test_an_hour_that_is_none_is_refused_at_its_field(case: Case) -> None:
    with pytest.raises(AssertionError, match="Write the hour with its minutes"):
        go(case, replace(MEETING, values={**MEETING.values, "meeting_time": "بعد از ظهر"}))


@pytest.mark.parametrize(
    ("said", "hour"),
    [("۱۰:۳۰", time(10, 30)), ("9", time(9)), ("۹٫۴۵", time(9, 45)), ("24:00", None), ("10:60", None), ("صبح", None)],
)
def test_an_hour_is_read_as_people_write_it(said: str, hour: time | None) -> None:
    assert clock_time(said) == hour


def test_a_file_reads_back_to_the_meeting() -> None:
    found = event(ARRANGED)
    assert found.decoded("dtstart") == datetime(2026, 12, 1, 7, 0, tzinfo=UTC)
    assert found["dtstart"].params["TZID"] == "Asia/Tehran"
    assert found.decoded("dtstamp") == ARRANGED.arranged_at
    assert str(found["summary"]) == "جلسهٔ تحلیل: رفع ایراد و اشکال سامانه، ۱۲۳۴۵۶۷۸۲"
    assert str(found["location"]) == ARRANGED.place
    assert "حاضران: کارشناس، متقاضی" in str(found["description"])
    assert str(found["url"]) == "https://office.example/cases/123456782"
    assert "attendee" not in found
    calendar = Calendar.from_ical(written(ARRANGED))
    assert (str(calendar["method"]), str(calendar["version"])) == ("PUBLISH", "2.0")
    assert not found.errors


def test_its_zone_is_told_in_the_file() -> None:
    [zone] = Calendar.from_ical(written(ARRANGED)).walk("VTIMEZONE")
    assert str(zone["tzid"]) == "Asia/Tehran"
    offset = zone.to_tz().utcoffset(datetime(2026, 12, 1, 10, 30))
    assert offset == timedelta(hours=3, minutes=30)


def test_lines_are_folded_between_letters() -> None:
    content = written(replace(ARRANGED, place="اتاق جلسات " * 12))
    lines = content.split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    for line in lines:
        line.decode("utf-8")


def test_arranged_again_it_is_the_same_event_and_newer() -> None:
    first, again = event(ARRANGED), event(replace(ARRANGED, again=1, on=date(2026, 12, 3)))
    other = event(replace(ARRANGED, number=2))
    assert first["uid"] == again["uid"] != other["uid"]
    assert (first["sequence"], again["sequence"], other["sequence"]) == (0, 1, 0)
    assert event(ARRANGED, "en")["uid"] == first["uid"]


def test_put_off_without_a_new_time_it_is_not_certain() -> None:
    at = ARRANGED.arranged_at + timedelta(days=3)
    found = event(replace(ARRANGED, put_off=PutOff(at=at, because=Words(fa="", en=""))))
    assert (str(event(ARRANGED)["status"]), str(found["status"])) == ("CONFIRMED", "TENTATIVE")
    assert (found["uid"], found.decoded("dtstamp")) == (event(ARRANGED)["uid"], at)


def test_without_an_hour_it_is_of_the_whole_day_and_says_what_was_said() -> None:
    found = event(replace(ARRANGED, time=None, time_said="بعد از ظهر"))
    assert found.decoded("dtstart") == date(2026, 12, 1)
    assert "ساعت: بعد از ظهر" in str(found["description"])


def test_of_erased_names_it_says_that_they_are() -> None:
    found = event(replace(ARRANGED, people=Words(fa="پاک شده است", en="erased")), "en")
    assert "Who comes: erased" in str(found["description"])

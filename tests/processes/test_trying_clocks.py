"""A timer's FEEL tried without a case: what it gives, what is refused and in which words, and that nothing goes on for ever."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.calendar import NoWorkingTime
from engine.errors import BadInput
from engine.feel import FeelEvaluationError, FeelSyntaxError
from processes.clocks import trying
from processes.clocks.examples import CALENDAR, PLAIN, WAITING, ZONE, Example
from processes.clocks.trying import NAMES, Trial, Tried, try_out

SATURDAY = datetime(2026, 11, 28, 9, tzinfo=ZONE)
HOUR = timedelta(hours=1)


def trial(feel: str, begun: datetime = SATURDAY, **targets: str) -> Trial:
    given = dict.fromkeys(NAMES, targets or {"response": "PT1H", "resolution": "P2D"})
    return Trial(feel=feel, begun=begun, calendar=CALENDAR, zone=ZONE, targets=given)


@pytest.mark.parametrize("one", [*PLAIN, *WAITING], ids=str)
def test_an_example_gives_what_its_timer_does(one: Example) -> None:
    assert try_out(one.trial).due == one.due


def test_what_is_told_beside_the_deadline() -> None:
    evening = SATURDAY.replace(hour=17, minute=30)
    assert try_out(trial('working deadline("PT5H")')) == Tried(
        due=SATURDAY + 6 * HOUR, working=5 * HOUR, counts_from=SATURDAY
    )
    assert try_out(trial('working deadline("PT1H")', evening)) == Tried(
        due=SATURDAY + 24 * HOUR, working=HOUR, counts_from=SATURDAY + 23 * HOUR
    )


@pytest.mark.parametrize(
    ("feel", "due"),
    [
        ('= case deadline("response")', SATURDAY + HOUR),
        ('clock deadline("stated", "response")', SATURDAY + HOUR),
        ('now() + duration("PT3H")', SATURDAY + 3 * HOUR),
        ('date and time("2026-11-28T10:30:00")', SATURDAY + 1.5 * HOUR),
        ('date and time("2020-01-01T09:00:00")', SATURDAY),
        ('if layer deadline("none") = null then working deadline("PT1H") else null', SATURDAY + HOUR),
        ('min(working deadline("P2D"), contract deadline("response"))', SATURDAY + HOUR),
    ],
)
def test_all_of_feel_can_be_tried(feel: str, due: datetime) -> None:
    assert try_out(trial(feel)).due == due


REFUSED = [
    # what is tried, its fault, and a part of what it says in each language
    ('desk deadline("PT2H")', trying.NoSuchFunction, "“working deadline”, “clock", "«desk deadline»"),
    ('Working Deadline("PT2H")', trying.NoSuchFunction, "small letters", "حروف کوچک"),
    ('deadline("PT2H")', trying.NoSuchFunction, "“deadline”", "«deadline»"),
    ('until("PT2H")', FeelSyntaxError, "name of a function", "نام تابعی"),
    ('working deadline("PT2H"', FeelSyntaxError, "column 24", "ستون ۲۴"),
    ("working deadline()", FeelSyntaxError, "working deadline(amount, fraction?) at", "working deadline(amount, fraction?) ان"),
    ("working deadline(“PT2H”)", FeelSyntaxError, "column 18", "ستون ۱۸"),
    ("", FeelSyntaxError, "a value", "یک مقدار"),
    ("PT2H", trying.AsItStands, "“PT2H” is a time", "«PT2H» خودِ زمان"),
    ("R3/PT2H", trying.AsItStands, "without asking a clock", "بی‌آنکه از ساعتی بپرسد"),
    ("working deadline(PT2H)", trying.ReadsACase, "reads “PT2H”", "«PT2H» را می‌خواند"),
    ("working deadline(targets.desk)", trying.ReadsACase, "reads “targets”", "«targets»"),
    ('working deadline("PT2X")', trying.NotAnAmountOfTime, "found “PT2X”", "«PT2X» نوشته شد"),
    ('working deadline("P1W")', trying.NotAnAmountOfTime, "no weeks", "هفته"),
    ('working deadline("P۲D")', trying.NotAnAmountOfTime, "“P۲D”", "«P۲D»"),
    ('working deadline(duration("-PT2H"))', trying.NotAnAmountOfTime, "“-PT2H”", "«-PT2H»"),
    ('layer deadline("reminder")', trying.NoTargetOfThatName, "(“response”, “resolution”)", "(«response»، «resolution»)"),
    ('clock deadline("x", "response")', trying.NoClockOfThatName, "“case”, “layer”", "«x» نوشته شد"),
    ("working deadline(5)", trying.NotAMoment, "gave null", "حاصلش تهی بود"),
    ('working deadline("PT2H", -1)', trying.NotAMoment, "not below zero", "از صفر کمتر نیست"),
    ("1 + 1", trying.NotAMoment, "gave 2.", "«2»"),
    ("{a: [1]}", trying.NotAMoment, "gave {a: [1]}", "«{a: [1]}»"),
    ('date("2026-12-01")', trying.NotAMoment, "2026-12-01", "«2026-12-01»"),
    ('date and time("9999-12-31T23:59:59-12:00")', trying.TooFarAway, "9999", "«9999"),
    ('layer deadline("response", 10 ** 6000)', NoWorkingTime, "within ten years", "تا ده سال"),
    ('working deadline("P3653D")', NoWorkingTime, "Calendar of the examples", "«تقویم نمونه‌ها»"),
    ('for i in 1..21 return working deadline("P9D")', trying.AsksTooOften, "at most 20", "حداکثر ۲۰ بار"),
    ("count(for i in 1..99999 return i)", FeelEvaluationError, "100,000 operations", "۱۰۰٬۰۰۰ عمل"),
]  # fmt: skip


@pytest.mark.parametrize(("feel", "fault", "en", "fa"), REFUSED, ids=[each[0] or "nothing" for each in REFUSED])
def test_what_cannot_be_is_refused_in_words(feel: str, fault: type[BadInput], en: str, fa: str) -> None:
    with pytest.raises(fault) as refused:
        try_out(trial(feel))
    assert type(refused.value) is fault
    assert en in refused.value.message("en")
    assert fa in refused.value.message("fa")


def test_a_clock_without_any_target_says_so() -> None:
    bare = replace(trial('layer deadline("response")'), targets={"layer": {}})
    with pytest.raises(trying.NoTargetOfThatName) as refused:
        try_out(bare)
    assert "(none)" in refused.value.message("en")
    assert "(هیچ)" in refused.value.message("fa")


def test_no_time_is_counted_before_a_calendar_begins() -> None:
    with pytest.raises(trying.BeginsBeforeTheCalendar) as refused:
        try_out(trial('working deadline("PT1H")', datetime(2019, 12, 31, 9, tzinfo=ZONE)))
    assert "from 1 Jan 2020 on" in refused.value.message("en")
    assert "چهارشنبه ۱۱ دی ۱۳۹۸" in refused.value.message("fa")
    assert try_out(trial('working deadline("PT1H")', datetime(2020, 1, 1, 9, tzinfo=ZONE))).working == HOUR


PIECES = st.sampled_from(
    ["working deadline(", "layer deadline(", "clock deadline(", '"PT2H"', '"P2D"', '"response"', '"case"', "0.5", "10 ** 40", "-", "+", ",", ")",
     "now()", "duration(", "date and time(", "if", "then", "else", "null", "for i in 1..50 return", "max(", "[", "]", "x", "today()", "sort("]
)  # fmt: skip


@pytest.mark.slow
@given(st.lists(PIECES, max_size=10).map(" ".join))
@settings(max_examples=400, deadline=None)
def test_whatever_is_tried_gives_a_deadline_or_is_refused(feel: str) -> None:
    with suppress(BadInput):
        assert SATURDAY <= try_out(trial(feel)).due <= SATURDAY + trying.FARTHEST

"""Where a case is, in one sentence: running, waiting, in several hands, late, and however it ended."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from engine.form import Words
from processes import reading
from processes.dates import moment_words
from processes.demo.paths.support import TO_CONTRACTOR
from processes.demo.play import Do, InDays
from processes.whereabouts import Whereabouts, whereabouts, whereabouts_told
from processes.whereabouts.sentence import Doing, Standing, sentence
from tests.processes.build import REJECT, Bench, Case, actor, statements
from tests.processes.support import WITHOUT_CONTRACT, asked

TEHRAN = ZoneInfo("Asia/Tehran")
NOON = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
"""3 Azar 1405, twelve o'clock in Tehran."""


def of(case: Case, person: str = "sarabi") -> Whereabouts:
    """Return where a case is, as a person reads it now."""
    with case.office.store.reading() as unit:
        now = case.office.now(unit.session)
        return whereabouts(unit, case.bench.member(person), [case.row], now=now)[case.instance]


@pytest.mark.parametrize(
    ("moment", "fa", "en"),
    [
        (NOON, "امروز ساعت ۱۲:۰۰", "today at 12:00"),
        (NOON - timedelta(days=1), "دیروز ساعت ۱۲:۰۰", "yesterday at 12:00"),
        (NOON + timedelta(days=1), "فردا ساعت ۱۲:۰۰", "tomorrow at 12:00"),
        (NOON + timedelta(days=3), "جمعه ۶ آذر ساعت ۱۲:۰۰", "Fri 27 Nov at 12:00"),
        (NOON - timedelta(days=400), "دوشنبه ۲۸ مهر ۱۴۰۴ ساعت ۱۲:۰۰", "Mon 20 Oct 2025 at 12:00"),
        (NOON + timedelta(hours=12), "پایان امروز", "the end of today"),
    ],
)
def test_a_moment_is_said_as_people_say_it(moment: datetime, fa: str, en: str) -> None:
    assert moment_words(moment, NOON, TEHRAN) == Words(fa=fa, en=en)


def test_nobody_has_taken_it_yet(bench: Bench) -> None:
    case = bench.at_desk("paraph_letter")
    assert of(case).sentence == Words(
        fa="این درخواست از امروز ساعت ۱۰:۰۵ برای «نامه را پاراف کنید» در نوبت معاون مدیرکل واحد است، هنوز کسی آن را "
        "برنداشته است و باید تا فردا ساعت ۱۰:۰۵ انجام شود.",
        en="This request has been waiting since today at 10:05 for “Initial the letter” (Unit's deputy director-general); "
        "nobody has taken it yet; it is to be done by tomorrow at 10:05.",
    )


def test_it_is_with_somebody_and_to_others_it_is_somebody_s_request(bench: Bench) -> None:
    case = bench.at_desk("create_inbox")
    told = of(case, "karimi").sentence
    assert told.fa == (
        "درخواست \u2068مریم سرابی\u2069 از امروز ساعت ۱۰:۳۵ برای «کارتابل را تولید کنید» نزد حامد باقری "
        "(کارشناس اتوماسیون اداری) است و باید تا امروز ساعت ۱۲:۳۵ انجام شود."
    )
    assert "with Hamed Bagheri (Expert, Office Automation)" in told.en
    assert [words.en for words in of(case).steps[0].ahead] == ["Sign the reply"]


def test_what_waits_for_the_reader_is_said_so(bench: Bench) -> None:
    case = bench.ask()
    assert of(case).sentence.fa.startswith("این درخواست از امروز ساعت ۱۰:۰۰ برای «نامه را تنظیم کنید» نزد شماست")
    assert [step.name.en for step in of(case).yours] == ["Draft the letter"]
    assert of(case, "tehrani").yours == []


def test_time_that_ran_out_is_said(bench: Bench) -> None:
    case = bench.at_desk("paraph_letter")
    case.work("PT9H")
    assert of(case).steps[0].deadline.late
    assert of(case).sentence.fa.endswith("و مهلت آن گذشته است.")


def test_the_reminder_before_a_breach_is_no_lateness(bench: Bench) -> None:
    case = bench.at_desk("create_inbox")
    case.work("PT90M")
    [step] = of(case).steps
    assert not step.deadline.late
    assert step.deadline.until == step.since + timedelta(hours=2)


def test_who_handles_a_breach_has_time_of_his_own_and_both_are_told(bench: Bench) -> None:
    case = bench.at_desk("create_inbox")
    case.work("PT3H")
    late = {step.name.en: step.deadline.late for step in of(case).steps}
    assert late == {"Create the inbox": True, "Handle the breach": False}
    assert "؛ هم‌زمان " in of(case).sentence.fa


def test_of_a_layer_of_support_the_time_around_it_counts(bench: Bench) -> None:
    case = asked(bench, "support_guidance")
    [step] = of(case, "kazemi").steps
    assert step.deadline.until == step.since + timedelta(hours=1)
    case.work("PT2H")
    late = {step.name.en: step.deadline.late for step in of(case, "kazemi").steps}
    assert sorted(late.values()) == [False, True]


def test_what_lapses_says_until_when_there_is_time(bench: Bench) -> None:
    case = bench.at_desk("confirm_result")
    [step] = of(case).steps
    assert step.deadline.lapses == step.since + timedelta(days=2)
    assert "فرصت دارید" in of(case).sentence.fa
    assert "فرصت دارد" in of(case, "bagheri").sentence.fa


def test_a_case_that_waits_for_a_day_says_until_when(bench: Bench) -> None:
    wait = Do("decide_without_contract", {"decision": "wait", "wait_until": InDays(20), "reason": "در دست بستن است."})
    case = asked(bench, "support_bug_fix", TO_CONTRACTOR, wait, **WITHOUT_CONTRACT)
    assert "منتظر می‌ماند («تا تاریخ تعیین‌شده»)" in of(case, "kazemi").sentence.fa
    assert "the end of" in of(case, "kazemi").sentence.en


def test_however_it_ended_it_is_said(bench: Bench) -> None:
    confirmed, lapsed = bench.at_desk("confirm_result"), bench.at_desk("confirm_result")
    confirmed.do("confirm_result", {"decision": "confirm"})
    lapsed.wait(days=3)
    rejected, withdrawn, stopped = (bench.at_desk("paraph_letter") for _ in range(3))
    rejected.do("paraph_letter", REJECT)
    withdrawn.withdraw()
    stopped.office.end(actor("safavi"), stopped.instance, "دو بار ثبت شده است")
    told = [of(case).sentence.en for case in (confirmed, lapsed, rejected, withdrawn, stopped)]
    for words, said in zip(
        told, ["confirmed the result", "by itself", "rejected", "withdrawn", "an administrator"], strict=True
    ):
        assert said in words
    assert [of(case).ending.good for case in (confirmed, rejected, stopped)] == [True, False, False]  # type: ignore[union-attr]  # they ended
    assert stopped.file().reason == (Words(fa="الهام صفوی", en="Elham Safavi"), "دو بار ثبت شده است")


def test_who_ends_a_case_is_on_record_and_all_concerned_are_told(bench: Bench) -> None:
    case = bench.at_desk("create_inbox")
    case.office.end(actor("safavi"), case.instance, "دو بار ثبت شده است")
    assert bench.told("sarabi")[0] == ("ended", "")
    assert bench.told("bagheri")[0] == ("ended", "")
    entry = case.history()[-1]
    assert (entry.kind, entry.who.en, entry.said[0][1].fa) == ("withdraw", "Elham Safavi", "دو بار ثبت شده است")
    assert case.difference is None


def test_who_had_work_is_told_of_a_withdrawal(bench: Bench) -> None:
    case = bench.at_desk("create_inbox")
    case.withdraw()
    assert bench.told("bagheri")[0] == ("withdrawn", "create_inbox")
    assert ("withdrawn", "create_inbox") not in bench.told("sarabi")


def test_who_has_not_signed_in_hears_no_name(bench: Bench) -> None:
    case = bench.at_desk("create_inbox")
    with bench.office.store.reading() as unit:
        told = whereabouts_told(unit, case.row, called=False, now=bench.office.now(unit.session))
    assert "نزد کارشناس دفتر فناوری اطلاعات است" in told.sentence.fa
    assert "باقری" not in str(told)
    assert "سرابی" not in str(told)


def test_many_cases_are_read_with_as_many_statements_as_one(bench: Bench) -> None:
    rows = [bench.at_desk(desk).row for desk in ("paraph_letter", "create_inbox", "confirm_result")]
    who, now = bench.member("karimi"), bench.office.time()
    counts = []
    for some in (rows[:1], rows):
        with statements(bench) as seen, bench.office.store.reading() as unit:
            whereabouts(unit, who, some, now=now)
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_a_task_of_which_nothing_is_known_but_its_name() -> None:
    doing = Doing(name=Words(fa="کار", en="Work"), since=NOON)
    told = sentence(Standing(now=NOON, zone=TEHRAN, doing=[doing]))
    assert told.en == "This request has been waiting since today at 12:00 for “Work”."
    assert sentence(Standing(now=NOON, zone=TEHRAN)).fa == "این درخواست در جریان است."


@pytest.mark.parametrize("desk", ["paraph_letter", "create_inbox", "sign_reply", "confirm_result"])
def test_tray_and_case_tell_the_same_time_of_a_task(bench: Bench, desk: str) -> None:
    case = bench.at_desk(desk)
    for hours in (0, 1, 2, 6, 20, 40):
        case.wait(hours=hours)
        told = {step.task: (step.deadline.until, step.deadline.late) for step in of(case).steps}
        with case.office.store.reading() as unit:
            lines = reading.case_line(unit, bench.member("karimi"), case.row).waiting_for
        now = bench.hands.time
        assert told == {line.task: (line.until, line.until is not None and line.until <= now) for line in lines}

"""The rules about time as the shipped diagrams draw them, each a second before its deadline, at it, and a second after it.

Given a case at some desk, when working time goes by, then who is told and asked; and the history says the same when run again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import update

from engine.calendar import Segment, Week
from engine.clock import Clock
from engine.form import Words
from engine.history.clocks import read_clocks
from processes.amounts import later
from processes.demo.paths.site_builder_access import ORDERED, TRAIN, paths
from processes.demo.paths.support import (
    ACCEPTED,
    ANSWERED,
    GUIDED,
    HANDED,
    NOT_VERIFIED,
    QUESTION,
    SOLVED_BY_CONTRACTOR,
    TRIAGED,
    turn,
)
from processes.demo.paths.support_bug_fix import AGREED, MEETING, WITH_DEVELOPMENT, WITHOUT_DEVELOPMENT
from processes.demo.paths.support_bug_fix import HAND_OVER as TO_COMPANY
from processes.demo.paths.support_guidance import HAND_OVER
from processes.demo.play import Do, InDays, Move
from processes.keeping import calendars as keeping
from processes.keeping.rules import keeper
from processes.tables import DbContract
from processes.whereabouts import Whereabouts, whereabouts
from tests.processes.build import Bench, Case, actor
from tests.processes.calendars.build import closed, save
from tests.processes.support import WITHOUT_CONTRACT, asked, go

AROUND = pytest.mark.parametrize(("second", "over"), [(-1, False), (0, True), (1, True)])
"""A second before a deadline, at it, a second after it; whether it is over then."""
HANDED_OVER = Do("triage", {**TRIAGED, "fixed_by": "contractor", **HANDED})
IT_ASKED = Do("answer_case", {"decision": "question", "contractor_asks_it": "نسخهٔ کارساز چیست؟"})
IT_ANSWERED = Do("answer_contractor", {"decision": "answer", "reply_to_contractor": "نسخهٔ ۵٫۲"})
EXTEND = {"breach_action": "extend", "breach_by": "PT2H", "breach_note": "تا عصر می‌رسد"}
ACCEPT = {"breach_action": "accept", "breach_note": "به‌سبب حجم کار"}


def tehran(day: int, hour: int, minute: int = 0) -> datetime:
    """Return a time of November 2026 in Tehran; the 23rd is a Monday, and Thursday and Friday are off."""
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC) - timedelta(hours=3, minutes=30)


def go_to(case: Case, moment: datetime, second: int = 0) -> None:
    """Let time pass until so many seconds after a moment, and fire what falls due."""
    case.bench.hands.time = moment + timedelta(seconds=second)
    case.office.fire_due()


def clock(case: Case, name: str) -> Clock:
    """Return the only clock of a name that a case has."""
    [found] = [clock for clock in case.state.clocks.values() if clock.name == name]
    return found


def deadline(case: Case, name: str, target: str = "resolution") -> datetime:
    """Return until when a clock of a case has time."""
    running = clock(case, name)
    with case.office.store.reading() as unit:
        digests = case.state.variables["calendars"]
        found = running.deadline(unit.calendar(digests[running.calendar]), target)
    assert found is not None
    return found


def whereabouts_of(case: Case, person: str) -> Whereabouts:
    """Return where a case is, as a person reads it."""
    with case.office.store.reading() as unit:
        return whereabouts(unit, case.bench.member(person), [case.row], now=case.bench.hands.time)[case.instance]


def begun_at(bench: Bench, moment: datetime) -> Bench:
    """Return the office at a moment."""
    bench.hands.time = moment
    return bench


def own_hours(bench: Bench, *, unit: str | None = None, contract: str | None = None) -> None:
    """Let a unit or a contract have the office's hours on Thursdays too."""
    hours, off = (Segment(start=7 * 60 + 30, end=15 * 60 + 30),), ()
    week = Week(since=date(2020, 1, 1), days=(hours, hours, hours, hours, off, hours, hours))
    calendar = replace(bench.calendar, key="thursdays", name_fa="با پنجشنبه", name_en="With Thursdays", weeks=(week,))
    with bench.office.store.writing() as opened:
        by = keeper(bench.member("safavi"), bench.office.time())
        keeping.add_calendar(opened, by, calendar, reason="کشیک")
        if unit is not None:
            keeping.give_calendar(opened.session, by, unit, calendar.key)
        if contract is not None:
            opened.session.execute(
                update(DbContract).where(DbContract.number == contract).values(calendar=calendar.key)
            )


# -- R3: the stated time, in working hours from the order on


@AROUND
def test_r3_the_lower_bound_reminds_and_the_upper_is_a_breach(bench: Bench, second: int, over: bool) -> None:
    """R3: given work ordered shortly before the office closes, then its two hours go on the next morning."""
    case = begun_at(bench, tehran(23, 14, 30)).at_desk("create_inbox")
    assert case.task("create_inbox").opened_at == tehran(23, 15, 5)
    go_to(case, tehran(24, 8, 5), second)
    assert (bench.told("bagheri") == [("reminder", "expert_reminded")]) is over
    go_to(case, tehran(24, 9, 5), second)
    assert ("handle_breach" in case.open) is over
    assert (bench.told("shams") == [("breach", "breach_told")]) is over
    assert case.difference is None


def test_r3_it_counts_from_the_order_and_not_from_when_the_expert_takes_it(bench: Bench) -> None:
    """R3: given work that lay in its role for an hour, when somebody takes it, then it is due as it was."""
    case = bench.at_desk("create_inbox")
    due = deadline(case, "stated")
    bench.office.release(actor("bagheri"), case.instance, case.task("create_inbox").id)
    bench.hands.time += timedelta(hours=1)
    bench.office.claim(actor("ziaei"), case.instance, case.task("create_inbox").id)
    assert deadline(case, "stated") == due == case.task("create_inbox").opened_at + timedelta(hours=2)


def test_r3_more_time_moves_the_deadline_and_the_breach_may_come_again(bench: Bench) -> None:
    """R3: given a breach, when two hours more are given, then the work is late no longer, until they are over too."""
    case = bench.at_desk("create_inbox")
    opened = case.task("create_inbox").opened_at
    go_to(case, opened + timedelta(hours=2))
    assert whereabouts_of(case, "bagheri").steps[0].deadline.late
    case.do("handle_breach", EXTEND)
    [step] = whereabouts_of(case, "bagheri").steps
    assert (step.deadline.late, step.deadline.until) == (False, opened + timedelta(hours=4))
    assert [line.until for line in bench.tray("bagheri").mine] == [opened + timedelta(hours=4)]
    go_to(case, opened + timedelta(hours=4), -1)
    assert case.open == ["create_inbox"]
    go_to(case, opened + timedelta(hours=4))
    assert case.open == ["create_inbox", "handle_breach"]
    assert whereabouts_of(case, "bagheri").steps[0].deadline.late
    assert case.difference is None


def test_r3_a_delay_that_is_accepted_stays_a_delay(bench: Bench) -> None:
    """R3: given a breach, when it is accepted with a reason, then nothing is moved."""
    case = bench.at_desk("create_inbox")
    case.work("PT2H")
    case.do("handle_breach", ACCEPT)
    assert whereabouts_of(case, "bagheri").steps[0].deadline.late
    case.work("P2D")
    assert case.open == ["create_inbox"]


def test_r3_more_time_needs_to_be_said_how_much_and_why(bench: Bench) -> None:
    case = bench.at_desk("create_inbox")
    case.work("PT2H")
    sheet = case.office.task_sheet(case.instance, case.task("handle_breach").id)
    assert sheet is not None
    assert [fault.path for fault in sheet.validate({"breach_action": ["extend"]}).faults] == [
        "breach_by",
        "breach_note",
    ]


@AROUND
def test_r3_both_works_for_a_site_expert_have_one_clock(bench: Bench, second: int, over: bool) -> None:
    """R3: given the training sent, then the accesses still have what is left of the same two hours."""
    case = bench.begun(next(path for path in paths() if path.name == "plain"), ORDERED)
    opened = case.task("give_access").opened_at
    bench.hands.time += timedelta(minutes=90)
    go(case, TRAIN)
    go_to(case, opened + timedelta(hours=2), second)
    assert ("handle_breach" in case.open) is over
    assert case.open[0] == "give_access"


# -- R6 and R12: each layer has its own clock, the case's runs on


@AROUND
def test_r6_r12_a_handover_starts_the_next_layer_s_clock_afresh(bench: Bench, second: int, over: bool) -> None:
    """R6, R12: given a unit that handed over after fifty minutes, then the IT office has its whole hour, and the case its own."""
    case = asked(bench, "support_guidance")
    began, whole = bench.hands.time, deadline(case, "case")
    go_to(case, began + timedelta(minutes=50))
    go(case, HAND_OVER)
    handed = bench.hands.time
    assert (clock(case, "layer").since, clock(case, "case").since) == (handed, began)
    go_to(case, handed + timedelta(hours=1), second)
    assert ("handle_it_breach" in case.open) is over
    assert "handle_unit_breach" not in case.open
    assert deadline(case, "case") == whole == began + timedelta(days=7)  # five working days
    first, second_layer = [kept for kept in read_clocks(case.records) if kept.clock.name == "layer"]
    assert (first.stopped_at, second_layer.stopped_at) == (handed, None)


@AROUND
def test_r6_half_of_its_time_reminds_a_layer_and_the_whole_is_a_breach(bench: Bench, second: int, over: bool) -> None:
    case = asked(bench, "support_guidance")
    began = bench.hands.time
    go_to(case, began + timedelta(minutes=30), second)
    assert ([kind for kind, _ in bench.told("akbari")] == ["reminder"]) is over
    go_to(case, began + timedelta(hours=1), second)
    assert ("handle_unit_breach" in case.open) is over


def test_r6_a_unit_with_hours_of_its_own_is_measured_by_them(bench: Bench) -> None:
    """R6: given a unit that works on Thursdays too, then its layer counts on Thursday, and the office's does not."""
    own_hours(bench, unit="roads")
    case = asked(begun_at(bench, tehran(26, 9)), "support_guidance")
    assert deadline(case, "layer") == tehran(26, 10)
    go(case, HAND_OVER)
    assert deadline(case, "layer") == tehran(28, 8, 30)


# -- R7: the contract's targets, in its own service hours


@AROUND
def test_r7_response_and_resolution_of_the_contract(bench: Bench, second: int, over: bool) -> None:
    """R7: given a fault of medium severity, then four hours to respond and forty to resolve, three quarters remind."""
    case = asked(bench, "support_bug_fix", HANDED_OVER)
    handed = bench.hands.time
    go_to(case, handed + timedelta(hours=4), second)
    assert ([kind for kind, _ in bench.told("karimi")] == ["breach"]) is over
    go(case, ACCEPTED)
    three_quarters, whole = (later(bench.calendar, handed, amount) for amount in ("PT30H", "PT40H"))
    assert whole == handed + timedelta(days=7)
    go_to(case, three_quarters, second)
    assert ([kind for kind, _ in bench.told("ziaei")] == ["reminder"]) is over
    go_to(case, whole, second)
    assert ("handle_contractor_breach" in case.open) is over
    assert case.difference is None


def test_r7_more_time_for_the_contractor_is_for_the_resolution_only(bench: Bench) -> None:
    case = asked(bench, "support_bug_fix", HANDED_OVER)
    response, whole = (deadline(case, "contract", target) for target in ("response", "resolution"))
    go(case, ACCEPTED)
    go_to(case, whole)
    case.do("handle_contractor_breach", {**EXTEND, "breach_by": "P1D"})
    assert deadline(case, "contract", "response") == response
    go_to(case, whole + timedelta(days=1), -1)
    assert case.open == ["answer_case"]
    go_to(case, whole + timedelta(days=1))
    assert case.open == ["answer_case", "handle_contractor_breach"]


def test_r7_a_contract_with_service_hours_of_its_own_counts_by_them(bench: Bench) -> None:
    """R7: given a contract that is served on Thursdays too, then its clock runs on Thursday."""
    own_hours(bench, contract="۱۴۰۵/ق/۲۱")
    case = asked(begun_at(bench, tehran(25, 14, 0)), "support_bug_fix", HANDED_OVER)
    assert clock(case, "contract").calendar == "thursdays"
    assert deadline(case, "contract", "response") == tehran(26, 10, 5)


def test_r7_without_a_contract_nothing_is_timed_against_one(bench: Bench) -> None:
    case = asked(bench, "support_bug_fix", HANDED_OVER, **WITHOUT_CONTRACT)
    assert case.open == ["decide_without_contract"]
    assert "contract" not in {clock.name for clock in case.state.clocks.values()}


def test_r7_work_that_was_not_accepted_has_the_contract_s_time_again(bench: Bench) -> None:
    case = asked(bench, "support_bug_fix", HANDED_OVER, ACCEPTED, SOLVED_BY_CONTRACTOR)
    bench.hands.time += timedelta(hours=1)
    go(case, NOT_VERIFIED)
    assert clock(case, "contract").since == bench.hands.time


# -- R8: a meeting or development, by a recorded decision


def it_solves(envelope: str) -> Do:
    """Return the triage of a fault that the IT office solves."""
    return Do("triage", {**TRIAGED, "envelope": envelope, "fixed_by": "it"})


@AROUND
def test_r8_the_agreed_date_is_the_case_s_target_and_the_layer_s(bench: Bench, second: int, over: bool) -> None:
    """R8: given a date agreed after a meeting, then the case and the layer have until its last working minute."""
    case = asked(bench, "support_bug_fix", it_solves("meeting"), MEETING)
    go(case, Do("record_minutes", {**WITHOUT_DEVELOPMENT.values, "meeting_due": InDays(15)}))
    ends = tehran(23, 15, 30) + timedelta(days=15)
    assert deadline(case, "case") == deadline(case, "layer") == ends
    go_to(case, ends, second)
    assert ("handle_it_breach" in case.open) is over
    assert case.difference is None


def test_r8_a_meeting_beyond_the_envelope_moves_the_case_s_target_at_once(bench: Bench) -> None:
    """R8: given a meeting in two weeks, then the case is not late before its minutes are."""
    case = asked(bench, "support_bug_fix", it_solves("meeting"))
    before = deadline(case, "case")
    go(case, Do("arrange_meeting", {**MEETING.values, "meeting_date": InDays(14)}))
    assert deadline(case, "case") > before + timedelta(days=8)
    assert deadline(case, "layer") == deadline(case, "case")
    near = asked(bench, "support_bug_fix", it_solves("meeting"))
    before = deadline(near, "case")
    go(near, Do("arrange_meeting", {**MEETING.values, "meeting_date": InDays(1)}))
    assert deadline(near, "case") == before


@AROUND
def test_r8_minutes_are_missed_three_days_after_the_meeting(bench: Bench, second: int, over: bool) -> None:
    case = asked(bench, "support_bug_fix", it_solves("meeting"))
    go(
        case, Do("arrange_meeting", {**MEETING.values, "meeting_date": InDays(2)})
    )  # a Wednesday; the third day after is a Saturday
    go_to(case, tehran(28, 15, 30), second)
    assert (("delay", "record_minutes_delay_told") in bench.told("shams")) is over


def test_r8_development_counts_by_the_contract_where_that_is_agreed(bench: Bench) -> None:
    """R8: given the contract's target for development, then so many working days from when it was to be agreed."""
    case = asked(bench, "support_bug_fix", it_solves("development"))
    due = later(bench.calendar, bench.hands.time, "P20D")
    go(case, Do("agree_date", {"development_basis": "contract", "development_note": "بایگانی گروهی"}))
    assert deadline(case, "case") == deadline(case, "layer") == due


def test_r8_what_the_contract_does_not_promise_is_agreed_each_time(bench: Bench) -> None:
    case = asked(bench, "support_bug_fix", it_solves("development"), system="site_builder", part="site_news")
    sheet = case.office.task_sheet(case.instance, case.task("agree_date").id)
    assert sheet is not None
    said = {"development_basis": ["contract"], "development_note": ["فرم تازه"]}
    assert [fault.path for fault in sheet.validate(said).faults] == ["development_basis"]


def test_r8_development_after_a_meeting_has_its_own_date(bench: Bench) -> None:
    case = asked(bench, "support_bug_fix", it_solves("meeting"), MEETING, WITH_DEVELOPMENT)
    assert case.open == ["agree_date"]
    go(case, AGREED)
    assert clock(case, "case").targets["resolution"].until is not None
    assert deadline(case, "layer") == deadline(case, "case")


# -- R11: clocks stand still while a case waits


@AROUND
def test_r11_a_question_stops_the_case_and_the_layer_until_its_answer(bench: Bench, second: int, over: bool) -> None:
    """R11: given a question after half an hour that is answered two days later, then half an hour is left."""
    case = asked(bench, "support_guidance")
    began, whole = bench.hands.time, deadline(case, "case")
    bench.hands.time = began + timedelta(minutes=25)
    go(case, Do("guide_in_unit", QUESTION))
    paused = {each.name: each.pauses[-1].by for each in case.state.clocks.values() if each.paused}
    assert paused == {"case": "question_path/answer_question", "layer": "question_path/answer_question"}
    go_to(case, began + timedelta(days=2, minutes=25))
    go(case, ANSWERED)
    assert bench.hands.time == began + timedelta(days=2, minutes=30)
    assert deadline(case, "case") == whole + timedelta(days=2)
    go_to(case, began + timedelta(days=2, hours=1), second)
    assert ("handle_unit_breach" in case.open) is over
    assert case.difference is None


def test_r11_while_a_clock_stands_still_a_task_has_no_deadline_and_it_is_said_why(bench: Bench) -> None:
    case = asked(bench, "support_guidance", Do("guide_in_unit", QUESTION))
    assert [line.until for line in bench.tray("kazemi").mine] == [None]
    assert "؛ زمان تا پاسخ شما متوقف است." in whereabouts_of(case, "kazemi").sentence.fa
    told = whereabouts_of(case, "akbari")
    assert told.still == Words(
        fa="زمان تا پاسخ متقاضی متوقف است", en="the clock stands still until the requester answers"
    )
    go(case, ANSWERED)
    assert whereabouts_of(case, "akbari").still is None
    assert whereabouts_of(case, "akbari").steps[0].deadline.until is not None


@AROUND
def test_r11_the_contractor_s_clock_waits_for_the_it_office_and_the_case_s_does_not(
    bench: Bench, second: int, over: bool
) -> None:
    """R11: given a question to the IT office that lies there for a working day, then the contractor has that day more."""
    case = asked(bench, "support_bug_fix", HANDED_OVER, ACCEPTED)
    whole, of_case = deadline(case, "contract"), deadline(case, "case")
    go(case, IT_ASKED)
    assert [each.name for each in case.state.clocks.values() if each.paused] == ["contract"]
    assert clock(case, "contract").pauses[-1].by == "contractor_path/answer_contractor"
    assert "the contractor's clock stands still" in whereabouts_of(case, "ziaei").sentence.en
    asked_at = bench.hands.time
    bench.hands.time = asked_at + timedelta(days=1) - timedelta(minutes=5)
    go(case, IT_ANSWERED)
    assert (deadline(case, "contract"), deadline(case, "case")) == (whole + timedelta(days=1), of_case)
    go_to(case, whole + timedelta(days=1), second)
    assert ("handle_contractor_breach" in case.open) is over


def test_r11_a_letter_that_came_back_stops_the_case(bench: Bench) -> None:
    case = bench.at_desk("paraph_letter")
    assert not clock(case, "case").paused
    case.do("paraph_letter", {"decision": "return", "reason": "روشن نیست"})
    assert clock(case, "case").pauses[-1].by == "letter_path/correct_letter"


# -- R13: closing


@AROUND
def test_r13_it_closes_by_itself_after_two_working_days(bench: Bench, second: int, over: bool) -> None:
    """R13: given a result presented on a Wednesday, then a reminder on Saturday, and on Sunday it is closed."""
    case = asked(begun_at(bench, tehran(25, 11)), "support_guidance", GUIDED)
    presented = bench.hands.time
    assert presented == tehran(25, 11, 5)
    go_to(case, tehran(28, 11, 5), second)
    assert (("reminder", "support_reminded") in bench.told("kazemi")) is over
    go_to(case, tehran(29, 11, 5), second)
    assert (case.row.closing == "lapsed") is over
    assert case.difference is None


# -- histories run again


def test_pauses_handovers_a_changed_target_an_extension_and_a_corrected_calendar_replay_equal(bench: Bench) -> None:
    case = asked(bench, "support_guidance", Do("guide_in_unit", QUESTION))
    case.work("P1D")
    moves: Sequence[Move] = [
        ANSWERED, HAND_OVER, turn("guide_in_it", "support_bug_fix"),
        it_solves("meeting"), Do("arrange_meeting", {**MEETING.values, "meeting_date": InDays(3)}),
        Do("record_minutes", {**WITHOUT_DEVELOPMENT.values, "meeting_due": InDays(6)}),
    ]  # fmt: skip
    go(case, *moves)
    due = deadline(case, "layer")
    save(bench, closed(due.date()))
    bench.office.correct_calendars()
    assert deadline(case, "layer") < due  # the day itself is off now: the last working minute is the day before
    go_to(case, due)
    assert "handle_it_breach" in case.open
    case.do("handle_it_breach", EXTEND)
    go(case, TO_COMPANY, ACCEPTED, IT_ASKED)
    case.work("PT3H")
    go(case, IT_ANSWERED, SOLVED_BY_CONTRACTOR)
    assert case.difference is None
    kept = {each.clock.id: each.clock for each in read_clocks(case.records) if each.stopped_at is None}
    assert kept == dict(case.state.clocks)
    assert {"clock_started", "clock_paused", "clock_resumed", "clock_changed", "clock_stopped"} <= {
        happening["what"] for record in case.records for happening in record.derived
    }


def test_a_closure_announced_this_morning_moves_what_is_open(bench: Bench) -> None:
    """R3: given a desk with eight hours, when the next day is closed, then it has until the day after."""
    case = bench.at_desk("paraph_letter")
    [before] = bench.tray("moradi").of_my_roles
    save(bench, closed(date(2026, 11, 24)))
    bench.office.correct_calendars()
    [after] = bench.tray("moradi").of_my_roles
    assert (before.until, after.until) == (tehran(24, 10, 5), tehran(25, 10, 5))
    go_to(case, tehran(24, 10, 5))
    assert bench.told("tehrani") == []
    go_to(case, tehran(25, 10, 5))
    assert bench.told("tehrani") == [("delay", "paraph_letter_delay_told")]
    assert case.difference is None

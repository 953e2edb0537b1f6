"""Closing (R13): the requester confirms, or reopens with a reason, or the case closes by itself after two working days."""

from __future__ import annotations

import pytest

from processes.demo.paths.inbox import REOPEN
from tests.processes.build import Bench, Case, actor

CONFIRMED = {"decision": "confirm"}


@pytest.fixture
def answered(bench: Bench) -> Case:
    """A case whose reply is signed: it waits for its requester."""
    return bench.at_desk("confirm_result")


def faults(case: Case, **typed: str) -> list[str]:
    """Return the fields of the confirmation that are at fault."""
    sheet = case.office.task_sheet(case.instance, case.task("confirm_result").id)
    assert sheet is not None
    return [fault.path for fault in sheet.validate({name: [text] for name, text in typed.items()}).faults]


def test_r13_what_the_requester_confirms_is_closed_as_confirmed(answered: Case) -> None:
    """R13: given a signed reply, when the requester confirms, then the case is closed and says by whom."""
    answered.do("confirm_result", CONFIRMED)
    assert (answered.row.outcome, answered.row.closing) == ("request_closed", "confirmed")
    assert answered.file().line.closing == "confirmed"
    said = {label.en: value.en for label, value in answered.history()[-1].said}
    assert said["Your answer"] == "I confirm; close the request"
    assert answered.difference is None


def test_r13_the_requester_sees_what_was_done(answered: Case) -> None:
    """R13: given the expert's record of what was granted, then it stands on the confirmation, to read only."""
    sheet = answered.office.task_sheet(answered.instance, answered.task("confirm_result").id)
    assert sheet is not None
    assert sheet.variables["result"] == "مکاتبات: انجام کار\nبایگانی: مشاهده"
    assert faults(answered, decision="confirm", result="چیز دیگر") == ["result"]


def test_r13_reopening_needs_a_reason_and_goes_back_to_the_expert_who_is_told(answered: Case, bench: Bench) -> None:
    """R13: given a result that is not right, when it is reopened with a reason, then who did it has it again."""
    assert faults(answered, decision="reopen") == ["reason"]
    answered.do("confirm_result", REOPEN.values)
    assert answered.open == ["create_inbox"]
    assert answered.task("create_inbox").assignee == "bagheri"
    assert ("reopened", "worker_told") in bench.told("bagheri")
    assert answered.state.variables["reason"] == REOPEN.values["reason"]
    assert answered.row.closing is None
    assert answered.difference is None


def test_r13_a_reopened_inbox_is_answered_by_a_second_reply(answered: Case) -> None:
    """R13: given a reopened case, when it was done and signed again, then the second reply refers to the same letter."""
    answered.do("confirm_result", REOPEN.values)
    answered.go_on("create_inbox")
    answered.do("sign_reply", {"decision": "sign", "reply_body": "اصلاح شد"})
    asked, first, second = answered.letters
    assert (first.number, second.number) == ("1405/100/1", "1405/100/2")
    assert second.in_reply_to is not None
    assert second.in_reply_to.number == asked.number
    assert answered.open == ["confirm_result"]


def test_r3_the_reopened_work_has_the_stated_time_again(answered: Case, bench: Bench) -> None:
    """R3: given a reopened case, when the upper bound passes anew, then it is a breach."""
    answered.do("confirm_result", REOPEN.values)
    answered.work("PT2H")
    assert answered.open == ["create_inbox", "handle_breach"]


def test_r13_without_a_word_it_closes_by_itself_after_two_days_and_a_reminder(answered: Case, bench: Bench) -> None:
    """R13: given a requester who says nothing, then a reminder after one day, and after the second it is closed."""
    answered.work("PT7H59M")
    assert bench.told("sarabi") == [("reply", "reply_sent")]
    answered.work("PT1M")
    assert bench.told("sarabi")[0] == ("reminder", "reminded")
    assert answered.open == ["confirm_result"]
    answered.work("P1D")
    assert (answered.state.status, answered.row.outcome, answered.row.closing) == (
        "completed", "request_closed", "lapsed",
    )  # fmt: skip
    assert bench.told("sarabi")[0] == ("closed", "closed_by_itself")
    assert answered.difference is None


def test_r13_a_colleague_answers_where_the_requester_put_it_back(answered: Case) -> None:
    """R13: given a requester who is away, when the task is put back, then an expert of the unit may confirm."""
    task = answered.task("confirm_result").id
    answered.office.release(actor("sarabi"), answered.instance, task)
    answered.office.claim(actor("akbari"), answered.instance, task)
    answered.do("confirm_result", CONFIRMED)
    assert answered.row.closing == "confirmed"
    assert answered.records[-1].body["actor"]["id"] == "akbari"


def test_r13_no_question_of_satisfaction_is_asked_of_an_inbox(answered: Case) -> None:
    """R13: the question of satisfaction is support's."""
    assert faults(answered, decision="confirm", satisfaction="satisfied") == ["satisfaction"]


def test_a_rejected_and_a_withdrawn_case_were_not_closed_so(bench: Bench) -> None:
    case = bench.at_desk("confirm_result")
    case.withdraw()
    assert (case.row.outcome, case.row.closing) == ("withdrawn", None)

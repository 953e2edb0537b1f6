"""The inbox service from request to close: what each desk's decision leads to (R1, R2, R10)."""

from __future__ import annotations

import pytest

from engine.completion.step import CaseEnded
from engine.engine import TaskTaken
from processes.demo.paths.inbox import REPLY
from processes.demo.paths.office_automation_inbox import INBOX
from tests.processes.build import ALL_MOVES, DESKS, REJECT, RETURN, Bench, actor, correction, letter

NEXT = dict(zip(["draft_letter", *DESKS], [*DESKS, "sign_reply"], strict=True))


def test_a_request_begins_with_its_draft_in_the_hands_of_who_asked(bench: Bench) -> None:
    case = bench.ask()
    assert case.open == ["draft_letter"]
    assert case.task("draft_letter").assignee == "sarabi"
    assert (case.row.requester_id, case.row.unit_id, case.row.outcome) == ("sarabi", "roads", None)


@pytest.mark.parametrize("desk", NEXT)
def test_each_desk_lets_the_letter_go_on(bench: Bench, desk: str) -> None:
    moves = ALL_MOVES[: 1 + list(NEXT).index(desk)]
    assert bench.asked(*moves).open == [NEXT[desk]]


@pytest.mark.parametrize("desk", DESKS)
def test_each_desk_may_return_the_letter_which_then_starts_again_with_the_initials(bench: Bench, desk: str) -> None:
    case = bench.at_desk(desk)
    case.do(desk, RETURN)
    assert case.open == ["correct_letter"]
    assert case.state.variables["reason"] == RETURN["reason"]
    case.do("correct_letter", INBOX.correct.values)
    assert case.open == ["paraph_letter"]


def test_a_correction_corrects_the_request_and_the_history_keeps_what_was_asked_first(bench: Bench) -> None:
    case = bench.ask(person_number="1111")
    case.do("draft_letter", letter())
    case.do("paraph_letter", RETURN)
    case.do("correct_letter", correction(person_number="2222", position="بایگان", **{"accesses.0.part": "meetings"}))
    file = case.file()
    now, first = [{label.en: value.fa for label, value in said} for said in (file.data, case.history()[0].said)]
    assert (now["Personnel number"], now["Organisational position"]) == ("۲۲۲۲", "بایگان")
    assert (now["Accesses"].split("،")[0], first["Accesses"].split("،")[0]) == ("جلسات", "مکاتبات")
    assert first["Personnel number"] == "۱۱۱۱"
    assert case.difference is None


def test_the_data_of_a_case_stand_in_the_words_of_the_form_in_which_they_were_given(bench: Bench) -> None:
    case = bench.at_desk("order_creation")
    case.do("order_creation", RETURN)
    labels = {label.en for label, _ in case.file().data}
    assert "Reason" in labels
    assert "What is not right?" not in labels


@pytest.mark.parametrize("desk", DESKS)
def test_each_desk_may_reject_and_the_requester_is_told(bench: Bench, desk: str) -> None:
    case = bench.at_desk(desk)
    case.do(desk, REJECT)
    outcome = "request_rejected_by_expert" if desk == "create_inbox" else "request_rejected"
    assert (case.state.status, case.open, case.row.outcome) == ("completed", [], outcome)
    assert case.row.ended_at == bench.hands.time
    assert bench.told("sarabi") == [("rejection", outcome)]
    assert case.difference is None


def test_the_signed_reply_is_told_to_the_requester_who_confirms(bench: Bench) -> None:
    case = bench.at_desk("confirm_result")
    assert bench.told("sarabi") == [("reply", "reply_sent")]
    case.do("confirm_result", {"decision": "confirm"})
    assert (case.state.status, case.row.outcome, case.row.closing) == ("completed", "request_closed", "confirmed")
    assert case.difference is None


def test_the_director_may_send_the_work_back_to_the_expert(bench: Bench) -> None:
    case = bench.at_desk("sign_reply")
    case.do("sign_reply", {"decision": "rework", "reason": "بایگانی از قلم افتاده است"})
    assert case.open == ["create_inbox"]
    assert case.task("create_inbox").assignee == "bagheri"
    case.go_on("create_inbox")
    case.do("sign_reply", REPLY.values)
    assert case.open == ["confirm_result"]


def test_work_that_is_sent_back_goes_to_who_did_it(bench: Bench) -> None:
    case = bench.at_desk("create_inbox")
    task = case.task("create_inbox").id
    case.office.release(actor("bagheri"), case.instance, task)
    case.office.claim(actor("ziaei"), case.instance, task)
    case.go_on("create_inbox")
    case.do("sign_reply", {"decision": "rework", "reason": "بایگانی از قلم افتاده است"})
    assert case.task("create_inbox").assignee == "ziaei"
    assert case.difference is None


@pytest.mark.parametrize("desk", ["draft_letter", *DESKS, "sign_reply", "confirm_result"])
def test_the_requester_may_withdraw_wherever_the_case_stands(bench: Bench, desk: str) -> None:
    case = bench.ask() if desk == "draft_letter" else bench.at_desk(desk)
    assert case.file().can_withdraw
    case.withdraw()
    assert (case.open, case.row.outcome) == ([], "withdrawn")
    assert case.state.jobs == {}
    assert not case.file().can_withdraw
    assert case.difference is None


def test_it_may_be_withdrawn_while_a_delay_is_being_handled(bench: Bench) -> None:
    case = bench.at_desk("create_inbox")
    case.work("PT2H")
    assert case.open == ["create_inbox", "handle_breach"]
    case.withdraw()
    assert (case.open, case.row.outcome) == ([], "withdrawn")
    assert bench.tray("shams").of_my_roles == []


def test_after_its_end_nothing_can_be_done(bench: Bench) -> None:
    case = bench.at_desk("paraph_letter")
    task = case.task("paraph_letter")
    values = case.valid(task, RETURN)
    case.withdraw()
    with pytest.raises(CaseEnded):
        case.office.complete(actor("moradi"), case.instance, task.id, values)
    with pytest.raises(CaseEnded):
        case.withdraw()
    assert case.difference is None


def test_who_is_second_is_told_by_whom_and_when_and_nothing_of_his_is_used(bench: Bench) -> None:
    case = bench.at_desk("refer_to_admin")
    task, first = case.task("refer_to_admin"), bench.hands.time
    values = case.valid(task, REJECT)
    case.go_on("refer_to_admin")
    with pytest.raises(TaskTaken) as taken:
        case.office.complete(actor("hosseini"), case.instance, task.id, values)
    assert taken.value.facts["by"] == "hosseini"
    assert taken.value.facts["at"] > first.isoformat()
    assert case.open == ["approve_admin"]
    assert case.records[-1].refused

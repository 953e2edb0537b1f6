"""The two inbox services (R1, R2, R3, R10): what belongs to one of them, and what the expert records."""

from __future__ import annotations

import pytest

from engine.form import FieldFault
from processes.demo.paths.inbox import RETURN
from processes.demo.paths.office_automation_inbox import INBOX
from processes.demo.paths.sajad_inbox import INBOX as SAJAD
from tests.processes.build import Bench, Case, raw


@pytest.fixture
def sajad(bench: Bench) -> Case:
    """An inbox in SAJAD that was asked for."""
    return bench.ask(inbox=SAJAD)


def play(case: Case, *elements: str) -> None:
    """Let these desks of SAJAD's path do their work."""
    moves = {move.element: move.values for move in (SAJAD.draft, *SAJAD.on)}
    for element in elements:
        case.do(element, moves[element])


def faults(case: Case, element: str, **changed: str) -> list[FieldFault]:
    """Return what is at fault in the creation with these values."""
    sheet = case.office.task_sheet(case.instance, case.task(element).id)
    assert sheet is not None
    values = {**INBOX.create.values, "created_on": sheet.on.isoformat(), **changed}
    return list(sheet.validate(raw({key: str(value) for key, value in values.items()})).faults)


def offered(bench: Bench, service: str, key: str) -> list[str]:
    """Return the choices under a key that a service's request offers."""
    return [option.value for option in bench.office.request_sheet("sarabi", service).options[key]]


def test_r1_parts_and_levels_are_those_of_the_system(bench: Bench) -> None:
    """R1: given two systems, then each request offers the parts and the levels of access of its own."""
    assert offered(bench, "office_automation_inbox", "access_levels") == ["view", "work", "manage"]
    assert offered(bench, "sajad_inbox", "access_levels") == ["view", "register", "approve", "manage"]
    assert "archive" in offered(bench, "office_automation_inbox", "system_parts")
    assert set(offered(bench, "sajad_inbox", "system_parts")) == {
        "sajad_training", "sajad_evaluation", "sajad_welfare", "sajad_reports",
    }  # fmt: skip


def test_r2_sajad_goes_to_its_own_expert(sajad: Case) -> None:
    """R2: given an inbox in SAJAD, when it was referred to the IT office, then SAJAD's expert is filled in."""
    play(sajad, "draft_letter", *(move.element for move in SAJAD.on[:-1]))
    assert sajad.task("create_inbox").assignee == "ghanbari"
    assert sajad.letters[0].subject == "درخواست کارتابل سامانهٔ سجاد"
    assert sajad.difference is None


def test_r1_a_correction_for_sajad_asks_for_the_national_id_again_and_no_other_does(sajad: Case, bench: Bench) -> None:
    """R1: given a returned letter, then what its own request asked is corrected: the national id in SAJAD only."""
    other = bench.at_desk("paraph_letter")
    play(sajad, "draft_letter")
    for case, inbox, wanted in ((sajad, SAJAD, ["national_id"]), (other, INBOX, [])):
        case.do("paraph_letter", RETURN)
        sheet = case.office.task_sheet(case.instance, case.task("correct_letter").id)
        assert sheet is not None
        typed = {**inbox.correct.values, "national_id": ""}
        posted = raw({key: str(value) for key, value in typed.items() if key != "national_id" or wanted})
        assert [fault.path for fault in sheet.validate(posted).faults] == wanted
        case.do("correct_letter", inbox.correct.values)
        assert case.open == ["paraph_letter"]


def test_r2_after_the_order_the_expert_s_return_begins_with_the_correction(bench: Bench) -> None:
    """R2: given ordered work, when the expert returns it, then it is corrected, passes every desk again, and is ordered anew."""
    case = bench.at_desk("create_inbox")
    case.do("create_inbox", RETURN)
    assert case.open == ["correct_letter"]
    case.do("correct_letter", INBOX.correct.values)
    assert case.open == ["paraph_letter"]
    case.go_on(*(move.element for move in INBOX.on[:-1]))
    assert case.open == ["create_inbox"]
    assert [(letter.revision, letter.number) for letter in case.letters] == [(1, "1405/120/1"), (2, "1405/120/2")]


def test_r1_a_letter_that_came_signed_goes_to_hr_at_once(bench: Bench) -> None:
    """R1: given a letter that came on paper, when it is registered, then nobody initials or signs it here."""
    path = INBOX.registered()
    case = bench.begun(path, path.moves[:1])
    assert case.open == ["refer_to_admin"]
    [letter] = case.letters
    assert (letter.number, letter.signed_by, letter.registered_by) == ("۱۲۰/۴۷۱۱", None, "sarabi")
    for move in path.moves[1:]:
        case.make(move)
    assert case.letters[-1].in_reply_to is not None
    assert case.letters[-1].in_reply_to.number == "۱۲۰/۴۷۱۱"
    assert case.difference is None


def test_r2_what_was_created_was_not_created_in_the_future(bench: Bench) -> None:
    """R2: given the expert's record, when its day lies in the future, then the form says so."""
    case = bench.at_desk("create_inbox")
    assert faults(case, "create_inbox") == []
    [fault] = faults(case, "create_inbox", created_on="2026-11-24")
    assert (fault.path, fault.en) == (
        "created_on",
        "The inbox cannot have been created in the future; write today or an earlier day.",
    )


def test_r2_how_the_credentials_were_handed_over_is_on_record_and_never_what(bench: Bench) -> None:
    """R2: given a created inbox, then it is recorded how the credentials reached the person; no field asks for them."""
    case = bench.at_desk("create_inbox")
    assert [fault.path for fault in faults(case, "create_inbox", credentials_handed="")] == ["credentials_handed"]
    case.do("create_inbox", INBOX.create.values)
    assert case.state.variables["credentials_handed"] == "sms"
    sheet = case.office.task_sheet(case.instance, case.task("sign_reply").id)
    assert sheet is not None
    assert not any("password" in key or "credential" in key for key in sheet.form.keys)


def test_r2_the_reply_s_sender_and_addressee_are_recorded(bench: Bench) -> None:
    """R2: given the signed reply, then who answers and how the asking unit is addressed stand in the history."""
    case = bench.at_desk("confirm_result")
    facts = case.records[-1].body["command"]["facts"]
    assert facts["reply_unit"] == "it"
    assert case.letters[-1].addressee_fa == "مدیرکل محترم راه‌ها"
    assert case.state.variables["reply_addressee"]["fa"] == "مدیرکل محترم راه‌ها"


@pytest.mark.parametrize("element", ["draft_letter", "correct_letter"])
def test_r10_who_lets_a_letter_lie_is_reminded(bench: Bench, element: str) -> None:
    """R10: given a letter that nobody writes, when the internal target passes, then its writer is reminded."""
    case = bench.ask() if element == "draft_letter" else bench.at_desk("paraph_letter")
    if element == "correct_letter":
        case.do("paraph_letter", RETURN)
    case.work("P3D")
    assert bench.told("sarabi") == [("reminder", f"{element}_reminded")]
    assert case.open == [element]


def test_the_case_s_data_name_the_expert_as_the_order_does(bench: Bench) -> None:
    case = bench.at_desk("create_inbox")
    assert {label.en: value.en for label, value in case.file().data}["Expert concerned"] == "Hamed Bagheri"

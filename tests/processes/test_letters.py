"""The letter (R1): drafted, initialled, numbered and dated at its signature only, referred with notes, answered."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from engine.engine import TaskTaken
from processes.casefile.letters import letters_of
from processes.demo.paths.office_automation_inbox import INBOX
from tests.processes.build import ALL_MOVES, ON_BY_DESK, REJECT, RETURN, Bench, Case, actor, correction, letter

TODAY = date(2026, 11, 23)
"""2 Azar 1405."""


def marks(case: Case, place: int = -1) -> list[tuple[str, str, str]]:
    """Return kind, person and text of the marks on one of the letters."""
    return [(mark.kind, mark.person, mark.text) for mark in case.letters[place].marks]


def test_a_draft_has_neither_number_nor_date(bench: Bench) -> None:
    case = bench.at_desk("sign_letter")
    [draft] = case.letters
    assert (draft.number, draft.dated, draft.signed_by) == (None, None, None)
    assert (draft.revision, draft.drafted_by, draft.unit) == (1, "sarabi", "roads")
    assert draft.copies == ("معاون محترم اداری و مالی", "بایگانی")
    assert "letter_number" not in case.state.variables


def test_signing_gives_number_and_jalali_year(bench: Bench) -> None:
    case = bench.at_desk("refer_to_admin")
    [signed] = case.letters
    assert (signed.number, signed.dated, signed.signed_by) == ("1405/120/1", TODAY, "tehrani")
    assert signed.signed_at == bench.hands.time
    assert case.state.variables["letter_number"] == "1405/120/1"


def test_a_letter_is_dated_by_the_office_s_day_not_by_the_server_s(bench: Bench) -> None:
    case = bench.at_desk("sign_letter")
    bench.hands.time = datetime(2027, 3, 20, 21, tzinfo=UTC)  # half past midnight on Nowruz in Tehran
    case.go_on("sign_letter")
    assert (case.letters[0].number, case.letters[0].dated) == ("1406/120/1", date(2027, 3, 21))


def test_every_desk_leaves_its_mark(bench: Bench) -> None:
    case = bench.at_desk("create_inbox")
    assert marks(case) == [
        ("paraph", "moradi", "ملاحظه شد"),
        ("signature", "tehrani", ""),
        ("referral", "hosseini", "جهت بررسی پست و حکم"),
        ("approval", "salimi", "شخص و پست تأیید می‌شود"),
        ("referral", "hosseini", "جهت اقدام"),
        ("order", "karimi", "اقدام شود"),
    ]


def test_a_return_and_a_rejection_are_marks_with_their_reason(bench: Bench) -> None:
    case = bench.at_desk("paraph_letter")
    case.do("paraph_letter", RETURN)
    assert marks(case) == [("return", "moradi", RETURN["reason"])]
    case.do("correct_letter", INBOX.correct.values)
    assert marks(case) == []
    case.do("paraph_letter", REJECT)
    assert marks(case) == [("rejection", "moradi", REJECT["reason"])]


def test_a_letter_returned_before_its_signature_was_never_numbered(bench: Bench) -> None:
    case = bench.at_desk("sign_letter")
    case.do("sign_letter", RETURN)
    case.do("correct_letter", correction(letter_subject="اصلاحی"))
    case.go_on("paraph_letter", "sign_letter")
    assert [(each.revision, each.number) for each in case.letters] == [(1, None), (2, "1405/120/1")]
    assert case.letters[1].subject == "اصلاحی"


def test_a_signed_letter_that_was_returned_stays_as_it_was_beside_its_successor(bench: Bench) -> None:
    case = bench.at_desk("order_creation")
    case.do("order_creation", RETURN)
    case.do("correct_letter", correction(letter_subject="اصلاحی"))
    case.go_on("paraph_letter", "sign_letter")
    first, second = case.letters
    assert (first.number, second.number) == ("1405/120/1", "1405/120/2")
    assert (first.subject, second.subject) == (letter()["letter_subject"], "اصلاحی")
    assert first.marks[-1].kind == "return"


def test_the_reply_is_of_the_it_office_and_refers_to_the_letter_last_signed(bench: Bench) -> None:
    case = bench.at_desk("order_creation")
    case.do("order_creation", RETURN)
    case.do("correct_letter", correction())
    for move in ALL_MOVES[1:]:
        case.do(move.element, move.values)
    reply = case.letters[-1]
    assert (reply.kind, reply.unit, reply.number, reply.signed_by) == ("reply", "it", "1405/100/1", "karimi")
    assert reply.in_reply_to is not None
    assert reply.in_reply_to.number == "1405/120/2"
    assert reply.addressee_fa == "مدیرکل محترم راه‌ها"


def test_a_reply_refers_to_the_letter_as_it_stands_with_all_that_was_written_on_it_since(bench: Bench) -> None:
    case = bench.at_desk("confirm_result")
    asked, reply = case.letters
    assert reply.in_reply_to == asked
    assert [mark.kind for mark in asked.marks][-1] == "order"
    assert [letter.place for letter in case.letters] == [1, 2]


def test_a_letter_is_of_the_unit_that_the_case_has_when_it_is_drafted(bench: Bench) -> None:
    for person, unit in (("sarabi", "roads"), ("nouri", "finance")):
        case = bench.at_desk("sign_letter", person)
        assert (case.letters[0].unit, case.row.unit_id, case.state.variables["unit"]) == (unit, unit, unit)


def test_no_letter_is_read_off_a_completion_that_was_refused(bench: Bench) -> None:
    case = bench.at_desk("paraph_letter")
    task = case.task("paraph_letter")
    case.go_on("paraph_letter")
    with pytest.raises(TaskTaken):
        bench.office.complete(actor("moradi"), case.instance, task.id, {"decision": "approve", "note": "x"})
    assert case.records[-1].refused
    assert marks(case) == [("paraph", "moradi", "ملاحظه شد")]


def test_reading_letters_asks_the_database_for_no_more_than_the_history_of_their_case(bench: Bench) -> None:
    case = bench.at_desk("create_inbox")
    with bench.office.store.reading() as unit:
        records, personal = unit.records(case.instance), unit.personal(case.instance)
        unit.definition(records[0].body["deps_sha256"])
        with bench.counting() as found:
            [letter] = letters_of(records, personal, unit.definition)
    assert found == []
    assert len(letter.marks) == 6


def test_a_note_that_names_somebody_is_read_in_the_clear_and_erased_says_so(bench: Bench) -> None:
    """No shipped form has such a note; an owner's may."""
    case, sealed = bench.at_desk("sign_letter"), "0" * 64
    last = case.records[-1]
    command = last.body["command"] | {"values": {"decision": "approve", "note": {"$p": sealed}}}
    records = [*case.records[:-1], replace(last, body={**last.body, "command": command})]
    with bench.office.store.reading() as unit:
        told = [letters_of(records, personal, unit.definition)[0].marks[0].text for personal in ({sealed: "x"}, {})]
    assert told == ["x", "پاک شده است"]


def test_work_sent_back_writes_no_reply(bench: Bench) -> None:
    case = bench.at_desk("sign_reply")
    case.do("sign_reply", {"decision": "rework", "reason": "ناقص است"})
    assert [each.kind for each in case.letters] == ["request"]


def test_the_expert_responsible_for_what_is_asked_is_filled_in(bench: Bench) -> None:
    case = bench.ask(**{"accesses.0.part": "archive", "accesses.1.part": "meetings"})
    case.do("draft_letter", letter())
    case.go_on("paraph_letter", "sign_letter", "refer_to_admin", "approve_admin", "refer_to_it")
    assert case.state.variables["expert"] == "ziaei"
    case.do("order_creation", {**ON_BY_DESK["order_creation"], "expert": "bagheri"})
    assert case.task("create_inbox").assignee == "bagheri"

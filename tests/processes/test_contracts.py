"""The contractor (R7): which contract is in force, its targets, its answer with and without login, verification, and none in force."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from engine.errors import Forbidden
from engine.form import Words
from engine.store.port import NoSuchInstance
from processes import reading, standing
from processes.contracts import SEVERITIES, contract_words, in_force
from processes.demo.paths.support import (
    ACCEPTANCE_RECORDED,
    ACCEPTED,
    ANSWER_RECORDED,
    AUTHORISED,
    CLOSED_WITHOUT_CONTRACT,
    CONFIRM,
    NOT_VERIFIED,
    REVISION_HANDED,
    SOLUTION,
    SOLVED_BY_CONTRACTOR,
    TO_CONTRACTOR,
    VERIFIED,
    ask,
)
from processes.demo.play import Do, InDays
from processes.permissions import Action
from processes.permissions import may as may_do
from tests.processes.build import Bench, Case, actor
from tests.processes.support import WITHOUT_CONTRACT, WITHOUT_LOGIN, asked, contract_ends, go, today

QUESTION = Do("answer_case", {"decision": "question", "contractor_asks_it": "نسخهٔ کارساز چیست؟"})
REPLY = Do("answer_contractor", {"decision": "answer", "reply_to_contractor": "نسخهٔ ۵٫۲"})
IT_SOLVES = Do("decide_without_contract", {"decision": "it"})


def at_contractor(bench: Bench) -> Case:
    """Return a fault of medium severity with the contractor that has accounts: 4 hours to respond, 40 to resolve."""
    return asked(bench, "support_bug_fix", TO_CONTRACTOR)


def test_work_is_not_estimated_for_a_day_before_it_was_accepted(bench: Bench) -> None:
    case = at_contractor(bench)
    with pytest.raises(AssertionError, match=r"path='estimated_for'.*This day is past"):
        case.do("accept_case", {**ACCEPTED.values, "estimated_for": InDays(-1)})
    recorded = asked(bench, "support_bug_fix", TO_CONTRACTOR, **WITHOUT_LOGIN)
    with pytest.raises(AssertionError, match=r"path='estimated_for'.*before the day of the answer"):
        recorded.do("record_acceptance", {**ACCEPTANCE_RECORDED.values, "estimated_for": InDays(-1)})


def test_the_contract_in_force_on_a_day_is_found_with_its_targets_and_ends_with_its_last_day(bench: Bench) -> None:
    contract_ends(bench, "office_automation", today(bench))
    with bench.office.store.reading() as unit:
        last = in_force(unit.session, "office_automation", "support_bug_fix", on=today(bench))
        after = in_force(unit.session, "office_automation", "support_bug_fix", on=today(bench, 1))
        never = in_force(unit.session, "attendance", "support_bug_fix", on=today(bench))
        nothing_promised = in_force(unit.session, "office_automation", "support_guidance", on=today(bench))
    assert last is not None
    assert (last.company, set(last.resolution)) == ("rayan", set(SEVERITIES))
    assert after is never is nothing_promised is None


def test_a_case_under_a_contract_with_its_own_service_hours_rests_on_their_calendar_too(bench: Bench) -> None:
    theirs, as_the_office = (asked(bench, "support_bug_fix", TO_CONTRACTOR, **more) for more in (WITHOUT_LOGIN, {}))
    contracts = [case.state.variables["contract"] for case in (theirs, as_the_office)]
    assert [contract["calendar"] for contract in contracts] == ["sepehr_support", "office"]  # type: ignore[index,call-overload]
    rests_on = [case.state.variables["calendars"] for case in (theirs, as_the_office)]
    assert [sorted(each) for each in rests_on] == [["office", "sepehr_support"], ["office"]]  # type: ignore[arg-type]
    assert theirs.difference is None


def test_what_a_contract_agrees_for_a_meeting_and_a_development_is_known_to_its_cases(bench: Bench) -> None:
    for more, agreed in (({}, ("P3D", "P20D")), (WITHOUT_LOGIN, ("P5D", None))):
        contract = asked(bench, "support_bug_fix", TO_CONTRACTOR, **more).state.variables["contract"]
        assert isinstance(contract, Mapping)
        assert (contract["meeting"], contract["development"]) == agreed


def test_a_contractor_with_accounts_accepts_and_answers_and_the_it_office_verifies(bench: Bench) -> None:
    case = at_contractor(bench)
    assert case.open == ["accept_case"]
    assert case.task("accept_case").groups == ("contractor_expert@rayan",)
    go(case, ACCEPTED, SOLVED_BY_CONTRACTOR)
    assert case.open == ["verify_work"]
    assert case.task("verify_work").assignee == "ziaei"
    go(case, VERIFIED, CONFIRM)
    assert (case.state.status, case.difference) == ("completed", None)


def test_what_is_not_accepted_goes_back_to_the_contractor_with_the_reason(bench: Bench) -> None:
    case = at_contractor(bench)
    go(case, ACCEPTED, SOLVED_BY_CONTRACTOR, NOT_VERIFIED)
    assert case.open == ["accept_case"]
    sheet = case.office.task_sheet(case.instance, case.task("accept_case").id)
    assert sheet is not None
    assert sheet.variables["refusal_reason"] == NOT_VERIFIED.values["refusal_reason"]


def test_the_contractor_s_question_is_answered_by_the_it_office_which_may_ask_the_requester(bench: Bench) -> None:
    case = at_contractor(bench)
    go(case, ACCEPTED, QUESTION)
    assert case.task("answer_contractor").assignee == "ziaei"
    go(case, *ask("answer_contractor"), REPLY)
    assert case.open == ["answer_case"]


def test_the_contract_s_targets_are_reminded_and_breached(bench: Bench) -> None:
    case = at_contractor(bench)
    case.work("PT4H")
    assert [kind for kind, _ in bench.told("karimi")] == ["breach"]
    go(case, ACCEPTED)
    case.work("PT26H")
    assert [kind for kind, _ in bench.told("ziaei")] == ["reminder"]
    case.work("PT10H")
    assert [kind for kind, _ in bench.told("karimi")] == ["breach", "breach"]
    assert case.open == ["answer_case", "handle_contractor_breach"]
    go(case, SOLVED_BY_CONTRACTOR)
    assert case.open == ["verify_work"]


def test_of_a_company_without_accounts_an_it_expert_records_who_answered_when_and_how(bench: Bench) -> None:
    case = asked(bench, "support_bug_fix", TO_CONTRACTOR, **WITHOUT_LOGIN)
    assert case.open == ["record_acceptance"]
    assert case.task("record_acceptance").assignee == "yousefi"
    go(case, ACCEPTANCE_RECORDED, *ask("record_answer"), ANSWER_RECORDED)
    assert case.state.variables["answer_channel"] == "phone"
    said = {label.en: value.en for entry in case.history("yousefi") for label, value in entry.said}
    assert said["Who at the company answered?"] == "خانم فروغی"
    go(case, VERIFIED)
    assert case.open == ["confirm_support"]


def test_a_revision_goes_through_the_contractor_once_its_owner_has_authorised(bench: Bench) -> None:
    case = asked(bench, "support_process_change")
    assert case.task("authorise").groups == ("unit_director@hr",)
    go(case, AUTHORISED, REVISION_HANDED)
    assert case.open == ["accept_case"]
    assert case.state.variables["severity"] == "medium"
    go(case, ACCEPTED, SOLVED_BY_CONTRACTOR)
    assert case.open == ["verify_work"]


def test_a_revision_that_its_owner_refuses_ends_with_the_reason(bench: Bench) -> None:
    case = asked(bench, "support_process_change")
    case.do("authorise", {"decision": "refuse", "reason": "نامه باید به واحد بازگردد."})
    assert (case.state.status, case.row.outcome) == ("completed", "request_rejected")
    assert bench.told("kazemi")[0][0] == "rejection"
    reason = case.file("kazemi").reason
    assert reason is not None
    assert reason[1] == "نامه باید به واحد بازگردد."


def test_a_revision_that_is_not_complete_goes_back_to_its_requester(bench: Bench) -> None:
    case = asked(bench, "support_process_change")
    case.do("authorise", {"decision": "return", "reason": "شمارهٔ نامه درست نیست."})
    assert case.task("complete_revision").assignee == "kazemi"


@pytest.mark.parametrize("why", ["none", "ended yesterday"])
def test_without_a_contract_in_force_the_it_director_decides_and_the_case_says_so(bench: Bench, why: str) -> None:
    if why == "ended yesterday":
        contract_ends(bench, "office_automation", today(bench, -1))
        case = asked(bench, "support_bug_fix", TO_CONTRACTOR)
    else:
        case = asked(bench, "support_bug_fix", TO_CONTRACTOR, **WITHOUT_CONTRACT)
    assert case.open == ["decide_without_contract"]
    assert case.task("decide_without_contract").groups == ("it_director",)
    words = case.file("kazemi").contract
    assert words is not None
    assert "No contract is in force" in words.en
    assert not any("contractor_works" in job.element for job in case.state.jobs.values())


def test_a_contract_that_ends_on_the_day_still_counts(bench: Bench) -> None:
    contract_ends(bench, "office_automation", today(bench))
    assert at_contractor(bench).open == ["accept_case"]


def test_the_director_may_let_the_it_office_solve_it(bench: Bench) -> None:
    case = asked(bench, "support_bug_fix", TO_CONTRACTOR, IT_SOLVES, **WITHOUT_CONTRACT)
    assert case.task("solve_without_contract").assignee == "ziaei"
    case.do("solve_without_contract", SOLUTION)
    assert case.open == ["confirm_support"]


def test_the_director_may_close_the_case_with_a_reason(bench: Bench) -> None:
    case = asked(bench, "support_bug_fix", TO_CONTRACTOR, CLOSED_WITHOUT_CONTRACT, **WITHOUT_CONTRACT)
    assert (case.row.outcome, bench.told("kazemi")[0][0]) == ("request_rejected", "rejection")


def test_the_director_may_wait_for_a_contract_and_look_again(bench: Bench) -> None:
    contract_ends(bench, "office_automation", today(bench, -1))
    case = at_contractor(bench)
    case.do("decide_without_contract", {"decision": "wait", "wait_until": InDays(3), "reason": "در دست بستن است."})
    assert case.open == []
    [(event, until)] = case.file("kazemi").line.awaits
    assert (event.en, until.date()) == ("Until the day named", today(bench, 2))  # its midnight, in UTC
    with bench.office.store.reading() as unit:
        assert "contract_awaited" in standing.marks(unit, case.row, "contractor_path").current
    case.wait(days=3)
    assert case.file("kazemi").line.awaits == []
    assert case.open == ["decide_without_contract"]
    contract_ends(bench, "office_automation", today(bench, 90))
    case.do("decide_without_contract", {"decision": "retry"})
    assert (case.open, case.difference) == (["accept_case"], None)


def test_a_day_to_wait_until_is_not_past(bench: Bench) -> None:
    case = asked(bench, "support_bug_fix", TO_CONTRACTOR, **WITHOUT_CONTRACT)
    sheet = case.office.task_sheet(case.instance, case.task("decide_without_contract").id)
    assert sheet is not None
    said = {"decision": ["wait"], "wait_until": [today(bench, -1).isoformat()], "reason": ["در دست بستن است."]}
    assert [fault.path for fault in sheet.validate(said).faults] == ["wait_until"]


def test_the_contractor_s_people_see_their_own_cases_only(bench: Bench) -> None:
    theirs, of_another, not_yet = (
        at_contractor(bench),
        asked(bench, "support_bug_fix", TO_CONTRACTOR, **WITHOUT_LOGIN),
        asked(bench, "support_bug_fix"),
    )
    assert [line.tracking for line in bench.tray("mehrabi").of_my_roles] == [theirs.tracking]
    assert theirs.file("tavakoli").line.tracking == theirs.tracking
    for case in (of_another, not_yet):
        with pytest.raises(NoSuchInstance):
            case.file("mehrabi")
    with bench.office.store.reading() as unit:
        assert may_do(bench.member("mehrabi"), Action.OVERSEE) is False
        assert reading.requests(unit, bench.member("mehrabi"), now=bench.office.time()).shown == []


def test_a_contractor_never_closes_a_case_nor_does_the_it_office_s_work(bench: Bench) -> None:
    case = at_contractor(bench)
    with pytest.raises(Forbidden):
        case.withdraw(by="mehrabi")
    go(case, ACCEPTED, SOLVED_BY_CONTRACTOR)
    with pytest.raises(Forbidden):
        case.do("verify_work", VERIFIED.values, by="mehrabi")


def test_a_contractor_s_people_ask_for_no_service(bench: Bench) -> None:
    with bench.office.store.reading() as unit:
        assert not any(entry.may_ask for entry in reading.catalogue(unit, bench.member("mehrabi")))
    with pytest.raises(Forbidden, match="organisation's own people"):
        bench.office.ask(actor("mehrabi"), "support_guidance", {"system": "sajad", "problem": "؟"})


def test_a_contract_s_number_keeps_its_order_in_an_english_sentence() -> None:
    contract = {"company_fa": "شرکت", "company_en": "Company", "number": "۱۴۰۵/ق/۲۱"}
    words = contract_words({"contract": contract}, Words(fa="۱۴۰۶/۰۱/۰۱", en="2027-03-21"))
    assert words is not None
    assert words.en == "Company, contract no. \u2068۱۴۰۵/ق/۲۱\u2069, until 2027-03-21"

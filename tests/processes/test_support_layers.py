"""Layers of support (R6, R12): who takes a case first, each layer's own clock, handover, questions, and the end (R10, R13)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from engine.errors import Forbidden
from processes.demo.paths.support import ANSWERED, CONFIRM, FIXED, GUIDED, GUIDED_BY_IT, QUESTION, REOPEN, TO_IT, ask
from processes.demo.paths.support_guidance import HAND_OVER
from processes.keeping import people
from processes.keeping.record import By
from processes.reading import notice_lines
from processes.registration import Caller, Registration
from tests.processes.build import Bench, actor
from tests.processes.support import asked, go


def test_guidance_goes_to_the_unit_s_own_experts_first(bench: Bench) -> None:
    case = asked(bench, "support_guidance")
    assert case.open == ["guide_in_unit"]
    assert case.task("guide_in_unit").groups == ("unit_expert@roads",)


@pytest.mark.parametrize(("person", "why"), [("kamali", "no expert in the unit"), ("nouri", "the only one asks")])
def test_a_unit_without_an_available_expert_goes_straight_to_the_it_office(bench: Bench, person: str, why: str) -> None:
    case = asked(bench, "support_guidance", person=person)
    assert case.open == ["guide_in_it"], why
    assert case.task("guide_in_it").assignee == "bagheri"


def test_an_absent_expert_is_not_available(bench: Bench) -> None:
    bench.absent("nouri", "daneshvar")
    bench.absent("daneshvar", "jafari")
    assert asked(bench, "support_guidance", person="daneshvar").open == ["guide_in_it"]


def test_the_expert_of_the_part_takes_it(bench: Bench) -> None:
    assert asked(bench, "support_bug_fix", part="archive").task("triage").assignee == "ziaei"
    assert asked(bench, "support_bug_fix", part="secretariat").task("triage").assignee == "bagheri"


def test_an_expert_who_is_gone_gets_nothing(bench: Bench) -> None:
    with bench.office.store.writing() as unit:
        by, today = By(person="safavi", at=bench.office.time()), bench.office.day(unit.session)
        people.leave(unit.session, by, "ziaei", last_day=today - timedelta(days=1), reason="انتقال", today=today)
    assert asked(bench, "support_bug_fix", part="archive").task("triage").assignee == "bagheri"
    with bench.office.store.writing() as unit:
        people.leave(unit.session, by, "bagheri", last_day=today - timedelta(days=1), reason="انتقال", today=today)
    assert asked(bench, "support_bug_fix", part="archive").task("triage").assignee is None


def test_nobody_supports_himself(bench: Bench) -> None:
    case = asked(bench, "support_guidance", person="sarabi")
    with pytest.raises(Forbidden, match="nobody does the support of his or her own case"):
        case.do("guide_in_unit", GUIDED.values, by="sarabi")
    case.do("guide_in_unit", GUIDED.values, by="akbari")
    own = asked(bench, "support_bug_fix", person="bagheri", part="secretariat")
    assert own.task("triage").assignee is None


def test_a_breach_does_not_give_the_work_to_who_asked_for_it(bench: Bench) -> None:
    case = asked(bench, "support_guidance", person="bagheri")
    case.work("PT2H")
    given = {"breach_action": "reassign", "expert": "bagheri", "breach_note": "فوری است"}
    with pytest.raises(Forbidden, match="Bagheri did: nobody does the support of his or her own case"):
        case.do("handle_it_breach", given)
    case.do("handle_it_breach", {**given, "expert": "ziaei"})
    assert case.task("guide_in_it").assignee == "ziaei"


def test_nobody_supports_himself_for_an_absent_colleague_either(bench: Bench) -> None:
    bench.absent("ziaei", "bagheri")
    case = asked(bench, "support_bug_fix", person="bagheri", part="archive")
    with pytest.raises(Forbidden, match="Bagheri did"):
        case.do("triage", TO_IT.values, by="bagheri")


def test_who_registered_a_call_may_solve_it(bench: Bench) -> None:
    called = Registration(channel="phone", requester=Caller(name="رحیم کاوه", mobile="09121234567", unit="roads"))
    of_unit = asked(bench, "support_guidance", person="akbari", register=called)
    assert of_unit.open == ["guide_in_unit"]
    of_unit.do("guide_in_unit", GUIDED.values, by="akbari")
    assert of_unit.open == ["confirm_support"]
    of_it = asked(bench, "support_bug_fix", person="ziaei", register=called, part="archive")
    assert of_it.task("triage").assignee == "ziaei"
    go(of_it, TO_IT, FIXED)
    assert (of_it.open, of_it.row.channel, of_it.difference) == (["confirm_support"], "phone", None)


def test_a_layer_is_reminded_at_half_an_hour_and_breached_at_one(bench: Bench) -> None:
    case = asked(bench, "support_guidance")
    case.work("PT29M")
    assert bench.told("akbari") == bench.told("tehrani") == []
    case.work("PT1M")
    assert [kind for kind, _ in bench.told("akbari")] == ["reminder"]
    case.work("PT30M")
    assert [kind for kind, _ in bench.told("tehrani")] == ["breach"]
    assert case.open == ["guide_in_unit", "handle_unit_breach"]


def test_handover_starts_the_next_layer_s_clock_afresh_and_the_case_s_goes_on(bench: Bench) -> None:
    case = asked(bench, "support_guidance")
    case.work("PT55M")
    go(case, HAND_OVER)
    case.work("PT59M")
    assert case.open == ["guide_in_it"]
    case.work("PT1M")
    assert case.open == ["guide_in_it", "handle_it_breach"]
    since = bench.hands.time - case.row.asked_at
    assert since.total_seconds() >= 115 * 60
    assert case.difference is None


def test_an_open_breach_goes_with_the_work_and_holds_nothing_up(bench: Bench) -> None:
    case = asked(bench, "support_guidance")
    case.work("PT2H")
    assert "handle_unit_breach" in case.open
    go(case, GUIDED)
    assert case.open == ["confirm_support"]


def test_a_breach_gives_the_work_to_another_expert(bench: Bench) -> None:
    case = asked(bench, "support_guidance")
    bench.office.claim(actor("akbari"), case.instance, case.task("guide_in_unit").id)
    case.work("PT2H")
    given = {"breach_action": "reassign", "unit_expert": "sarabi", "breach_note": "اکبری در جلسه است"}
    case.do("handle_unit_breach", given)
    assert case.task("guide_in_unit").assignee == "sarabi"
    assert case.difference is None


def test_a_question_goes_to_the_requester_and_its_answer_to_who_asked_any_number_of_rounds(bench: Bench) -> None:
    case = asked(bench, "support_guidance")
    bench.office.claim(actor("akbari"), case.instance, case.task("guide_in_unit").id)
    for _ in range(2):
        go(case, *ask("guide_in_unit")[:1])
        assert case.task("answer_question").assignee == "kazemi"
        assert bench.told("kazemi")[0][0] == "question"
        go(case, ANSWERED)
        assert case.task("guide_in_unit").assignee == "akbari"
        assert bench.told("akbari")[0][0] == "answer"
    said = [value.fa for entry in case.history("akbari") for label, value in entry.said if label.en == "Your answer"]
    assert said == [ANSWERED.values["answer"]] * 2


def test_a_requester_who_does_not_answer_is_reminded(bench: Bench) -> None:
    case = asked(bench, "support_bug_fix")
    case.do("triage", QUESTION)
    case.work("P3D")
    assert [kind for kind, _ in bench.told("kazemi")] == ["reminder", "question"]


def test_the_layer_s_clock_is_not_started_anew_by_a_question(bench: Bench) -> None:
    case = asked(bench, "support_guidance")
    case.work("PT40M")
    go(case, *ask("guide_in_unit"))  # five minutes until the question, and five until the answer, which do not count
    case.work("PT14M59S")
    assert "handle_unit_breach" not in case.open
    case.work("PT1S")
    assert "handle_unit_breach" in case.open


def test_the_requester_reads_what_was_done_confirms_and_says_how_satisfied(bench: Bench) -> None:
    case = asked(bench, "support_guidance", GUIDED)
    sheet = case.office.task_sheet(case.instance, case.task("confirm_support").id)
    assert sheet is not None
    assert sheet.variables["result"] == GUIDED.values["result"]
    go(case, CONFIRM)
    assert (case.state.status, case.row.closing) == ("completed", "confirmed")
    assert case.state.variables["satisfaction"] == "satisfied"


def test_a_reopened_case_goes_back_to_its_path_and_who_solved_it_is_told(bench: Bench) -> None:
    case = asked(bench, "support_bug_fix", TO_IT, FIXED, REOPEN)
    assert case.open == ["triage"]
    assert bench.told("ziaei")[0][0] == "reopened"


def test_what_the_unit_handed_over_is_not_reopened_in_the_unit(bench: Bench) -> None:
    case = asked(bench, "support_guidance", HAND_OVER, GUIDED_BY_IT, REOPEN)
    assert case.open == ["guide_in_it"]
    assert case.task("guide_in_it").assignee == "bagheri"
    assert case.difference is None


def test_without_a_word_it_closes_by_itself_after_two_days(bench: Bench) -> None:
    case = asked(bench, "support_guidance", GUIDED)
    case.work("P2D")
    assert (case.state.status, case.row.closing) == ("completed", "lapsed")


@pytest.mark.parametrize("service", ["support_guidance", "support_process_change", "support_bug_fix"])
def test_a_case_of_support_can_be_withdrawn(bench: Bench, service: str) -> None:
    case = asked(bench, service)
    case.withdraw(by="kazemi")
    assert (case.open, case.row.outcome, case.difference) == ([], "withdrawn", None)


def test_notices_say_what_they_are_about(bench: Bench) -> None:
    case = asked(bench, "support_guidance")
    case.work("PT1H")
    with bench.office.store.reading() as unit:
        told = {person: notice_lines(unit, bench.member(person))[0].about.en for person in ("akbari", "tehrani")}
    assert told == {"akbari": "Guide within the unit", "tehrani": "First layer: the unit's experts"}

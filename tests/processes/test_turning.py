"""Turning: triage makes of a case another kind of support, under the same tracking number, with the reason on record (R6, R10)."""

from __future__ import annotations

from itertools import permutations

import pytest

from processes import reading
from processes.demo.paths.support import CONFIRM, FIXED, GUIDED, REVISED, TO_IT, TURN_REASON, described, turn
from processes.support import SERVICES
from tests.processes.build import Bench
from tests.processes.support import asked, go, turned

FIRST_DESK = {
    "support_guidance": ["guide_in_unit"],
    "support_process_change": ["authorise", "describe_revision"],
    "support_bug_fix": ["triage"],
}


@pytest.mark.parametrize(("was", "to"), list(permutations(SERVICES, 2)))
def test_a_case_is_turned_in_every_direction(bench: Bench, was: str, to: str) -> None:
    case = asked(bench, was)
    turned(case, was, to)
    assert set(case.open) <= set(FIRST_DESK[to])
    assert case.row.service == to
    assert case.row.tracking == case.tracking
    assert bench.told("kazemi")[0][0] == "turned"
    assert case.difference is None


def test_lists_and_the_case_s_page_show_what_it_is_now_and_what_it_was(bench: Bench) -> None:
    case = asked(bench, "support_guidance")
    turned(case, "support_guidance", "support_bug_fix")
    with bench.office.store.reading() as unit:
        line = reading.case_line(unit, bench.member("kazemi"), case.row)
    assert line.service == SERVICES["support_bug_fix"]
    [turn_] = case.file("kazemi").turns
    assert (turn_.was, turn_.now) == (SERVICES["support_guidance"], SERVICES["support_bug_fix"])
    assert turn_.reason == TURN_REASON
    said = {label.en: value.fa for entry in case.history("kazemi") for label, value in entry.said}
    assert said["What it really is"] == SERVICES["support_bug_fix"].fa


def test_a_reason_is_wanted_and_another_kind(bench: Bench) -> None:
    case = asked(bench, "support_bug_fix")
    sheet = case.office.task_sheet(case.instance, case.task("triage").id)
    assert sheet is not None
    said = {"decision": ["turn"], "turn_to": ["support_bug_fix"], "turn_reason": [""]}
    assert {fault.path for fault in sheet.validate(said).faults} == {"turn_to", "turn_reason"}


def test_a_row_that_does_not_say_what_it_was_turned_into_is_told_by_the_proof(bench: Bench) -> None:
    case = asked(bench, "support_guidance")
    turned(case, "support_guidance", "support_bug_fix")
    with bench.office.store.writing() as unit:
        unit.session.get_one(type(case.row), case.instance).service = "support_guidance"
    assert case.difference is not None


def test_what_the_new_kind_needs_is_asked_by_its_first_desk_once(bench: Bench) -> None:
    case = asked(bench, "support_guidance")
    turned(case, "support_guidance", "support_process_change")
    assert case.open == ["describe_revision"]
    go(case, described())
    assert case.open == ["authorise"]
    case.do("authorise", {"decision": "authorise", "note": ""})
    go(case, turn("hand_over_revision", "support_guidance"), turn("guide_in_unit", "support_process_change"))
    assert case.open == ["authorise"]


def test_a_turned_case_is_solved_as_what_it_is(bench: Bench) -> None:
    ends = {
        "support_guidance": [GUIDED],
        "support_process_change": [described(), *REVISED],
        "support_bug_fix": [TO_IT, FIXED],
    }
    for was, to in (("support_bug_fix", "support_process_change"), ("support_guidance", "support_bug_fix")):
        case = asked(bench, was)
        turned(case, was, to)
        go(case, *ends[to], CONFIRM)
        assert (case.state.status, case.difference) == ("completed", None)


def test_an_it_expert_who_turns_a_case_keeps_it(bench: Bench) -> None:
    case = asked(bench, "support_guidance", person="kamali")
    case.do("guide_in_it", turn("guide_in_it", "support_bug_fix").values)
    assert case.task("triage").assignee == "bagheri"

"""Meeting or development (R8): a recorded decision takes a case out of the online envelope; and severity from impact × urgency."""

from __future__ import annotations

import pytest

from processes.demo.paths.support import AUTHORISED, HANDED, REVISION_HANDED, TO_CONTRACTOR, TRIAGED
from processes.demo.paths.support_bug_fix import AGREED, MEETING, WITH_DEVELOPMENT, WITHOUT_DEVELOPMENT
from processes.demo.play import Do, InDays
from tests.processes.build import Bench, Case, actor
from tests.processes.support import asked, contract_ends, go, today


def triaged(bench: Bench, **said: str) -> Case:
    """Return a fault that the IT office solves, triaged so."""
    return asked(bench, "support_bug_fix", Do("triage", {**TRIAGED, "fixed_by": "it", **said}))


def test_what_can_be_done_online_goes_straight_to_the_work(bench: Bench) -> None:
    assert triaged(bench).open == ["solve_fault"]


def test_a_meeting_is_arranged_told_and_recorded(bench: Bench) -> None:
    case = triaged(bench, envelope="meeting")
    assert case.open == ["arrange_meeting"]
    go(case, MEETING)
    assert bench.told("kazemi")[0][0] == "meeting"
    assert case.state.variables["meeting_date"] == today(bench, 3)
    go(case, WITHOUT_DEVELOPMENT)
    assert (case.open, case.difference) == (["solve_fault"], None)
    said = {label.en: value.fa for entry in case.history("kazemi") for label, value in entry.said}
    assert said["How can it be done?"] == "جلسهٔ حضوری تحلیلی لازم است"
    assert said["Minutes"] == "علت بررسی شد."


@pytest.mark.parametrize("by", ["triage", "meeting"])
def test_development_has_an_agreed_date_on_record(bench: Bench, by: str) -> None:
    case = triaged(bench, envelope="development" if by == "triage" else "meeting")
    go(case, *([] if by == "triage" else [MEETING, WITH_DEVELOPMENT]), AGREED)
    assert case.open == ["solve_fault"]
    assert (case.state.variables["development_due"], case.state.variables["development_basis"]) == (
        today(bench, 20),
        "agreement",
    )
    assert bench.told("kazemi")[0][0] == "development"


@pytest.mark.parametrize("service", ["support_bug_fix", "support_process_change"])
@pytest.mark.parametrize("envelope", ["meeting", "development"])
def test_a_contract_that_ended_meanwhile_times_nobody(bench: Bench, service: str, envelope: str) -> None:
    said = {"envelope": envelope}
    to_contractor = {
        "support_bug_fix": [Do("triage", {**TO_CONTRACTOR.values, **said})],
        "support_process_change": [AUTHORISED, Do("hand_over_revision", {**REVISION_HANDED.values, **said})],
    }
    case = asked(bench, service, *to_contractor[service])
    contract_ends(bench, "office_automation", today(bench, 1))
    case.wait(days=2)
    go(case, *([MEETING, WITHOUT_DEVELOPMENT] if envelope == "meeting" else [AGREED]))
    assert case.open == ["decide_without_contract"]
    assert (case.state.variables["contract"], case.difference) == (None, None)


def test_who_takes_the_meeting_over_has_the_case(bench: Bench) -> None:
    case = triaged(bench, envelope="meeting")
    task = case.task("arrange_meeting")
    assert task.assignee is not None
    bench.office.release(actor(task.assignee), case.instance, task.id)
    bench.office.claim(actor("yousefi"), case.instance, task.id)
    go(case, MEETING)
    assert case.task("record_minutes").assignee == "yousefi"


def test_a_day_that_is_past_is_not_agreed(bench: Bench) -> None:
    case = triaged(bench, envelope="development")
    with pytest.raises(AssertionError, match="from today on"):
        case.do("agree_date", {**AGREED.values, "development_due": InDays(-1)})


def test_a_revision_may_need_development_too(bench: Bench) -> None:
    handed = Do("hand_over_revision", {**REVISION_HANDED.values, "envelope": "development"})
    assert asked(bench, "support_process_change", AUTHORISED, handed).open == ["agree_date"]


@pytest.mark.parametrize(
    ("impact", "urgency", "severity"), [("high", "high", "critical"), ("medium", "high", "high"), ("low", "low", "low")]
)
def test_severity_follows_from_impact_and_urgency(bench: Bench, impact: str, urgency: str, severity: str) -> None:
    case = triaged(bench, impact=impact, urgency=urgency)
    assert case.state.variables["severity"] == severity


def test_the_contract_s_target_counts_for_the_it_office_s_own_work_and_else_the_office_s(bench: Bench) -> None:
    case = triaged(bench, impact="high", urgency="high")
    case.work("PT8H")
    assert "handle_it_breach" in case.open
    none = asked(bench, "support_bug_fix", Do("triage", {**TRIAGED, "fixed_by": "it"}), system="attendance", part="")
    none.work("PT39H")
    assert none.open == ["solve_fault"]
    none.work("PT1H")
    assert "handle_it_breach" in none.open


def test_a_handover_says_what_is_asked(bench: Bench) -> None:
    case = asked(bench, "support_bug_fix")
    sheet = case.office.task_sheet(case.instance, case.task("triage").id)
    assert sheet is not None
    said = {key: [value] for key, value in {**TRIAGED, "fixed_by": "contractor"}.items()}
    assert [fault.path for fault in sheet.validate(said).faults] == ["asked_of_contractor"]
    assert sheet.validate({**said, **{key: [value] for key, value in HANDED.items()}}).ok

"""The services of support through the pages, from the request to the confirmation, as every role that has a part in them."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from processes.demo.paths.support import (
    ACCEPTANCE_RECORDED,
    ACCEPTED,
    ANSWERED,
    AUTHORISED,
    BUG,
    CONFIRM,
    GUIDANCE,
    HANDED,
    NOT_VERIFIED,
    QUESTION,
    REVISION,
    REVISION_HANDED,
    SOLUTION,
    SOLVED_BY_CONTRACTOR,
    TO_CONTRACTOR,
    TRIAGED,
    TURN_REASON,
    VERIFIED,
    turn,
)
from processes.demo.paths.support_bug_fix import MEETING, WITHOUT_DEVELOPMENT
from processes.demo.paths.support_guidance import HAND_OVER
from processes.demo.play import Typed
from tests.browser.conftest import At
from tests.browser.desk import Desk, proven

pytestmark = pytest.mark.browser


def ask(desk: Desk, service: str, values: Mapping[str, str]) -> str:
    """Ask for a service of support; return the tracking number."""
    desk.go(f"/services/{service}")
    desk.fill(values)
    desk.press("send")
    return desk.tracking()


def typed(values: Typed) -> dict[str, str]:
    """Return what is typed as text."""
    return {key: value for key, value in values.items() if isinstance(value, str)}


@pytest.mark.parametrize("language", ["fa", "en"])
def test_guidance_is_asked_handed_over_solved_and_confirmed(at: At, language: str) -> None:
    requester = at("kazemi", language)
    requester.go("/services/support_guidance")
    assert ("چند دقیقه" if language == "fa" else "a few minutes") in requester.text()
    tracking = ask(requester, "support_guidance", GUIDANCE)

    for person, values in (
        ("akbari", QUESTION),
        ("kazemi", typed(ANSWERED.values)),
        ("akbari", typed(HAND_OVER.values)),
        ("bagheri", SOLUTION),
    ):
        at(person, language).do(tracking, values)

    requester = at("kazemi", language)
    requester.open_task(tracking)
    assert SOLUTION["result"] in requester.text()
    requester.fill(typed(CONFIRM.values))
    requester.complete()
    proven(requester, tracking)


def test_a_fault_is_turned_triaged_and_solved_by_the_contractor_which_the_it_office_verifies(at: At) -> None:
    tracking = ask(at("kazemi", "en"), "support_guidance", {**GUIDANCE, "part": "archive"})
    at("akbari", "en").do(tracking, typed(turn("guide_in_unit", "support_bug_fix").values))
    requester = at("kazemi", "en")
    requester.go(f"/cases/{tracking}")
    assert TURN_REASON in requester.text()
    assert "Faults and bugs of a system" in requester.text()

    contractor = ("mehrabi", typed(ACCEPTED.values)), ("mehrabi", typed(SOLVED_BY_CONTRACTOR.values))
    for person, values in (
        ("ziaei", typed(TO_CONTRACTOR.values)),
        *contractor,
        ("ziaei", typed(NOT_VERIFIED.values)),
        *contractor,
        ("ziaei", typed(VERIFIED.values)),
        ("kazemi", typed(CONFIRM.values)),
    ):
        at(person, "en").do(tracking, values)
    proven(at("kazemi", "en"), tracking)


def test_a_fault_without_a_contract_goes_to_the_director_and_with_a_meeting_is_solved_in_the_office(at: At) -> None:
    tracking = ask(at("rezaei", "fa"), "support_bug_fix", {**BUG, "system": "attendance", "part": "attendance_shifts"})
    for person, values in (
        ("ziaei", {**TRIAGED, "envelope": "meeting", "fixed_by": "contractor", **HANDED}),
        ("ziaei", MEETING.values),
        ("ziaei", WITHOUT_DEVELOPMENT.values),
        ("karimi", {"decision": "it"}),
        ("ziaei", SOLUTION),
        ("rezaei", typed(CONFIRM.values)),
    ):  # fmt: skip
        at(person, "fa").do(tracking, values)
    requester = at("rezaei", "fa")
    proven(requester, tracking)
    requester.go(f"/cases/{tracking}")
    assert "برای این سامانه قراردادی برقرار نیست" in requester.text()


def test_a_revision_is_returned_completed_authorised_and_recorded_for_a_contractor_without_login(at: At) -> None:
    tracking = ask(at("rezaei", "fa"), "support_process_change", {**REVISION, "system": "site_builder"})
    behalf = {**typed(ACCEPTANCE_RECORDED.values), "answered_on": "۱۴۰۰/۰۱/۱۰"}
    for person, values in (
        ("hosseini", {"decision": "return", "reason": "شمارهٔ نامه درست نیست."}),
        ("rezaei", {"item": "نامهٔ ۱۲۰/۱۴۰۵/۸۵"}),
        ("hosseini", typed(AUTHORISED.values)),
        ("yousefi", typed(REVISION_HANDED.values)),
        ("yousefi", behalf),
        ("yousefi", {**typed(SOLVED_BY_CONTRACTOR.values), **behalf}),
        ("yousefi", typed(VERIFIED.values)),
        ("rezaei", typed(CONFIRM.values)),
    ):
        at(person, "fa").do(tracking, values)
    proven(at("rezaei", "fa"), tracking)

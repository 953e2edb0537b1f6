"""The paths of faults and bugs: together they go over every flow and event of its diagram and of the paths it calls."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from processes.demo.paths.support import (
    ACCEPTANCE_RECORDED,
    ACCEPTED,
    ANSWER_RECORDED,
    BUG,
    CLOSED_WITHOUT_CONTRACT,
    CONFIRM,
    FIXED,
    GUIDED,
    HANDED,
    NOT_VERIFIED,
    REFUSED,
    REOPEN,
    REVISED,
    SOLUTION,
    SOLVED_BY_CONTRACTOR,
    TO_CONTRACTOR,
    TO_IT,
    TRIAGED,
    VERIFIED,
    WORKDAY,
    ask,
    breach,
    described,
    turn,
)
from processes.demo.play import Do, InDays, Move, Path, Wait, Withdraw

SERVICE = "support_bug_fix"
HAND_OVER = Do("solve_fault", {"decision": "hand_over", **HANDED})
WITHOUT_CONTRACT = "attendance"
"""A system that no contract covers."""
WITHOUT_LOGIN = "site_builder"
"""A system whose contractor has no accounts here."""
IT_SOLVES = Do("decide_without_contract", {"decision": "it"})
SOLVED_WITHOUT = Do("solve_without_contract", SOLUTION)
MEETING = Do("arrange_meeting", {
    "meeting_date": InDays(3), "meeting_time": "۱۰:۳۰", "meeting_place": "اتاق جلسات دفتر فناوری اطلاعات",
    "meeting_people": "کارشناس سامانه، متقاضی و نمایندهٔ پیمانکار",
})  # fmt: skip
AGREED = Do("agree_date", {
    "development_due": InDays(20), "development_basis": "agreement", "development_note": "بایگانی گروهی نامه‌ها",
})  # fmt: skip
WITHOUT_DEVELOPMENT = Do("record_minutes", {
    "meeting_minutes": "علت بررسی شد.", "meeting_outcome": "online", "meeting_basis": "agreement", "meeting_due": InDays(10),
})  # fmt: skip
WITH_DEVELOPMENT = Do("record_minutes", {"meeting_minutes": "علت بررسی شد.", "meeting_outcome": "development"})
PUT_OFF = Do("record_minutes", {"meeting_outcome": "postponed", "meeting_postponed_because": "نمایندهٔ پیمانکار نیامد."})
"""A meeting that was not held."""
TO_LAST_QUARTER, PAST = "PT31H", "PT20H"
"""Of the 40 hours that the first contractor has for a problem of medium severity."""


def paths() -> list[Path]:
    """Return the paths, the plain one first."""
    return [
        _path("plain", [TO_IT, FIXED, CONFIRM]),
        *_triage(),
        *_meetings(),
        *_contractor(),
        *_recorded(),
        *_without_contract(),
        _path("turned_all_round", [
            turn("triage", "support_guidance"), turn("guide_in_unit", "support_process_change"), described(),
            AUTHORISED_AND_TURNED, *TURNED_BACK, turn("solve_fault", "support_guidance"), GUIDED, REOPEN, GUIDED, CONFIRM,
        ]),
        _path("turned_into_revision", [
            turn("triage", "support_process_change"), Wait(WORKDAY), *ask("describe_revision"), described(), *REVISED, CONFIRM,
        ]),
        _path("turned_and_refused", [turn("triage", "support_process_change"), described(), REFUSED]),
        _path("withdrawn", [Withdraw("ایراد خودبه‌خود برطرف شد")]),
    ]  # fmt: skip


def _triage() -> list[Path]:
    late = [TO_IT, Wait(TO_LAST_QUARTER), Wait(PAST), *breach("handle_it_breach")]
    return [
        _path("triage_late_and_asking", [Wait(WORKDAY), *ask("triage"), TO_IT, *ask("solve_fault"), FIXED, CONFIRM]),
        _path("it_layer_late", [*late, FIXED, CONFIRM]),
    ]


def _meetings() -> list[Path]:
    def triaged(envelope: str) -> Do:
        return Do("triage", {**TRIAGED, "envelope": envelope, "fixed_by": "it"})

    late: list[Move] = [Wait(WORKDAY), MEETING, Wait("P8D"), WITH_DEVELOPMENT, Wait(WORKDAY), AGREED]
    return [
        _path("meeting", [triaged("meeting"), MEETING, WITHOUT_DEVELOPMENT, FIXED, CONFIRM]),
        _path(
            "meeting_put_off",
            [triaged("meeting"), MEETING, Wait("P3D"), PUT_OFF, MEETING, WITHOUT_DEVELOPMENT, FIXED, CONFIRM],
        ),
        _path("meeting_and_development_late", [triaged("meeting"), *late, FIXED, CONFIRM]),
        _path("development", [triaged("development"), AGREED, FIXED, CONFIRM]),
    ]


def _contractor() -> list[Path]:
    question = Do("answer_case", {"decision": "question", "contractor_asks_it": "نسخهٔ کارساز چیست؟"})
    told = Do("answer_contractor", {"decision": "answer", "reply_to_contractor": "نسخهٔ ۵٫۲"})
    late: list[Move] = [
        Wait("PT5H"),
        ACCEPTED,
        Wait(TO_LAST_QUARTER),
        Wait(PAST),
        *breach("handle_contractor_breach"),
    ]
    asking: list[Move] = [ACCEPTED, question, Wait(WORKDAY), *ask("answer_contractor"), told, SOLVED_BY_CONTRACTOR]
    return [
        _path("contractor", [TO_CONTRACTOR, ACCEPTED, SOLVED_BY_CONTRACTOR, VERIFIED, CONFIRM]),
        _path("handed_over_later", [TO_IT, HAND_OVER, *asking, VERIFIED, CONFIRM]),
        _path("contractor_late", [TO_CONTRACTOR, *late, SOLVED_BY_CONTRACTOR, Wait(WORKDAY), VERIFIED, CONFIRM]),
        _path("not_accepted", [
            TO_CONTRACTOR, ACCEPTED, SOLVED_BY_CONTRACTOR, NOT_VERIFIED, ACCEPTED, SOLVED_BY_CONTRACTOR, VERIFIED, CONFIRM,
        ]),
    ]  # fmt: skip


def _recorded() -> list[Path]:
    late: list[Move] = [
        Wait("PT9H"), ACCEPTANCE_RECORDED, Wait("PT61H"), Wait(PAST), *breach("handle_record_breach"),
    ]  # fmt: skip
    here = {"system": WITHOUT_LOGIN, "part": "site_news"}
    return [
        _path("recorded", [TO_CONTRACTOR, ACCEPTANCE_RECORDED, *ask("record_answer"), ANSWER_RECORDED, VERIFIED, CONFIRM], **here),
        _path("recorded_late", [TO_CONTRACTOR, *late, ANSWER_RECORDED, VERIFIED, CONFIRM], **here),
    ]  # fmt: skip


def _without_contract() -> list[Path]:
    wait = Do("decide_without_contract", {"decision": "wait", "wait_until": InDays(20), "reason": "در دست بستن است."})
    again = Do("decide_without_contract", {"decision": "retry"})
    late: list[Move] = [Wait("P4D"), Wait("P2D"), *breach("handle_it_breach"), *ask("solve_without_contract")]
    here = {"system": WITHOUT_CONTRACT, "part": "attendance_shifts"}
    return [
        _path("without_contract", [TO_CONTRACTOR, IT_SOLVES, *late, SOLVED_WITHOUT, CONFIRM], **here),
        _path("waits_for_contract", [TO_CONTRACTOR, Wait(WORKDAY), wait, Wait("P20D"), again, IT_SOLVES,
                                     turn("solve_without_contract", "support_guidance"), GUIDED, CONFIRM], **here),
        _path("closed_without_contract", [TO_CONTRACTOR, CLOSED_WITHOUT_CONTRACT], **here),
    ]  # fmt: skip


AUTHORISED_AND_TURNED = Do("authorise", {"decision": "authorise", "note": ""})
TURNED_BACK: Sequence[Move] = (turn("hand_over_revision", "support_bug_fix"), TO_IT)


def _path(name: str, moves: Sequence[Move], requester: str = "kazemi", **changed: str) -> Path:
    request: Mapping[str, str] = {**BUG, **changed}
    return Path(name=name, service=SERVICE, requester=requester, request=request, moves=moves)

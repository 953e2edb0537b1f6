"""What people do in the paths of support, for the three services' own paths to be made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from processes.demo.play import Do, InDays, Move, Typed, Wait

HALF_HOUR, HOUR = "PT30M", "PT1H"
WORKDAY = "PT9H"
"""Longer than a desk's internal target."""
WEEK = "P5D"
"""Longer than a requester is left alone."""

GUIDANCE = {
    "system": "office_automation",
    "part": "correspondence",
    "problem": "نمی‌دانم نامهٔ ارجاع‌شده را چگونه بایگانی کنم.",
}
BUG = {
    "system": "office_automation",
    "part": "archive",
    "problem": "هنگام بایگانی نامه، صفحه سفید می‌ماند و خطای ۵۰۰ نشان می‌دهد.",
    "affected": "unit",
    "tried": "با مرورگر دیگری هم آزمودم.",
}
REVISION = {
    "system": "office_automation",
    "revision_kind": "stuck_item",
    "item": "نامهٔ ۱۲۰/۱۴۰۵/۸۴",
    "stage_from": "پاراف معاون",
    "stage_to": "امضای مدیرکل",
    "change_reason": "معاون پیشین بازنشسته شده و نامه در کارتابل او مانده است.",
    "owning_unit": "hr",
}
TURN_REASON = "با آنچه متقاضی نوشته، نوع درست همین است."
QUESTION = {"decision": "ask", "question": "با کدام مرورگر و در کدام صفحه رخ داد؟"}
ANSWERED = Do("answer_question", {"answer": "با فایرفاکس، در صفحهٔ بایگانی."})
CONFIRM = Do("confirm_support", {"decision": "confirm", "satisfaction": "satisfied"})
REOPEN = Do("confirm_support", {"decision": "reopen", "reason": "هنوز همان خطا را می‌بینم."})
ACCEPTED_BREACH = {"breach_action": "accept", "breach_note": "به‌سبب حجم کار پذیرفته شد."}
SOLUTION = {"decision": "solved", "result": "راه کار گام‌به‌گام گفته و با خود متقاضی آزموده شد."}
HANDED = {"asked_of_contractor": "رفع خطای ۵۰۰ هنگام بایگانی", "tried_by_it": "گزارش خطا از کارساز گرفته شد."}
TRIAGED = {"decision": "confirm", "impact": "medium", "urgency": "medium", "envelope": "online"}
TO_IT = Do("triage", {**TRIAGED, "fixed_by": "it"})
TO_CONTRACTOR = Do("triage", {**TRIAGED, "fixed_by": "contractor", **HANDED})
GUIDED, GUIDED_BY_IT, FIXED = Do("guide_in_unit", SOLUTION), Do("guide_in_it", SOLUTION), Do("solve_fault", SOLUTION)
AUTHORISED = Do("authorise", {"decision": "authorise", "note": "بلامانع است."})
REFUSED = Do("authorise", {"decision": "refuse", "reason": "نامه باید به واحد بازگردد."})
REVISION_HANDED = Do(
    "hand_over_revision", {"decision": "hand_over", "impact": "low", "urgency": "high", "envelope": "online", **HANDED}
)
ACCEPTED = Do("accept_case", {"estimated_for": "", "acceptance_note": "بررسی آغاز شد."})
CONTRACTOR_DID = {"decision": "solved", "contractor_result": "اصلاح شد و نسخهٔ تازه نصب شد."}
SOLVED_BY_CONTRACTOR = Do("answer_case", CONTRACTOR_DID)
BEHALF: Typed = {"answer_by": "خانم فروغی", "answer_channel": "phone", "answered_on": InDays(0)}
ACCEPTANCE_RECORDED = Do("record_acceptance", BEHALF)
ANSWER_RECORDED = Do("record_answer", {**CONTRACTOR_DID, **BEHALF})
VERIFIED = Do("verify_work", {"decision": "accept", "result": "پیمانکار خطا را رفع کرد و در دفتر آزموده شد."})
NOT_VERIFIED = Do("verify_work", {"decision": "refuse", "refusal_reason": "خطا در پیوست‌ها هنوز هست."})
BY_CONTRACTOR: Sequence[Move] = (ACCEPTED, SOLVED_BY_CONTRACTOR, VERIFIED)
REVISED: Sequence[Move] = (AUTHORISED, REVISION_HANDED, *BY_CONTRACTOR)
CLOSED_WITHOUT_CONTRACT = Do("decide_without_contract", {"decision": "close", "reason": "سامانه از رده خارج می‌شود."})


def turn(element: str, to: str) -> Do:
    """Return the move by which an expert turns a case into another kind of support."""
    return Do(element, {"decision": "turn", "turn_to": to, "turn_reason": TURN_REASON})


def ask(element: str) -> Sequence[Move]:
    """Return the moves of a question to the requester and its answer."""
    return Do(element, QUESTION), ANSWERED


def breach(element: str, handled: Mapping[str, str] = ACCEPTED_BREACH) -> Sequence[Move]:
    """Return the moves by which a breach is left lying for a day and then dealt with."""
    return Wait(WORKDAY), Do(element, handled)


def described(values: Mapping[str, str] = REVISION) -> Do:
    """Return the move by which the first desk records the details of a revision that was none before."""
    return Do("describe_revision", {"decision": "record", **values})

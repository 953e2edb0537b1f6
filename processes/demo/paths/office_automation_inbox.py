"""The paths of the inbox in office automation: together they go over every flow and every event of its diagram."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from processes.demo.play import Do, Move, Path, Wait, Withdraw

SERVICE = "office_automation_inbox"
HOUR = timedelta(hours=1)
WORKDAY = timedelta(hours=9)
"""Longer than a desk's internal target."""

REQUEST = {
    "person_name": "مهدی کاظمی",
    "person_number": "۴۸۲۱۷۳",
    "position": "کارشناس مطالعات",
    "accesses.0.part": "correspondence",
    "accesses.0.level": "work",
    "accesses.1.part": "archive",
    "accesses.1.level": "view",
    "remarks": "",
}
LETTER = {
    "letter_source": "written",
    "letter_subject": "درخواست کارتابل اتوماسیون اداری",
    "letter_body": "با سلام و احترام\nنظر به آغاز به کار آقای مهدی کاظمی در جایگاه کارشناس مطالعات، خواهشمند است دستور "
    "فرمایید کارتابل اتوماسیون اداری با دسترسی انجام کار در بخش مکاتبات و مشاهدهٔ بایگانی برای ایشان تولید شود.",
    "letter_urgency": "normal",
    "letter_classification": "normal",
    "letter_copies": "معاون محترم اداری و مالی\nبایگانی",
    "letter_attachments": "تصویر حکم کارگزینی",
}
CREATED = {
    "decision": "created",
    "account_name": "m.kazemi",
    "granted": "مکاتبات: انجام کار\nبایگانی: مشاهده",
    "created_on": "۱۴۰۵/۰۹/۰۱",
}
REPLY = {
    "decision": "sign",
    "reply_body": "با سلام و احترام\nکارتابل درخواستی تولید شد و شیوهٔ ورود جداگانه به ایشان اعلام می‌شود.",
}
DRAFT = Do("draft_letter", LETTER)
CORRECT = Do("correct_letter", {**REQUEST, **LETTER, "letter_subject": "درخواست کارتابل اتوماسیون اداری (اصلاحی)"})
ON: Sequence[Do] = (
    Do("paraph_letter", {"decision": "approve", "note": "ملاحظه شد"}),
    Do("sign_letter", {"decision": "sign", "note": ""}),
    Do("refer_to_admin", {"decision": "approve", "note": "جهت بررسی پست و حکم"}),
    Do("approve_admin", {"decision": "approve", "note": "شخص و پست تأیید می‌شود"}),
    Do("refer_to_it", {"decision": "approve", "note": "جهت اقدام"}),
    Do("order_creation", {"decision": "approve", "expert": "bagheri", "note": "اقدام شود"}),
    Do("create_inbox", CREATED),
)
"""Each desk lets the letter go on, up to the expert."""
RETURN = {"decision": "return", "reason": "سطح دسترسی روشن نیست"}
REJECT = {"decision": "reject", "reason": "پست سازمانی مصوب نیست"}


def paths() -> list[Path]:
    """Return the paths, the plain one first."""
    plain: list[Move] = [DRAFT, *ON, Do("sign_reply", REPLY)]
    return [
        _path("plain", plain),
        *(_refused(place) for place in range(len(ON))),
        _path("reply_reworked", [DRAFT, *ON, _rework(), ON[-1], Do("sign_reply", REPLY)], "nouri"),
        _path("every_desk_late", [DRAFT, *_late(ON[:-1]), *ON[-1:], *_late([Do("sign_reply", REPLY)])], "amini"),
        _path("breach_reassigned", [*_breach({"breach_action": "reassign", "expert": "ziaei"}), ON[-1], plain[-1]]),
        _path("breach_extended", [*_breach({"breach_action": "extend"}), ON[-1], plain[-1]], "nouri"),
        _path("breach_still_open_at_the_end", [*_to_breach(), ON[-1], plain[-1]], "amini"),
        _path("withdrawn", [DRAFT, ON[0], Withdraw("نیازی به کارتابل نیست")]),
    ]


def _path(name: str, moves: Sequence[Move], requester: str = "sarabi") -> Path:
    return Path(name=name, service=SERVICE, requester=requester, request=REQUEST, moves=moves)


def _refused(place: int) -> Path:
    """Return the path on which the desk at `place` first returns the letter and then rejects it."""
    desk, before = ON[place].element, ON[:place]
    moves = [DRAFT, *before, Do(desk, RETURN), CORRECT, *before, Do(desk, REJECT)]
    return _path(f"returned_and_rejected_at_{desk}", moves, ("nouri", "amini", "sarabi")[place % 3])


def _rework() -> Do:
    return Do("sign_reply", {"decision": "rework", "reason": "دسترسی بایگانی از قلم افتاده است"})


def _late(desks: Sequence[Do]) -> list[Move]:
    return [move for desk in desks for move in (Wait(WORKDAY), desk)]


def _to_breach() -> list[Move]:
    return [DRAFT, *ON[:-1], Wait(HOUR), Wait(HOUR)]


def _breach(handled: Mapping[str, str]) -> list[Move]:
    return [*_to_breach(), Do("handle_breach", {"breach_note": "پیگیری شد", **handled})]

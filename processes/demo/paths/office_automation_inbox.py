"""The paths of the inbox in office automation: together over every flow and event of its diagram and of those it calls."""

from __future__ import annotations

from processes.demo.paths.inbox import WORKDAY, Inbox
from processes.demo.play import Do, Path, Typed, Wait

SERVICE = "office_automation_inbox"
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
LETTER: Typed = {
    "letter_source": "written",
    "letter_subject": "درخواست کارتابل اتوماسیون اداری",
    "letter_body": "با سلام و احترام\nنظر به آغاز به کار همکار گرامی مهدی کاظمی در جایگاه کارشناس مطالعات، خواهشمند است دستور "
    "فرمایید کارتابل اتوماسیون اداری با دسترسی انجام کار در بخش مکاتبات و مشاهدهٔ بایگانی برای ایشان تولید شود.",
    "letter_urgency": "normal",
    "letter_classification": "normal",
    "letter_copies": "معاون محترم اداری و مالی\nبایگانی",
    "letter_attachments": "تصویر حکم کارگزینی",
}
INBOX = Inbox(
    service=SERVICE,
    request=REQUEST,
    letter=LETTER,
    responsible="ziaei",
    expert="bagheri",
    account="m.kazemi",
    granted="مکاتبات: انجام کار\nبایگانی: مشاهده",
)


def paths() -> list[Path]:
    """Return the paths, the plain one first."""
    return [
        INBOX.path("plain", *INBOX.plain),
        *(INBOX.refused(place) for place in range(len(INBOX.on))),
        INBOX.reworked(),
        INBOX.every_desk_late(),
        INBOX.breach("reassigned", _handle("reassign", "ziaei")),
        INBOX.breach("extended", Wait(WORKDAY), _handle("extend"), requester="nouri"),
        INBOX.breach("still_open_at_the_end", requester="amini"),
        INBOX.registered(),
        INBOX.reopened(),
        INBOX.lapsed(),
        INBOX.withdrawn(),
    ]


def _handle(action: str, expert: str | None = None) -> Do:
    named = {"expert": expert} if expert else {"breach_by": "PT2H"}
    return Do("handle_breach", {"breach_action": action, "breach_note": "پیگیری شد", **named})

"""The paths of the inbox in SAJAD: together over every flow and event of its own diagram."""

from __future__ import annotations

from processes.demo.paths.inbox import Inbox
from processes.demo.play import Path

SERVICE = "sajad_inbox"
INBOX = Inbox(
    service=SERVICE,
    request={
        "person_name": "ندا دانشور",
        "national_id": "۰۴۹۹۳۷۰۸۹۹",
        "person_number": "۵۱۹۰۴۲",
        "position": "حسابدار",
        "accesses.0.part": "sajad_evaluation",
        "accesses.0.level": "register",
        "accesses.1.part": "sajad_reports",
        "accesses.1.level": "view",
        "remarks": "",
    },
    letter={
        "letter_source": "written",
        "letter_subject": "درخواست کارتابل سامانهٔ سجاد",
        "letter_body": "با سلام و احترام\nخواهشمند است دستور فرمایید برای همکار گرامی ندا دانشور در جایگاه حسابدار، کارتابل سامانهٔ سجاد "
        "با دسترسی ثبت اطلاعات در بخش ارزشیابی و مشاهدهٔ گزارش‌ها تولید شود.",
        "letter_urgency": "normal",
        "letter_classification": "normal",
        "letter_copies": "",
        "letter_attachments": "تصویر حکم کارگزینی",
    },
    responsible="ghanbari",
    expert="ghanbari",
    account="n.daneshvar",
    granted="ارزشیابی: ثبت اطلاعات\nگزارش‌ها: مشاهده",
)


def paths() -> list[Path]:
    """Return the paths, the plain one first."""
    desks = [desk.element for desk in INBOX.on]
    return [
        INBOX.path("plain", *INBOX.plain, requester="nouri"),
        *(INBOX.refused(desks.index(desk)) for desk in ("approve_admin", "create_inbox")),
        INBOX.reopened(),
        INBOX.lapsed(),
        INBOX.withdrawn(),
    ]

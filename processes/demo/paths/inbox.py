"""The paths of an inbox service: what is asked for in each, and the moves that they share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from processes.demo.play import Do, Give, InDays, Move, Path, Typed, Wait, Withdraw

HOUR, DAY = "PT1H", "P1D"
WORKDAY = "PT9H"
"""Longer than a desk's internal target."""
REQUESTER = "P3D"
"""As long as a requester is left alone."""
RETURN = {"decision": "return", "reason": "سطح دسترسی روشن نیست"}
REJECT = {"decision": "reject", "reason": "پست سازمانی مصوب نیست"}
REPLY = Do(
    "sign_reply",
    {
        "decision": "sign",
        "reply_body": "با سلام و احترام\nکارتابل درخواستی تولید شد و شیوهٔ ورود جداگانه به ایشان اعلام می‌شود.",
    },
)
REWORK = Do("sign_reply", {"decision": "rework", "reason": "یکی از دسترسی‌ها از قلم افتاده است"})
CONFIRM = Do("confirm_result", {"decision": "confirm"})
REOPEN = Do("confirm_result", {"decision": "reopen", "reason": "یکی از دسترسی‌ها کار نمی‌کند"})
SCAN = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000a49444154789c63000100000500010d0a2db40000000049454e44ae426082"
)
"""A picture of one dot, for the scan of a letter."""
REQUESTERS = ("sarabi", "nouri", "amini")


@dataclass(frozen=True, kw_only=True)
class Inbox:
    """An inbox service, with what is asked for and done on its paths."""

    service: str
    request: Mapping[str, str]
    letter: Typed
    responsible: str
    """With whom the order is filled in: the expert of the first part that has one of its own, else the system's."""
    expert: str
    """Whom the director names."""
    account: str
    granted: str

    @property
    def draft(self) -> Do:
        """The draft of the letter."""
        return Do("draft_letter", self.letter)

    @property
    def correct(self) -> Do:
        """The correction of a letter that came back."""
        subject = f"{self.letter['letter_subject']} (اصلاحی)"
        return Do("correct_letter", {**self.request, **self.letter, "letter_subject": subject})

    @property
    def create(self) -> Do:
        """The creation of the inbox."""
        created: Typed = {"account_name": self.account, "granted": self.granted, "created_on": InDays(0)}
        return Do("create_inbox", {"decision": "created", "credentials_handed": "sms", **created})

    @property
    def on(self) -> Sequence[Do]:
        """The moves by which each desk lets the letter go on, up to the expert's work."""
        return (
            Do("paraph_letter", {"decision": "approve", "note": "ملاحظه شد"}),
            Do("sign_letter", {"decision": "sign", "note": ""}),
            Do("refer_to_admin", {"decision": "approve", "note": "جهت بررسی پست و حکم"}),
            Do("approve_admin", {"decision": "approve", "note": "شخص و پست تأیید می‌شود"}),
            Do("refer_to_it", {"decision": "approve", "note": "جهت اقدام"}),
            Do("order_creation", {"decision": "approve", "expert": self.expert, "note": "اقدام شود"}),
            self.create,
        )

    @property
    def plain(self) -> Sequence[Move]:
        """The moves of the plain path."""
        return (self.draft, *self.on, REPLY, CONFIRM)

    def path(self, name: str, *moves: Move, requester: str = "sarabi") -> Path:
        """Return a path of the service."""
        return Path(name=name, service=self.service, requester=requester, request=self.request, moves=moves)

    def refused(self, place: int) -> Path:
        """Return the path on which the desk at `place` first returns the letter and then rejects it."""
        desk, before = self.on[place].element, self.on[:place]
        moves = [self.draft, *before, Do(desk, RETURN), self.correct, *before, Do(desk, REJECT)]
        return self.path(f"returned_and_rejected_at_{desk}", *moves, requester=REQUESTERS[place % 3])

    def registered(self) -> Path:
        """Return the path of a letter that came on paper, signed: it goes to HR and Support at once."""
        theirs: Typed = {
            "letter_source": "registered",
            "letter_number_theirs": "۱۲۰/۴۷۱۱",
            "letter_date_theirs": InDays(0),
            "letter_signer": "احمد تهرانی، مدیرکل راه‌ها",
            "letter_scan": Give("letter.png", SCAN),
        }
        written: Typed = {key: value for key, value in self.letter.items() if key != "letter_body"}
        moves = [Do("draft_letter", {**written, **theirs}), *self.on[2:], REPLY, CONFIRM]
        return self.path("letter_registered", *moves)

    def withdrawn(self) -> Path:
        """Return the path on which the requester withdraws."""
        return self.path("withdrawn", self.draft, self.on[0], Withdraw("نیازی به کارتابل نیست"))

    def reopened(self) -> Path:
        """Return the path on which the requester first reopens and then confirms."""
        moves = [*self.plain[:-1], REOPEN, self.create, REPLY, CONFIRM]
        return self.path("reopened", *moves, requester="nouri")

    def lapsed(self) -> Path:
        """Return the path on which the requester says nothing."""
        return self.path("closed_by_itself", *self.plain[:-1], Wait(DAY), Wait(DAY), requester="amini")

    def reworked(self) -> Path:
        """Return the path on which the reply is not signed at first."""
        return self.path("reply_reworked", self.draft, *self.on, REWORK, self.create, REPLY, CONFIRM, requester="nouri")

    def every_desk_late(self) -> Path:
        """Return the path on which everybody takes too long, the writer of the letter too."""
        wrote: list[Move] = [Wait(REQUESTER), self.draft, Do("paraph_letter", RETURN), Wait(REQUESTER), self.correct]
        late: list[Move] = [move for desk in self.on[:-1] for move in (Wait(WORKDAY), desk)]
        moves: list[Move] = [*wrote, *late, self.create, Wait(WORKDAY), REPLY, CONFIRM]
        return self.path("every_desk_late", *moves, requester="amini")

    def breach(self, name: str, *handled: Move, requester: str = "sarabi") -> Path:
        """Return the path on which the expert exceeds the stated time, and what is done about it."""
        moves = [self.draft, *self.on[:-1], Wait(HOUR), Wait(HOUR), *handled, self.create, REPLY, CONFIRM]
        return self.path(f"breach_{name}", *moves, requester=requester)

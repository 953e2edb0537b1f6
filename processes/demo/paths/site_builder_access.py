"""The paths of the site builder: together they go over every flow and every event of its diagram.

They share the register of site experts (R4), so they are played in this order: what one introduces a later one replaces or
withdraws, and at the end no unit has an expert by them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from processes.demo.play import Do, Give, InDays, Move, Path, Story, Typed, Wait, Withdraw

SERVICE = "site_builder_access"
HOUR, DAY = "PT1H", "P1D"
WORKDAY = "PT9H"
"""Longer than a desk's internal target."""
LONG = "P4D"
"""Longer than a requester is left without a reminder."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Site:
    """A unit as the paths need it: who asks, who is introduced, who follows, and one of its sites."""

    requester: str
    person: str
    successor: str
    sites: Sequence[str]


ROADS = Site(
    requester="sarabi", person="kazemi", successor="rezaei", sites=["roads.example.ir", "maintenance.roads.example.ir"]
)
FINANCE = Site(requester="nouri", person="daneshvar", successor="nouri", sites=["finance.example.ir"])
PLANNING = Site(requester="amini", person="sadeghi", successor="amini", sites=["planning.example.ir"])
TRANSPORT = Site(requester="zamani", person="soltani", successor="fallahi", sites=["transport.example.ir"])
RELATIONS = Site(requester="mohebbi", person="asgari", successor="mohebbi", sites=["news.example.ir"])
HR = Site(requester="mousavi", person="heidari", successor="mousavi", sites=["hr.example.ir"])
LEGAL = Site(requester="norouzi", person="kamali", successor="vaziri", sites=["legal.example.ir"])
"""Its head asks: the unit has no expert."""
IT = Site(requester="karimi", person="ziaei", successor="bagheri", sites=["it.example.ir"])
"""Likewise."""


Asks = Callable[[Site], Typed]
"""What gives the form of a request for a unit."""


def introduce(site: Site) -> Typed:
    """Return the form that introduces a unit's site expert."""
    return {
        "site_request": "introduce", "site_person": site.person, "sites": site.sites,
        "contact": f"{site.person}@example.ir", "training_needs": "پیش‌تر با سایت‌ساز کار نکرده است",
    }  # fmt: skip


def replace(site: Site) -> Typed:
    """Return the form that replaces the expert by the successor."""
    reason = {"site_request": "replace", "site_person": site.successor, "request_reason": "مأموریت کارشناس پیشین"}
    return {**introduce(site), **reason, "contact": "اتاق ۲۱۴، داخلی ۳۳۸"}


def withdraw(site: Site) -> Typed:
    """Return the form that ends the expert's work without a successor."""
    return {"site_request": "withdraw", "request_reason": "سایت واحد دیگر به‌روزرسانی نمی‌شود"}


LETTER = {
    "letter_source": "written",
    "letter_subject": "معرفی کارشناس سایت",
    "letter_body": "با سلام و احترام\nدر اجرای سیاست تفویض مدیریت محتوای سایت‌ها، کارشناس سایت این واحد به شرح درخواست پیوست "
    "معرفی می‌شود. خواهشمند است دستور فرمایید فایل‌های آموزشی برای ایشان فرستاده و دسترسی‌های لازم داده شود.",
    "letter_urgency": "normal",
    "letter_classification": "normal",
    "letter_copies": "بایگانی",
    "letter_attachments": "",
}
SCAN = Give("letter.pdf", b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
            b"trailer<</Root 1 0 R>>\n%%EOF\n")  # fmt: skip
CAME_SIGNED: Typed = {
    "letter_source": "registered",
    "letter_subject": "معرفی کارشناس سایت",
    "letter_number_theirs": "۱۵۰/۳۲۱",
    "letter_date_theirs": InDays(-3),
    "letter_signer": "منصور ابراهیمی، مدیرکل حمل‌ونقل",
    "letter_scan": SCAN,
    "letter_urgency": "normal",
    "letter_classification": "normal",
}
TRAINED: Typed = {
    "training_files": ["content_guide", "news_guide", "security_guide"],
    "training_channel": "email",
    "training_address": "site@example.ir",
    "training_sent_on": InDays(0),
}
REVOKED: Typed = {"decision": "revoked", "revoked_account": "site.former", "revoked_on": InDays(0)}
RETURN = {"decision": "return", "reason": "سایت‌ها روشن نیست"}
REJECT = {"decision": "reject", "reason": "شخص معرفی‌شده کارشناس واحد نیست"}
REPLY = {
    "decision": "sign",
    "reply_body": "با سلام و احترام\nآنچه خواسته شده بود انجام شد و شیوهٔ ورود جداگانه به ایشان اعلام می‌شود.",
}
DRAFT = Do("draft_letter", LETTER)
DESKS: Sequence[Do] = (
    Do("paraph_letter", {"decision": "approve", "note": "ملاحظه شد"}),
    Do("sign_letter", {"decision": "sign", "note": ""}),
    Do("order_access", {"decision": "approve", "expert": "yousefi", "note": "اقدام شود"}),
)
"""Each desk lets the letter go on, up to the expert."""
TRAIN, REVOKE = Do("send_training", TRAINED), Do("revoke_access", REVOKED)
SIGN = Do("sign_reply", REPLY)
CONFIRM = Do("confirm_result", {"decision": "confirm"})
REOPEN = Do("confirm_result", {"decision": "reopen", "reason": "هنوز کار نمی‌کند"})
REWORK = Do("sign_reply", {"decision": "rework", "reason": "تاریخ لغو نوشته نشده است"})
TAKEN_BACK: Typed = {"taken_back_on": InDays(0), "taken_back_note": "پیش از نخستین ورود لغو شد"}
ORDERED: Sequence[Move] = (DRAFT, *DESKS)


def give(site: Site) -> Do:
    """Return the move that gives the accesses to the sites."""
    return Do("give_access", {
        "decision": "given", "site_account": f"site.{site.person}", "granted_sites": site.sites, "granted_level": "manage",
        "access_given_on": InDays(0),
    })  # fmt: skip


def paths() -> list[Path]:
    """Return the paths in their order, the plain one first."""
    return [
        _path("plain", ROADS, introduce, [*ORDERED, TRAIN, give(ROADS), SIGN, CONFIRM]),
        _path("replaced", ROADS, replace, [*ORDERED, REVOKE, give(ROADS), TRAIN, SIGN, Wait(DAY), Wait(DAY)]),
        _path("replaced_again", ROADS, _back, [*ORDERED, REVOKE, TRAIN, give(ROADS), SIGN, REOPEN, give(ROADS), TRAIN, SIGN, CONFIRM]),
        _path("ended_without_successor", ROADS, withdraw, [*ORDERED, REVOKE, REWORK, REVOKE, SIGN, CONFIRM]),
        *(_refused(TRANSPORT, place) for place in range(len(DESKS))),
        _path("given_back_by_the_expert", FINANCE, introduce, _refused_at("give_access", FINANCE, introduce, [])),
        _path("introduced_with_every_desk_late", FINANCE, introduce, _late_everywhere(FINANCE)),
        _path("revocation_refused", FINANCE, replace, _refused_at("revoke_access", FINANCE, replace, [])),
        _path("ended_in_finance", FINANCE, withdraw, [*ORDERED, REVOKE, SIGN, CONFIRM]),
        _path("breach_reassigned", PLANNING, introduce, [*_breach("reassign"), TRAIN, give(PLANNING), SIGN, CONFIRM]),
        _path("ended_after_a_breach", PLANNING, withdraw, [*_breach("extend"), REVOKE, SIGN, CONFIRM]),
        _path("breach_open_at_the_end", HR, introduce, [*_late_breach(), give(HR), TRAIN, SIGN, CONFIRM]),
        _path("ended_in_hr", HR, withdraw, [*ORDERED, REVOKE, SIGN, CONFIRM]),
        _path("came_signed", TRANSPORT, introduce, [Do("draft_letter", CAME_SIGNED), DESKS[2], TRAIN, give(TRANSPORT), SIGN, CONFIRM]),
        _path("ended_in_transport", TRANSPORT, withdraw, [*ORDERED, REVOKE, SIGN, CONFIRM]),
        _path("withdrawn_early", LEGAL, introduce, [DRAFT, DESKS[0], Withdraw("شخص دیگری معرفی می‌شود")]),
        _path("withdrawn_after_access", LEGAL, introduce, [
            *ORDERED, give(LEGAL), Withdraw("انتقال به واحد دیگر"), Wait(WORKDAY), Do("take_back_access", TAKEN_BACK),
        ]),
    ]  # fmt: skip


def stories() -> list[Story]:
    """Return for each unit what happened to its site expert over some months, the register's rule kept, and what is open today."""
    past = {path.name: path for path in paths()}
    again: list[Move] = [*ORDERED, TRAIN, give(PLANNING), SIGN, CONFIRM]
    follows: list[Move] = [*ORDERED, REVOKE, TRAIN, give(RELATIONS), SIGN, CONFIRM]
    given: list[Move] = [*ORDERED, give(LEGAL), Withdraw("انتقال به واحد دیگر")]
    returned: list[Move] = [DRAFT, Do("paraph_letter", RETURN)]
    told: list[tuple[Site, Sequence[str | Path], Sequence[tuple[str, Asks, Sequence[Move]]]]] = [
        (IT, [], [("breach", introduce, [*ORDERED, Wait(HOUR), Wait(HOUR)])]),
        (LEGAL, ["withdrawn_early", "withdrawn_after_access"], [("taking_back", introduce, given)]),
        (
            RELATIONS,
            [
                _path("introduced", RELATIONS, introduce, [*ORDERED, TRAIN, give(RELATIONS), SIGN, CONFIRM]),
                _path("introduced_another", RELATIONS, replace, follows),
            ],
            [("revocation", _back, ORDERED)],
        ),
        (
            FINANCE,
            ["given_back_by_the_expert", "introduced_with_every_desk_late", "revocation_refused", "ended_in_finance"],
            [("draft", introduce, []), ("signature", introduce, [DRAFT, DESKS[0]])],
        ),
        (
            PLANNING,
            ["breach_reassigned", "ended_after_a_breach", _path("introduced_again", PLANNING, introduce, again)],
            [("confirmation", withdraw, [*ORDERED, REVOKE, SIGN])],
        ),
        (
            HR,
            ["breach_open_at_the_end", "ended_in_hr"],
            [("paraph", introduce, [DRAFT]), ("order", introduce, [DRAFT, *DESKS[:2]])],
        ),
        (
            ROADS,
            ["plain", "replaced", "replaced_again", "ended_without_successor"],
            [("reply", introduce, [*ORDERED, TRAIN, give(ROADS)])],
        ),
        (
            TRANSPORT,
            [*(f"returned_and_rejected_at_{desk.element}" for desk in DESKS), "came_signed", "ended_in_transport"],
            [("correction", introduce, returned), ("works", introduce, ORDERED)],
        ),
    ]
    return [
        Story(
            past=[past[path] if isinstance(path, str) else path for path in before],
            today=[_path(f"halts_at_the_{desk}", site, asked, moves) for desk, asked, moves in today],
        )
        for site, before, today in told
    ]


def _path(name: str, site: Site, asked: Asks, moves: Sequence[Move]) -> Path:
    return Path(name=name, service=SERVICE, requester=site.requester, request=asked(site), moves=moves)


def _back(site: Site) -> Typed:
    return {**replace(site), "site_person": site.person, "request_reason": "پایان مأموریت"}


def _correct(said: Typed) -> Do:
    return Do("correct_letter", {**said, **LETTER, "letter_subject": "معرفی کارشناس سایت (اصلاحی)"})


def _refused(site: Site, place: int) -> Path:
    """Return the path on which the desk at `place` first returns the letter and then rejects it."""
    desk, before = DESKS[place].element, DESKS[:place]
    waits: list[Move] = [Wait(LONG)] if place == 0 else []
    moves: list[Move] = [DRAFT, *before, Do(desk, RETURN), *waits, _correct(introduce(site)), *before, Do(desk, REJECT)]
    return _path(f"returned_and_rejected_at_{desk}", site, introduce, moves)


def _refused_at(work: str, site: Site, asked: Asks, before: Sequence[Move]) -> list[Move]:
    """Return the moves by which the expert first returns and then rejects at one of the works."""
    return [*ORDERED, *before, Do(work, RETURN), _correct(asked(site)), *DESKS, *before, Do(work, REJECT)]


def _late_everywhere(site: Site) -> list[Move]:
    desks = [move for desk in DESKS for move in (Wait(WORKDAY), desk)]
    return [Wait(LONG), DRAFT, *desks, TRAIN, give(site), Wait(WORKDAY), SIGN, CONFIRM]


def _breach(action: str) -> list[Move]:
    handled: Mapping[str, str] = {
        "breach_action": action,
        "expert": "ziaei" if action == "reassign" else "",
        "breach_by": "PT4H" if action == "extend" else "",
        "breach_note": "پیگیری شد",
    }
    return [*ORDERED, Wait(HOUR), Wait(HOUR), Do("handle_breach", handled)]


def _late_breach() -> list[Move]:
    return [*ORDERED, Wait(HOUR), Wait(HOUR), Wait(WORKDAY)]

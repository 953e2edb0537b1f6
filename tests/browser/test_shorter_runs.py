"""Ways of the inbox service that leave the plain one: back, out, late, and two people at once. Demo cases, half-way."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from engine.form.digits import to_persian
from processes.demo.paths.office_automation_inbox import INBOX, LETTER
from tests.browser.conftest import At
from tests.browser.desk import CREATED, UP_TO_THE_ORDER, Desk
from tests.browser.watch import fit
from tests.browser.words import latin, word

pytestmark = pytest.mark.browser
both = pytest.mark.parametrize("language", ["fa", "en"])


def drafted(at: At, language: str) -> str:
    """Return the tracking number of a request whose letter waits for its initials."""
    requester = at("sarabi", language)
    tracking = requester.ask()
    requester.do(tracking, LETTER)
    return tracking


def shown(tracking: str, language: str) -> str:
    """Return a tracking number as a page shows it."""
    return to_persian(tracking) if language == "fa" else tracking


@both
def test_a_returned_letter_comes_back_with_the_reason(at: At, language: str) -> None:
    tracking = drafted(at, language)
    at("moradi", language).do(tracking, {"decision": "return", "reason": "سطح دسترسی روشن نیست"})
    requester = at("sarabi", language)

    requester.open_task(tracking)

    assert "سطح دسترسی روشن نیست" in requester.text()
    expect(requester.field("letter_subject")).to_have_value(LETTER["letter_subject"])
    expect(requester.field("person_number")).to_have_value("۴۸۲۱۷۳" if language == "fa" else "482173")
    requester.fill({"person_number": "۴۸۲۱۷۴", "letter_subject": "درخواست کارتابل (اصلاحی)"})
    requester.complete()
    assert "482174" in requester.text()
    deputy = at("moradi", language)
    deputy.open_task(tracking)
    assert "درخواست کارتابل (اصلاحی)" in deputy.text()


@both
def test_a_rejected_request_ends_and_its_requester_is_told(at: At, language: str) -> None:
    tracking = drafted(at, language)
    at("moradi", language).do(tracking, {"decision": "reject", "reason": "پست سازمانی مصوب نیست"})
    requester = at("sarabi", language)

    requester.go("/notices")
    requester.page.locator(".notices li", has_text=shown(tracking, language)).locator("a").first.click()
    fit(requester.page)

    assert word("rejected", language) in requester.text()
    assert "پست سازمانی مصوب نیست" in requester.text()


@both
def test_a_request_is_withdrawn_with_a_reason_and_not_without(at: At, language: str) -> None:
    requester = at("sarabi", language)
    tracking = requester.ask()
    requester.go(f"/cases/{tracking}")
    reason = requester.page.locator("[name=reason]")

    requester.page.get_by_text(word("no longer", language)).click()
    reason.fill("   ")
    requester.press("withdraw")
    expect(reason).to_be_focused()
    expect(reason).to_have_attribute("aria-invalid", "true")
    assert word("reason of withdrawal", language) in requester.text()
    reason.fill("نیازی به کارتابل نیست")
    requester.press("withdraw")

    assert word("withdrawn", language) in requester.text()
    assert "نیازی به کارتابل نیست" in requester.text()
    requester.go("/tray")
    expect(requester.line(tracking)).to_have_count(0)


def test_a_breach_is_escalated_and_gives_the_work_to_another(at: At) -> None:
    tracking = ordered(at)
    expert, deputy, other = at("bagheri"), at("shams"), at("ziaei")
    expert.open_task(tracking)
    expert.fill(CREATED)

    forward(deputy)
    late = at("bagheri", fresh=True)
    assert sum(word("reminder", "fa") in told for told in notices(late, tracking)) == 1
    deputy.go("/tray")
    expect(deputy.line(tracking)).to_have_count(0)

    forward(deputy)
    deputy.open_task(tracking)
    expect(deputy.page.locator("h1")).to_have_text(word("breach", "fa"))
    deputy.fill({"breach_action": "reassign", "expert": "ziaei", "breach_note": "پیگیری شد"})
    deputy.complete()
    late.go("/tray")
    expect(late.line(tracking)).to_have_count(0)
    other.do(tracking, CREATED)

    expert.complete()
    told_of_the_first(expert, "مینا ضیایی", str(CREATED["account_name"]))


def ordered(at: At) -> str:
    """Return the tracking number of a request whose inbox is to be created: an order of now, so that its time begins."""
    tracking = drafted(at, "fa")
    for person, move in zip(UP_TO_THE_ORDER, INBOX.on, strict=False):
        at(person).do(tracking, move.values)
    return tracking


def notices(desk: Desk, tracking: str) -> list[str]:
    """Return what somebody's notices say of a case, on all pages of them."""
    desk.go("/notices")
    told = []
    while True:
        told += desk.page.locator(".notices li", has_text=shown(tracking, desk.language)).all_inner_texts()
        onward = desk.page.locator("a[rel=next]")
        if not onward.count():
            return told
        onward.click()
        fit(desk.page)


def forward(desk: Desk) -> None:
    desk.go("/clock")
    desk.press("an hour")


@both
def test_the_second_at_a_task_is_told_who_was_first_and_keeps_what_was_typed(at: At, language: str) -> None:
    tracking = drafted(at, language)
    first, second = at("moradi", language), at("moradi", language, fresh=True)
    first.open_task(tracking)
    second.open_task(tracking)
    first.fill({"decision": "approve", "note": "ملاحظه شد"})
    second.fill({"decision": "return", "reason": "پیوست ندارد"})
    first.complete()

    second.complete()

    told_of_the_first(second, "کاوه مرادی" if language == "fa" else "Kaveh Moradi", "پیوست ندارد", "done")
    assert word("return", language) in second.text()


def told_of_the_first(desk: Desk, who: str, typed: str, title: str = "taken") -> None:
    """See that the page says who was first and when, and shows what was typed."""
    expect(desk.page.locator("h1")).to_have_text(word(title, desk.language))
    expect(desk.page.locator("h1")).to_be_focused()
    expect(desk.page.locator("main strong")).to_have_text(who)
    expect(desk.page.locator("main time")).to_have_count(1)
    assert latin(typed) in desk.text()


@both
def test_a_wrong_field_is_told_where_it_is_and_nothing_is_lost(at: At, language: str) -> None:
    desk = at("sarabi", language)
    desk.go("/services/office_automation_inbox")
    desk.fill({"person_name": "مهدی کاظمی", "person_number": "12a4", "accesses.0.level": "work"})

    desk.press("send")

    summary = desk.page.locator("#form-faults")
    expect(summary).to_be_focused()
    expect(desk.field("person_name")).to_have_value("مهدی کاظمی")
    expect(desk.field("accesses.0.level")).to_have_value("work")
    expect(desk.field("person_number")).to_have_attribute("aria-invalid", "true")
    told = desk.page.locator(f"#{desk.field('person_number').get_attribute('aria-describedby').split()[-1]}")
    expect(told).to_be_visible()
    summary.get_by_role("link").first.click()
    expect(desk.field("person_number")).to_be_focused()

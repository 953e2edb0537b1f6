"""The inbox service through the pages, from the request form to the reply letter, each desk by its own people."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from processes.demo.paths.inbox import REPLY, Inbox
from processes.demo.paths.office_automation_inbox import INBOX
from processes.demo.paths.sajad_inbox import INBOX as SAJAD
from tests.browser.conftest import At
from tests.browser.desk import Desk, desks, proven
from tests.browser.watch import fit
from tests.browser.words import latin, word

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("inbox", "language"),
    [(INBOX, "fa"), (INBOX, "en"), (SAJAD, "fa")],
    ids=["office-automation-fa", "office-automation-en", "sajad-fa"],
)
def test_an_inbox_is_asked_for_ordered_created_answered_and_confirmed(at: At, inbox: Inbox, language: str) -> None:
    requester = at("sarabi", language)
    tracking = requester.ask(inbox)
    assert latin(tracking) in requester.text()

    for person, values in desks(inbox):
        desk = at(person, language)
        desk.open_task(tracking)
        desk.fill(values)
        if desk.field("expert").count():
            expect(desk.field("expert")).to_have_value(inbox.responsible)
            desk.field("expert").select_option(inbox.expert)
        desk.complete()
        if "letter_body" in values:
            assert letter(desk, tracking, 0).startswith("draft")
        if person == "tehrani":
            assert re.match(r"\d", letter(desk, tracking, 0))

    requester.go(f"/cases/{tracking}")
    expect(requester.page.locator("main")).to_contain_text(word("confirmed", language))
    proven(requester, tracking)
    asked, answered = letter(requester, tracking, 0), letter(requester, tracking, 1)
    assert f"عطف به نامهٔ شمارهٔ {asked}" in requester.text()
    assert "به: مدیرکل محترم راه‌ها" in requester.text()
    assert answered != asked
    assert str(REPLY.values["reply_body"]).splitlines()[-1] in requester.text()
    requester.go("/notices")
    assert tracking in requester.text()


def letter(desk: Desk, tracking: str, place: int) -> str:
    """Open a letter of the case; return its number, “draft” where it has none."""
    desk.go(f"/cases/{tracking}")
    desk.page.locator("a[href*='/letters/']").nth(place).click()
    fit(desk.page)
    head = desk.page.locator(".letter-head dd")
    assert re.fullmatch(r"14\d\d/\d\d/\d\d|—", latin(head.nth(1).inner_text()))
    return latin(head.first.inner_text()).replace("پیش‌نویس", "draft")

"""The product without a mouse, and without JavaScript."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from processes.demo.paths.office_automation_inbox import INBOX, LETTER
from processes.demo.people import PASSWORD
from tests.browser.conftest import At
from tests.browser.desk import rows_of
from tests.browser.words import word

pytestmark = pytest.mark.browser
MANY = 80


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until an element has the focus."""
    for _ in range(MANY):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} is not reached by Tab on {page.url}")


def enter(page: Page, selector: str) -> None:
    """Go where an element leads."""
    tab_to(page, selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_a_task_is_found_and_completed_by_keyboard_alone(at: At) -> None:
    page = at(None).page
    page.goto("/sign-in")
    page.keyboard.type("farhadi")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/tray")
    expect(page.locator("h1")).to_be_visible()

    at("amini").do(tracking := at("amini").ask(), LETTER)
    at("rostami").do(tracking, {"decision": "approve"})
    page.reload()
    enter(page, f"a[href^='/cases/{tracking}/tasks/']")
    enter(page, "form[action*='/claim'] button")
    tab_to(page, "[name=decision]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    expect(page.locator("[name=decision][value=sign]")).to_be_checked()
    tab_to(page, "[name=note]")
    page.keyboard.type("ملاحظه شد")
    enter(page, ".page-actions button[type=submit]")

    expect(page.locator(".notice-good").first).to_be_visible()
    enter(page, "#messages a")
    page.wait_for_url(f"**/cases/{tracking}")


@pytest.mark.parametrize("language", ["fa", "en"])
def test_a_service_is_asked_for_and_a_task_completed_without_javascript(at: At, language: str) -> None:
    desk = at("nouri", language, java_script_enabled=False)
    page = desk.page
    page.goto("/services/office_automation_inbox")
    first, second = rows_of(INBOX)
    desk.fill(first)
    desk.button("add").click()
    desk.fill(second)
    expect(desk.field("person_name")).to_have_value(first["person_name"])
    desk.button("send").click()
    tracking = desk.tracking()

    page.goto("/tray")
    desk.line(tracking).click()
    desk.fill(LETTER)
    desk.button("complete").click()
    page.locator("#messages a").click()  # where the case stands; the tray goes on with what waits

    page.wait_for_url(f"**/cases/{tracking}")
    expect(page.locator("main")).to_contain_text(LETTER["letter_subject"])
    desk.menu()
    expect(page.get_by_role("button", name=word("sign out", language))).to_be_visible()

"""What one meets at the pages' edges: the sign-in, the language, what they weigh. Each page by itself: `test_every_page.py`."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import At, sign_in
from tests.browser.desk import Desk
from tests.browser.watch import fit
from tests.browser.weights import KILOBYTES, REQUESTS, weigh

pytestmark = pytest.mark.browser
both = pytest.mark.parametrize("language", ["fa", "en"])
BOARDS = (
    "/board", "/board/cases?what=open", "/board/contracts", "/board/contracts/1", "/clock",
    "/board/diagrams/letter_path", "/board/diagrams/contractor_path",
)  # fmt: skip
DIAGRAMS = ("/diagrams", "/diagrams/office_automation_inbox", "/diagrams/site_builder_access")
"""The last is the largest that is shipped."""
OFFICE = "/admin/calendars/office"
CALENDARS = ("/admin/calendars", OFFICE, f"{OFFICE}/versions/1", f"{OFFICE}/change/days", "/admin/contracts/1")

LINES_WHERE_HALF_OF_THE_NUMBER_HAS_ROOM = """(heading) => {
  const number = heading.querySelector('bdi');
  const before = document.createRange();
  before.setStart(heading, 0);
  before.setEndBefore(number);
  const width = before.getBoundingClientRect().width + number.getBoundingClientRect().width * 0.6;
  heading.style.inlineSize = `${width}px`;
  const text = document.createRange();
  text.selectNodeContents(number);
  return new Set([...text.getClientRects()].map((each) => each.top)).size;
}"""


@both
def test_who_may_not_ask_is_told_so(at: At, language: str) -> None:
    desk = at("rahimi", language)
    answer = desk.page.goto("/services/office_automation_inbox")

    assert answer
    assert answer.status == 403
    fit(desk.page)
    expect(desk.page.locator("form[data-warn-unsaved]")).to_have_count(0)


def test_a_page_that_was_asked_for_comes_after_the_sign_in(at: At) -> None:
    desk = at(None)
    desk.page.goto("/cases?all=no")
    assert "/sign-in" in desk.page.url
    fit(desk.page)

    desk.page.locator("#username").fill("nouri")
    desk.page.locator("#password").fill("kartabl")
    desk.page.locator("main button").click()

    desk.page.wait_for_url("**/cases?all=no")


@both
def test_a_wrong_password_is_told_and_the_name_kept(at: At, language: str) -> None:
    desk = at(None, language)
    desk.page.goto("/sign-in")
    desk.page.locator("#username").fill("nouri")
    desk.page.locator("#password").fill("wrong")
    desk.page.locator("main button").click()

    fit(desk.page)
    expect(desk.page.get_by_role("alert")).to_be_visible()
    expect(desk.page.locator("#username")).to_have_value("nouri")
    expect(desk.page.locator("#password")).to_be_focused()


def test_the_session_ends_at_the_sign_out(at: At) -> None:
    desk = at(None)
    sign_in(desk.page, "nouri")
    desk.page.wait_for_url("**/tray")
    desk.menu()
    desk.button("sign out").click()
    assert "/sign-in" in desk.page.url

    desk.page.goto("/tray")

    assert "/sign-in" in desk.page.url


def test_a_change_of_language_keeps_the_page(at: At) -> None:
    desk = at("karimi", fresh=True)
    desk.page.goto("/cases/all?from=here")

    desk.menu()
    desk.page.get_by_role("button", name="English").click()

    expect(desk.page.locator("html")).to_have_attribute("lang", "en")
    assert desk.page.url.endswith("/cases/all?from=here")


@both
def test_no_line_ends_within_the_number_of_a_contract(at: At, language: str) -> None:
    page = at("karimi", language).page
    page.goto("/board/contracts/1")
    heading = page.locator("h1")

    lines = heading.evaluate(LINES_WHERE_HALF_OF_THE_NUMBER_HAS_ROOM)

    assert lines == 1


@both
def test_what_staff_look_at_all_day_is_light(at: At, language: str) -> None:
    """On a first visit, with nothing kept from before; a case and times with their diagram folded, a board with its charts."""
    task = first_task(at("karimi", language))
    everyday = ("/tray", task, task.partition("/tasks/")[0], "/cases/all", "/search?q=کارتابل")
    asking = ("/cases", "/services", "/services/office_automation_inbox", "/notices")
    reading = (*CALENDARS, *DIAGRAMS, "/targets")
    for person, paths in (("karimi", (*everyday, *BOARDS)), ("nouri", asking), ("safavi", reading)):
        for path in paths:
            loaded = weigh(at(person, language, fresh=True), path)
            assert len(loaded) <= REQUESTS, loaded
            assert 10 * 1024 < sum(loaded.values()) <= KILOBYTES * 1024, loaded


def first_task(desk: Desk) -> str:
    desk.page.goto("/tray")
    return desk.page.locator("a[href*='/tasks/']").first.get_attribute("href") or ""

"""A case from the request to its close without a mouse: each one at the desk finds the work by the keyboard, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from processes.demo.paths.inbox import Inbox
from processes.demo.paths.office_automation_inbox import INBOX
from processes.demo.play import InDays, Typed
from tests.browser.conftest import At
from tests.browser.desk import desks, rows_of
from tests.browser.keyboard import MOST, Keyboard
from tests.browser.watch import fit
from tests.browser.words import word

pytestmark = pytest.mark.browser
ALL_DESKS = 10
"""Of the plain path, the confirmation among them."""


@pytest.mark.parametrize(("language", "desks_walked"), [("fa", ALL_DESKS), ("en", 3)])
def test_a_case_goes_from_the_request_to_its_close_by_keyboard_alone(at: At, language: str, desks_walked: int) -> None:
    page = at(None, language).page
    page.goto("/sign-in")
    board = Keyboard(page=page)
    board.sign_in("sarabi")
    tracking = ask(board, INBOX)
    board.sign_out()
    walked = desks(INBOX)[:desks_walked]
    assert len(desks(INBOX)) == ALL_DESKS
    for person, values in walked:
        board.sign_in(person)
        find(board, tracking)
        complete(board, values)
        expect(page.locator("#messages .notice-good")).to_be_visible()
        if (person, values) != walked[-1]:
            board.sign_out()
    board.enter("#messages a")
    expect(page.locator("h1")).to_be_visible()
    fit(page)
    if desks_walked == ALL_DESKS:
        expect(page.locator("main")).to_contain_text(word("confirmed", language))


def ask(board: Keyboard, inbox: Inbox) -> str:
    """Ask for an inbox; return the tracking number."""
    page = board.page
    board.lead("g", "s")
    board.enter(f"main a[href$='/{inbox.service}']")
    first, second = rows_of(inbox)
    write(board, first)
    board.enter("[name=_add]")
    write(board, second)
    board.enter("main .page-actions button.btn-primary")
    found = page.url.partition("/cases/")[2].partition("/")[0]
    assert found.isdecimal()
    return found


def find(board: Keyboard, tracking: str) -> None:
    """Find the case's task in the tray, and take it where it is not taken yet."""
    board.lead("g", "t") if "/tray" not in board.page.url else None
    board.press("/")
    board.type(tracking)
    expect(board.page.locator("#said")).not_to_be_empty()  # read out when the list has been exchanged
    expect(board.page.locator("#results tbody tr")).to_have_count(1)
    board.press("ArrowDown")
    assert board.is_at(f"a[href^='/cases/{tracking}/tasks/']")
    board.lead("Enter")
    if board.page.locator("form[action*='/claim'] button").count():
        board.enter("form[action*='/claim'] button")


def complete(board: Keyboard, values: Typed) -> None:
    """Fill a task's form from top to bottom, and send it from where one is."""
    choosing = board.page.locator("main select[name=expert]").count()
    write(board, {**values, "expert": INBOX.expert} if choosing else values)
    board.lead("Control+Enter")


def write(board: Keyboard, values: Typed) -> None:
    """Type values in the order in which their fields stand."""
    page = board.page
    order = page.evaluate("[...document.querySelectorAll('main [name]')].map((each) => each.name)")
    for name in sorted(values, key=order.index):
        value = values[name]
        assert isinstance(value, str | InDays)
        text = value if isinstance(value, str) else (date.today() + timedelta(days=value.days)).isoformat()
        if page.locator(f"main [name='{name}']").first.evaluate("field => field.matches('select, [type=radio]')"):
            board.choose(name, text)
        elif text:
            board.fill(name, text)


PAGES: Mapping[str, Sequence[str]] = {
    "karimi": ("/tray", "/cases/all", "/services", "/diagrams/office_automation_inbox", "/search?q=کارتابل"),
    "nouri": ("/cases", "/services/office_automation_inbox", "/notices", "/account", "/keys"),
    "safavi": ("/admin", "/admin/people/bagheri", "/admin/permissions"),
    "rahimi": ("/audit",),
}


@pytest.mark.parametrize("person", PAGES)
def test_the_keyboard_gets_through_every_page_and_sees_where_it_is(at: At, person: str) -> None:
    """The focus goes through everything once, in sight, and comes out at the end: nothing holds it."""
    page = at(person, reduced_motion="reduce").page
    for path in PAGES[person]:
        page.goto(path)
        board = Keyboard(page=page)
        page.evaluate("document.activeElement.blur()")
        passed = walk_through(board)
        assert len(passed) > 5, path


def walk_through(board: Keyboard) -> list[str]:
    """Press Tab until the focus has left the page; return what it passed."""
    passed: list[str] = []
    for _ in range(FAR):
        board.press("Tab")
        here = board.page.evaluate(WHERE)
        if not here or [here] == passed[:1]:  # a browser that has nothing around its page begins anew
            return passed
        assert here not in passed, f"{here} is reached twice on {board.page.url}"
        passed.append(here)
    raise AssertionError(f"Expected an end of {board.page.url}, but {FAR} presses of Tab did not reach it.")


FAR = 400
WHERE = """() => {
  if (document.activeElement === document.body) return '';
  return [...document.querySelectorAll('*')].indexOf(document.activeElement) + ' ' + document.activeElement.outerHTML.slice(0, 80);
}"""


@pytest.mark.parametrize("language", ["fa", "en"])
def test_the_content_is_one_press_away(at: At, language: str) -> None:
    page: Page = at("karimi", language).page
    page.goto("/cases/all")
    board = Keyboard(page=page)
    board.press("Tab")
    assert board.is_at(".skip-link")
    board.press("Enter")
    expect(page.locator("main")).to_be_focused()
    board.press("Tab")
    assert board.is_at("main *")
    assert MOST < FAR

"""A list that is narrowed, sorted and turned in place, and what is told when that fails; on the design system's own page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, StorageState, expect

from tests.browser.conftest import At
from tests.browser.watch import fit

pytestmark = pytest.mark.browser
both = pytest.mark.parametrize("language", ["fa", "en"])


def lists(at: At, language: str = "en", **options: object) -> Page:
    page = at("rahimi", language, **options).page
    page.goto("/design")
    return page


def test_a_change_narrows_the_list_and_keeps_what_is_typed(at: At) -> None:
    page = lists(at)
    page.locator("#sample-day").fill("1405")  # elsewhere on the page
    page.locator("#filter-q").press_sequentially("zamani")

    expect(page.locator("#results tbody tr")).to_have_count(0)
    page.locator("#filter-q").fill("Zamani")
    expect(page.locator("#results tbody tr")).to_have_count(1)
    expect(page.locator("#filter-q")).to_be_focused()
    expect(page.locator("#said")).to_have_text("1 case")
    expect(page.locator("#sample-day")).to_have_value("1405")
    page.wait_for_url(re.compile(r"/design\?q=Zamani&sort=-at$"))


def test_back_gives_the_list_as_it_was(at: At) -> None:
    page = lists(at)
    page.locator("#filter-state").select_option("late")
    expect(page.locator("#results tbody tr")).to_have_count(1)

    page.go_back()

    expect(page.locator("#results tbody tr")).to_have_count(3)
    expect(page.locator("#filter-state")).to_have_value("")
    assert "<" not in page.evaluate(
        "JSON.stringify([localStorage, sessionStorage])"
    )  # no page is kept, for it bears names


def test_the_list_is_sorted_by_keyboard_and_the_focus_stays(at: At) -> None:
    page = lists(at)
    first = page.locator("#results tbody th").first
    expect(first).to_have_text("487602054")
    page.locator("#sort-number").focus()

    page.keyboard.press("Enter")

    expect(first).to_have_text("454084666")
    expect(page.locator("#sort-number")).to_be_focused()
    page.locator("#filter-state").select_option("late")
    expect(page).to_have_url(re.compile("sort=number"))  # the order outlives the next filter


def test_a_menu_in_a_line_is_not_cut_off(at: At) -> None:
    page = lists(at)
    page.locator("#results .menu summary").last.click()
    item = page.locator("#results .menu[open] a")

    expect(item).to_be_visible()
    item.click(trial=True)
    fit(page)


@pytest.fixture
def unwatched(browser: Browser, server: str, keys: Callable[[str], StorageState]) -> Iterator[Callable[[str], Page]]:
    """Give the page in a browser that may complain of what fails: here something shall."""
    opened: list[BrowserContext] = []

    def give(language: str) -> Page:
        context = browser.new_context(base_url=server, storage_state=keys("rahimi"))
        context.add_cookies([{"name": "language", "value": language, "url": server}])
        opened.append(context)
        page = context.new_page()
        page.goto("/design")
        return page

    yield give
    for context in opened:
        context.close()


@both
def test_a_request_that_does_not_get_through_is_told_and_the_list_stays(
    unwatched: Callable[[str], Page], language: str
) -> None:
    page = unwatched(language)
    page.route("**/design?*", lambda route: route.abort("internetdisconnected"))
    page.locator("#filter-state").select_option("late")

    words = {"fa": "چیزی از دست نرفته", "en": "Nothing was lost"}
    expect(page.locator("#failure .notice-bad")).to_contain_text(words[language])
    expect(page.locator("#results tbody tr")).to_have_count(3)
    expect(page.locator("#results")).not_to_have_attribute("aria-busy", "true")
    page.unroute("**/design?*")
    page.locator("#filter-state").select_option("closed")
    expect(page.locator("#failure")).to_be_empty()


@both
def test_what_the_server_says_of_a_refusal_is_told(unwatched: Callable[[str], Page], language: str) -> None:
    page = unwatched(language)
    refusal = page.request.get("/nowhere")
    page.route("**/design?*", lambda route: route.fulfill(response=refusal))
    page.locator("#filter-state").select_option("late")

    words = {"fa": "چنین صفحه‌ای", "en": "There is no such page"}
    expect(page.locator("#failure .notice-bad")).to_contain_text(words[language])
    expect(page.locator("#results tbody tr")).to_have_count(3)


def test_without_javascript_a_button_sends_the_filter(at: At) -> None:
    page = lists(at, java_script_enabled=False)
    page.locator("#filter-state").select_option("late")
    page.locator(".filters-send").click()

    expect(page.locator("#results tbody tr")).to_have_count(1)
    expect(page.locator("#filter-state")).to_have_value("late")

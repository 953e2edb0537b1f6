"""The keys that spare the mouse, the menus they close, and what is told when a request fails."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import At
from tests.browser.watch import fit

pytestmark = pytest.mark.browser
PERSIAN_T = "new KeyboardEvent('keydown', {key: 'ف', code: 'KeyT', bubbles: true, cancelable: true})"


def at_tray(at: At, language: str = "fa", **options: object) -> Page:
    page = at("karimi", language, **options).page
    page.goto("/tray")
    return page


@pytest.mark.parametrize(
    ("key", "path"), [("t", "/tray"), ("s", "/services"), ("r", "/cases"), ("c", "/cases/all"), ("n", "/notices")]
)
def test_two_keys_lead_to_a_page(at: At, key: str, path: str) -> None:
    page = at("karimi").page
    page.goto("/keys")

    page.keyboard.press("g")
    page.keyboard.press(key)

    page.wait_for_url(re.compile(rf"{path}(\?.*)?$"))


def test_the_keys_are_the_same_with_a_persian_layout(at: At) -> None:
    page = at("karimi").page
    page.goto("/keys")

    page.keyboard.press("g")
    page.evaluate(f"document.body.dispatchEvent({PERSIAN_T})")

    page.wait_for_url("**/tray")


def test_the_lines_of_a_list_are_gone_through(at: At) -> None:
    page = at_tray(at)
    links = page.locator("main .data-table tbody tr a:visible")
    expect(links.nth(1)).to_be_visible()

    page.keyboard.press("j")
    expect(links.first).to_be_focused()
    page.keyboard.press("j")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("k")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "/tasks/" in page.url or "/cases/" in page.url


def test_from_the_search_one_press_leads_to_the_first_line_and_it_stays(at: At) -> None:
    page = at_tray(at)
    first = page.locator("main .data-table tbody tr").first.locator("a")
    number = page.locator("main .data-table tbody .tracking").first.inner_text()
    page.keyboard.press("/")
    page.keyboard.insert_text(number)
    expect(page.locator("#said")).not_to_be_empty()

    page.keyboard.press("ArrowDown")

    expect(first).to_be_focused()
    page.wait_for_load_state("networkidle")
    expect(first).to_be_focused()  # the field that was left has not been asked once more


@pytest.mark.parametrize("language", ["fa", "en"])
def test_the_keys_are_shown_in_a_dialog_and_escape_gives_the_page_back(at: At, language: str) -> None:
    page = at_tray(at, language)
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    expect(dialog.locator("kbd", has_text="Ctrl")).to_be_visible()

    page.keyboard.press("Escape")

    expect(dialog).to_have_count(0)


def test_while_one_types_the_keys_are_letters(at: At) -> None:
    page = at("karimi").page
    page.goto("/substitutes")
    page.locator("#reason").focus()

    page.keyboard.type("g t ? / j")

    expect(page.locator("#reason")).to_have_value("g t ? / j")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert page.url.endswith("/substitutes")


def test_the_keys_are_switched_off_and_on_again(at: At) -> None:
    page = at("karimi", fresh=True).page
    page.goto("/keys")
    page.locator("button[name=keys]").click()
    expect(page.locator("body")).to_have_attribute("data-keys", "off")

    page.keyboard.press("?")
    page.keyboard.press("g")
    page.keyboard.press("t")
    page.locator("button[name=keys]").click()

    expect(page.locator("body")).to_have_attribute("data-keys", "on")
    assert page.url.endswith("/keys")


def test_a_form_is_sent_from_within_a_field(at: At) -> None:
    page = at("karimi").page
    page.goto("/substitutes")
    page.locator("#reason").fill("مرخصی")

    with page.expect_response(lambda answer: answer.request.method == "POST") as sent:
        page.locator("#reason").press("Control+Enter")

    assert sent.value.status == 422  # nobody was chosen; what was typed is still there
    expect(page.locator("#reason")).to_have_value("مرخصی")
    fit(page)

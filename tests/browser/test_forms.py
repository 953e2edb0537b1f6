"""Forms as their people meet them: what is wrong comes into sight, and files are chosen in the page's own words."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import At
from tests.browser.watch import fit

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("script", [True, False])
def test_what_is_wrong_far_down_a_page_comes_into_sight(at: At, script: bool) -> None:
    desk = at("sarabi", viewport={"width": 1280, "height": 600}, java_script_enabled=script)
    case = at("sarabi").ask()
    desk.page.goto(f"/cases/{case}")
    desk.page.locator("#withdraw summary").click()
    desk.page.locator("#withdraw .btn-danger").click()
    expect(desk.page.locator("#reason")).to_be_focused()
    expect(desk.page.locator("#reason-fault")).to_be_in_viewport()


@pytest.mark.parametrize(("language", "none"), [("fa", "فایلی انتخاب نشده است"), ("en", "No file chosen")])
def test_files_are_chosen_in_the_words_of_the_page(at: At, language: str, none: str) -> None:
    page = at("kazemi", language).page
    page.goto("/services/support_bug_fix")
    choice = page.locator(".file-choice")
    expect(choice).to_contain_text(none)
    choice.locator("input").set_input_files({"name": "shot.png", "mimeType": "image/png", "buffer": b"x"})
    expect(choice).to_contain_text("shot.png")
    choice.locator("input").focus()
    expect(choice).to_have_css("outline-style", "solid")
    fit(page)


@pytest.mark.parametrize("language", ["fa", "en"])
def test_choices_that_an_answer_calls_for_stand_beside_their_words(at: At, language: str) -> None:
    asking = at("kazemi")
    asking.go("/services/support_bug_fix")
    asking.fill({"system": "office_automation", "problem": "خطای ۵۰۰", "affected": "unit"})
    asking.press("send")
    desk = at("bagheri", language)
    desk.open_task(asking.tracking())
    desk.page.locator("[name=decision][value=confirm]").check()
    expect(desk.page.locator("[name=impact]").first).to_be_visible()
    fit(desk.page)

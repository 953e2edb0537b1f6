"""An auditor finds a case and goes through it step by step: by slider, keys, buttons, played, and without a script."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import At
from tests.browser.desk import Desk
from tests.browser.watch import fit
from tests.browser.weights import KILOBYTES, REQUESTS, weigh

pytestmark = pytest.mark.browser
AUDITOR = "rahimi"
RECORDS = 5
"""How many the case has at least that is looked at: its letter was drafted, initialled, signed, …"""


@pytest.fixture
def tracking(at: At) -> str:
    """A case of the demonstration whose letter was written here and has gone some way."""
    page = at(AUDITOR, "en").page
    page.goto("/audit?service=office_automation_inbox&unit=roads&outcome=open")
    rows = page.locator("#results tbody tr").evaluate_all(
        "rows => rows.map(row => [row.querySelector('th').innerText.trim(), parseInt(row.querySelector('td:last-child').innerText)])"
    )
    return next(number for number, records in rows if records >= RECORDS)


def stepping(at: At, tracking: str, language: str = "en", query: str = "", **options: object) -> Desk:
    """Return the desk of an auditor who has a case's steps open."""
    desk = at(AUDITOR, language, **options)
    desk.page.goto(f"/audit/cases/{tracking}/steps{query}")
    expect(desk.page.locator("[data-ready=true]")).to_be_visible()
    return desk


def place(page: Page) -> int:
    return int(page.locator("input[type=range]").input_value())


def marked(page: Page, kind: str) -> set[str]:
    return set(page.locator(f".djs-shape.{kind}").evaluate_all("all => all.map(one => one.dataset.elementId)"))


@pytest.mark.parametrize("language", ["fa", "en"])
@pytest.mark.parametrize("width", [1280, 360])
def test_the_pages_are_fit_to_be_read(at: At, tracking: str, language: str, width: int) -> None:
    desk = at(AUDITOR, language, viewport={"width": width, "height": 800})
    for path in ("/audit", "/audit?since=1405/13/01&person=%D9%85", "/audit?unit=legal&refused=yes", "/audit/verdicts?outcome=confirmed",
                 "/audit/readings", f"/audit/cases/{tracking}"):  # fmt: skip
        desk.go(path)
    desk.page.goto(f"/audit/cases/{tracking}/steps")
    expect(desk.page.locator("[data-ready=true]")).to_be_visible()
    fit(desk.page)


def test_a_filter_exchanges_the_list_and_stands_in_the_address(at: At, tracking: str) -> None:
    desk = at(AUDITOR, "en")
    desk.go("/audit")
    desk.page.locator("#filter-unit").select_option("roads")
    expect(desk.page).to_have_url(re.compile("unit=roads"))
    expect(desk.page.locator("#results tbody tr").first).to_contain_text("Directorate of Roads")
    desk.page.get_by_role("link", name=tracking).click()
    expect(desk.page.locator("h1")).to_have_text("Records of the case")


def test_each_step_is_drawn_and_told(at: At, tracking: str) -> None:
    page = stepping(at, tracking).page
    assert marked(page, "is-current") == {"draft_letter"}
    assert page.locator("[data-words] h2").inner_text().startswith("Step 1:")
    page.get_by_role("button", name="Next step").click()
    expect(page.locator("[data-words] h2")).to_contain_text("Step 2:")
    expect(page.locator(".djs-shape.is-current[data-element-id=paraph_letter]")).to_be_attached()
    assert "draft_letter" in marked(page, "is-passed")
    assert "sign_letter" not in marked(page, "is-passed")
    page.get_by_role("button", name="Previous step").click()
    expect(page.locator(".djs-shape.is-current[data-element-id=draft_letter]")).to_be_attached()
    assert "paraph_letter" not in marked(page, "is-passed"), "what comes later is not marked any more"
    expect(page).to_have_url(re.compile("step=1"))


def test_keys_go_through_the_steps_in_the_direction_of_the_page(at: At, tracking: str) -> None:
    for language, ahead, back in [("en", "ArrowRight", "ArrowLeft"), ("fa", "ArrowLeft", "ArrowRight")]:
        page = stepping(at, tracking, language).page
        last = int(page.locator("input[type=range]").get_attribute("max") or 0)
        for key, reached in [(ahead, 2), (ahead, 3), (back, 2), ("End", last), (ahead, last), ("Home", 1), (back, 1)]:
            page.keyboard.press(key)
            assert place(page) == reached, (language, key)


def test_the_slider_says_each_step_and_moves_the_words(at: At, tracking: str) -> None:
    page = stepping(at, tracking).page
    slider = page.locator("input[type=range]")
    slider.focus()
    page.keyboard.press("ArrowRight")
    expect(slider).to_have_attribute("aria-valuetext", re.compile("^Step 2,"))
    expect(page.locator("[data-words]")).to_contain_text("Step 2:")
    assert page.evaluate("document.activeElement.type") == "range", "the focus stays where it is"
    expect(page.locator("[data-place-shown]")).to_have_text("2")
    page.keyboard.press("Space")
    expect(page.locator("[data-play]")).to_have_text("Pause")
    page.keyboard.press("Space")
    expect(page.locator("[data-play]")).to_have_text("Play")


def test_it_plays_and_pauses_and_stops_at_the_end(at: At, tracking: str) -> None:
    page = stepping(at, tracking).page
    play = page.locator("[data-play]")
    last = int(page.locator("input[type=range]").get_attribute("max") or 0)
    play.click()
    expect(play).to_have_text("Pause")
    assert place(page) == 2
    play.click()
    expect(play).to_have_text("Play")
    page.locator("[data-way=last]").click()
    page.locator("[data-way=back]").click()
    page.locator("h1").click()
    page.keyboard.press("Space")
    expect(page.locator("[data-place-shown]")).to_have_text(str(last))
    expect(play).to_have_text("Play")


def test_who_wants_less_motion_is_not_offered_to_play(at: At, tracking: str) -> None:
    page = stepping(at, tracking, reduced_motion="reduce").page
    expect(page.locator("[data-play]")).to_be_hidden()
    page.keyboard.press("Space")
    assert place(page) == 1


def test_the_step_shows_its_diagram_and_another_can_be_looked_at(at: At, tracking: str) -> None:
    page = stepping(at, tracking).page
    figure = page.locator("[data-stepping-diagram]")
    expect(figure).to_have_attribute("data-shown", "letter_path 1")
    page.get_by_role("button", name="Inbox in the office-automation system").click()
    expect(figure).to_have_attribute("data-shown", "office_automation_inbox 1")
    expect(page.locator(".djs-shape.is-current[data-element-id=letter]")).to_be_attached()
    page.get_by_role("button", name="Next step").click()
    expect(figure).to_have_attribute("data-shown", "letter_path 2")


def test_without_a_script_each_step_is_a_page(at: At, tracking: str) -> None:
    desk = at(AUDITOR, "fa", java_script_enabled=False)
    page = desk.page
    page.goto(f"/audit/cases/{tracking}/steps")
    expect(page.locator("[data-words] h2")).to_contain_text("گام ۱:")
    page.locator("[data-way=next]").click()
    expect(page.locator("[data-words] h2")).to_contain_text("گام ۲:")
    page.locator("[data-way=last]").click()
    expect(page.locator("[data-way=next]")).to_have_attribute("aria-disabled", "true")
    assert page.locator("[data-play]").is_hidden()


def test_the_words_of_other_steps_come_when_somebody_goes_there(at: At, tracking: str) -> None:
    page = at(AUDITOR, "en", fresh=True).page
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"/audit/cases/{tracking}/steps")
    expect(page.locator("[data-ready=true]")).to_be_visible()
    assert not [url for url in asked if "frames" in url]

    page.keyboard.press("ArrowRight")
    expect(page.locator("[data-words] h2")).to_contain_text("Step 2:")
    page.keyboard.press("ArrowRight")
    expect(page.locator("[data-words] h2")).to_contain_text("Step 3:")
    assert len([url for url in asked if "frames" in url]) == 1


def test_where_the_words_do_not_come_the_page_of_the_step_does(at: At, tracking: str) -> None:
    page = stepping(at, tracking, fresh=True).page
    page.route("**/frames.json", lambda route: route.fulfill(status=204))
    page.keyboard.press("ArrowRight")
    expect(page.locator("[data-words] h2")).to_contain_text("Step 2:")
    expect(page.locator("[data-ready=true]")).to_be_visible()


def test_the_pages_are_light(at: At, tracking: str) -> None:
    for path in ("/audit", f"/audit/cases/{tracking}", "/audit/readings", f"/audit/cases/{tracking}/steps"):
        loaded = weigh(at(AUDITOR, "fa", fresh=True), path)
        assert len(loaded) <= REQUESTS, loaded
        assert sum(loaded.values()) <= KILOBYTES * 1024, loaded
        assert any("/stepping-" in url for url in loaded) == path.endswith("/steps"), loaded

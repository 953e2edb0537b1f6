"""Boards: on a narrow screen charts are seen, their tables are folded, open by keyboard, without JavaScript and on paper; times on a diagram."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import At
from tests.browser.desk import Desk
from tests.browser.watch import fit

pytestmark = pytest.mark.browser
NARROW = {"width": 360, "height": 800}
TABLES = ("trend", "services", "layers", "units", "channels")
SCREENS = 6
"""How many screens of a telephone a board may be long, until somebody opens more of it."""

FEW = """document.querySelectorAll('#trend td[data-value]').forEach((cell) => { cell.dataset.value = Math.min(2, cell.dataset.value); })"""
"""No more than two of anything: a chart is drawn anew from its table when the window changes."""


def board(at: At, **options: object) -> Desk:
    """Return the director's board, on a telephone."""
    desk = at("karimi", **options)
    desk.page.set_viewport_size(NARROW)
    desk.go("/board")
    return desk


def tables(desk: Desk) -> list[Locator]:
    return [desk.page.locator(f"#{name}") for name in TABLES]


def test_it_is_short_and_opens_by_keyboard(at: At) -> None:
    desk = board(at)
    expect(desk.page.locator(".chart-svg").first).to_be_visible()
    assert desk.page.evaluate("document.documentElement.scrollHeight") < SCREENS * NARROW["height"]
    for table in tables(desk):
        expect(table).to_be_hidden()
    desk.page.locator(".board-fold summary").nth(1).focus()
    desk.page.keyboard.press("Enter")
    expect(desk.page.locator("#services")).to_be_visible()
    fit(desk.page)


def test_of_what_is_counted_its_chart_knows_no_halves(at: At) -> None:
    desk = at("karimi", "en")
    desk.go("/board")
    canvas = desk.page.locator("[data-chart=lines][data-of=trend] .chart-canvas")
    expect(canvas.locator("svg")).to_be_visible()
    desk.page.evaluate(FEW)
    desk.page.set_viewport_size({"width": 900, "height": 800})
    expect(canvas.locator(".chart-label", has_text="2")).to_be_visible()
    assert not [said for said in canvas.locator(".chart-label").all_text_contents() if "." in said]


def test_it_opens_without_javascript(at: At) -> None:
    desk = at("karimi", java_script_enabled=False)
    desk.page.set_viewport_size(NARROW)
    desk.page.goto("/board")
    expect(desk.page.locator("#units")).to_be_hidden()
    desk.page.locator(".board-fold", has=desk.page.locator("#units")).locator("summary").click()
    expect(desk.page.locator("#units")).to_be_visible()


@pytest.mark.parametrize("script", [True, False])
def test_on_paper_and_on_a_wide_screen_each_table_stands_beside_its_chart(at: At, script: bool) -> None:
    desk = at("karimi", java_script_enabled=script)
    desk.page.set_viewport_size(NARROW)
    desk.page.goto("/board")
    desk.page.emulate_media(media="print")
    for table in tables(desk):
        expect(table).to_be_visible()
    desk.page.emulate_media(media="screen")
    expect(desk.page.locator("#units")).to_be_hidden()
    desk.page.set_viewport_size({"width": 1280, "height": 800})
    for table in tables(desk):
        expect(table).to_be_visible()


@pytest.mark.parametrize(("language", "width"), [("fa", 1280), ("en", 360)])
def test_time_is_read_off_the_table_and_drawn_when_somebody_asks(at: At, language: str, width: int) -> None:
    desk = at("karimi", language, viewport={"width": width, "height": 800}, fresh=True)
    scripts: list[str] = []
    desk.page.on("request", lambda request: scripts.append(request.url) if request.resource_type == "script" else None)
    desk.go("/board/diagrams/letter_path")
    expect(desk.page.locator("table tbody th").first).to_be_visible()
    assert not [url for url in scripts if "/diagram-" in url]

    desk.page.locator("#drawn > summary").press("Enter")
    expect(desk.page.locator("#drawn [data-drawn] .heat-figures").first).to_be_visible()
    fit(desk.page)


def test_what_is_drawn_stays_so_when_it_is_narrowed_down(at: At) -> None:
    page = at("karimi").page
    page.goto("/board/diagrams/letter_path")
    fold, boxes = page.locator("#drawn > summary"), page.locator("#drawn [data-drawn] .heat-figures")
    fold.click()
    expect(boxes.first).to_be_visible()
    narrow_down(page, "office_automation_inbox")
    expect(boxes.first).to_be_visible()

    fold.click()
    narrow_down(page, "sajad_inbox")
    expect(boxes).to_have_count(0)
    fold.click()
    expect(boxes.first).to_be_visible()


def narrow_down(page: Page, service: str) -> None:
    """Choose a service, and wait until the list is another."""
    before = page.locator("#results table").element_handle()
    page.locator("#filter-service").select_option(service)
    page.wait_for_function("table => !table.isConnected", arg=before)

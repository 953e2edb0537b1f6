"""The date field: typed in either calendar, or picked, by keyboard alone where one likes."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import At
from tests.browser.watch import fit
from tests.browser.words import latin

pytestmark = pytest.mark.browser
CHOOSE = {"fa": "انتخاب تاریخ", "en": "Choose a date"}


def field(at: At, language: str, typed: str = "", **options: object) -> Locator:
    """Open a page with a date field and type into it."""
    page = at("karimi", language, **options).page
    page.goto("/substitutes")
    expect(page.locator(".date button").first).to_be_visible()
    since = page.locator("#since")
    since.fill(typed)
    return since


def told(page: Page) -> str:
    return latin(page.locator(".date-other").first.inner_text())


def focused(page: Page) -> str:
    """Return the day that the keys are at."""
    return page.evaluate("document.activeElement.dataset.day")


@pytest.mark.parametrize(
    ("language", "typed", "other"),
    [
        ("fa", "1405/9/6", "برابر با جمعه 27 نوامبر 2026"),
        ("fa", "۲۰۲۶/۱۱/۲۷", "برابر با جمعه 6 آذر 1405"),
        ("en", "2026-11-27", "That is Friday 6 Azar 1405"),
        ("en", "۱۴۰۵/۰۹/۰۶", "That is Friday 27 November 2026"),
    ],
)
def test_what_is_typed_is_told_in_the_other_calendar(at: At, language: str, typed: str, other: str) -> None:
    assert told(field(at, language, typed).page) == other


def test_a_day_that_does_not_exist_is_told_and_an_unfinished_one_is_not(at: At) -> None:
    since = field(at, "fa", "1405/12/30")
    assert "چنین روزی در تقویم نیست" in told(since.page)

    since.fill("1405/12")

    expect(since.page.locator(".date-other").first).to_be_hidden()


@pytest.mark.parametrize(("language", "right"), [("fa", "2026-11-26"), ("en", "2026-11-28")])
def test_the_arrows_follow_the_eye(at: At, language: str, right: str) -> None:
    since = field(at, language, "2026-11-27")
    since.press("Alt+ArrowDown")
    assert focused(since.page) == "2026-11-27"

    since.page.keyboard.press("ArrowRight")
    assert focused(since.page) == right
    since.page.keyboard.press("ArrowLeft")
    since.page.keyboard.press("ArrowUp")
    assert focused(since.page) == "2026-11-20"


def test_weeks_months_and_years_are_turned_by_keys(at: At) -> None:
    page = field(at, "fa", "1405/6/31").page
    page.locator("#since").press("Alt+ArrowDown")

    for key, day in [
        ("Home", "2026-09-19"),  # Saturday
        ("End", "2026-09-25"),
        ("PageUp", "2026-08-25"),
        ("Shift+PageDown", "2027-08-25"),
        ("ArrowDown", "2027-09-01"),
    ]:
        page.keyboard.press(key)
        assert focused(page) == day, key


def test_a_month_that_is_shorter_has_its_last_day(at: At) -> None:
    page = field(at, "fa", "1405/6/31").page
    page.locator("#since").press("Alt+ArrowDown")

    page.keyboard.press("PageDown")

    assert focused(page) == "2026-10-22"  # the 30th of Mehr


@pytest.mark.parametrize(("language", "written"), [("fa", "۱۴۰۵/۱۰/۰۷"), ("en", "1405/10/07")])
def test_a_day_is_picked_by_keyboard_and_the_focus_comes_back(at: At, language: str, written: str) -> None:
    since = field(at, language, "1405/9/7")
    page = since.page
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name=CHOOSE[language]).first).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("PageDown")
    page.keyboard.press("Enter")

    expect(since).to_have_value(written)
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("button", name=CHOOSE[language]).first).to_be_focused()


def test_escape_changes_nothing(at: At) -> None:
    since = field(at, "fa", "1405/9/6")
    since.press("Alt+ArrowDown")
    since.page.keyboard.press("ArrowUp")
    since.page.keyboard.press("Escape")

    expect(since).to_have_value("1405/9/6")
    expect(since).to_be_focused()


def test_the_other_calendar_is_turned_to(at: At) -> None:
    since = field(at, "fa", "1405/9/6")
    since.press("Alt+ArrowDown")
    dialog = since.page.get_by_role("dialog")
    dialog.get_by_role("button", name="تقویم میلادی").click()
    expect(dialog.get_by_role("heading")).to_have_text("نوامبر ۲۰۲۶")
    dialog.get_by_role("gridcell", name=re.compile("^شنبه ۲۸ نوامبر")).click()

    expect(since).to_have_value("۲۰۲۶/۱۱/۲۸")


@pytest.mark.parametrize("language", ["fa", "en"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_picker_is_accessible_and_in_sight(at: At, language: str, width: int) -> None:
    since = field(at, language, "1405/9/6", viewport={"width": width, "height": 800})
    since.press("Alt+ArrowDown")
    dialog = since.page.get_by_role("dialog")
    box = dialog.bounding_box()

    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    expect(dialog.locator("[aria-selected=true]")).to_have_count(1)
    fit(since.page)


def test_today_is_the_day_of_the_office(at: At) -> None:
    page = field(at, "fa").page
    page.locator("#since").press("Alt+ArrowDown")

    today = page.locator("body").get_attribute("data-today")
    assert focused(page) == today
    expect(page.locator("[aria-current=date]")).to_have_attribute("data-day", today or "")


def test_without_javascript_a_day_is_typed(at: At) -> None:
    page = at("karimi", java_script_enabled=False).page
    page.goto("/substitutes")

    expect(page.locator("#since")).to_be_editable()
    expect(page.locator(".date button")).to_have_count(0)

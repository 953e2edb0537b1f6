"""The product in a browser without JavaScript, in both languages: lists, forms, tasks, menus, and what else staff do every day."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from processes.demo.paths.office_automation_inbox import INBOX, LETTER
from tests.browser.conftest import At
from tests.browser.desk import Desk, desks, rows_of
from tests.browser.words import latin, typed_in, word
from web.persian import persian_digits

pytestmark = pytest.mark.browser
both = pytest.mark.parametrize("language", ["fa", "en"])


def plain(at: At, person: str | None, language: str) -> Desk:
    """Return somebody's desk, whose browser runs no script."""
    return at(person, language, java_script_enabled=False)


def asked(desk: Desk) -> str:
    """Ask for an inbox; return the tracking number."""
    desk.page.goto(f"/services/{INBOX.service}")
    first, second = rows_of(INBOX)
    desk.fill(first)
    desk.button("add").click()
    desk.fill(second)
    expect(desk.field("person_name")).to_have_value(first["person_name"])
    desk.button("send").click()
    return desk.tracking()


@both
def test_a_case_goes_from_the_request_to_its_close(at: At, language: str) -> None:
    tracking = asked(plain(at, "sarabi", language))
    for person, values in desks(INBOX):
        desk = plain(at, person, language)
        desk.page.goto(f"/tray?q={tracking}")
        desk.line(tracking).click()
        if desk.button("take").count():
            desk.button("take").click()
            expect(desk.button("complete")).to_be_visible()
        desk.fill(values)
        if desk.field("expert").count():
            desk.field("expert").select_option(INBOX.expert)
        desk.button("complete").click()
        expect(desk.page.locator("#messages .notice-good")).to_be_visible()

    desk.page.locator("#messages a").click()
    expect(desk.page.locator("main")).to_contain_text(word("confirmed", language))


@both
def test_a_fault_is_told_at_its_field_and_corrected(at: At, language: str) -> None:
    desk = plain(at, "sarabi", language)
    tracking = asked(desk)
    desk.page.goto(f"/tray?q={tracking}")
    desk.line(tracking).click()
    desk.button("complete").click()
    desk.page.locator("#form-faults a").first.click()
    assert "#field-" in desk.page.url
    expect(desk.page.locator("main [aria-invalid=true]").first).to_be_visible()

    desk.fill(LETTER)
    desk.button("complete").click()

    desk.page.locator("#messages a").click()
    expect(desk.page.locator("main")).to_contain_text(str(LETTER["letter_subject"]))
    desk.page.locator("[name=comment]").fill("ضمیمه دارد")
    desk.page.locator("form[action$='/comments'] button").click()
    expect(desk.page.locator("main")).to_contain_text("ضمیمه دارد")
    desk.page.locator("#withdraw summary").click()
    desk.page.locator("#withdraw [name=reason]").fill("نیازی نیست")
    desk.page.locator("#withdraw form button").first.click()
    assert word("withdrawn", language) in desk.text()


@both
def test_the_tray_is_narrowed_sorted_turned_and_taken_from(at: At, language: str) -> None:
    desk = plain(at, "karimi", language)
    page = desk.page
    page.goto("/tray?view=roles")
    boxes = page.locator("main [name=tasks]")
    ticked = [box.get_attribute("value") or "" for box in boxes.all()[:2]]
    for box in boxes.all()[:2]:
        box.check()
    page.locator("main form[action$='/take'] .page-actions button").click()
    expect(page.locator("#messages .notice-good")).to_be_visible()
    page.goto("/tray?view=mine")
    for key in ticked:
        expect(page.locator(f"main a[href*='{key.replace('/', '/tasks/')}']")).to_have_count(1)

    page.locator("#filter-q").fill(ticked[0].partition("/")[0])
    page.locator(".filters-send").click()
    expect(page.locator("#results tbody tr")).to_have_count(1)
    assert "view=mine" in page.url
    page.goto("/tray?view=all")
    page.locator("#results .sort").first.click()
    assert "sort=" in page.url
    expect(page.locator("#results th[aria-sort]")).to_have_count(1)
    page.locator(".pages [rel=next]").click()
    assert re.search("sort=.*page=2|page=2.*sort=", page.url)


@both
def test_a_view_is_kept_opened_and_removed(at: At, language: str) -> None:
    page = plain(at, "karimi", language).page
    page.goto("/tray?view=mine&late=yes")
    page.locator(".list-tools summary").click()
    page.locator("#view-name").fill(name := f"دیر {language}")
    page.locator(".keeping form[action$='/views'] button").click()
    page.goto("/tray")
    page.locator("main a", has_text=name).first.click()
    assert "late=yes" in page.url
    page.locator(".list-tools summary").click()
    page.locator(".keeping form[action$='/remove'] button").click()
    expect(page.locator("main a", has_text=name)).to_have_count(0)


@both
def test_a_day_is_typed_in_either_calendar(at: At, language: str) -> None:
    page = plain(at, "moradi", language).page
    page.goto("/substitutes")
    page.locator("#substitute").select_option(index=1)
    page.locator("#since").fill("1405/13/40")
    page.locator("#until").fill(persian_digits(typed_in(400)))
    page.locator("#reason").fill("مرخصی")
    page.locator("main form[method=post] .page-actions button").click()
    expect(page.locator("#since")).to_have_attribute("aria-invalid", "true")
    assert latin(page.locator("#until").input_value()) == typed_in(400)

    begins = {"fa": 400, "en": 800}[language]  # another time for each language: nobody stands in twice
    page.locator("#since").fill(typed_in(begins))
    page.locator("#until").fill(typed_in(begins + 4))
    page.locator("main form[method=post] .page-actions button").click()
    expect(page.locator("#messages .notice-good")).to_be_visible()


@both
def test_what_else_is_read_and_done(at: At, language: str) -> None:
    page = plain(at, "sarabi", language).page
    page.goto("/cases")
    page.locator("#filter-q").fill("1")
    page.locator(".filters-send").click()
    assert "q=1" in page.url
    page.goto("/notices")
    page.locator(".notices a").first.click()
    assert "/cases/" in page.url
    page.goto("/search?q=کارتابل")
    page.locator(".hits a").first.click()
    assert "/cases/" in page.url
    page.locator(".shell-menu summary").click()
    page.locator(".shell-menu [name=lang]").click()
    expect(page.locator("html")).to_have_attribute("lang", {"fa": "en", "en": "fa"}[language])
    page.context.add_cookies([{"name": "language", "value": language, "url": page.url}])


@both
def test_an_auditor_goes_through_the_steps_and_an_administrator_adds_a_person(at: At, language: str) -> None:
    page = plain(at, "rahimi", language).page
    page.goto("/audit")
    page.locator("#results tbody a[href*='/audit/cases/']").first.click()
    page.goto(f"{page.url}/steps?step=2")
    expect(page.locator("[data-words] h2")).to_contain_text({"fa": "گام ۲", "en": "Step 2"}[language])

    page = plain(at, "safavi", language).page
    page.goto("/admin/people/new")
    page.locator("main .page-actions button").click()
    expect(page.locator("main [role=alert] a").first).to_be_visible()


@both
def test_a_timer_is_tried(at: At, language: str) -> None:
    desk = plain(at, "safavi", language)
    desk.page.goto("/targets")
    desk.page.locator("[name=feel]").fill('working deadline("P1W")')
    desk.page.locator("#try .page-actions button").click()
    expect(desk.page.get_by_role("alert")).to_contain_text("P1W")

    desk.page.locator("[name=feel]").fill('working deadline("P1D")')
    desk.page.locator("[name=day]").fill("1405/09/08")
    desk.page.locator("#try .page-actions button").click()

    answer = desk.page.locator("section[aria-labelledby='try-title'] [role=status]")
    expect(answer).to_contain_text({"fa": "دوشنبه ۹ آذر ۱۴۰۵", "en": "Mon 30 Nov 2026"}[language])
    expect(answer).to_be_in_viewport()

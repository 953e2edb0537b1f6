"""An owner changes a service through the pages: download, edit, check, deploy. Running cases stay as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from processes.demo.paths.office_automation_inbox import SERVICE
from tests.browser.conftest import sign_in
from tests.browser.desk import Desk
from tests.browser.served import served
from tests.browser.watch import Watch, fit
from tests.browser.words import latin, word

pytestmark = pytest.mark.browser
PAGE = f"/diagrams/{SERVICE}"
OLD, NEW = "نامه را تنظیم کنید", "پیش‌نویس نامه را بنویسید"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of its own: what is deployed here is no other test's business."""
    with served(tmp_path_factory.mktemp("office")) as address:
        yield address


@pytest.fixture
def context(browser: Browser, site: str) -> Iterator[BrowserContext]:
    """A browser that saves what it downloads."""
    made = browser.new_context(base_url=site, accept_downloads=True)
    watch = Watch(made, site)
    yield made
    made.close()
    assert watch.heard == []


def desk(context: BrowserContext, site: str, person: str, language: str, width: int = 1280) -> Desk:
    """Return the desk of somebody who signs in."""
    context.clear_cookies()
    context.add_cookies([{"name": "language", "value": language, "url": site}])
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": 800})
    sign_in(page, person)
    page.wait_for_url("**/tray")
    return Desk(page=page, language=language)


def test_an_owner_downloads_edits_checks_and_deploys(context: BrowserContext, site: str, tmp_path: Path) -> None:
    running = desk(context, site, "sarabi", "fa").ask()

    owner = desk(context, site, "safavi", "fa")
    owner.go("/diagrams")
    owner.page.get_by_role("link", name="درخواست کارتابل در سامانهٔ اتوماسیون اداری").click()
    fit(owner.page)
    with owner.page.expect_download() as download:
        owner.page.get_by_role("link", name="بارگیری نمودار").click()
    assert download.value.suggested_filename == f"{SERVICE}.bpmn"
    path = tmp_path / "letter_path.bpmn"
    text = owner.page.request.get(f"{PAGE}/1/diagram/{path.name}").text()
    assert OLD in text

    path.write_text(text.replace('camunda:formKey="letter_draft"', 'camunda:formKey="no_such_form"'), "utf-8")
    upload(owner, path)
    assert word("not yet", "fa") in owner.text()
    assert "no_such_form" in owner.text()
    assert owner.button("deploy").count() == 0
    marked = owner.page.locator(".djs-element.is-faulty")
    expect(marked).to_have_attribute("data-element-id", re.compile("draft_letter"))

    edited = text.replace(f'name="{OLD}"', f'name="{NEW}"')
    edited = re.sub(r"(<bpmn:timeDate[^>]*>working deadline\()targets\.desk\)<", r'\1"PT3H")<', edited, count=1)
    path.write_text(edited, "utf-8")
    owner.go(PAGE)
    upload(owner, path)
    assert word("no fault", "fa") in owner.text()
    changes = [latin(each) for each in owner.page.locator(".changes del, .changes ins").all_inner_texts()]
    assert {OLD, NEW, "در working deadline(targets.desk)", 'در working deadline("PT3H")'} <= set(changes)
    expect(owner.page.locator(".djs-element.is-changed")).to_have_count(2)
    owner.page.locator("#deploy-reason").fill("نامی که کارشناسان به کار می‌برند")
    owner.press("deploy")
    assert word("deployed", "fa") in owner.text()
    assert "نامی که کارشناسان به کار می‌برند" in owner.text()

    requester = desk(context, site, "sarabi", "fa")
    began = requester.ask()
    shown = {}
    for tracking in (running, began):
        requester.go(f"/cases/{tracking}")
        shown[tracking] = requester.page.locator(".standing").inner_text()
    assert OLD in shown[running]
    assert NEW in shown[began]
    assert OLD not in shown[began]


@pytest.mark.parametrize("language", ["fa", "en"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_pages_of_diagrams_fit_and_are_accessible(
    context: BrowserContext, site: str, tmp_path: Path, language: str, width: int
) -> None:
    owner = desk(context, site, "safavi", language, width)
    owner.go("/diagrams")
    owner.page.locator("main summary").first.click()
    fit(owner.page)
    owner.go(PAGE)
    owner.go(f"{PAGE}/difference")
    path = tmp_path / f"{SERVICE}.bpmn"
    answer = owner.page.request.get(f"{PAGE}/1/diagram/{SERVICE}.bpmn")
    path.write_text(answer.text().replace('name="درخواست رد شد', 'name="همین درخواست رد شد'), "utf-8")
    owner.go(PAGE)
    upload(owner, path)


def upload(owner: Desk, path: Path) -> None:
    """Choose a file on the page and have it checked."""
    owner.page.locator("#upload-files").set_input_files(path)
    owner.press("check")

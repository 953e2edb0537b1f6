"""A case's page in a browser: light when it opens, its diagram and its proof fetched when somebody wants them."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import At
from tests.browser.test_pages import first_task
from tests.browser.watch import fit

pytestmark = pytest.mark.browser
PERSIAN = re.compile("[\u0600-\u06ff]")


@pytest.mark.parametrize(("language", "width"), [("fa", 1280), ("en", 360)])
def test_diagram_and_proof_come_when_they_are_opened(at: At, language: str, width: int) -> None:
    desk = at("karimi", language, viewport={"width": width, "height": 800})
    desk.go(first_task(desk).partition("/tasks/")[0])
    expect(desk.page.locator("svg[data-element-id]")).to_have_count(0)
    desk.page.locator(".diagram-on-demand > summary").click()
    expect(desk.page.locator("[data-diagram][data-drawn]")).to_be_visible()
    names = " ".join(desk.page.locator("svg[data-element-id] tspan").all_text_contents())
    assert names
    assert bool(PERSIAN.search(names)) == (language == "fa"), names
    desk.page.locator("[hx-get$='/proof'] > summary").click()
    expect(desk.page.locator("#proof")).to_be_visible()
    fit(desk.page)

"""The page of the search, and the search of the lists."""

from __future__ import annotations

import pytest

from tests.processes.build import actor
from tests.web.pages import Site
from tests.web.test_tray import rows

pytestmark = pytest.mark.databases


def test_a_whole_number_leads_to_its_case_and_a_stranger_nowhere(site: Site) -> None:
    case = site.bench.ask()
    assert site.browser("sarabi").get(f"/search?q={case.tracking}").headers["Location"] == f"/cases/{case.tracking}"
    page = site.browser("amini").get(f"/search?q={case.tracking}")
    assert page.status_code == 200
    assert "Nothing was found." in page.text


def test_why_something_was_found_is_marked_and_nothing_typed_runs(site: Site) -> None:
    case = site.bench.at_desk("paraph_letter")
    site.bench.office.comment(actor("moradi"), case.instance, "<b>یادآوری</b> شد تا شنبه")
    page = site.browser("sarabi").get("/search?q=شنبه")
    assert case.tracking in page.text.replace("</", " </")
    assert "<mark>شنبه</mark>" in page.text
    assert "<b>یادآوری" not in page.text


def test_nothing_typed_asks_what_to_look_for(site: Site) -> None:
    page = site.browser("sarabi").get("/search").text
    assert "What you look for" in page
    assert "Nothing was found" not in page


def test_the_header_leads_to_it(site: Site) -> None:
    assert 'action="/search"' in site.browser("sarabi").get("/services").text


def test_the_tray_and_all_cases_are_searched_too(site: Site) -> None:
    case = site.bench.at_desk("paraph_letter")
    other = site.bench.at_desk("paraph_letter", person="akbari")
    for person, path in (("moradi", "/tray"), ("rahimi", "/cases/all")):
        browser = site.browser(person)
        [row] = rows(browser.get(f"{path}?q=sarabi").text)
        assert case.tracking in row
        [row] = rows(browser.get(f"{path}?q={other.tracking}").text)
        assert other.tracking in row
        assert rows(browser.get(f"{path}?q=nobody-at-all").text) == []

"""Notices: by days, the unread first, read one by one or all, and each leading to the work it is about."""

from __future__ import annotations

import re

import pytest
from lxml import html

from processes import told
from processes.draining import announce
from tests.processes.build import REJECT, statements
from tests.web.pages import Browser, Site, task_url


def links(browser: Browser, query: str = "") -> list[str]:
    """Return where the notices lead."""
    return re.findall(r'href="(/notices/\d+)"', browser.get(f"/notices{query}").text)


def test_a_notice_of_a_task_leads_straight_to_it_and_is_read(site: Site) -> None:
    case, browser = site.bench.at_desk("create_inbox"), site.browser("bagheri")
    [link] = links(browser)
    assert browser.get(link).headers["Location"] == task_url(case, "create_inbox")
    assert links(browser, "?unread=yes") == []


def test_a_notice_of_work_that_is_gone_leads_to_its_case(site: Site) -> None:
    case, browser = site.bench.at_desk("create_inbox"), site.browser("bagheri")
    case.withdraw()
    assert {browser.get(link).headers["Location"] for link in links(browser)} == {f"/cases/{case.tracking}"}
    assert "The requester withdrew" in browser.get("/notices").text


def test_a_notice_of_a_contract_leads_to_its_page_which_its_reader_may_read_and_not_change(site: Site) -> None:
    announce(site.bench.office)
    browser = site.browser("karimi")
    assert "The support contract ends on" in browser.get("/notices?about=time").text
    assert links(browser, "?about=case") == []
    [link] = links(browser)
    place = browser.get(link).headers["Location"]
    page = html.fromstring(browser.get(place).text)
    assert "۱۴۰۴/ق/۳۴" in page.xpath("string(//h1)")
    assert (
        page.xpath("//main//form")
        == page.xpath("//main//a[starts-with(@href, '/admin/') and not(contains(@href, 'contracts'))]")
        == []
    )
    assert "Saturday to Wednesday 08:00–20:00" in page.xpath("string(//main)")
    assert "/admin/contracts" in browser.get("/tray").text
    assert links(browser, "?unread=yes") == []
    assert len(links(site.browser("safavi"))) == 1, "the administrator is told too"


def test_one_is_taken_as_read_and_then_all(site: Site) -> None:
    for _ in range(3):
        site.bench.at_desk("paraph_letter").do("paraph_letter", REJECT)
    browser = site.browser("sarabi")
    first = links(browser)[0]
    assert browser.post(f"{first}/read", next="/notices?about=case").headers["Location"] == "/notices?about=case"
    assert links(browser)[-1] == first, "the unread come first"
    assert browser.get("/notices").text.count('class="is-unread"') == 2
    browser.post("/notices/read")
    assert "is-unread" not in browser.get("/notices").text


@pytest.mark.parametrize(("about", "count"), [("", 2), ("work", 1), ("comment", 0), ("case", 1), ("nonsense", 2)])
def test_they_are_filtered_by_what_they_are_about(site: Site, about: str, count: int) -> None:
    case = site.bench.at_desk("create_inbox")
    case.withdraw()
    assert len(links(site.browser("bagheri"), f"?about={about}")) == count


def test_nobody_reads_what_another_was_told(site: Site) -> None:
    site.bench.at_desk("create_inbox")
    [link] = links(site.browser("bagheri"))
    stranger = site.browser("amini")
    assert stranger.get(link).status_code == 404
    assert stranger.post(f"{link}/read").status_code == 404
    assert len(links(site.browser("bagheri"), "?unread=yes")) == 1


def test_a_long_list_is_shown_page_by_page_at_the_cost_of_a_short_one(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(told, "PAGE", 2)
    counts = []
    for _ in range(3):
        site.bench.at_desk("create_inbox")
        browser = site.browser("bagheri")
        with statements(site.bench) as seen:
            browser.get("/notices")
        counts.append(len(seen))
    assert len(set(counts)) == 1
    pages = [links(browser, f"?page={page}") for page in (1, 2)]
    assert [len(found) for found in pages] == [2, 1]
    assert not set(pages[0]) & set(pages[1])

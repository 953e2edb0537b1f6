"""The tray's page: its views, what it is narrowed down to and sorted by, and taking from it; all of it without JavaScript."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from lxml import html
from sqlalchemy import update

from processes.demo.paths.support import TO_CONTRACTOR
from processes.tables import DbWaiting
from tests.benchmarks.copies import copied
from tests.processes.support import asked
from tests.web.pages import Site, task_url

pytestmark = pytest.mark.databases


def rows(page: str) -> list[str]:
    """Return the text of the rows of a page's table."""
    return [" ".join(row.text_content().split()) for row in html.fromstring(page).xpath("//tbody/tr")]


def test_views_are_links_with_how_much_waits_there(site: Site) -> None:
    site.bench.at_desk("paraph_letter")
    page = html.fromstring(site.browser("moradi").get("/tray?service=sajad_inbox").text)
    tabs = page.xpath("//nav[contains(@class, 'tabs')]//a")
    assert [" ".join(tab.text_content().split()) for tab in tabs] == [
        "All that waits for me 1",
        "Mine 0",
        "Of my roles 1",
    ]
    assert tabs[2].get("href") == "/tray?service=sajad_inbox&view=roles"
    assert [tab.get("aria-current") for tab in tabs] == ["page", None, None]


def test_it_is_narrowed_down_and_says_so_where_nothing_is_left(site: Site) -> None:
    site.bench.at_desk("paraph_letter")
    browser = site.browser("moradi")
    assert len(rows(browser.get("/tray?service=office_automation_inbox&unit=roads").text)) == 1
    page = browser.get("/tray?service=sajad_inbox").text
    assert "No task matches." in page
    assert "Clear the filter" in page
    assert "No task matches." in browser.get("/tray?late=yes").text


def test_the_contractor_is_offered_the_steps_of_a_contractor_only(site: Site) -> None:
    asked(site.bench, "support_bug_fix", TO_CONTRACTOR)
    page = html.fromstring(site.browser("mehrabi").get("/tray").text)
    assert page.xpath("//select[@name='step']/option/text()") == ["All", "Work on the case", "Accept the case"]


def test_a_heading_sorts_and_says_how_it_is_sorted(site: Site) -> None:
    first, second = site.bench.at_desk("paraph_letter"), site.bench.at_desk("paraph_letter")
    browser = site.browser("moradi")
    page = browser.get("/tray?sort=-since&page=1").text
    assert [first.tracking in row for row in rows(page)] == [False, True]
    [sorted_by] = html.fromstring(page).xpath("//th[@aria-sort]")
    assert (sorted_by.get("aria-sort"), sorted_by.xpath(".//a/@href")) == ("descending", ["/tray?sort=since"])
    assert [second.tracking in row for row in rows(browser.get("/tray?sort=nonsense").text)] == [False, True]


def test_one_task_is_taken_from_its_row(site: Site) -> None:
    case, browser = site.bench.at_desk("paraph_letter"), site.browser("moradi")
    key = f"{case.tracking}/{case.task('paraph_letter').id}"
    assert f'value="{key}"' in browser.get("/tray").text
    answer = browser.post("/tray/take", take=key, next="/tray?view=roles")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/tray?view=roles")
    assert case.task("paraph_letter").assignee == "moradi"
    assert "1 task is yours now." in browser.get("/tray").text


def test_all_that_are_ticked_are_taken_and_what_could_not_be_is_said(site: Site) -> None:
    cases = [site.bench.at_desk("paraph_letter") for _ in range(2)]
    strange = site.bench.at_desk("paraph_letter", person="nouri")
    keys = [f"{case.tracking}/{case.task('paraph_letter').id}" for case in (*cases, strange)]
    browser = site.browser("moradi")
    browser.post("/tray/take", tasks=[*keys, "nonsense"])
    assert [case.task("paraph_letter").assignee for case in (*cases, strange)] == ["moradi", "moradi", None]
    page = browser.get("/tray").text
    assert "2 tasks are yours now." in page
    assert f"Expected a case {strange.tracking}" in page
    browser.post("/tray/take")
    assert "Tick the tasks" in browser.get("/tray").text


def test_what_is_late_says_since_when(site: Site) -> None:
    case = site.bench.at_desk("paraph_letter")
    browser = site.browser("rahimi")
    assert "Late since" not in browser.get("/tray?view=all").text
    late = site.bench.office.time() - timedelta(hours=2, seconds=5)  # the pages' clock is the machine's
    with site.bench.office.store.writing() as unit:
        unit.session.execute(update(DbWaiting).values(until=late))
    page = html.fromstring(browser.get("/tray?view=all&late=yes").text)
    (badge,) = page.xpath("//*[contains(@class, 'status-bad')]")
    assert badge.text_content().startswith("Late since")
    assert [datetime.fromisoformat(each) for each in badge.xpath(".//time/@datetime")] == [late]
    assert task_url(case, "paraph_letter") in browser.get("/tray?view=all").text


def test_the_header_counts_no_further_than_a_person_looks(site: Site) -> None:
    site.bench.at_desk("paraph_letter")
    page = html.fromstring(site.browser("moradi").get("/services").text)
    tray, *_ = page.xpath("//header//a[@href='/tray'][span]")
    assert tray.text_content().split() == ["Tray", "1"]


def test_a_copy_of_a_case_is_a_case_with_its_letter_and_its_task(site: Site) -> None:
    [copy] = copied(site.bench.at_desk("paraph_letter"), 1)
    browser, url = site.browser("moradi"), task_url(copy, "paraph_letter")
    assert copy.letters[0].subject in browser.get(url).text
    assert copy.letters[0].body.split()[-1] in browser.get(f"/cases/{copy.tracking}/letters/1").text
    assert browser.post(url, decision="approve", note="").status_code == 303
    assert [mark.kind for mark in copy.letters[0].marks] == ["paraph"]


def test_more_than_are_counted_wait_and_the_page_says_so(site: Site) -> None:
    case = site.bench.at_desk("paraph_letter")
    copied(case, 101)
    page = html.fromstring(site.browser("moradi").get("/tray").text)
    assert page.xpath("//*[contains(@class, 'shell-menu-word')]//*[@class='count']")[0].text == "99+"

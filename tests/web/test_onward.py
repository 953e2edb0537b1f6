"""From one task of the tray to the next."""

from __future__ import annotations

import re

from lxml import html

from tests.processes.build import Case
from tests.web.pages import Browser, Site, task_url

APPROVED = {"decision": "approve", "note": ""}


def link_to(browser: Browser, case: Case, tray: str = "/tray") -> str:
    """Return the address by which a tray leads to a case's task."""
    page = html.fromstring(browser.get(tray).text)
    [found] = page.xpath(f"//tbody//a[contains(@href, '{case.tracking}')]/@href")
    return str(found)


def test_after_a_task_comes_the_next_of_the_view(site: Site) -> None:
    first, second, third = (site.bench.at_desk("paraph_letter") for _ in range(3))
    browser = site.browser("moradi")
    url = link_to(browser, second, "/tray?service=office_automation_inbox&sort=-since")
    claim = re.search(r'action="([^"]*/claim[^"]*)"', browser.get(url).text)
    assert claim is not None
    assert browser.post(claim[1].replace("&amp;", "&")).headers["Location"] == url
    answer = browser.post(url, **APPROVED)
    assert answer.headers["Location"].startswith(task_url(first, "paraph_letter") + "?from=")
    page = browser.get(answer.headers["Location"]).text
    assert "Done. The case has moved on." in page
    assert f'href="/cases/{second.tracking}"' in page
    browser.post("/tray/take", take=f"{first.tracking}/{first.task('paraph_letter').id}")
    answer = browser.post(answer.headers["Location"], **APPROVED)
    assert answer.headers["Location"].startswith(task_url(third, "paraph_letter"))


def test_a_task_is_passed_over_and_the_last_leads_to_the_first(site: Site) -> None:
    first, second = (site.bench.at_desk("paraph_letter") for _ in range(2))
    browser = site.browser("moradi")
    page = html.fromstring(browser.get(link_to(browser, second)).text)
    [onward] = page.xpath("//a[contains(@href, '/next?')]/@href")
    assert browser.get(onward).headers["Location"].startswith(task_url(first, "paraph_letter"))


def test_when_none_waits_any_more_it_is_back_to_the_tray(site: Site) -> None:
    case, browser = site.bench.at_desk("paraph_letter"), site.browser("moradi")
    url = link_to(browser, case, "/tray?view=roles")
    assert (
        browser.get(f"{task_url(case, 'paraph_letter')}/next?from=view%3Droles").headers["Location"]
        == "/tray?view=roles"
    )
    browser.post("/tray/take", take=f"{case.tracking}/{case.task('paraph_letter').id}")
    answer = browser.post(url, **APPROVED)
    assert answer.headers["Location"] == "/tray?view=roles"
    assert "Nothing else waits in this view." in browser.get("/tray").text


def test_who_did_not_come_from_the_tray_is_told_where_the_case_stands_now(site: Site) -> None:
    case, browser = site.bench.at_desk("paraph_letter"), site.browser("moradi")
    url = task_url(case, "paraph_letter")
    browser.post(f"{url}/claim")
    answer = browser.post(url, **APPROVED)
    assert answer.headers["Location"] == f"/cases/{case.tracking}/brief?done=yes"
    page = html.fromstring(browser.get(answer.headers["Location"]).text)
    assert page.xpath("string(//h1)") == "Done. The case has moved on."
    [said] = page.xpath("//*[@class='where-sentence']")
    assert "Sign the letter" in said.text_content()
    assert page.xpath("//main//a/@href") == ["/tray", f"/cases/{case.tracking}"]


def test_where_a_case_stands_is_told_without_that_anything_was_done(site: Site) -> None:
    case = site.bench.at_desk("paraph_letter")
    page = html.fromstring(site.browser("moradi").get(f"/cases/{case.tracking}/brief").text)
    assert page.xpath("string(//h1)") == "Where it stands"
    assert page.xpath("//main//a/@href")[0] == task_url(case, "paraph_letter")


def test_what_is_wrong_comes_back_in_the_same_view(site: Site) -> None:
    case, browser = site.bench.at_desk("paraph_letter"), site.browser("moradi")
    url = link_to(browser, case, "/tray?view=roles")
    browser.post("/tray/take", take=f"{case.tracking}/{case.task('paraph_letter').id}")
    answer = browser.post(url, decision="return", reason="")
    assert answer.status_code == 422
    assert "/next?from=view%3Droles" in answer.text

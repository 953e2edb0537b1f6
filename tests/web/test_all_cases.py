"""All cases: narrowed down, sorted, in pages; and views that somebody keeps of a list."""

from __future__ import annotations

import pytest
from lxml import html

from tests.web.pages import Site
from tests.web.test_tray import rows

pytestmark = pytest.mark.databases


def test_it_is_narrowed_down_by_each_of_its_filters(site: Site) -> None:
    roads, finance = site.bench.ask("sarabi"), site.bench.ask("nouri")
    finance.withdraw("nouri")
    browser = site.browser("rahimi")
    for query, found in [
        ("", {roads.tracking, finance.tracking}),
        ("unit=roads", {roads.tracking}),
        ("service=sajad_inbox", set()),
        ("outcome=open", {roads.tracking}),
        ("outcome=otherwise", {finance.tracking}),
        ("late=breach", set()),
        ("channel=ticket&person=sarabi", {roads.tracking}),
        ("channel=phone", set()),
        ("since=1405/01/01&until=2030-01-01", {roads.tracking, finance.tracking}),
        ("until=1400/01/01", set()),
    ]:
        shown = " ".join(rows(browser.get(f"/cases/all?{query}").text))
        assert {number for number in (roads.tracking, finance.tracking) if number in shown} == found, query


def test_a_day_that_is_none_is_told_at_its_field(site: Site) -> None:
    answer = site.browser("rahimi").get("/cases/all?since=1405/13/01")
    assert answer.status_code == 422
    assert "1405/13/01" in answer.text
    assert 'id="filter-since-fault"' in answer.text


def test_it_is_sorted_by_a_heading_and_goes_on_in_pages(site: Site) -> None:
    cases = [site.bench.ask() for _ in range(31)]
    browser = site.browser("rahimi")
    first = rows(browser.get("/cases/all?sort=asked").text)
    assert (len(first), cases[0].tracking in first[0]) == (30, True)
    [last] = rows(browser.get("/cases/all?sort=asked&page=2").text)
    assert cases[-1].tracking in last


def test_a_director_sees_the_unit_s_cases_only_whatever_is_asked(site: Site) -> None:
    site.bench.ask("nouri")
    assert rows(site.browser("tehrani").get("/cases/all?unit=finance").text) == []


def test_how_they_came_is_counted_when_it_is_asked(site: Site) -> None:
    site.bench.ask()
    browser = site.browser("rahimi")
    assert "How they came:" not in browser.get("/cases/all").text
    assert "How they came:" in browser.get("/cases/all?shares=yes").text


def tabs(page: str) -> list[str]:
    """Return the tabs, the one that is shown in brackets."""
    found = html.fromstring(page).xpath("//nav[contains(@class, 'tabs')]//a")
    return [f"[{tab.text.strip()}]" if tab.get("aria-current") else tab.text.strip() for tab in found]


def test_a_view_is_kept_shown_renamed_and_removed(site: Site) -> None:
    browser = site.browser("rahimi")
    query = "unit=roads&sort=-asked"
    assert 'name="query"' in browser.get(f"/cases/all?{query}&page=1").text
    answer = browser.post("/views", page="cases", name=" راه‌ها ", query=query)
    address = "/cases/all?sort=-asked&unit=roads"
    assert answer.headers["Location"] == address
    page = browser.get(address).text
    assert tabs(page) == ["All cases", "[راه‌ها]"]
    browser.post("/views/1/rename", name="Roads")
    assert tabs(browser.get("/cases/all").text) == ["[All cases]", "Roads"]
    assert browser.post("/views/1/remove").headers["Location"] == address
    assert tabs(browser.get("/cases/all").text) == []


def test_a_view_of_the_tray_stands_among_its_own(site: Site) -> None:
    browser = site.browser("moradi")
    browser.post("/views", page="tray", name="Late ones", query="late=yes&view=roles")
    assert tabs(browser.get("/tray?view=roles&late=yes").text)[-2:] == ["Of my roles", "[Late ones]"]
    assert tabs(browser.get("/tray?view=roles").text)[-2:] == ["[Of my roles]", "Late ones"]


def test_views_are_each_one_s_own(site: Site) -> None:
    site.browser("rahimi").post("/views", page="cases", name="Mine", query="unit=roads")
    other = site.browser("karimi")
    assert "Mine" not in tabs(other.get("/cases/all").text)
    other.post("/views/1/remove")
    other.post("/views/1/rename", name="x")
    assert "Expected a view 1 of yours" in other.get("/tray").text
    assert "Mine" in tabs(site.browser("rahimi").get("/cases/all").text)


def test_a_view_without_a_name_or_of_no_list_is_refused(site: Site) -> None:
    browser = site.browser("rahimi")
    browser.post("/views", page="cases", name="  ", query="unit=roads")
    assert "Expected a name of 1 to 60 letters" in browser.get("/cases/all").text
    assert browser.post("/views", page="elsewhere", name="x", query="").status_code == 400


def test_no_more_views_are_kept_than_fit(site: Site) -> None:
    browser = site.browser("rahimi")
    for number in range(21):
        browser.post("/views", page="cases", name=f"v{number}", query=f"unit=u{number}")
    page = browser.get("/cases/all").text
    assert "at most 20 views" in page
    assert len(tabs(page)) == 21

"""My requests: where each is, what one can do there, and those that have ended."""

from __future__ import annotations

import pytest

from processes import reading
from processes.registration import Registration
from tests.processes.build import statements
from tests.processes.test_registration import CALLER, register
from tests.web.pages import Site


def test_an_open_request_says_where_it_is_and_offers_what_can_be_done(site: Site) -> None:
    case = site.bench.ask()
    page = site.browser("sarabi").get("/cases").text
    assert "has been with you since today" in page
    [task] = case.state.tasks
    assert f'href="/cases/{case.tracking}/tasks/{task}">Draft the letter</a>' in page
    assert f'href="/cases/{case.tracking}#withdraw"' in page
    assert "About 1 to 2 hours" in page


def test_what_waits_for_its_requester_comes_first(site: Site) -> None:
    waiting, elsewhere = site.bench.ask(), site.bench.at_desk("paraph_letter")
    page = site.browser("sarabi").get("/cases").text
    assert page.index(f"/cases/{waiting.tracking}") < page.index(f"/cases/{elsewhere.tracking}")


def test_ended_ones_stand_apart_and_offer_nothing(site: Site) -> None:
    case, browser = site.bench.at_desk("paraph_letter"), site.browser("sarabi")
    case.withdraw()
    assert case.tracking not in browser.get("/cases").text
    page = browser.get("/cases?ended=yes").text
    assert case.tracking in page
    assert "was withdrawn" in page
    assert "#withdraw" not in page


@pytest.mark.parametrize("typed", ["{}", " {} ", "{:.5}"])
def test_a_request_is_found_by_its_number_in_either_state(site: Site, typed: str) -> None:
    case, other = site.bench.at_desk("paraph_letter"), site.bench.ask()
    case.withdraw()
    page = site.browser("sarabi").get("/cases", query_string={"q": typed.format(case.tracking)}).text
    assert f"/cases/{case.tracking}" in page
    assert f"/cases/{other.tracking}" not in page


def test_a_request_of_somebody_else_is_not_found(site: Site) -> None:
    case = site.bench.ask(person="nouri")
    page = site.browser("sarabi").get(f"/cases?q={case.tracking}").text
    assert "None of your requests has this number." in page
    assert f"/cases/{case.tracking}" not in page


def test_a_long_list_is_shown_page_by_page(site: Site) -> None:
    bench = site.bench
    numbers = [bench.ask().tracking for _ in range(reading.REQUESTS_PAGE + 2)]
    now, who = bench.office.time(), bench.member("sarabi")
    with bench.office.store.reading() as unit:
        first, second = (reading.requests(unit, who, now=now, page=page) for page in (1, 2))
    assert (first.open, first.ended, first.found) == (len(numbers), 0, len(numbers))
    assert sorted(one.tracking for each in (first, second) for one in each.shown) == sorted(numbers)
    assert len(second.shown) == 2


def test_a_page_costs_the_same_however_many_it_shows(site: Site) -> None:
    bench = site.bench
    now, who, counts = bench.office.time(), bench.member("sarabi"), []
    for _ in range(2):
        bench.ask()
        with statements(bench) as seen, bench.office.store.reading() as unit:
            reading.requests(unit, who, now=now)
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_a_request_that_was_registered_for_a_caller_says_for_whom(site: Site) -> None:
    register(site.bench, "akbari", Registration(channel="phone", requester=CALLER))
    assert "for <bdi>غلامرضا صبوری</bdi>" in site.browser("akbari").get("/cases").text


def test_who_cannot_ask_is_not_led_to_asking(site: Site) -> None:
    browser = site.browser("mehrabi")
    assert 'href="/cases"' not in browser.get("/services").text
    assert "own people ask for this service" in browser.get("/services").text
    assert "Ask for a service" not in browser.get("/cases").text


def test_an_empty_tray_leads_on_and_offers_no_filter(site: Site) -> None:
    page = site.browser("kazemi").get("/tray").text
    assert "Nothing waits for you" in page
    assert 'id="filters"' not in page
    assert "Ask for a service" in page
    site.bench.ask()
    assert 'id="filters"' in site.browser("sarabi").get("/tray").text

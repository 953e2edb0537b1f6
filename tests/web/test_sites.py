"""The page of the register of site experts: who may read it, and what it tells (R4)."""

from __future__ import annotations

import re
from datetime import date

import pytest
from sqlalchemy import update

from engine.form.digits import to_latin
from processes.demo.paths.site_builder_access import DRAFT, FINANCE, REVOKE, ROADS, introduce, replace, withdraw
from processes.tables import DbHolding, DbPerson
from tests.processes.test_site_experts import ESTABLISHED, SIGNED, begun
from tests.web.pages import Site, task_url


def page(site: Site, person: str, language: str = "en") -> str:
    """Return the page without its tags."""
    answer = site.browser(person, language).get("/sites")
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text.partition("<main")[2]).split())


def test_it_tells_of_each_unit_who_is_it_since_when_and_by_which_case(site: Site) -> None:
    first = begun(site.bench, introduce(ROADS))
    second = begun(site.bench, replace(ROADS), SIGNED)
    told = to_latin(page(site, "karimi", "fa"))
    assert re.search(r"ادارهٔ کل راه‌ها مهدی کاظمی .*دسترسی دارد از \S+ \d+ \S+ 14\d\d ", told)
    assert re.search(r"ادارهٔ کل راه‌ها سارا رضایی .*معرفی‌شده در \S+ \d+ \S+ 14\d\d ", told)
    assert re.search(r"سایت نگهداری راه", told)
    assert re.search(r"ادارهٔ کل امور مالی –.*کسی معرفی نشده است", told)
    links = site.browser("karimi").get("/sites").text
    assert all(f'href="/cases/{case.tracking}"' in links for case in (first, second))


@pytest.mark.parametrize("person", ["yousefi", "shams", "karimi", "rahimi", "safavi"])
def test_the_it_office_the_auditor_and_the_administrator_read_all_of_it(site: Site, person: str) -> None:
    begun(site.bench, introduce(ROADS))
    assert "Mahdi Kazemi" in page(site, person)
    assert 'href="/sites"' in site.browser(person).get("/tray").text


def test_a_director_reads_of_the_own_unit_only(site: Site) -> None:
    begun(site.bench, introduce(ROADS))
    begun(site.bench, introduce(FINANCE), [DRAFT], FINANCE)
    told = page(site, "jafari")
    assert "Directorate of Finance" in told
    assert "Roads" not in told


@pytest.mark.parametrize("person", ["sarabi", "moradi", "salimi", "mehrabi", "rezaei"])
def test_it_is_not_for_others(site: Site, person: str) -> None:
    browser = site.browser(person)
    assert browser.get("/sites").status_code == 403
    assert 'href="/sites"' not in browser.get("/tray").text


def test_a_case_that_the_reader_may_not_open_is_no_link(site: Site) -> None:
    case = begun(site.bench, introduce(ROADS))
    told = site.browser("bagheri").get("/sites").text
    assert case.tracking in told
    assert f'href="/cases/{case.tracking}"' not in told


def test_it_says_so_where_an_expert_left_the_unit_or_holds_no_post(site: Site) -> None:
    begun(site.bench, introduce(ROADS))
    with site.bench.office.store.writing() as unit:
        unit.session.execute(update(DbHolding).where(DbHolding.person_id == "kazemi").values(until=date(2026, 11, 1)))
    assert "Holds no post at present" in page(site, "karimi")
    with site.bench.office.store.writing() as unit:
        unit.session.execute(update(DbPerson).where(DbPerson.id == "kazemi").values(unit_id="finance"))
    assert "No longer works in this unit" in page(site, "karimi")


def test_places_that_ended_stand_below(site: Site) -> None:
    begun(site.bench, introduce(ROADS))
    last = begun(site.bench, withdraw(ROADS), [*ESTABLISHED[:4], REVOKE])
    _, _, before = page(site, "karimi").partition("Before")
    assert re.search(r"Directorate of Roads Mahdi Kazemi .*" + last.tracking, before)


def test_a_second_introduction_is_refused_on_a_page_that_keeps_what_was_typed(site: Site) -> None:
    case = begun(site.bench, introduce(ROADS), SIGNED[:2])
    begun(site.bench, {**introduce(ROADS), "site_person": "rezaei"})
    director = site.browser("tehrani", "fa")
    answer = director.post(task_url(case, "sign_letter"), decision="sign", note="با سپاس")
    assert answer.status_code == 409
    assert re.search(r"سارا رضایی از [^)]* 14\d\d\)", to_latin(answer.text))
    assert "با سپاس" in answer.text
    asked = site.browser("sarabi").post("/services/site_builder_access", **introduce(ROADS))
    assert asked.status_code == 409
    assert "Ask for a replacement instead" in asked.text

"""Administration: the organisation is found, changed and ended on pages, every refusal at its field, every change on record."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from sqlalchemy import select

from engine.store.tables import Base
from processes import clock, tables
from processes.calendars.first import YEARS_AHEAD
from processes.erasure.texts import CaseAstray
from processes.keeping import people
from processes.keeping.names import TABLES, column_words
from processes.keeping.rules import keeper
from processes.organisation import members
from processes.tables import (
    DbChange,
    DbContract,
    DbContractTarget,
    DbHolding,
    DbLevel,
    DbPerson,
    DbPosition,
    DbRole,
    DbSite,
)
from tests.processes.test_permissions import EVERYBODY
from tests.web.pages import Browser, Site
from web.pages.admin import erasure

PAGES = (
    "/admin", "/admin/people", "/admin/people/new", "/admin/people/sarabi", "/admin/people/sarabi/leave", "/admin/units",
    "/admin/units/new", "/admin/units/roads", "/admin/units/rayan", "/admin/roles", "/admin/roles/it_expert",
    "/admin/substitutes", "/admin/systems", "/admin/systems/new", "/admin/systems/sajad", "/admin/sites", "/admin/sites/new",
    "/admin/sites/roads.example.ir", "/admin/contracts", "/admin/contracts/new", "/admin/contracts/new?company=rayan",
    "/admin/contracts/1", "/admin/calendars", "/admin/calendars/new", "/admin/calendars/office",
    "/admin/calendars/office?month=1406-01&year=1406", "/admin/calendars/office/versions/1",
    *(f"/admin/calendars/office/change/{what}" for what in ("days", "week", "holidays", "removal", "week-removal", "names")),
    "/admin/permissions", "/admin/changes",
)  # fmt: skip
READ_BY_OTHERS = ("/admin/changes", "/admin/contracts", "/admin/contracts/1")
"""Pages that are not for administrators alone."""
PERSON = {"key": "rad", "name_fa": "بهنام راد", "name_en": "Behnam Rad", "unit": "roads", "mobile": "۰۹۱۲ ۱۲۳ ۴۵۶۷"}
SARABI = {"name_fa": "مریم سرابی", "name_en": "Maryam Sarabi", "unit": "roads", "mobile": "09120130455"}


def today(site: Site) -> date:
    """Return the office's day."""
    return site.bench.member("safavi").on


def the(site: Site, table: Any, **where: object) -> Any:
    """Return a row."""
    with site.bench.office.store.reading() as unit:
        return unit.session.scalars(select(table).filter_by(**where).order_by(*table.__table__.primary_key)).first()


def seen(browser: Browser, path: str, form: str) -> str:
    """Return the version that a form of a page bears."""
    [found] = html.fromstring(browser.get(path).text).xpath(f"//form[@id='{form}']//input[@name='_seen']/@value")
    return str(found)


def faults(text: str) -> dict[str, str]:
    """Return what a page tells to be wrong, by the id of the field."""
    found = html.fromstring(text).xpath("//*[contains(@class, 'invalid-feedback')]")
    return {each.get("id").removesuffix("-fault"): each.text_content().strip() for each in found}


@pytest.mark.parametrize("language", ["fa", "en"])
def test_every_page_is_drawn_in_both_languages_and_all_its_ids_are_its_own(site: Site, language: str) -> None:
    browser = site.browser("safavi", language)
    for path in PAGES:
        answer = browser.get(path)
        page = html.fromstring(answer.text)
        ids = page.xpath("//@id")
        assert (answer.status_code, len(page.xpath("//h1")), len(ids)) == (200, 1, len(set(ids))), path


def test_only_administrators_keep_the_organisation_and_auditors_read_what_was_changed(site: Site) -> None:
    for person in ("karimi", "rahimi", "sarabi", "mehrabi"):
        browser = site.browser(person)
        assert {browser.get(path).status_code for path in PAGES if path not in READ_BY_OTHERS} == {403}
        assert browser.get("/admin/changes").status_code == (200 if person == "rahimi" else 403)
        contracts = {browser.get(path).status_code for path in ("/admin/contracts", "/admin/contracts/1")}
        assert contracts == ({200} if person in ("karimi", "rahimi") else {403})
    header = html.fromstring(site.browser("safavi").get("/admin/people").text).xpath(
        "//nav[contains(@class, 'shell-nav')]//a"
    )
    assert [way.get("href") for way in header if way.get("aria-current")] == ["/admin"]
    assert 'href="/admin"' not in site.browser("karimi").get("/tray").text
    assert 'href="/admin/people"' not in site.browser("rahimi").get("/admin/changes").text


def test_a_leaving_is_taken_back_with_a_button_until_the_last_day_is_over(site: Site) -> None:
    browser, page = site.browser("safavi"), "/admin/people/sarabi"
    assert f'action="{page}/stay"' not in browser.get(page).text
    browser.post(f"{page}/leave", last_day=(today(site) + timedelta(days=5)).isoformat(), reason="بازنشستگی")
    shown = browser.get(page).text
    assert f'action="{page}/stay"' in shown
    assert browser.post(f"{page}/stay", _seen="1").status_code == 422
    version = html.fromstring(shown).xpath(f"//form[@action='{page}/stay']//input[@name='_seen']/@value")[0]
    assert browser.post(f"{page}/stay", _seen=version).status_code == 303
    assert the(site, DbPerson, id="sarabi").last_day is None
    assert the(site, DbRole, person_id="sarabi").until is None


def test_the_people_are_found_however_their_names_are_written(site: Site) -> None:
    browser = site.browser("safavi")
    page = browser.get("/admin/people").text
    assert all(f">{person}<" in page for person in EVERYBODY)
    for asked, found in [
        ("text=كاظمي", ["kazemi"]), ("text=mahdi", ["kazemi"]), ("text=صدور مجوز&unit=transport", ["soltani"]), ("text=آمار&unit=transport", []),
        ("role=auditor", ["rahimi"]), ("unit=legal&state=roleless", ["kamali", "vaziri"]), ("text=نيست", []),
    ]:  # fmt: skip
        rows = html.fromstring(browser.get(f"/admin/people?{asked}").text).xpath("//tbody//bdi[@dir='ltr']/text()")
        assert sorted(rows) == found, asked


def test_a_person_is_added_given_post_role_and_password_and_signs_in(site: Site) -> None:
    browser = site.browser("safavi")
    assert browser.post("/admin/people/new", **PERSON).headers["Location"] == "/admin/people/rad"
    assert the(site, DbPerson, id="rad").mobile == "09121234567"
    browser.post("/admin/units/roads/positions", title_fa="کارشناس پل", title_en="Bridge Expert")
    post = the(site, DbPosition, title_en="Bridge Expert").id
    given = browser.post("/admin/people/rad/positions", position=str(post), since="1405/09/02", until="")
    assert given.status_code == 303
    role = browser.post("/admin/people/rad/roles", role="unit_expert@roads", since="۱۴۰۵/۰۹/۰۲", until="2027-03-20")
    assert role.status_code == 303
    page = browser.post(
        "/admin/people/rad/password", _seen=seen(browser, "/admin/people/rad", "password"), way="generate"
    )
    [password] = re.findall(r"<code[^>]*>([^<]+)</code>", page.text)
    assert password not in browser.get("/admin/people/rad").text
    assert site.browser().sign_in("rad", password).status_code == 303
    rad = site.bench.member("rad")
    assert (rad.title_en, rad.groups) == ("Bridge Expert", {"unit_expert", "unit_expert@roads"})
    record = browser.get("/admin/changes?by=safavi").text
    assert password not in record
    assert "Behnam Rad" in record


def test_what_is_wrong_comes_back_at_its_field_with_all_that_was_typed(site: Site) -> None:
    browser = site.browser("safavi")
    answer = browser.post("/admin/people/new", **{**PERSON, "key": "Rad!", "mobile": "12", "name_en": ""})
    assert answer.status_code == 422
    assert faults(answer.text).keys() == {"person-name_en"}
    answer = browser.post("/admin/people/new", **{**PERSON, "mobile": "12"})
    assert faults(answer.text).keys() == {"person-mobile"}
    assert PERSON["name_fa"] in answer.text
    assert 'value="12"' in answer.text
    assert faults(browser.post("/admin/people/new", **{**PERSON, "key": "sarabi"}).text).keys() == {"person-key"}
    assert faults(browser.post("/admin/people/new", **{**PERSON, "unit": "nowhere"}).text).keys() == {"person-unit"}
    taken = browser.post("/admin/people/sarabi/roles", role="unit_director@roads", since="1405/09/03", until="")
    assert faults(taken.text).keys() == {"role-since"}
    assert "24 Nov 2023" in faults(taken.text)["role-since"], "when the one began that it overlaps"
    wrong = browser.post("/admin/people/sarabi/roles", role="unit_deputy@roads", since="1405/13/03", until="1405/09/01")
    assert faults(wrong.text).keys() == {"role-since"}
    assert html.fromstring(wrong.text).xpath("//details[@open]//form[@id='role']")
    assert the(site, DbPerson, id="rad") is None


def test_who_comes_second_is_told_what_the_first_one_changed_and_loses_nothing(site: Site) -> None:
    first, second = site.browser("safavi"), site.browser("safavi")
    version = seen(second, "/admin/people/sarabi", "person")
    assert first.post("/admin/people/sarabi", **{**SARABI, "unit": "finance"}, _seen=version).status_code == 303
    late = second.post("/admin/people/sarabi", **{**SARABI, "name_en": "Mariam Sarabi"}, _seen=version)
    assert late.status_code == 422
    assert "Mariam Sarabi" in late.text
    assert "Directorate of Finance" in html.fromstring(late.text).xpath("string(//*[@role='alert'])")
    assert the(site, DbPerson, id="sarabi").unit_id == "finance"
    assert html.fromstring(late.text).xpath("//form[@id='person']//select/option[@selected]/@value") == ["finance"]
    [again] = html.fromstring(late.text).xpath("//form[@id='person']//input[@name='_seen']/@value")
    mine = {**SARABI, "name_en": "Mariam Sarabi", "unit": "finance"}
    assert second.post("/admin/people/sarabi", **mine, _seen=again).status_code == 303
    changed = the(site, DbPerson, id="sarabi")
    assert (changed.name_en, changed.unit_id) == ("Mariam Sarabi", "finance")


@pytest.mark.parametrize(
    ("typed", "field"),
    [(("short", "short"), "password-password"), (("long enough", "long enouhg"), "password-again"), (("", ""), "password-password")],
)  # fmt: skip
def test_a_typed_password_is_long_enough_and_typed_twice(site: Site, typed: tuple[str, str], field: str) -> None:
    browser = site.browser("safavi")
    before = the(site, DbPerson, id="sarabi").password
    answer = browser.post("/admin/people/sarabi/password", password=typed[0], again=typed[1])
    assert answer.status_code == 422
    assert field in faults(answer.text)
    assert typed[0] == "" or f'value="{typed[0]}"' not in answer.text
    assert the(site, DbPerson, id="sarabi").password == before


def test_who_leaves_loses_all_in_one_step_after_his_open_tasks_were_shown(site: Site) -> None:
    case, browser = site.bench.ask(), site.browser("safavi")
    page = browser.get("/admin/people/sarabi/leave").text
    assert case.tracking in page
    left = browser.post(
        "/admin/people/sarabi/leave",
        last_day=today(site).isoformat(),
        reason="بازنشستگی",
        _seen="0",
    )
    assert left.status_code == 303
    assert the(site, DbRole, person_id="sarabi").until == the(site, DbHolding, person_id="sarabi").until == today(site)
    assert "بازنشستگی" in browser.get("/admin/people/sarabi").text
    stays = site.browser("sarabi")
    assert stays.get("/tray").status_code == 200
    with site.bench.office.store.writing() as unit:
        unit.session.get_one(DbPerson, "sarabi").last_day = today(site) - timedelta(days=1)
    assert stays.get("/tray").status_code == 302
    assert site.browser().sign_in("sarabi").status_code == 401
    with site.bench.office.store.reading() as unit:
        assert not members(unit.session, ["sarabi"], on=today(site) + timedelta(days=1))["sarabi"].groups


def test_nobody_leaves_without_a_reason(site: Site) -> None:
    browser = site.browser("safavi")
    answer = browser.post("/admin/people/sarabi/leave", last_day=today(site).isoformat(), reason=" ", _seen="0")
    assert answer.status_code == 422
    assert "leave-reason" in faults(answer.text)
    assert the(site, DbPerson, id="sarabi").last_day is None


def test_a_role_and_a_position_end_with_a_day_and_the_last_administrator_stays(site: Site) -> None:
    browser = site.browser("safavi")
    role, post = the(site, DbRole, person_id="sarabi").id, the(site, DbHolding, person_id="sarabi").id
    for kind, number in (("roles", role), ("positions", post)):
        assert (
            browser.post(f"/admin/people/sarabi/{kind}/{number}/end", until="1405/12/29", _seen="0").status_code == 303
        )
    assert the(site, DbRole, id=role).until == the(site, DbHolding, id=post).until
    last = the(site, DbRole, person_id="safavi", name="administrator").id
    answer = browser.post(f"/admin/people/safavi/roles/{last}/end", until=today(site).isoformat(), _seen="0")
    assert answer.status_code == 422
    assert "this is the last one" in answer.text


def test_a_button_of_one_person_does_not_end_what_another_one_holds(site: Site) -> None:
    browser = site.browser("safavi")
    role = the(site, DbRole, person_id="moradi").id
    assert browser.post(f"/admin/people/sarabi/roles/{role}/end", until="1405/12/29", _seen="0").status_code == 404
    assert the(site, DbRole, id=role).until is None


def test_units_systems_and_sites_are_kept(site: Site) -> None:
    browser = site.browser("safavi")
    unit = {
        "kind": "office",
        "key": "audit",
        "code": "180",
        "name_fa": "دفتر بازرسی",
        "name_en": "Inspection",
        "head_fa": "مدیرکل محترم",
        "head_en": "The Head",
    }
    assert browser.post("/admin/units/new", **unit).status_code == 303
    assert faults(browser.post("/admin/units/new", **{**unit, "key": "audit2"}).text).keys() == {"unit-code"}
    system = {"key": "archive2", "name_fa": "بایگانی", "name_en": "Archive", "expert": "ziaei", "company": ""}
    assert browser.post("/admin/systems/new", **system).status_code == 303
    assert (
        browser.post(
            "/admin/systems/archive2/parts", key="scans", name_fa="پویش", name_en="Scans", expert=""
        ).status_code
        == 303
    )
    level = {"key": "read", "name_fa": "خواندن", "name_en": "Read", "rank": "۰"}
    assert browser.post("/admin/systems/archive2/levels", **level).status_code == 303
    renamed = {"name_fa": "دیدن", "name_en": "See", "_seen": seen(browser, "/admin/systems/archive2", "level-read")}
    assert browser.post("/admin/systems/archive2/levels/read", **renamed).status_code == 303
    assert the(site, DbLevel, system_id="archive2").name_en == "See"
    site_ = {"address": "audit.example.ir", "unit": "audit", "name_fa": "سایت", "name_en": "Site"}
    assert browser.post("/admin/sites/new", **site_).status_code == 303
    moved = {
        "unit": "it",
        "name_fa": "سایت",
        "name_en": "Site",
        "_seen": seen(browser, "/admin/sites/audit.example.ir", "site"),
    }
    assert browser.post("/admin/sites/audit.example.ir", **moved).status_code == 303
    assert the(site, DbSite, address="audit.example.ir").unit_id == "it"


def test_a_contract_is_added_and_its_grid_is_filled_with_numbers_and_units(site: Site) -> None:
    browser = site.browser("safavi")
    given = {"company": "sepehr", "number": "۱۴۰۶/ق/۱", "since": "1406/06/01", "until": "1407/05/31", "terms": "همان"}
    assert faults(browser.post("/admin/contracts/new", **given).text).keys() == {"contract-systems"}
    place = browser.post("/admin/contracts/new", systems=["site_builder"], **given).headers["Location"]
    number = int(place.rpartition("/")[2])
    grid = {
        f"support_bug_fix.{each}.{time}": "۱٫۵" for each in ("critical", "high") for time in ("response", "resolution")
    }
    half = browser.post(
        f"{place}/targets", **grid, **{"support_bug_fix.low.response": "2"}, _seen=seen(browser, place, "targets")
    )
    assert faults(half.text).keys() == {"targets-support_bug_fix.low.resolution"}
    assert browser.post(f"{place}/targets", **grid, _seen=seen(browser, place, "targets")).status_code == 303
    assert the(site, DbContractTarget, contract_id=number, severity="high").response == "PT1H30M"
    days = {f"support_bug_fix.high.{name}": value for name, value in
            {"response": "90", "response.unit": "minutes", "resolution": "5", "resolution.unit": "days"}.items()}  # fmt: skip
    assert browser.post(f"{place}/targets", **days, _seen=seen(browser, place, "targets")).status_code == 303
    high = the(site, DbContractTarget, contract_id=number, severity="high")
    assert (high.response, high.resolution) == ("PT1H30M", "P5D")
    page = html.fromstring(browser.get(place).text)
    assert page.xpath("//*[@id='targets-support_bug_fix.high.response']/@value") == ["1.5"]
    assert page.xpath("//*[@name='support_bug_fix.high.resolution.unit']/option[@selected]/@value") == ["days"]
    assert "1 hour 30 minutes" in page.xpath("string(//main)")
    assert "5 working days" in page.xpath("string(//section[@aria-labelledby='changes-title'])")
    late = browser.post(f"{place}/targets", **grid, _seen="0")
    assert late.status_code == 422
    crossing = browser.post("/admin/contracts/new", systems=["site_builder"], **{**given, "number": "2"})
    assert faults(crossing.text).keys() == {"contract-since"}


WRONG_AMOUNTS = {
    "no number": ({"response": "soon", "resolution": "2"}, "response"),
    "nothing": ({"response": "۰", "resolution": "2"}, "response"),
    "half a working day": ({"response": "۰٫۵", "response.unit": "days", "resolution": "2", "resolution.unit": "days"}, "response"),
    "part of a minute": ({"response": "1.5", "response.unit": "minutes", "resolution": "2"}, "response"),
    "a unit that is none": ({"response": "1", "response.unit": "moons", "resolution": "2"}, "response"),
    "one without the other": ({"resolution": "2"}, "response"),
    "resolution before response": ({"response": "61", "response.unit": "minutes", "resolution": "1"}, "resolution"),
    "days beyond hours": ({"response": "3", "response.unit": "days", "resolution": "2"}, "resolution"),
}  # fmt: skip


@pytest.mark.parametrize("wrong", WRONG_AMOUNTS)
def test_a_time_that_is_none_is_told_at_its_field_with_what_was_typed_kept(site: Site, wrong: str) -> None:
    typed, at = WRONG_AMOUNTS[wrong]
    browser, cell = site.browser("safavi"), "support_guidance.low"
    version = seen(browser, "/admin/contracts/1", "targets")
    answer = browser.post(
        "/admin/contracts/1/targets", **{f"{cell}.{name}": text for name, text in typed.items()}, _seen=version
    )
    assert answer.status_code == 422
    assert faults(answer.text).keys() == {f"targets-{cell}.{at}"}
    page = html.fromstring(answer.text)
    for name in ("response", "resolution"):
        assert page.xpath(f"//*[@name='{cell}.{name}']/@value") == [typed.get(name, "")]


def test_what_a_contract_agrees_is_changed_and_told_in_words(site: Site) -> None:
    browser = site.browser("safavi")
    form = {
        "since": "1405/01/01",
        "until": "1406/06/01",
        "terms": "همان",
        "penalties": "",
        "calendar": "",
        "meeting": "۴",
        "development": "",
    }
    version = seen(browser, "/admin/contracts/1", "contract")
    wrong = browser.post("/admin/contracts/1", **{**form, "meeting": "0.5", "meeting.unit": "days"}, _seen=version)
    assert faults(wrong.text).keys() == {"contract-meeting"}
    assert browser.post("/admin/contracts/1", **form, **{"meeting.unit": "days"}, _seen=version).status_code == 303
    contract = the(site, DbContract, id=1)
    assert (contract.meeting, contract.development, contract.penalties) == ("P4D", None, None)
    page = html.fromstring(browser.get("/admin/contracts/1").text)
    known = page.xpath("string(//section[@aria-labelledby='known-title'])")
    assert "4 working days" in known
    assert "a date is agreed each time" in known
    told = " ".join(page.xpath("string(//section[@aria-labelledby='changes-title'])").split())
    assert "Time to a meeting: before: 3 working days after: 4 working days" in told


def test_who_was_second_sees_the_new_time_in_the_field_that_he_did_not_touch(site: Site) -> None:
    first, second = site.browser("safavi"), site.browser("safavi")
    version = seen(second, "/admin/contracts/1", "contract")
    contract = the(site, DbContract, id=1)
    form = {"since": f"{contract.since}", "until": f"{contract.until}", "terms": contract.terms, "penalties": contract.penalties or "",
            "meeting": "3", "meeting.unit": "days", "development": "20", "development.unit": "days"}  # fmt: skip
    assert (
        first.post("/admin/contracts/1", **{**form, "meeting": "6", "meeting.unit": "hours"}, _seen=version).status_code
        == 303
    )
    late = html.fromstring(second.post("/admin/contracts/1", **{**form, "terms": "دیگر"}, _seen=version).text)
    assert late.xpath("//*[@name='meeting']/@value") == ["6"]
    assert late.xpath("//*[@name='meeting.unit']/option[@selected]/@value") == ["hours"]
    assert late.xpath("string(//*[@name='terms'])").strip() == "دیگر"


def test_all_changes_are_told_in_words_and_found_by_thing_person_and_day(site: Site) -> None:
    site.bench.absent("moradi", "akbari")
    office = site.bench.office
    with office.store.writing() as unit:
        by = keeper(site.bench.member("safavi"), office.time())
        people.change_person(
            unit.session, by, "kazemi", name_fa="مهدی کاظمی", name_en="Mehdi Kazemi", unit="finance", mobile=None
        )
    browser = site.browser("rahimi")
    page = browser.get("/admin/changes").text
    for told in (
        "Substitution",
        "Kaveh Moradi, Yaser Akbari",
        "Mehdi Kazemi",
        "Directorate of Roads",
        "Directorate of Finance",
    ):
        assert told in page
    for asked, found in [
        ("table=person&row=kazemi", 1), ("table=person&row=kaz", 0), ("by=moradi", 1), ("by=sarabi", 0), ("since={day}&until={day}", 2),
        ("until=1405/01/01", 0),
    ]:  # fmt: skip
        rows = html.fromstring(browser.get(f"/admin/changes?{asked.format(day=today(site))}").text).xpath("//tbody/tr")
        assert len(rows) == found, asked
    assert "Expected a date" in browser.get("/admin/changes?since=soon").text


def test_a_long_record_has_pages(site: Site) -> None:
    with site.bench.office.store.writing() as unit:
        unit.session.add_all(
            DbChange(by="safavi", at=site.bench.office.time(), table="person", row="sarabi", before="{}", after=f'{{"mobile": "{number}"}}')
            for number in range(120)
        )  # fmt: skip
    browser = site.browser("safavi")
    third = browser.get("/admin/changes?table=person&page=3").text
    assert len(html.fromstring(third).xpath("//tbody/tr")) == 20
    assert "table=person&amp;page=2" in third


def test_the_first_page_says_what_needs_attention(site: Site) -> None:
    with site.bench.office.store.writing() as unit:
        by = keeper(site.bench.member("safavi"), site.bench.office.time())
        people.leave(
            unit.session, by, "tehrani", last_day=today(site) - timedelta(days=1), reason="بازنشستگی", today=today(site)
        )
        people.set_password(unit.session, by, "akbari", None)
    told = attention(site)
    assert told["Directorate of Roads"].startswith("The unit has no director")
    assert told["Attendance"] == "No contract is in force for the system."
    assert told["Yaser Akbari"] == "Holds a role, and has no password to sign in with."
    assert "Office calendar" not in told
    with site.bench.office.store.writing() as unit:
        clock.advance(unit.session, timedelta(days=366 * YEARS_AHEAD + 70))
    assert attention(site)["Office calendar"].startswith("It has no public holidays of the year 1409")


def attention(site: Site) -> dict[str, str]:
    """Return what the first page says of each thing that needs attention."""
    page = html.fromstring(site.browser("safavi").get("/admin").text)
    return {row.xpath("string(th)").strip(): row.xpath("string(td)").strip() for row in page.xpath("//tbody/tr")}


def test_personal_values_are_erased_after_two_questions_with_a_reason(site: Site) -> None:
    case, browser = site.bench.at_desk("paraph_letter"), site.browser("safavi")
    place = browser.get(f"/admin/erasure?tracking={case.tracking}").headers["Location"]
    page = html.fromstring(browser.get(place).text)
    [name] = page.xpath("//label[starts-with(normalize-space(), 'Name:')]/preceding-sibling::input/@value")
    empty = browser.post(place, reason="")
    assert faults(empty.text).keys() == {"erasure-values", "erasure-reason"}
    sure = browser.post(place, values=[name], reason="نامهٔ ذی‌نفع")
    assert "Erase this for ever?" in sure.text
    assert "مهدی کاظمی" in browser.get(place).text, "the first question erases nothing"
    done = browser.post(f"{place}/done", values=[name], reason="نامهٔ ذی‌نفع")
    assert done.headers["Location"] == place
    assert "Name:" not in browser.get(place).text
    assert browser.post(f"{place}/done", values=[name], reason="نامهٔ ذی‌نفع").status_code == 422
    assert case.difference is None
    assert case.tracking in browser.get("/admin/erasure").text
    assert "Erasure of personal values" in browser.get("/admin/changes").text


def test_what_refuses_an_erasure_stands_on_the_form(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> int:
        raise CaseAstray(found="record 3 is another")

    monkeypatch.setattr(erasure, "erase_on_request", refuse)
    case, browser = site.bench.at_desk("paraph_letter"), site.browser("safavi")
    place = browser.get(f"/admin/erasure?tracking={case.tracking}").headers["Location"]
    [name] = html.fromstring(browser.get(place).text).xpath(
        "//label[starts-with(normalize-space(), 'Name:')]/preceding-sibling::input/@value"
    )
    answer = browser.post(f"{place}/done", values=[name], reason="نامهٔ ذی‌نفع")
    assert answer.status_code == 422
    assert "Nothing was erased" in answer.text
    assert "نامهٔ ذی‌نفع" in answer.text


def test_a_number_of_no_case_is_said_at_its_field(site: Site) -> None:
    answer = site.browser("safavi").get("/admin/erasure?tracking=۱۲۳۴۵۶۷۸۹")
    assert answer.status_code == 404
    assert "tracking" in faults(answer.text)


def test_every_table_and_column_on_record_has_words_in_both_languages() -> None:
    kept = [table for name, table in Base.metadata.tables.items() if name in TABLES]
    assert {table.name for table in kept} == set(TABLES)
    for table in kept:
        for column in table.columns:
            words = column_words(table.name, column.key)
            assert column.key not in (words.fa, words.en), f"{table.name}.{column.key}"


def test_every_table_that_keeping_changes_has_words() -> None:
    sources = "\n".join(
        path.read_text() for path in (*Path("processes/keeping").glob("*.py"), *Path("processes/erasure").glob("*.py"))
    )
    made = {match for match in re.findall(r"\b(Db\w+)\(", sources) if match != "DbChange"}
    assert made
    assert {getattr(tables, name).__tablename__ for name in made} <= set(TABLES)


def test_who_must_sign_in_again_is_asked_to_on_the_same_page(site: Site) -> None:
    answer = site.browser().post("/admin/people/new", **PERSON)
    assert answer.status_code in (302, 401)
    assert "Something went wrong" not in answer.text

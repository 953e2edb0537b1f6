"""Working calendars on pages: looked at by month, changed with a preview before anything is saved, refused at the fields."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from lxml import html
from werkzeug.test import TestResponse

from engine.calendar import WorkingCalendar
from processes.calendars import OFFICE
from processes.calendars.month import month_of
from processes.keeping.read import calendars as read
from processes.tables import DbUnit
from tests.processes.calendars.build import closed, current, save
from tests.web.pages import Browser, Site
from tests.web.test_admin import faults, seen, the

pytestmark = pytest.mark.databases

CHANGE = "/admin/calendars/office/change"
SNOW = {
    "kind": "closure",
    "first": "1405/09/03",
    "last": "",
    "hours": "",
    "name_fa": "برف",
    "name_en": "Snow",
    "reason": "بارش برف",
}


def today(site: Site) -> date:
    """Return the day it is in the office of the pages."""
    return site.app.extensions["kartabl"].office.member("safavi").on  # type: ignore[no-any-return]


def preview(browser: Browser, what: str, **typed: Any) -> TestResponse:
    """Send the form of a change for its preview."""
    path = f"{CHANGE}/{what}"
    return browser.post(path, _seen=seen(browser, path, what), **typed)


def previewed(answer: TestResponse) -> str:
    """Return what the button that saves bears."""
    [digest] = html.fromstring(answer.text).xpath("//button[@name='previewed']/@value")
    return str(digest)


def saved(browser: Browser, what: str, **typed: Any) -> TestResponse:
    """Send a change, look at its preview, and save it."""
    bears = previewed(preview(browser, what, **typed))
    path = f"{CHANGE}/{what}"
    return browser.post(path, _seen=seen(browser, path, what), previewed=bears, **typed)


def in_force(site: Site, key: str = OFFICE) -> WorkingCalendar:
    with site.bench.office.store.reading() as unit:
        return current(unit, key)


def words(answer: TestResponse) -> str:
    return " ".join(html.fromstring(answer.text).xpath("string(//main)").split())


def test_a_month_says_of_every_day_what_it_is(site: Site) -> None:
    browser = site.browser("safavi", "en")
    page = html.fromstring(browser.get("/admin/calendars/office?month=1405-10").text)
    assert page.xpath("//h2[@id='month-title']/text()") == ["Dey 1405 (22\u00a0Dec\u00a02026 – 20\u00a0Jan\u00a02027)"]
    assert page.xpath("//table[@class='month-grid']/thead//th/text()")[0] == "Saturday"
    days = [" ".join(cell.text_content().split()) for cell in page.xpath("//td[contains(@class, 'month-day')]")]
    assert len(days) == 30
    assert days[0] == "Tuesday 1 22 Dec 07:30–15:30"
    assert days[1] == "Wednesday 2 23 Dec closed Birthday of Imam Ali"
    assert page.xpath("//nav[@aria-label='Months']/a/@href")[0].startswith("/admin/calendars/office?month=1405-09")


def test_in_persian_a_month_has_persian_names_and_digits(site: Site) -> None:
    browser = site.browser("safavi", "fa")
    page = html.fromstring(browser.get("/admin/calendars/office?month=1405-09").text)
    assert page.xpath("//h2[@id='month-title']/text()") == ["آذر ۱۴۰۵"]
    first = " ".join(page.xpath("//td[contains(@class, 'month-day')]")[0].text_content().split())
    assert first == "یکشنبه ۱ ۰۷:۳۰ تا ۱۵:۳۰"


def test_without_a_month_it_is_this_one_and_today_is_marked(site: Site) -> None:
    now = month_of(today(site))
    page = html.fromstring(site.browser("safavi", "en").get("/admin/calendars/office").text)
    assert " ".join(page.xpath("//h2[@id='month-title']/text()")[0].split()) == now.words.en
    [marked] = page.xpath("//td[@aria-current='date']")
    assert marked.xpath(".//time/@datetime") == [today(site).isoformat()]
    assert "today" in marked.text_content()


def test_nonsense_in_the_address_shows_this_month(site: Site) -> None:
    browser = site.browser("safavi")
    for query in ("month=x&year=y", "month=1405-99", "year=99999999999999999999", "month=&year="):
        assert browser.get(f"/admin/calendars/office?{query}").status_code == 200, query
    for path in (
        "/admin/calendars/moon",
        "/admin/calendars/office/versions/9",
        f"{CHANGE}/moon",
        "/admin/calendars/office/versions/1?against=7",
    ):
        assert browser.get(path).status_code == 404, path
    for query in ("day=x", "since=1405-01-01", "first=2026-99-99"):
        assert browser.get(f"{CHANGE}/days?{query}").status_code == 200, query


def test_a_closure_is_seen_before_it_is_saved(site: Site) -> None:
    browser, before = site.browser("safavi", "en"), in_force(site)
    answer = preview(browser, "days", **SNOW)
    assert answer.status_code == 200
    assert in_force(site) == before
    told = words(answer)
    assert "24 Nov 2026: Closure, Snow – added." in told
    assert "No open case rests on this calendar." in told
    done = saved(browser, "days", **SNOW)
    assert (done.status_code, done.headers["Location"]) == (303, "/admin/calendars/office")
    assert not in_force(site).segments(before.exceptions[0].day.replace(2026, 11, 24))
    shown = words(browser.get("/admin/calendars/office"))
    assert "Closure: Snow" in shown
    assert "بارش برف" in shown


def test_how_many_open_cases_rest_on_it_is_said(site: Site) -> None:
    site.bench.ask()
    site.bench.ask()
    assert "2 open cases rest on this calendar" in words(preview(site.browser("safavi", "en"), "days", **SNOW))


def test_what_was_changed_after_the_preview_is_previewed_again(site: Site) -> None:
    browser, before = site.browser("safavi", "en"), in_force(site)
    bears = previewed(preview(browser, "days", **SNOW))
    other = {**SNOW, "first": "1405/09/04"}
    answer = browser.post(f"{CHANGE}/days", _seen="1", previewed=bears, **other)
    assert answer.status_code == 200
    assert "25 Nov 2026: Closure, Snow – added." in words(answer)
    assert in_force(site) == before


def test_a_version_is_saved_with_a_reason_only(site: Site) -> None:
    browser, before = site.browser("safavi", "en"), in_force(site)
    answer = preview(browser, "days", **{**SNOW, "reason": ""})
    assert answer.status_code == 200
    again = browser.post(f"{CHANGE}/days", _seen="1", previewed=previewed(answer), **{**SNOW, "reason": " "})
    assert again.status_code == 422
    assert faults(again.text).keys() == {"days-reason"}
    assert in_force(site) == before


def test_what_is_wrong_is_told_at_its_field_all_at_once(site: Site) -> None:
    browser = site.browser("safavi", "en")
    week = {
        "since": "1406/01/01",
        "d5": "15:00-07:00",
        "d6": "07:00-12:00, 11:00-14:00",
        "d0": "25:00-26:00",
        "reason": "r",
    }
    told = faults(preview(browser, "week", **week).text)
    assert told == {
        "week-d5": "Expected the end after the start, but it comes before it or with it; change one of them.",
        "week-d6": "Expected segments one after the other, but this one overlaps 07:00–12:00; shorten one of them.",
        "week-d0": "Expected times from 00:00 to 24:00, but one lies outside; write work past midnight on the next day.",
    }
    assert faults(preview(browser, "week", since="", d5="morning", reason="r").text).keys() == {"week-since", "week-d5"}
    assert faults(preview(browser, "week", **{**week, "d0": "morning"}).text).keys() == told.keys(), (
        "one that cannot be read"
    )
    assert faults(preview(browser, "names", name_fa="ت", name_en="T", zone="Asia/Teheran").text).keys() == {
        "names-zone"
    }
    days = {**SNOW, "kind": "hours", "first": "1405/09/06"}
    assert faults(preview(browser, "days", **days).text).keys() == {"days-hours"}
    assert faults(preview(browser, "days", **{**days, "hours": "9-13"}).text).keys() == {"days-first"}, "a Friday"
    assert faults(preview(browser, "days", **{**SNOW, "hours": "9-13", "last": "1405/09/02"}).text).keys() == {
        "days-hours",
        "days-last",
    }
    assert faults(preview(browser, "removal", first="1405/09/02").text).keys() == {"removal-first"}
    assert faults(preview(browser, "holidays").text).keys() == {"holidays-years"}


def test_a_calendar_on_which_nobody_works_is_refused(site: Site) -> None:
    answer = preview(site.browser("safavi", "en"), "week", since="1405/10/01", reason="r")
    assert answer.status_code == 422
    assert "but there is none; give a day a segment" in words(answer)


def test_what_changes_nothing_is_refused(site: Site) -> None:
    answer = preview(
        site.browser("safavi", "en"), "names", name_fa="تقویم کاری دفتر", name_en="Office calendar", zone="Asia/Tehran"
    )
    assert answer.status_code == 422
    assert "the calendar would be what it is" in words(answer)


def test_ramadan_hours_holidays_and_weeks_are_saved(site: Site) -> None:
    browser, before = site.browser("safavi", "en"), in_force(site)
    ramadan = {
        "kind": "hours",
        "first": "1405/09/07",
        "last": "1405/09/20",
        "hours": "۹ تا ۱۳",
        "name_fa": "رمضان",
        "name_en": "Ramadan",
        "reason": "r",
    }
    assert saved(browser, "days", **ramadan).status_code == 303
    assert len(in_force(site).exceptions) == len(before.exceptions) + 10
    years = [str(month_of(today(site)).year + more) for more in (7, 8)]
    assert saved(browser, "holidays", years=years, reason="r").status_code == 303
    assert saved(browser, "week", since="1406/01/01", d5="7-13", d6="7-13", reason="r").status_code == 303
    assert [len(week.days[6]) for week in in_force(site).weeks] == [1, 1]
    assert saved(browser, "week-removal", week="2027-03-21", reason="r").status_code == 303
    assert saved(browser, "removal", first="1405/09/07", last="1405/09/20", reason="r").status_code == 303
    assert saved(browser, "names", name_fa="تقویم", name_en="Hours", zone="Asia/Dubai", reason="r").status_code == 303
    assert (in_force(site).zone, in_force(site).weeks) == ("Asia/Dubai", before.weeks)
    versions = words(browser.get("/admin/calendars/office"))
    assert "28 Nov 2026 to 9 Dec 2026 (10 days): Other hours, Ramadan, 09:00–13:00 – added." in versions
    assert "version 7" in versions
    against = words(browser.get("/admin/calendars/office/versions/7?against=1"))
    assert "What differs from version 1" in against
    assert "public holidays from" in against


def test_who_comes_second_is_told_what_the_first_one_changed(site: Site) -> None:
    browser = site.browser("safavi", "en")
    form = seen(browser, f"{CHANGE}/days", "days")
    save(site.bench, closed(in_force(site).exceptions[0].day.replace(2026, 11, 28)))
    answer = browser.post(f"{CHANGE}/days", _seen=form, **SNOW)
    assert answer.status_code == 422
    told = words(answer)
    assert "What somebody else changed meanwhile" in told
    assert "28 Nov 2026: Closure, Snow – added." in told
    [now] = html.fromstring(answer.text).xpath("//input[@name='_seen']/@value")
    again = browser.post(f"{CHANGE}/days", _seen=now, previewed=previewed(answer), **SNOW)
    assert again.status_code == 303
    assert [
        len(in_force(site).segments(in_force(site).exceptions[0].day.replace(2026, 11, day))) for day in (24, 28)
    ] == [0, 0]


def test_a_calendar_is_copied_and_given_to_a_unit(site: Site) -> None:
    browser = site.browser("safavi", "en")
    new = {"copy_of": "office", "key": "night", "name_fa": "نوبت شب", "name_en": "Nights", "reason": "نوبت شب"}
    assert faults(browser.post("/admin/calendars/new", **{**new, "key": "office"}).text).keys() == {"calendar-key"}
    answer = browser.post("/admin/calendars/new", **new)
    assert answer.headers["Location"] == "/admin/calendars/night"
    assert in_force(site, "night").weeks == in_force(site).weeks
    path = "/admin/units/roads"
    given = browser.post(f"{path}/calendar", _seen=seen(browser, path, "calendar"), calendar="night")
    assert given.status_code == 303
    assert the(site, DbUnit, id="roads").calendar == "night"
    assert "Nights" in words(browser.get(path))
    with site.bench.office.store.reading() as unit:
        lines = read.calendar_list(unit, on=site.bench.member("safavi").on)
    assert {line.key: line.units for line in lines if line.units} == {"office": 9, "night": 1}
    taken = browser.post(f"{path}/calendar", _seen=seen(browser, path, "calendar"), calendar="")
    assert taken.status_code == 303
    assert the(site, DbUnit, id="roads").calendar is None
    assert "night, version 1" in words(browser.get("/admin/changes?table=calendar_version"))

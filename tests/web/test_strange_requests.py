"""What no browser sends, or nobody can mean: an answer in words, never a fault of ours."""

from __future__ import annotations

import pytest

from tests.web.pages import Site

pytestmark = pytest.mark.databases

ZERO = "%00"
BEYOND = "9" * 30
"""A number that no column holds."""
NOWHERE = [
    f"/notices/{BEYOND}",
    f"/notices/{2**31}",
    f"/admin/contracts/{BEYOND}",
    f"/diagrams/support_bug_fix/{BEYOND}/diagram/x.bpmn",
    f"/admin/people/{ZERO}",
    f"/admin/units/a{ZERO}",
    f"/admin/systems/{ZERO}",
    f"/admin/sites/{ZERO}",
    f"/cases/{ZERO}",
    f"/cases/{BEYOND}",
    f"/services/{ZERO}",
    f"/diagrams/{ZERO}",
]


def test_an_address_that_no_database_could_hold_is_no_page(site: Site) -> None:
    browser = site.browser("safavi")
    assert {path: browser.get(path).status_code for path in NOWHERE} == dict.fromkeys(NOWHERE, 404)


LISTS = [
    "/tray",
    "/search",
    "/cases",
    "/cases/all",
    "/notices",
    "/admin/people",
    "/admin/changes",
    "/diagrams/support_bug_fix/difference",
    "/targets",
]
FIELDS = [
    "q",
    "service",
    "unit",
    "step",
    "person",
    "role",
    "state",
    "outcome",
    "channel",
    "about",
    "number",
    "of",
    "before",
    "after",
    "since",
    "feel",
    "day",
    "time",
    "calendar",
    "resolution",
]


@pytest.mark.parametrize("sent", [ZERO, f"a{ZERO}b", "%FF", "%ED%A0%80", BEYOND, "-1", "%E2%80%AE", "x" * 5000])
def test_a_query_that_nobody_can_mean_is_answered(site: Site, sent: str) -> None:
    browser, query = site.browser("safavi"), "&".join(f"{name}={sent}" for name in FIELDS)
    found = {path: browser.get(f"{path}?{query}").status_code for path in LISTS}
    assert {path: status for path, status in found.items() if status >= 500} == {}


def test_a_zero_in_what_was_typed_is_left_out(site: Site) -> None:
    browser = site.browser("safavi")
    typed = {
        "key": "r\0ad",
        "name_fa": "بهنام\0 راد",
        "name_en": "Behnam\0 Rad",
        "unit": "roads",
        "mobile": "09121234567",
    }
    assert browser.post("/admin/people/new", **typed).status_code == 303
    assert "Behnam Rad" in browser.get("/admin/people/rad").text


@pytest.mark.parametrize("name", ["Referer", "Origin", "HX-Current-URL"])
def test_where_a_browser_says_to_come_from_may_be_nonsense(site: Site, name: str) -> None:
    nonsense = {name: "http://[", "HX-Request": "true"}
    nobody, somebody = site.browser().client, site.browser("safavi").client
    assert nobody.get("/tray", headers=nonsense).status_code == 401
    assert nobody.post("/tray/take", headers=nonsense).status_code == 400
    assert "<nav" in somebody.get("/nowhere", headers=nonsense).text


def test_a_sign_in_with_a_zero_is_refused_as_any_other(site: Site) -> None:
    assert site.browser().sign_in("saf\0avi\0x", "kar\0tabl").status_code == 401
    assert site.browser().post("/track", tracking="\0", mobile="\0").status_code == 404

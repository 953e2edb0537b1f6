"""Registering for others, following without an account, and commenting, through the pages (R9, R10)."""

from __future__ import annotations

from pathlib import Path

from processes.demo.paths.office_automation_inbox import REQUEST
from tests.web import pages
from tests.web.pages import Site

SERVICE = "/services/office_automation_inbox"
PHONED = {"_for": "caller", "_channel": "phone", "_caller_name": "غلامرضا صبوری", "_caller_mobile": "۰۹۱۲۱۱۱۲۲۳۳"}


def test_r9_an_expert_of_the_it_office_registers_what_a_colleague_telephones(site: Site) -> None:
    bagheri = site.browser("bagheri")
    assert "Register it for somebody" in bagheri.get("/services").text
    assert 'name="person_name"' not in bagheri.get(SERVICE).text  # not before it is said for whom
    shown = bagheri.post(SERVICE, _for="sarabi", _whose="1")
    assert (shown.status_code, 'name="person_name"' in shown.text) == (200, True)
    answer = bagheri.post(SERVICE, _for="sarabi", _channel="phone", **REQUEST)
    assert answer.status_code == 303
    page = bagheri.get(answer.headers["Location"]).text
    for told in ("Maryam Sarabi", "Hamed Bagheri", "Telephone"):
        assert told in page
    assert answer.headers["Location"].split("/")[2] in site.browser("sarabi").get("/cases").text


def test_r9_saying_for_whom_loses_nothing_that_was_typed(site: Site) -> None:
    shown = site.browser("sarabi").post(SERVICE, **{**REQUEST, "person_number": "abc"}, **PHONED, _whose="1")
    assert shown.status_code == 200
    for typed in (REQUEST["person_name"], "abc", "غلامرضا صبوری"):
        assert f'value="{typed}"' in shown.text
    assert "is-invalid" not in shown.text


def test_r9_what_is_wrong_about_the_caller_comes_back_at_its_field(site: Site) -> None:
    sarabi = site.browser("sarabi")
    answer = sarabi.post(SERVICE, **REQUEST, _for="caller", _channel="", _caller_name="", _caller_mobile="12")
    assert answer.status_code == 422
    for told in ("Choose how the request came.", "Expected a mobile number"):
        assert told in answer.text
    assert f'value="{REQUEST["person_name"]}"' in answer.text
    assert "There is no open request of yours" in sarabi.get("/cases").text


def test_r9_nobody_registers_for_whom_it_is_not_his(site: Site) -> None:
    nouri = site.browser("nouri")  # of another unit
    refused = nouri.post(SERVICE, _for="sarabi", _channel="phone", **REQUEST)
    assert (refused.status_code, "Choose for whom" in refused.text) == (422, True)
    for person in ("nouri", "sarabi"):
        assert "There is no open request of yours" in site.browser(person).get("/cases").text
    assert site.browser("bagheri").post(SERVICE, **REQUEST).status_code == 422


def test_r9_the_catalogue_recommends_tickets_and_the_list_tells_the_shares(site: Site) -> None:
    assert "strongly recommends" in site.browser("rezaei").get("/services").text
    site.browser("sarabi").post(SERVICE, **REQUEST, **PHONED)
    page = site.browser("karimi").get("/cases/all?shares=yes").text
    assert "Telephone 1" in page
    assert "Ticket 0" in page


def test_r10_a_caller_follows_the_request_and_learns_nothing_else(site: Site) -> None:
    registered = site.browser("sarabi").post(SERVICE, **REQUEST, **PHONED).headers["Location"]
    tracking, nobody = registered.split("/")[2], site.browser()
    assert 'href="/track"' in nobody.get("/sign-in").text
    page = nobody.post("/track", tracking=tracking, mobile="۰۹۱۲ ۱۱۱ ۲۲۳۳")
    assert page.status_code == 200
    assert "Draft the letter" in page.text
    for secret in ("صبوری", "Sarabi", REQUEST["person_name"]):
        assert secret not in page.text


def test_r10_whatever_does_not_fit_gets_the_same_answer(site: Site) -> None:
    tracking, nobody = site.bench.ask().tracking, site.browser()
    answers = {
        (answer.status_code, answer.text.replace(tracking, "").replace("100000009", ""))
        for number in (tracking, "100000009")
        for answer in [nobody.post("/track", tracking=number, mobile="09120000000")]
    }
    assert len(answers) == 1
    assert "There is no request with this tracking number" in next(iter(answers))[1]


def test_r10_who_tries_too_often_is_slowed_down(prepared: Path, tmp_path: Path) -> None:
    with pages.site(prepared, tmp_path, limited=True, KARTABL_TRACKINGS="2") as limited:
        nobody = limited.browser()
        tried = [nobody.post("/track", tracking="1", mobile="1").status_code for _ in range(3)]
        assert tried == [404, 404, 429]
        assert nobody.get("/track").status_code == 200


def test_a_comment_is_written_and_read_on_the_case_page(site: Site) -> None:
    case = site.bench.at_desk("paraph_letter")
    path = f"/cases/{case.tracking}"
    moradi = site.browser("moradi")
    assert moradi.post(f"{path}/comments", comment="  ").status_code == 422
    assert moradi.post(f"{path}/comments", comment="<b>تماس</b> گرفته شد").status_code == 303
    page = site.browser("sarabi").get(path).text
    assert "&lt;b&gt;تماس&lt;/b&gt; گرفته شد" in page
    assert "A comment on a case" in site.browser("sarabi").get("/notices").text
    case.withdraw()
    assert f"{path}/comments" not in moradi.get(path).text

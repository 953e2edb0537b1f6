"""The pages at work: asking, doing tasks, what was typed and is kept, letters, the diagram, languages."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from engine.engine import Moved
from engine.instance.state import InstanceId
from processes import clock, reading
from processes.demo.paths.office_automation_inbox import REQUEST
from processes.demo.paths.support import TO_CONTRACTOR
from processes.demo.play import Do, InDays
from processes.forms import Sheet
from processes.office import Office
from processes.tables import DbCase, DbPerson
from tests.processes.build import ALL_MOVES, DESKS, REJECT, RETURN, STRANGER, ZONE, Case, letter
from tests.processes.support import WITHOUT_CONTRACT, asked, today
from tests.web.pages import Site, task_url

EVIL = '<script>alert("x")</script>&"\''
SERVICE = "/services/office_automation_inbox"


def _case(site: Site, tracking: str) -> Case:
    with site.bench.office.store.reading() as unit:
        row = reading.find(unit, site.bench.member("rahimi"), tracking)
        return Case(bench=site.bench, instance=InstanceId(row.instance), tracking=tracking)


def test_the_stated_time_stands_on_the_form_before_anybody_asks(site: Site) -> None:
    page = site.browser("sarabi").get(SERVICE).text
    assert page.index("1 to 2 hours") < page.index('name="person_name"')


def test_a_request_is_asked_for_and_gets_its_tracking_number(site: Site) -> None:
    browser = site.browser("sarabi")
    answer = browser.post(SERVICE, **REQUEST)
    assert answer.status_code == 303
    tracking = answer.headers["Location"].split("/")[2]
    shown = browser.get(answer.headers["Location"]).text
    assert re.sub(r"<[^>]*>", "", shown).count(tracking) == 1  # big, in groups, to be read over the telephone
    page = browser.get(f"/cases/{tracking}").text
    assert tracking in page
    assert "Draft the letter" in page
    assert tracking in browser.get("/tray").text
    assert tracking in browser.get("/cases").text


def test_a_wrong_field_comes_back_with_all_that_was_typed(site: Site) -> None:
    browser = site.browser("sarabi")
    answer = browser.post(SERVICE, **{**REQUEST, "person_number": "abcde", "person_name": "نام درست", "remarks": EVIL})
    assert answer.status_code == 422
    assert "A personnel number consists of digits only; write nothing else." in answer.text
    assert 'value="abcde"' in answer.text
    assert 'value="نام درست"' in answer.text
    assert "&lt;script&gt;" in answer.text
    assert "<script>alert" not in answer.text
    assert "There is no open request of yours" in browser.get("/cases").text


@pytest.mark.parametrize("unknown", ["requester", "unit", "letter_number", "targets", "decision", "accesses.0.admin"])
def test_a_field_that_the_form_does_not_have_is_refused(site: Site, unknown: str) -> None:
    answer = site.browser("sarabi").post(SERVICE, **{**REQUEST, unknown: "x"})
    assert answer.status_code == 422
    assert not re.search(r"/cases/\d", site.browser("rahimi").get("/cases/all").text)


def test_rows_are_added_without_losing_what_was_typed(site: Site) -> None:
    browser = site.browser("sarabi")
    page = browser.get(SERVICE).text
    found = re.search(r'name="(_add[^"]*)" value="([^"]*)"', page)
    assert found is not None
    answer = browser.post(SERVICE, **{**REQUEST, found[1]: found[2]})
    assert answer.status_code == 200
    assert 'name="accesses.2.part"' in answer.text
    assert f'value="{REQUEST["person_name"]}"' in answer.text


def test_a_task_is_taken_put_back_and_done(site: Site) -> None:
    case, browser = site.bench.at_desk("paraph_letter"), site.browser("moradi")
    url = task_url(case, "paraph_letter")
    assert 'name="decision"' not in browser.get(url).text
    assert browser.post(f"{url}/claim").headers["Location"] == url
    assert 'name="decision"' in browser.get(url).text
    assert browser.post(f"{url}/release").headers["Location"] == "/tray"
    browser.post(f"{url}/claim")
    assert browser.post(url, decision="approve", note="").status_code == 303
    assert case.open == ["sign_letter"]
    assert browser.get(url).headers["Location"] == f"/cases/{case.tracking}"


def test_a_reason_is_wanted_for_a_return(site: Site) -> None:
    case, browser = site.bench.at_desk("paraph_letter"), site.browser("moradi")
    url = task_url(case, "paraph_letter")
    browser.post(f"{url}/claim")
    answer = browser.post(url, decision="return", reason="", note="یادداشت من")
    assert answer.status_code == 422
    assert "یادداشت من" in answer.text
    assert case.open == ["paraph_letter"]


def test_who_is_second_reads_by_whom_and_when_and_keeps_what_he_typed(site: Site) -> None:
    case = site.bench.at_desk("approve_admin")
    url, browser = task_url(case, "approve_admin"), site.browser("salimi")
    case.go_on("approve_admin")
    answer = browser.post(url, **{**REJECT, "reason": EVIL})
    assert answer.status_code == 409
    assert "This task was completed by" in answer.text
    assert "Fatemeh Salimi" in answer.text
    assert re.search(r"<strong><bdi>Fatemeh Salimi</bdi></strong> \(you\).*\d\d:\d\d", answer.text)
    assert "&lt;script&gt;" in answer.text
    assert EVIL not in answer.text
    assert case.open == ["refer_to_it"]


def test_a_task_completed_while_its_wrong_form_was_on_its_way_is_no_fault_of_ours(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, browser = site.bench.at_desk("approve_admin"), site.browser("salimi")
    url, token = task_url(case, "approve_admin"), browser.token()
    read = Office.answer

    def then_another_completes(office: Office, *given: Any) -> Moved | None:
        monkeypatch.setattr(Office, "answer", read)
        found = read(office, *given)
        case.go_on("approve_admin")
        return found

    monkeypatch.setattr(Office, "answer", then_another_completes)
    answer = browser.client.post(url, data={"csrf_token": token, "decision": "return", "reason": ""})
    assert answer.status_code == 409
    assert "Fatemeh Salimi" in answer.text


def test_a_page_shows_a_task_as_it_was_read_and_afterwards_leads_to_its_case(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, browser = site.bench.at_desk("approve_admin"), site.browser("salimi")
    url, read = task_url(case, "approve_admin"), type(site.bench.office).task_sheet

    def then_another_completes(*arguments: object) -> Sheet | None:
        monkeypatch.setattr(type(site.bench.office), "task_sheet", read)
        sheet = read(*arguments)  # type: ignore[arg-type]  # passed on as it came
        case.go_on("approve_admin")
        return sheet

    monkeypatch.setattr(type(site.bench.office), "task_sheet", then_another_completes)
    page = browser.get(url)
    assert page.status_code == 200
    assert case.open == ["refer_to_it"]
    assert browser.get(url).headers.get("Location") == f"/cases/{case.tracking}"


def test_withdrawing_wants_a_reason(site: Site) -> None:
    case, browser = site.bench.at_desk("refer_to_admin"), site.browser("sarabi")
    browser.post(f"/cases/{case.tracking}/withdraw", reason="  ")
    assert case.open == ["refer_to_admin"]
    browser.post(f"/cases/{case.tracking}/withdraw", reason="دیگر لازم نیست")
    assert case.row.outcome == "withdrawn"
    assert "دیگر لازم نیست" in browser.get(f"/cases/{case.tracking}").text
    assert browser.post(f"/cases/{case.tracking}/withdraw", reason="again").status_code == 409


def test_nothing_that_was_typed_runs_in_a_reader_s_browser(site: Site) -> None:
    case = site.bench.ask(person_name=EVIL, position=EVIL, remarks=EVIL)
    case.do("draft_letter", letter(letter_subject=EVIL, letter_body=EVIL, letter_copies=EVIL, letter_attachments=EVIL))
    case.do("paraph_letter", {**RETURN, "reason": EVIL})
    browser = site.browser("sarabi")
    letter_url = f"/cases/{case.tracking}/letters/{case.letters[0].place}"
    urls = [f"/cases/{case.tracking}", letter_url, task_url(case, "correct_letter"), "/tray", "/cases", "/notices"]
    for url in urls:
        page = browser.get(url)
        assert page.status_code == 200
        assert "<script>alert" not in page.text, url
    assert "&lt;script&gt;" in browser.get(letter_url).text
    case.withdraw(reason=EVIL)
    assert "<script>alert" not in browser.get(f"/cases/{case.tracking}").text
    assert "<script>" not in browser.get(f"/cases/{EVIL}").text


def test_a_letter_prints_with_number_date_and_marks(site: Site) -> None:
    case = site.bench.at_desk("order_creation")
    page = site.browser("karimi").get(f"/cases/{case.tracking}/letters/{case.letters[0].place}").text
    for text in (
        "۱۴۰۵/۱۲۰/۱",
        "احمد تهرانی",
        "مدیرکل راه‌ها",
        "پاراف",
        "ارجاع",
        "ملاحظه شد",
        "معاون محترم اداری و مالی",
    ):
        assert text in page


def test_the_diagram_and_the_marks_of_a_case(site: Site) -> None:
    case, browser = site.bench.at_desk("sign_letter"), site.browser("sarabi")
    own, called = (browser.get(f"/cases/{case.tracking}/diagram.bpmn{of}") for of in ("", "?process=letter_path"))
    assert own.mimetype == "application/xml"
    assert b'calledElement="letter_path"' in own.data
    assert b'id="sign_letter"' in called.data
    own, called = (browser.get(f"/cases/{case.tracking}/marks.json{of}").json for of in ("", "?process=letter_path"))
    assert (own["current"], called["current"]) == (["letter"], ["sign_letter"])
    assert "paraph_letter" in called["passed"]
    assert "letter_to_paraph" in called["flows"]
    page = browser.get(f"/cases/{case.tracking}?process=letter_path").text
    assert f'data-xml-url="/cases/{case.tracking}/diagram.bpmn?process=letter_path"' in page
    assert browser.get(f"/cases/{case.tracking}/diagram.bpmn?process=confirmation").status_code == 200
    assert browser.get(f"/cases/{case.tracking}/diagram.bpmn?process=espresso").status_code == 404


def test_notices_lead_to_their_case_and_are_read(site: Site) -> None:
    case = site.bench.at_desk("paraph_letter")
    case.do("paraph_letter", REJECT)
    browser = site.browser("sarabi")
    page = browser.get("/notices").text
    assert "The request was rejected" in page
    assert page.count('class="is-unread"') == 1
    [link] = re.findall(r'href="(/notices/\d+)"', page)
    assert browser.get(link).headers["Location"] == f"/cases/{case.tracking}"
    assert "is-unread" not in browser.get("/notices").text


def test_every_page_speaks_both_languages(site: Site) -> None:
    case = site.bench.at_desk("create_inbox")
    site.browser("sarabi").post("/clock", by="PT9H")
    pages = ["/tray", "/services", "/cases", "/cases/all", "/notices", "/clock", f"/cases/{case.tracking}"]
    for language, direction in (("fa", "rtl"), ("en", "ltr")):
        browser = site.browser("shams", language)
        for path in [*pages, task_url(case, "create_inbox"), f"/cases/{case.tracking}/letters/{case.letters[0].place}"]:
            answer = browser.get(path)
            assert answer.status_code == 200, path
            assert f'<html lang="{language}" dir="{direction}"' in answer.text, path


def test_a_change_of_language_comes_back_to_the_page(site: Site) -> None:
    browser = site.browser("sarabi", "fa")
    answer = browser.post("/language", lang="en", next="/notices")
    assert answer.headers["Location"] == "/notices"
    assert 'lang="en"' in browser.get("/notices").text
    browser.post("/language", lang="tlh", next="/notices")
    assert 'lang="en"' in browser.get("/notices").text


def test_the_clock_set_forward_fires_what_falls_due(site: Site) -> None:
    case, browser = site.bench.at_desk("paraph_letter"), site.browser("tehrani")
    browser.post("/clock", by="PT9H")
    assert "Delay at a desk" in browser.get("/notices").text
    assert browser.post("/clock", by="-PT9H").status_code == 303
    assert len(case.records) == 3


def test_the_clock_set_forward_at_night_comes_to_the_whole_of_an_hour_of_the_next_morning(site: Site) -> None:
    evening = datetime.combine(site.bench.office.time().astimezone(ZoneInfo(ZONE)), time(22), ZoneInfo(ZONE))
    with site.bench.office.store.writing() as unit:
        now = clock.advance(unit.session, evening - site.bench.office.time())
    due = site.bench.calendar.add(now, timedelta(hours=1))  # when something falls due that begins now
    site.browser("tehrani").post("/clock", by="PT1H")
    assert site.bench.office.time() >= due


def test_a_case_goes_from_request_to_reply_through_the_pages(site: Site) -> None:
    people = ["sarabi", "moradi", "tehrani", "hosseini", "salimi", "hosseini", "karimi", "bagheri", "karimi", "sarabi"]
    browsers = {person: site.browser(person) for person in people}
    location = browsers["sarabi"].post(SERVICE, **REQUEST).headers["Location"]
    tracking = location.split("/")[2]
    for person, move in zip(people, ALL_MOVES, strict=True):
        case = _case(site, tracking)
        url = task_url(case, move.element)
        if person not in ("sarabi", "bagheri"):
            assert browsers[person].post(f"{url}/claim").status_code == 303
        typed = {key: "۱۴۰۵/۰۹/۰۱" if isinstance(value, InDays) else value for key, value in move.values.items()}
        assert browsers[person].post(url, **typed).status_code == 303, move.element
    assert _case(site, tracking).row.outcome == "request_closed"
    assert "confirmed by the requester" in browsers["sarabi"].get(f"/cases/{tracking}").text
    proof = browsers["sarabi"].get(f"/cases/{tracking}/proof").text
    assert "The history proves itself" in proof
    assert proof.count("Proven") >= len(DESKS)
    assert site.browser(STRANGER).get(location).status_code == 404


def test_a_row_that_was_touched_is_told_by_the_proof(site: Site) -> None:
    case = site.bench.ask()
    with site.bench.office.store.writing() as unit:
        unit.session.get_one(DbCase, case.instance).unit_id = "it"
    page = site.browser("sarabi").get(f"/cases/{case.tracking}/proof").text
    assert "What stands beside the history is not what follows from it" in page


def test_a_case_that_waits_for_a_day_says_so_wherever_it_is_looked_at(site: Site) -> None:
    wait = Do("decide_without_contract", {"decision": "wait", "wait_until": InDays(20), "reason": "در دست بستن است."})
    case = asked(site.bench, "support_bug_fix", TO_CONTRACTOR, wait, **WITHOUT_CONTRACT)
    browser = site.browser("kazemi")
    with site.bench.office.store.reading() as unit:
        mobile = unit.session.get_one(DbPerson, "kazemi").mobile
    followed = site.browser().post("/track", tracking=case.tracking, mobile=mobile)
    for page in (browser.get(f"/cases/{case.tracking}"), browser.get("/cases"), followed):
        assert "Until the day named" in page.text
    for page in (browser.get(f"/cases/{case.tracking}"), followed):
        assert f'datetime="{today(site.bench, 19)}T20:30' in page.text  # midnight in Tehran

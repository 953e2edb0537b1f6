"""Who reaches which page: nobody signs in first, a stranger learns nothing, everybody goes on to places of ours only."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask

from processes.permissions import Action
from tests.processes.build import Case
from tests.web import pages
from tests.web.pages import Browser, Site, plain, task_url
from web.doors import DOORS


def addresses(app: Flask, case: Case) -> Iterator[tuple[str, str, str]]:
    """Yield method, address and endpoint of every route, filled from a case."""
    [task] = case.state.tasks
    filling = {
        "tracking": case.tracking,
        "task": task,
        "file_id": 1,
        "service": case.row.service,
        "number": 1,
        "version": 1,
        "kind": "diagram",
        "name": f"{case.row.service}.bpmn",
        "token": "x",
        "place": 0,
        "key": "1",
        "part": "1",
        "level": "1",
        "process": case.row.service,
        "what": "week",
    }
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            if rule.endpoint == "static":
                continue
            for method in (rule.methods or set()) & {"GET", "POST"}:
                yield method, app.url_for(rule.endpoint, **{key: filling[key] for key in rule.arguments}), rule.endpoint


def reach(browser: Browser, method: str, path: str) -> tuple[int, str, str]:
    """Return status, place and text of the answer."""
    answer = browser.get(path) if method == "GET" else browser.post(path)
    return answer.status_code, answer.headers.get("Location", ""), plain(answer)


def test_nobody_is_sent_to_the_sign_in_from_every_page(site: Site) -> None:
    case = site.bench.at_desk("paraph_letter")
    nobody, found = site.browser(), list(addresses(site.app, case))
    assert len(found) > 15
    for method, path, endpoint in found:
        if DOORS[endpoint] in (Action.ENTER, Action.FOLLOW) or path == "/":
            continue
        status, place, text = reach(nobody, method, path)
        wanted = "/sign-in?next=" if method == "GET" else "/sign-in"  # nobody comes back to where something was posted
        assert (status, place.startswith(wanted)) == (302, True), (method, path)
        assert "Maryam Sarabi" not in text
    assert len(case.records) == 2


def test_a_stranger_cannot_tell_a_case_from_none(site: Site) -> None:
    case = site.bench.at_desk("paraph_letter")
    stranger = site.browser("amini")
    for method, path, endpoint in addresses(site.app, case):
        if not endpoint.startswith(("cases.", "tasks.")) or case.tracking not in path:
            continue
        if endpoint in ("cases.withdraw", "cases.comment"):
            continue  # want a word first; below
        wrong = path.replace(case.tracking, "100000009")
        there, nowhere = reach(stranger, method, path), reach(stranger, method, wrong)
        assert there[0] == 404, (method, path)
        assert there[2].replace(case.tracking, "") == nowhere[2].replace("100000009", "").replace(wrong, path)
    answers = [
        stranger.post(f"/cases/{number}/withdraw", reason="x").status_code for number in (case.tracking, "100000009")
    ]
    assert answers == [404, 404]
    assert stranger.post(f"/cases/{case.tracking}/comments", comment="x").status_code == 404
    assert case.tracking not in stranger.get("/cases/all").text
    assert len(case.records) == 2


@pytest.mark.parametrize("reason", ["", "بی‌دلیل"])
def test_one_who_sees_a_case_but_did_not_ask_cannot_withdraw_it(site: Site, reason: str) -> None:
    case = site.bench.at_desk("paraph_letter")
    moradi = site.browser("moradi")
    assert "/withdraw" not in moradi.get(f"/cases/{case.tracking}").text
    assert moradi.post(f"/cases/{case.tracking}/withdraw", reason=reason or "x").status_code == 403
    assert case.open == ["paraph_letter"]


def test_a_task_of_another_is_neither_drawn_nor_done(site: Site) -> None:
    case = site.bench.at_desk("paraph_letter")
    tehrani = site.browser("tehrani")  # sees the case of his unit, but the initials are his deputy's
    page = tehrani.get(task_url(case, "paraph_letter"))
    assert page.status_code == 200
    assert 'name="decision"' not in page.text
    assert tehrani.post(task_url(case, "paraph_letter"), decision="approve", note="").status_code == 403
    assert tehrani.post(f"{task_url(case, 'paraph_letter')}/claim").status_code == 403
    assert case.open == ["paraph_letter"]


def test_letters_of_other_cases_are_not_reached_through_one_s_own(site: Site) -> None:
    mine, other = site.bench.at_desk("paraph_letter"), site.bench.at_desk("paraph_letter", person="nouri")
    sarabi = site.browser("sarabi")
    assert sarabi.get(f"/cases/{mine.tracking}/letters/1").status_code == 200
    assert sarabi.get(f"/cases/{other.tracking}/letters/1").status_code == 404
    for place in (0, 2, 10**30):  # one letter is all it has
        assert sarabi.get(f"/cases/{mine.tracking}/letters/{place}").status_code == 404


def test_who_may_not_ask_for_a_service_does_not_fill_its_form_in_vain(site: Site) -> None:
    for browser in (site.browser("hosseini"), site.browser("moradi")):
        assert browser.get("/services/office_automation_inbox").status_code == 403
        assert browser.post("/services/office_automation_inbox", person_name="x").status_code == 403
        assert browser.get("/services/espresso").status_code == 404


def test_a_real_office_goes_by_the_machine_s_clock_even_where_a_demonstration_was(site: Site, tmp_path: Path) -> None:
    assert site.browser("sarabi").post("/clock", by="P7D").status_code == 303
    (tmp_path / "real").mkdir()
    with pages.site(tmp_path / "kartabl.sqlite", tmp_path / "real", KARTABL_DEMO="no") as real:
        before = datetime.now(UTC)
        assert before <= real.bench.office.time() <= datetime.now(UTC)


def test_the_clock_is_there_in_a_demonstration_only(site: Site, prepared: Path, tmp_path: Path) -> None:
    assert 'href="/clock"' in site.browser("sarabi").get("/clock").text
    (tmp_path / "real").mkdir()
    with pages.site(prepared, tmp_path / "real", KARTABL_DEMO="no") as real:
        browser = real.browser("sarabi")
        before = real.bench.office.time()
        assert browser.get("/clock").status_code == 404
        assert 'href="/clock"' not in browser.get("/tray").text
        assert browser.post("/clock", by="P7D").status_code == 404
        assert (real.bench.office.time() - before).total_seconds() < 60


@pytest.mark.parametrize(
    "target",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "\\\\evil.example", "javascript:alert(1)",
     "/\t/evil.example", " //evil.example", "http:evil.example", "/%0d%0aLocation:evil", "///evil.example"],
)  # fmt: skip
def test_nobody_is_led_to_a_place_of_somebody_else(site: Site, target: str) -> None:
    browser = site.browser()
    after_language = browser.post("/language", lang="fa", next=target).headers["Location"]
    after_sign_in = browser.sign_in("sarabi", next=target).headers["Location"]
    for place in (after_language, after_sign_in):
        assert place.startswith("/")
        assert not place.startswith(("//", "/\\"))
        assert "\n" not in place


def test_who_signs_in_goes_on_to_where_he_wanted(site: Site) -> None:
    browser = site.browser()
    sent = browser.get("/notices").headers["Location"]
    assert sent == "/sign-in?next=%2Fnotices"
    assert 'name="next" value="/notices"' in browser.get(sent).text
    assert browser.sign_in("sarabi", next="/notices").headers["Location"] == "/notices"


def test_the_session_begins_anew_at_the_sign_in(site: Site) -> None:
    browser = site.browser()
    with browser.client.session_transaction() as session:
        session["planted"] = "by somebody before"
    token = browser.token()
    assert browser.sign_in("sarabi").status_code == 303
    with browser.client.session_transaction() as session:
        assert "planted" not in session
        assert session.permanent
    assert browser.client.post("/notices/read", data={"csrf_token": token}).status_code == 400


@pytest.mark.parametrize(("person", "first"), [("sarabi", "/tray"), ("karimi", "/tray"), ("rahimi", "/audit")])
def test_one_begins_where_ones_work_is(site: Site, person: str, first: str) -> None:
    browser = site.browser()
    assert browser.get(browser.sign_in(person).headers["Location"]).headers["Location"] == first
    assert f'class="shell-name" href="{first}"' in browser.get("/keys").text


def test_after_signing_out_one_is_nobody(site: Site) -> None:
    browser = site.browser("sarabi")
    assert browser.get("/tray").status_code == 200
    assert browser.post("/sign-out").headers["Location"] == "/sign-in"
    assert browser.get("/tray").status_code == 302


@pytest.mark.parametrize(("username", "password"), [("sarabi", "wrong"), ("nobody", "kartabl"), ("", ""), ("x" * 9999, "y" * 9999)])  # fmt: skip
def test_a_wrong_password_and_a_wrong_name_look_the_same(site: Site, username: str, password: str) -> None:
    answer = site.browser().sign_in(username, password)
    assert answer.status_code == 401
    assert "This user name and password do not go together" in answer.text


def test_ten_attempts_a_minute_are_enough(prepared: Path, tmp_path: Path) -> None:
    with pages.site(prepared, tmp_path, limited=True) as limited:
        browser = limited.browser()
        answers = [browser.sign_in("nobody", "guess").status_code for _ in range(11)]
        assert answers == [401] * 10 + [429]
        assert browser.sign_in("sarabi").status_code == 429
        assert browser.get("/sign-in").status_code == 200

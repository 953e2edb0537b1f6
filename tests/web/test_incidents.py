"""The incidents on a page of their own, on the page of their case, and in the terminal."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner

from engine.instance.failure import TOKENS, Cause, Failure
from tests.processes.build import Case, statements
from tests.web.pages import Site
from web import cli


@pytest.fixture
def case(site: Site) -> Case:
    """A case whose timer is due, and was tried in vain."""
    made = site.bench.at_desk("paraph_letter")
    [job] = made.state.jobs.values()
    cause = Cause(code="Broken", en="The table is broken.", fa="جدول خراب است.")
    now = site.bench.hands.time
    with made.office.store.writing() as unit:
        failure = {"instance": made.instance, "subject": job.id, "element": job.element, "since": now, "attempts": 8}
        assert unit.hold(Failure(**failure, next_at=None, cause=cause))
    return made


def test_an_administrator_sees_what_failed_and_lets_it_be_tried_again(site: Site, case: Case) -> None:
    browser = site.browser("safavi")
    page = browser.get("/admin/incidents")
    assert case.tracking in page.text
    assert "The table is broken." in page.text
    assert "جدول خراب است." in site.browser("safavi", "fa").get("/admin/incidents").text
    answer = browser.post("/admin/incidents/retry", one=f"{case.tracking}/{next(iter(case.state.jobs))}")
    assert answer.status_code == 303
    page = browser.get("/admin/incidents")
    assert "1 incident will be tried again" in page.text
    assert "There is no incident." in page.text
    assert "is still being tried by itself" in page.text
    assert "Incident" in browser.get("/admin/changes").text


def test_all_are_tried_again_by_one_click(site: Site, case: Case) -> None:
    browser = site.browser("safavi")
    assert browser.post("/admin/incidents/retry").status_code == 303
    assert "There is no incident." in browser.get("/admin/incidents").text


def test_what_is_no_incident_is_not_found(site: Site, case: Case) -> None:
    assert site.browser("safavi").post("/admin/incidents/retry", one="123456789/1.1").status_code == 404


def test_who_is_no_administrator_sees_none(site: Site, case: Case) -> None:
    browser = site.browser("karimi")
    assert browser.get("/admin/incidents").status_code == 403
    assert browser.post("/admin/incidents/retry").status_code == 403


def test_the_terminal_lists_them_and_tries_again_in_somebodys_name(
    site: Site, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cli, "_office", lambda: case.office)
    told = CliRunner().invoke(cli.cli, ["incidents", "--json"])
    [found] = json.loads(told.output)["incidents"]
    assert (told.exit_code, found["tracking"], found["attempts"]) == (1, case.tracking, 8)
    assert (found["cause"].keys(), found["where"].keys()) == ({"fa", "en"}, {"fa", "en"})
    assert f"{case.tracking}  " in CliRunner().invoke(cli.cli, ["incidents"]).output
    assert CliRunner().invoke(cli.cli, ["incidents", "--retry-all"]).exit_code == 2, "in nobody's name"
    done = CliRunner().invoke(cli.cli, ["incidents", "--retry", case.tracking, "--as", "safavi"])
    assert done.output == "Incidents to be tried again: 1\n"
    assert CliRunner().invoke(cli.cli, ["incidents"]).output == "Incidents: 0\n"


def test_the_terminal_lists_them_in_its_language(site: Site, case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli, "_office", lambda: case.office)
    [found] = json.loads(CliRunner().invoke(cli.cli, ["incidents", "--json"]).output)["incidents"]
    monkeypatch.setenv("LANGUAGE", "fa")
    [line, last] = CliRunner().invoke(cli.cli, ["incidents"]).output.splitlines()
    assert line.startswith(f"{case.tracking}  {found['where']['fa']}، از ۱۴")
    assert line.endswith(f"۸ بار تلاش: {found['cause']['fa']}")
    assert last == "رخدادها: ۱"
    english = CliRunner().invoke(cli.cli, ["incidents", "--lang", "en"]).output
    assert found["cause"]["en"] in english
    done = CliRunner().invoke(cli.cli, ["incidents", "--retry-all", "--as", "safavi"])
    assert done.output == "رخدادهایی که دوباره امتحان می‌شود: ۱\n"


PLAIN = "Something in this case that should go on by itself stands still."


def case_page(site: Site, case: Case, person: str, language: str = "en") -> str:
    return site.browser(person, language).get(f"/cases/{case.tracking}").text


def test_the_case_says_what_of_it_failed_since_when_and_how_often(site: Site, case: Case) -> None:
    page = case_page(site, case, "safavi")
    assert "“Initialling delayed” should have gone on by itself, but has failed since " in page
    assert "It was tried 8 times and is tried no more by itself" in page
    assert 'href="/admin/incidents">Incidents</a>' in page
    assert "«تأخیر در پاراف» باید" in case_page(site, case, "safavi", "fa")
    page = case_page(site, case, "karimi")
    assert "It was tried 8 times" in page
    assert "/admin/incidents" not in page, "who does not administrate has no use for it"


def test_what_is_still_tried_by_itself_says_when(site: Site, case: Case) -> None:
    with case.office.store.writing() as unit:
        [job] = case.state.jobs.values()
        failure = unit.failure(case.instance, job.id)
        assert failure is not None
        unit.hold(replace(failure, attempts=1, next_at=datetime(2026, 11, 24, 6, 30, tzinfo=UTC)))
    page = case_page(site, case, "safavi")
    assert "It was tried 1 time and is tried again at " in page
    assert "10:00" in page[page.index("is tried again at ") :][:80], "in the office's time"
    assert PLAIN not in case_page(site, case, "sarabi"), "it may yet go on: a requester need not be told"


def test_a_requester_is_told_no_more_than_that_it_stands_still(site: Site, case: Case) -> None:
    page = case_page(site, case, "sarabi")
    assert PLAIN in page
    for technical in ("tried", "Initialling delayed”", "The table is broken", "/admin/incidents"):
        assert technical not in page, technical


def test_a_case_that_can_go_no_further_says_from_where(site: Site, case: Case) -> None:
    with case.office.store.writing() as unit:
        [job], [task] = case.state.jobs.values(), case.state.tasks.values()
        failure = unit.failure(case.instance, job.id)
        assert failure is not None
        unit.hold(replace(failure, subject=TOKENS, element=task.element))
    assert "From “Initial the letter” this case can go no further" in case_page(site, case, "safavi")


def test_a_case_in_which_nothing_failed_costs_no_statement_more(site: Site, case: Case) -> None:
    counts = []
    well = site.bench.at_desk("paraph_letter")
    for each in (well, case):
        browser = site.browser("safavi")
        browser.get(f"/cases/{each.tracking}")
        with statements(site.bench) as seen:
            browser.get(f"/cases/{each.tracking}")
        counts.append([one for one in seen if "FROM failure" in one])
    assert [len(found) for found in counts] == [1, 2]
    assert "EXISTS" in counts[0][0], "asked along with the case"

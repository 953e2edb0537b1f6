"""The incidents on a page and in the terminal."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from engine.instance.failure import Cause, Failure
from tests.processes.build import Case
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
    assert f"{case.tracking}  " in CliRunner().invoke(cli.cli, ["incidents"]).output
    assert CliRunner().invoke(cli.cli, ["incidents", "--retry-all"]).exit_code == 2, "in nobody's name"
    done = CliRunner().invoke(cli.cli, ["incidents", "--retry", case.tracking, "--as", "safavi"])
    assert done.output == "Incidents to be tried again: 1\n"
    assert CliRunner().invoke(cli.cli, ["incidents"]).output == "Incidents: 0\n"

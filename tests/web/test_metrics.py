"""What is measured: told to who knows the token, and true."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from engine.instance.failure import CORRECTION, Failure, cause_of
from processes import clock
from tests.processes.build import actor
from tests.web import pages
from tests.web.pages import Site
from web.doctor.database import database

TOKEN = "known to Prometheus"


@pytest.fixture
def watched(prepared: Path, tmp_path: Path) -> Iterator[Site]:
    """An office whose measurements can be read."""
    with pages.site(prepared, tmp_path, KARTABL_METRICS_TOKEN=TOKEN) as made:
        yield made


def read(site: Site) -> Mapping[tuple[str, ...], float]:
    """Return each sample by its name and the values of its labels."""
    answer = site.browser().get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    assert answer.status_code == 200
    families = text_string_to_metric_families(answer.text)
    return {(each.name, *each.labels.values()): each.value for family in families for each in family.samples}


@pytest.mark.parametrize("given", ["", "Bearer ", "Bearer wrong", "Bearer ñ"])
def test_who_does_not_know_the_token_learns_nothing_not_even_that_there_is_such_a_page(
    watched: Site, given: str
) -> None:
    answer = watched.browser().get("/metrics", headers={"Authorization": given.encode().decode("latin-1")})
    assert answer.status_code == 404
    assert "kartabl_" not in answer.text


def test_without_a_token_nobody_reads_them(site: Site) -> None:
    for given in ("", "Bearer ", f"Bearer {TOKEN}"):
        assert site.browser().get("/metrics", headers={"Authorization": given}).status_code == 404


def test_requests_are_counted_by_what_they_were(watched: Site) -> None:
    browser, before = watched.browser("sarabi"), read(watched)
    browser.get("/tray")
    browser.get("/no-such-page")
    after = read(watched)

    def more(*name: str) -> float:
        return after[name] - before.get(name, 0)

    assert more("kartabl_requests_total", "tray.show", "GET", "200") == 1
    assert more("kartabl_requests_total", "none", "GET", "404") == 1
    assert more("kartabl_request_seconds_count", "tray.show") == 1


def test_commands_are_counted_when_they_are_on_record(watched: Site) -> None:
    before = read(watched)
    case = watched.bench.ask()
    watched.bench.office.comment(actor("sarabi"), case.instance, "یادآوری")
    after = read(watched)
    for command in ("start", "comment"):
        name = ("kartabl_commands_total", command, "done")
        assert after[name] - before.get(name, 0) == 1


def test_what_is_open_is_told_as_it_stands(watched: Site) -> None:
    before = read(watched)
    case = watched.bench.ask()
    after = read(watched)
    for name in ("kartabl_open_cases", "kartabl_open_tasks"):
        assert after[name,] - before[name,] == 1
    assert after["kartabl_pending_jobs",] > before["kartabl_pending_jobs",]
    with watched.bench.office.store.writing() as unit:
        now = watched.bench.office.time()
        unit.hold(
            Failure(
                instance=case.instance, subject="correction", element="", since=now - timedelta(hours=1), attempts=9,
                next_at=None, cause=cause_of(ValueError("why")),
            )
        )  # fmt: skip
    assert read(watched)["kartabl_incidents",] == before["kartabl_incidents",] + 1


def test_an_incident_of_a_case_that_ended_otherwise_is_none_any_more(watched: Site) -> None:
    before, case = read(watched), watched.bench.ask()
    failure = Failure(
        instance=case.instance, subject=CORRECTION, element="", since=watched.bench.hands.time, attempts=9,
        next_at=None, cause=cause_of(ValueError("why")),
    )  # fmt: skip
    with watched.bench.office.store.writing() as unit:
        unit.hold(failure)
    assert read(watched)["kartabl_incidents",] == before["kartabl_incidents",] + 1
    case.withdraw()
    assert read(watched)["kartabl_incidents",] == before["kartabl_incidents",]
    [found] = [each for each in database(watched.app.extensions["kartabl"].settings, 0) if each.check == "incidents"]
    assert found.state == "ok", "the doctor says the same as the page"


def test_a_timer_that_fires_late_is_counted_by_how_late_it_was(watched: Site) -> None:
    before = read(watched)
    case = watched.bench.at_desk("paraph_letter")
    with watched.bench.office.store.writing() as unit:
        clock.advance(unit.session, timedelta(days=60))
    assert watched.bench.office.fire_due() > 0
    after = read(watched)
    fired = sum(record.body["command"]["type"] == "fire_timer" for record in case.records)
    assert fired > 0
    assert after["kartabl_timer_late_seconds_count",] - before["kartabl_timer_late_seconds_count",] == fired

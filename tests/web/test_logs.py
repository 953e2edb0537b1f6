"""The log: one line a request, named after it, and nobody's name in it."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from processes.demo.paths.office_automation_inbox import REQUEST, SERVICE
from processes.tables import DbCase
from tests.web import pages
from tests.web.pages import Site
from web import logs

MINE = "of-the-proxy.42"


class Written(StringIO):
    """A log as JSON, from information on."""

    def lines(self) -> list[dict[str, Any]]:
        """Return its lines."""
        return [json.loads(line) for line in self.getvalue().splitlines()]


@pytest.fixture
def log() -> Iterator[Written]:
    """What is written into the log meanwhile."""
    ours, handler = logging.getLogger("kartabl"), logging.StreamHandler(written := Written())
    handler.setFormatter(logs.Json())
    ours.addHandler(handler)
    ours.setLevel(logging.INFO)
    yield written
    ours.removeHandler(handler)
    ours.setLevel(logging.NOTSET)


def test_each_request_is_a_line_with_its_name_its_case_and_no_person(site: Site, log: Written) -> None:
    case, browser = site.bench.ask(), site.browser("sarabi")
    log.truncate(log.seek(0))
    answer = browser.get(f"/cases/{case.tracking}")
    browser.get("/search?q=sarabi")
    first, second = log.lines()
    assert first["request"] == answer.headers["X-Request-ID"]
    assert (first["case"], first["logger"]) == (case.instance, "kartabl.requests")
    assert (first["method"], first["route"], first["status"]) == ("GET", "/cases/<tracking>", 200)
    assert first["milliseconds"] > 0
    assert "case" not in second
    assert second["request"] != first["request"]
    assert not re.search(f"sarabi|{case.tracking}", log.getvalue())


def test_the_click_that_begins_a_case_bears_it_too(site: Site, log: Written) -> None:
    browser = site.browser("sarabi")
    log.truncate(log.seek(0))
    answer = browser.post(f"/services/{SERVICE}", **REQUEST)
    line = log.lines()[-1]
    with site.bench.office.store.reading() as unit:
        asked = unit.session.scalars(select(DbCase.instance)).all()
    assert (answer.status_code, [line["case"]]) == (303, asked)


def test_a_fault_of_ours_bears_the_reference_of_the_page(
    site: Site, monkeypatch: pytest.MonkeyPatch, log: Written
) -> None:
    browser = site.browser("sarabi")
    monkeypatch.setattr("web.pages.tray.render_template", None)
    log.truncate(log.seek(0))
    answer = browser.get("/tray")
    fault, line = log.lines()
    assert fault["request"] == line["request"] == answer.headers["X-Request-ID"]
    assert fault["level"] == "error"
    assert "Traceback" in str(fault["message"])
    assert str(fault["request"]) in answer.text


def test_the_name_of_a_request_is_taken_over_from_the_proxy_only(site: Site, prepared: Path, tmp_path: Path) -> None:
    given = {"X-Request-ID": MINE}
    assert re.fullmatch("[0-9a-f]{16}", site.browser().get("/healthz", headers=given).headers["X-Request-ID"])
    behind = tmp_path / "behind"
    behind.mkdir()
    with pages.site(prepared, behind, KARTABL_PROXY="yes") as other:
        browser = other.browser()
        assert browser.get("/healthz", headers=given).headers["X-Request-ID"] == MINE
        for nonsense in ("short", "x" * 65, "a line\tor two in one", "<script>alert</script>"):
            answer = browser.get("/healthz", headers={"X-Request-ID": nonsense})
            assert re.fullmatch("[0-9a-f]{16}", answer.headers["X-Request-ID"])


def test_a_line_for_people_has_the_trace_of_an_error_below_it() -> None:
    try:
        raise ValueError("why")
    except ValueError as fault:
        told = (ValueError, fault, fault.__traceback__)
    record = logging.LogRecord("kartabl", logging.ERROR, __file__, 1, "It %s", ("broke",), told)
    first, *rest = logs.Text().format(record).splitlines()
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:.]+\+00:00 ERROR kartabl It broke", first)
    assert rest[-1] == "ValueError: why"

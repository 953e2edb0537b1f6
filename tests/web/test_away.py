"""The database goes away while somebody works: a page says so in words, nothing typed is lost, and the next request works."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from processes.search import index
from tests.postgres import Server
from tests.web import pages
from tests.web.pages import Site, task_url

pytestmark = pytest.mark.postgres
SAID = {"en": "The database does not answer just now", "fa": "پایگاه داده اکنون پاسخ نمی‌دهد"}
TOKEN = "known to Prometheus"
NOTE = "a remark that took long to write"


@pytest.fixture
def url(postgres: Server, prepared_postgres: str) -> str:
    return postgres.new_database(prepared_postgres)


@pytest.fixture
def site(url: str, prepared: Path, tmp_path: Path) -> Iterator[Site]:
    """The application with an office in PostgreSQL."""
    given = {"KARTABL_DATABASE_URL": url, "KARTABL_DATABASE_CONNECT": "1", "KARTABL_METRICS_TOKEN": TOKEN}
    with pages.site(prepared, tmp_path, **given) as made:
        yield made


@pytest.mark.parametrize("language", ["en", "fa"])
def test_a_page_says_so_and_the_next_request_works(site: Site, postgres: Server, url: str, language: str) -> None:
    browser = site.browser("sarabi", language)
    with postgres.away(url):
        away = browser.get("/tray")
        assert (away.status_code, away.headers["Retry-After"]) == (503, "10")
        assert SAID[language] in away.text
        assert "shell-header" in away.text
        assert browser.get("/healthz").status_code == 200
        assert browser.get("/readyz").status_code == 503
    assert browser.get("/tray").status_code == 200


def test_the_process_tells_what_it_knows_itself(site: Site, postgres: Server, url: str) -> None:
    browser, known = site.browser("sarabi"), {"Authorization": f"Bearer {TOKEN}"}
    failed = 'kartabl_requests_total{endpoint="tray.show",method="GET",status="503"}'
    with postgres.away(url):
        browser.get("/tray")
        away = browser.get("/metrics", headers=known)
    assert away.status_code == 200
    assert failed in away.text
    assert "kartabl_database_answers 0.0" in away.text
    assert "kartabl_open_cases" not in away.text
    back = browser.get("/metrics", headers=known)
    assert "kartabl_database_answers 1.0" in back.text
    assert "kartabl_open_cases" in back.text


def test_what_was_typed_stands_on_the_page_and_can_be_sent_again(site: Site, postgres: Server, url: str) -> None:
    case, browser = site.bench.at_desk("paraph_letter"), site.browser("moradi")
    typed: dict[str, Any] = {"csrf_token": browser.token(), "decision": "approve", "note": NOTE}
    before, url_of_task = case.records, task_url(case, "paraph_letter")
    with postgres.away(url):
        away = browser.client.post(url_of_task, data=typed)
        assert away.status_code == 503
        assert NOTE in away.text
    assert case.records == before
    assert browser.client.post(task_url(case, "paraph_letter"), data=typed).status_code == 303


def test_a_connection_lost_in_the_middle_of_a_command_keeps_nothing(
    site: Site, postgres: Server, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, browser = site.bench.at_desk("paraph_letter"), site.browser("moradi")
    typed: dict[str, Any] = {"csrf_token": browser.token(), "decision": "approve", "note": NOTE}
    before, write = case.records, index.write

    def cut(*given: Any, **named: Any) -> Any:
        postgres.throw_out(url)
        return write(*given, **named)

    with monkeypatch.context() as patch:
        patch.setattr("processes.search.index.write", cut)
        assert browser.client.post(task_url(case, "paraph_letter"), data=typed).status_code == 503
    assert case.records == before
    assert case.difference is None
    assert browser.client.post(task_url(case, "paraph_letter"), data=typed).status_code == 303

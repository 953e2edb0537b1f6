"""What goes wrong becomes a page in words, with a reference where the fault is ours; never a traceback."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from lxml import html
from sqlalchemy import text

from processes import casefile
from processes.demo.paths.office_automation_inbox import REQUEST
from tests.web.pages import Site, task_url
from web.faults import STATUS, status_of

HEADERS = {
    "Content-Security-Policy": re.compile(r"default-src 'self'.*object-src 'none'.*frame-ancestors 'none'"),
    "X-Content-Type-Options": re.compile("^nosniff$"),
    "Referrer-Policy": re.compile("^same-origin$"),
    "Cache-Control": re.compile("^no-store$"),
}


def fails(*_: Any, **__: Any) -> Any:
    """Stand in for something that breaks."""
    raise RuntimeError("a secret of the server")


def assert_ours(answer: Any, caplog: pytest.LogCaptureFixture) -> None:
    """Check that an answer is the page of a fault of ours, and that the log has its reference and cause."""
    assert answer.status_code == 500
    assert "Traceback" not in answer.text
    assert "a secret of the server" not in answer.text
    reference = re.search(r"<code[^>]*>([0-9a-f]{16})</code>", answer.text)
    assert reference is not None
    assert reference[1] in caplog.text
    assert "a secret of the server" in caplog.text


def test_a_failure_of_ours_is_a_page_with_a_reference(
    site: Site, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    case, browser = site.bench.ask(), site.browser("sarabi")
    monkeypatch.setattr(casefile, "case_file", fails)
    assert_ours(browser.get(f"/cases/{case.tracking}"), caplog)


def test_a_failure_in_a_command_changes_nothing(
    site: Site, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    case, browser = site.bench.at_desk("paraph_letter"), site.browser("moradi")
    token, before = browser.token(), case.records
    monkeypatch.setattr("processes.search.index.write", fails)
    typed = {"csrf_token": token, "decision": "approve", "note": "x"}
    assert_ours(browser.client.post(task_url(case, "paraph_letter"), data=typed), caplog)
    assert case.records == before


def test_where_even_the_frame_fails_the_page_is_bare_and_has_its_reference(
    site: Site, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    browser = site.browser("sarabi")
    store = site.app.extensions["kartabl"].store

    @contextmanager
    def broken() -> Iterator[None]:
        raise RuntimeError("a secret of the server")
        yield

    monkeypatch.setattr(type(store), "reading", lambda _store: broken())
    assert_ours(browser.get("/tray"), caplog)


def test_what_names_a_person_does_not_reach_the_log_with_a_failed_statement(
    site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    browser = site.browser("sarabi")
    store = site.app.extensions["kartabl"].store
    token = browser.token()
    with store.engine.begin() as connection:
        connection.execute(text("DROP TABLE search_text"))
    with caplog.at_level(logging.DEBUG):
        answer = browser.client.post(
            "/services/office_automation_inbox", data={**REQUEST, "csrf_token": token, "person_name": "شخص پنهان"}
        )
    assert answer.status_code == 500
    assert "INSERT INTO search_text" in caplog.text
    assert "شخص پنهان" not in caplog.text
    assert "\\u067e\\u0646\\u0647" not in caplog.text


@pytest.mark.parametrize("path", ["/no-such-page", "/cases/1", "/cases/%00", "/cases/" + "9" * 3000, "/static/no.js"])
def test_what_does_not_exist_is_said_in_words(site: Site, path: str) -> None:
    for language, word in (("en", "Not found"), ("fa", "یافت نشد")):
        answer = site.browser("sarabi", language).get(path)
        assert answer.status_code == 404
        assert word in answer.text
        assert f'lang="{language}"' in answer.text


def test_a_page_used_in_the_wrong_way_is_said_in_words(site: Site) -> None:
    answer = site.browser("sarabi").get("/sign-out")
    assert answer.status_code == 405
    assert "use its buttons" in answer.text


def test_what_is_too_large_is_refused(site: Site) -> None:
    answer = site.browser("sarabi").post("/services/office_automation_inbox", remarks="x" * (2 * 1024 * 1024))
    assert answer.status_code == 413


@pytest.mark.parametrize("token", [None, "", "forged", "IjEyMyI.Z.x"])
def test_nothing_is_done_without_the_page_s_token(site: Site, token: str | None) -> None:
    case, browser = site.bench.at_desk("paraph_letter"), site.browser("moradi")
    data = {"decision": "approve", "note": ""} | ({} if token is None else {"csrf_token": token})
    paths = [task_url(case, "paraph_letter"), f"{task_url(case, 'paraph_letter')}/claim", "/notices/read", "/language"]
    for path in [*paths, "/sign-out", "/sign-in", "/clock", f"/cases/{case.tracking}/withdraw"]:
        answer = browser.client.post(path, data=data)
        assert answer.status_code == 400, path
        assert "Load it again" in answer.text
    assert browser.get("/tray").status_code == 200
    assert len(case.records) == 2


def test_every_answer_is_strict(site: Site) -> None:
    case, browser = site.bench.ask(), site.browser("sarabi")
    pages = ["/sign-in", "/tray", f"/cases/{case.tracking}", f"/cases/{case.tracking}/marks.json", "/nowhere"]
    for path in pages:
        answer = browser.get(path)
        for name, expected in HEADERS.items():
            assert expected.search(answer.headers[name]), (path, name)
    cookie = next(value for value in browser.sign_in("sarabi").headers.getlist("Set-Cookie") if "session=" in value)
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_only_a_file_that_is_there_is_kept_for_ever(site: Site) -> None:
    answer = site.browser().get("/static/dist/app-GONE.js")
    assert answer.status_code == 404
    assert answer.headers["Cache-Control"] == "no-store"


def test_every_branch_of_the_error_tree_has_its_status(site: Site) -> None:
    assert [status_of(kind()) for kind, _ in STATUS] == [status for _, status in STATUS]


def test_an_error_leads_back_to_where_one_was_and_never_elsewhere(site: Site) -> None:
    browser = site.browser("rahimi")

    def back(referrer: str) -> list[str]:
        page = html.fromstring(browser.get("/nowhere", headers={"Referer": referrer}).text)
        return [str(href) for href in page.xpath("//main//a/@href")][1:]

    assert back("http://localhost/notices?page=2") == ["/notices?page=2"]
    assert back("http://localhost/nowhere") == []
    assert back("https://elsewhere.example/notices") == []


def test_the_address_of_what_is_only_sent_leads_to_its_page(site: Site) -> None:
    case, browser = site.bench.at_desk("create_inbox"), site.browser("bagheri")
    task = task_url(case, "create_inbox")
    assert browser.get(f"/cases/{case.tracking}/withdraw").headers["Location"] == f"/cases/{case.tracking}"
    assert browser.get(f"{task}/give/delegate").headers["Location"] == f"{task}/give"

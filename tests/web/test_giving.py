"""Giving a task to somebody, in the pages."""

from __future__ import annotations

from tests.web.pages import Site, task_url


def test_a_holder_hands_a_task_to_a_colleague_from_its_page(site: Site) -> None:
    case, browser = site.bench.at_desk("create_inbox"), site.browser("bagheri")
    url = task_url(case, "create_inbox")
    page = browser.get(url).text
    assert "Hand it to a colleague" in page
    assert f'action="{url}/give/delegate"' in page
    assert browser.post(f"{url}/give/delegate", to="ziaei", note="").headers["Location"] == "/tray"
    assert "The task is now with Mina Ziaei." in browser.get("/tray").text
    assert case.task("create_inbox").assignee == "ziaei"
    assert "A task that was yours was given away" not in browser.get("/notices").text


def test_a_superior_writes_why_and_nothing_typed_is_lost(site: Site) -> None:
    case, browser = site.bench.at_desk("create_inbox"), site.browser("shams")
    url = f"{task_url(case, 'create_inbox')}/give/assign"
    assert "back to the tray of its role" in browser.get(url.removesuffix("/assign")).text
    answer = browser.post(url, to="ziaei", note="")
    assert answer.status_code == 422
    assert "Please write why" in answer.text
    assert '<option value="ziaei" selected>' in answer.text
    answer = browser.post(url, to="nobody-there", note="چون نیست")
    assert answer.status_code == 422
    assert "Choose to whom" in answer.text
    assert "چون نیست" in answer.text
    assert browser.post(url, to="role", note="چون نیست").status_code == 303
    assert case.task("create_inbox").assignee is None
    assert "A task that was yours was given away" in site.browser("bagheri").get("/notices").text


def test_who_may_not_is_told_so(site: Site) -> None:
    case, browser = site.bench.at_desk("create_inbox"), site.browser("sarabi")
    url = f"{task_url(case, 'create_inbox')}/give"
    assert browser.get(url).status_code == 303
    assert browser.post(f"{url}/delegate", to="ziaei", note="x").status_code == 403
    assert site.browser("amini").get(url).status_code == 404

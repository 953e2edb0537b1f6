"""Several at once: the threads of one server on one SQLite file, and the thread that fires timers."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from engine.engine import Engine
from processes import clock
from processes.demo.paths.office_automation_inbox import REQUEST
from tests.processes.build import ON_BY_DESK, REJECT
from tests.web.pages import Site, task_url
from web.ticker import Ticker

THREADS = 8
"""As many as the server has."""


def at_once(work: Callable[[int], int]) -> list[int]:
    """Return the answers of as many threads, which begin in one moment."""
    together = threading.Barrier(THREADS)

    def one(place: int) -> int:
        together.wait(20)
        return work(place)

    with ThreadPoolExecutor(THREADS) as threads:
        return sorted(threads.map(one, range(THREADS)))


def test_all_threads_ask_and_read_at_once(site: Site) -> None:
    browsers = [site.browser("sarabi") for _ in range(THREADS)]
    tokens = [browser.token() for browser in browsers]

    def ask(place: int) -> int:
        client = browsers[place].client
        answer = client.post("/services/office_automation_inbox", data={**REQUEST, "csrf_token": tokens[place]})
        return client.get(answer.headers["Location"]).status_code

    assert at_once(ask) == [200] * THREADS
    assert browsers[0].get("/cases").text.count('class="tracking"') == THREADS


def test_of_all_who_complete_one_task_at_once_one_is_first_and_the_others_are_told(site: Site) -> None:
    case = site.bench.at_desk("approve_admin")
    browsers = [site.browser("salimi") for _ in range(THREADS)]
    tokens, url = [browser.token() for browser in browsers], task_url(case, "approve_admin")

    def complete(place: int) -> int:
        values = dict(ON_BY_DESK["approve_admin"] if place % 2 else REJECT)
        return browsers[place].client.post(url, data={**values, "csrf_token": tokens[place]}).status_code

    assert at_once(complete) == [303] + [409] * (THREADS - 1)
    assert case.difference is None


def test_a_form_sent_twice_is_done_once(site: Site) -> None:
    case, browser = site.bench.at_desk("sign_letter"), site.browser("tehrani")
    url, token = task_url(case, "sign_letter"), browser.token()
    data = {**dict(ON_BY_DESK["sign_letter"]), "csrf_token": token}
    assert [browser.client.post(url, data=data).status_code for _ in range(2)] == [303, 409]
    assert [letter.number for letter in case.letters] == ["1405/120/1"]


def test_a_form_of_a_case_that_has_ended_is_refused_however_often_it_is_sent(site: Site) -> None:
    case, browser = site.bench.at_desk("approve_admin"), site.browser("salimi")
    url, data = task_url(case, "approve_admin"), {**dict(REJECT), "csrf_token": browser.token()}
    assert [browser.client.post(url, data=data).status_code for _ in range(6)] == [303] + [409] * 5
    assert case.difference is None


def test_the_ticker_fires_what_is_due_and_outlives_what_fails(
    site: Site, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    case = site.bench.at_desk("paraph_letter")
    with case.office.store.writing() as unit:
        clock.advance(unit.session, site.bench.later("PT9H") - site.bench.hands.time)
    fire, failures, fired = Engine.fire_due, iter([RuntimeError("the database is away")]), threading.Event()

    def fails_first(engine: Engine, *asked: Any) -> int:
        for failure in failures:
            raise failure
        moved = fire(engine, *asked)
        if moved:
            fired.set()
        return moved

    monkeypatch.setattr(Engine, "fire_due", fails_first)
    running = Ticker(case.office, rest=0.01)
    running.start()
    try:
        assert fired.wait(20)
    finally:
        running.stop()
    assert "the database is away" in caplog.text
    assert site.bench.told("tehrani") == [("delay", "paraph_letter_delay_told")]

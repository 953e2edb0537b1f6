"""Waking the workers costs nobody anything, whatever becomes of the message."""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest
from celery import Celery

from tests.engine.cases import EIGHT, after
from tests.store.moves import job, move, put, state
from tests.web.pages import Site
from web.broker import LOOK, Waker, celery_app
from web.settings import BadSetting, read

URL = "redis://127.0.0.1:1/0"


def test_a_broker_that_is_away_is_told_of_once_and_nobody_waits(caplog: pytest.LogCaptureFixture) -> None:
    tried = [threading.Event() for _ in range(3)]
    numbers = count()

    def sending(_app: Celery) -> None:
        tried[next(numbers)].set()
        raise ConnectionError

    waker = Waker(URL, sending)
    for event in tried:
        waker.wake()
        assert event.wait(20)
    time.sleep(0.1)
    told = [record for record in caplog.records if record.name == "kartabl.broker"]
    assert [record.levelno for record in told] == [logging.WARNING]


def test_what_is_asked_for_meanwhile_is_one_message() -> None:
    sent, go_on, numbers = threading.Event(), threading.Event(), count(1)

    def sending(_app: Celery) -> None:
        next(numbers)
        sent.set()
        go_on.wait(20)

    waker = Waker(URL, sending)
    waker.wake()
    assert sent.wait(20)
    for _ in range(50):
        waker.wake()
    sent.clear()
    go_on.set()
    assert sent.wait(20)
    time.sleep(0.5)
    assert next(numbers) == 3


def test_messages_bear_nothing_and_are_acknowledged_when_they_are_done() -> None:
    app = celery_app(URL)
    assert app.conf.task_acks_late
    assert app.conf.task_ignore_result
    assert app.conf.worker_prefetch_multiplier == 1
    assert app.conf.accept_content == ["json"]
    assert LOOK == "kartabl.look"


@pytest.mark.parametrize("url", ["localhost", "http://localhost", "sqlite:///x"])
def test_what_is_no_broker_is_refused(url: str) -> None:
    with pytest.raises(BadSetting):
        read({"KARTABL_BROKER_URL": url})


@pytest.fixture
def woken(site: Site) -> list[int]:
    """How often workers were woken."""
    store, times = site.bench.office.store, list[int]()
    store.woken = lambda: times.append(1)  # type: ignore[attr-defined]  # an office at work is in SQL
    return times


def test_workers_are_woken_when_something_is_due_at_once_and_not_for_what_comes_later(
    site: Site, woken: list[int]
) -> None:
    store = site.bench.office.store
    put(store, move("c1", state(job("1.1", after(hours=1))), at=EIGHT))
    assert woken == []
    put(store, move("c2", state(job("1.1", EIGHT + timedelta(seconds=1))), at=EIGHT))
    assert woken == [1]


def test_workers_are_woken_when_an_administrator_changed_something(site: Site) -> None:
    times = list[int]()
    wired = site.app.extensions["kartabl"]
    site.app.extensions["kartabl"] = replace(wired, wake=lambda: times.append(1))
    assert site.browser("safavi").post("/admin/incidents/retry").status_code == 303
    assert times == [1]

"""Workers, woken by a real Redis and a real RabbitMQ, or by themselves where the broker lost what it was told."""

from __future__ import annotations

import json

import pytest

from tests.brokers import Broker
from tests.processes.build import Bench, Case
from tests.servers.workers import Workers, set_clock, until
from web.broker import MOST, Waker, celery_app, send

pytestmark = pytest.mark.servers


def fired(case: Case) -> int:
    """Return how often a timer of a case was fired."""
    return [record.body["command"]["type"] for record in case.records].count("fire_timer")


def late(bench: Bench, cases: int) -> list[Case]:
    """Return cases in each of which one timer is due for the office's processes."""
    found = [bench.at_desk("paraph_letter") for _ in range(cases)]
    set_clock(bench, bench.later("PT9H"))
    return found


def look(queue: Broker, times: int = 1) -> None:
    """Tell the workers to look."""
    app = celery_app(queue.url)
    for _ in range(times):
        send(app)
    app.close()


def test_workers_take_the_messages_and_do_what_is_due_and_end_when_they_are_asked_to(
    bench: Bench, queue: Broker, workers: Workers
) -> None:
    cases = late(bench, 3)
    look(queue, 5)
    assert until(lambda: queue.waiting() == 5), "a broker takes what it is sent in its own time"
    workers.start()
    assert until(lambda: queue.waiting() == 0), workers.log.read_text()
    assert until(lambda: [fired(case) for case in cases] == [1, 1, 1]), workers.log.read_text()
    assert workers.stop() == [0], workers.log.read_text()


def test_what_a_worker_writes_for_machines_is_one_object_a_line(bench: Bench, queue: Broker, workers: Workers) -> None:
    set_clock(bench, bench.hands.time)
    workers.environment = {**workers.environment, "KARTABL_LOG": "json", "KARTABL_LOG_LEVEL": "info"}
    workers.start()
    look(queue)
    assert until(lambda: queue.waiting() == 0), workers.log.read_text()
    assert workers.stop() == [0], workers.log.read_text()
    said = [json.loads(line)["message"] for line in workers.log.read_text().splitlines()]
    assert {"Kartabl works, woken by the broker.", "Kartabl finishes what is in hand."} <= set(said)


def test_two_workers_do_each_job_once(bench: Bench, queue: Broker, workers: Workers) -> None:
    set_clock(bench, bench.hands.time)
    workers.start()
    workers.start()
    look(queue)
    assert until(lambda: queue.waiting() == 0), workers.log.read_text()
    cases = late(bench, 20)
    look(queue, 8)
    assert until(lambda: all(fired(case) for case in cases)), workers.log.read_text()
    assert workers.stop() == [0, 0]
    assert [fired(case) for case in cases] == [1] * 20
    assert all(case.difference is None for case in cases)
    assert bench.told("tehrani") == [("delay", "paraph_letter_delay_told")] * 20


def test_messages_that_nobody_takes_are_few(queue: Broker, workers: Workers) -> None:
    look(queue, MOST + 20)
    assert queue.waiting() <= MOST
    workers.start()
    assert until(lambda: queue.waiting() == 0), workers.log.read_text()
    assert workers.stop() == [0], workers.log.read_text()


def test_what_the_broker_lost_is_found_by_a_workers_own_look(bench: Bench, queue: Broker, workers: Workers) -> None:
    [case] = late(bench, 1)
    look(queue, 3)
    assert until(lambda: queue.waiting() == 3)
    assert queue.purge() == 3
    workers.start()
    assert until(lambda: fired(case) == 1), workers.log.read_text()
    assert workers.stop() == [0]


def test_a_broker_that_is_killed_stops_nobody_and_is_met_again(bench: Bench, queue: Broker, workers: Workers) -> None:
    set_clock(bench, bench.hands.time)
    workers.start()
    look(queue)
    assert until(lambda: queue.waiting() == 0), workers.log.read_text()
    queue.kill()
    try:
        [case] = late(bench, 1)
        Waker(queue.url).wake()  # who clicks goes on at once
        assert until(lambda: fired(case) == 1), workers.log.read_text()
        assert workers.stop() == [0], "they end when they are asked to, though it is away"
        workers.start()
    finally:
        queue.start()
    look(queue, 2)
    assert until(lambda: queue.waiting() == 0), workers.log.read_text()
    assert workers.stop() == [0], workers.log.read_text()

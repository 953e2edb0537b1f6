"""What is measured while Kartabl works, in the words of Prometheus; `/metrics` tells it to who knows the token.

Beside the sentence. Counters and histograms are those of all processes where gunicorn runs several (`PROMETHEUS_MULTIPROC_DIR`);
how much is open is asked of the database when somebody looks. Where that does not answer the others are told all the same: they
say so best just then.
"""

from __future__ import annotations

import hmac
import logging
import os
import time
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from flask import Flask, Response, g, request
from prometheus_client import REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector
from sqlalchemy import QueuePool, func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from engine.store.away import DatabaseAway, within
from engine.store.tables import DbInstance, DbJob
from processes.keeping.incidents import INCIDENTS
from processes.tables import DbWaiting
from processes.waiting.names import EVERY
from web.counted import ANSWERED, CONNECTIONS, SPENT
from web.settings import Settings
from web.wiring import Kartabl

log = logging.getLogger("kartabl.metrics")
SHARED = "PROMETHEUS_MULTIPROC_DIR"
"""The folder in which several processes count together; the library reads it when it is imported."""
WAIT = 3.0
"""Seconds that the database has to answer: Prometheus waits for ten, for all of it."""
MOST = 100_000
"""Beyond so many nothing is counted: the number then says "at least"."""


def init_app(app: Flask, kartabl: Kartabl) -> None:
    """Measure the requests of `app`."""
    pool = kartabl.store.engine.pool

    def measure(answer: Response) -> Response:
        endpoint = request.endpoint or "none"
        ANSWERED.labels(endpoint, request.method, answer.status_code).inc()
        SPENT.labels(endpoint).observe(time.perf_counter() - g.begun)
        if isinstance(pool, QueuePool):
            CONNECTIONS.set(pool.checkedout())
        return answer

    app.after_request(measure)


class Standing(Collector):
    """How much is open just now, each a look at an index of no more than `MOST` entries."""

    def __init__(self, kartabl: Kartabl) -> None:
        self.kartabl = kartabl

    def collect(self) -> Iterator[Metric]:
        """Yield whether the database answers, and the numbers if it does."""
        found: list[Metric] = []
        try:
            with within(WAIT):
                found.extend(self._asked())
        except (DatabaseAway, SQLAlchemyError) as fault:
            log.warning("What is open cannot be told: %s", fault)
            found.clear()
        about = "Whether the database said how much is open (1), or did not (0)."
        yield GaugeMetricFamily("kartabl_database_answers", about, value=1.0 if found else 0.0)
        yield from found

    def _asked(self) -> Iterator[Metric]:
        now = self.kartabl.office.time()
        with self.kartabl.store.reading() as unit:
            for name, about, count in _standing(unit.session, now):
                yield GaugeMetricFamily(name, f"{about} Not counted beyond {MOST}.", value=count)
            first = unit.next_due()
        late = 0.0 if first is None else max(0.0, (now - first).total_seconds())
        yield GaugeMetricFamily(
            "kartabl_first_due_job_late_seconds", "For how long the first due job has waited.", late
        )


def _standing(session: Session, now: datetime) -> Iterator[tuple[str, str, int]]:
    running = select(DbInstance.id).where(DbInstance.status == "running")
    yield "kartabl_open_cases", "Cases that run.", _count(session, running)
    waiting = select(DbWaiting.task).where(DbWaiting.name == EVERY)
    yield "kartabl_open_tasks", "Tasks that are open.", _count(session, waiting)
    yield "kartabl_pending_jobs", "Timers that are set.", _count(session, select(DbJob.id))
    yield "kartabl_due_jobs", "Timers that are due.", _count(session, select(DbJob.id).where(DbJob.try_at <= now))
    yield "kartabl_incidents", "What failed by itself and waits for somebody.", _count(session, INCIDENTS)


def _count(session: Session, asked: Any) -> int:
    return int(session.scalar(select(func.count()).select_from(asked.limit(MOST).subquery())) or 0)


def exposition(kartabl: Kartabl) -> bytes:
    """Return everything that is measured, as Prometheus reads it."""
    standing = CollectorRegistry()
    standing.register(Standing(kartabl))
    return counted() + generate_latest(standing)


def counted() -> bytes:
    """Return what was counted by this process, or by all that count together."""
    registry: CollectorRegistry = REGISTRY
    if SHARED in os.environ:
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return generate_latest(registry)


def knows(settings: Settings, authorization: str) -> bool:
    """Return whether who shows this header knows the token; without one nobody does."""
    token, given = settings.metrics_token, authorization.removeprefix("Bearer ")
    return bool(token) and hmac.compare_digest(given.encode(), token.encode())

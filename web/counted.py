"""What is counted while Kartabl works. Beside the sentence: whoever does something counts it here, `web/metrics.py` tells it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache

from prometheus_client import Counter, Gauge, Histogram

from engine.history.record import Record
from engine.instance.failure import Failure

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
LATE = (1.0, 2.0, 5.0, 10.0, 30.0, 60.0, 300.0, 3600.0, 86400.0)

ANSWERED = Counter("kartabl_requests", "Requests that were answered.", ["endpoint", "method", "status"])
SPENT = Histogram("kartabl_request_seconds", "Time spent on a request.", ["endpoint"], buckets=SECONDS)
COMMANDS = Counter("kartabl_commands", "Commands on record.", ["command", "outcome"])
LATENESS = Histogram("kartabl_timer_late_seconds", "Time from when a timer fell due until it fired.", buckets=LATE)
CONNECTIONS = Gauge("kartabl_database_connections_in_use", "Connections that are in use.", multiprocess_mode="livesum")

LOOKS = Counter("kartabl_looks", "Looks for what is to be done by itself.", ["outcome"])
LOOKING = Histogram("kartabl_look_seconds", "Time spent on a look, with all that it did.", buckets=(*SECONDS, 60.0))
BY_ITSELF = Counter(
    "kartabl_done_by_itself",
    "Cases corrected, cases in which timers fired, contracts told of, files removed.",
    ["what"],
)
FAILED = Counter("kartabl_failures", "What failed by itself and was held back, by its error.", ["error"])
HELD_BACK = Counter("kartabl_held_back", "What failed by itself and was held back, whatever its error.")
"""Told from the beginning, as each error cannot be: nobody knows beforehand which there will be."""
for outcome in ("done", "failed"):
    LOOKS.labels(outcome)  # told from the beginning: an alert on a growth needs a first value


@cache
def last_look() -> Gauge:
    """Return when a look ended well last: made by who looks by itself, for else it would tell that it never has."""
    about = "When a look ended well last, in Unix time."
    return Gauge("kartabl_last_look_seconds", about, multiprocess_mode="max")


def count_failures(failures: Sequence[Failure]) -> None:
    """Count what has just been held back."""
    for failure in failures:
        HELD_BACK.inc()
        FAILED.labels(failure.cause.code).inc()


def count_commands(records: Sequence[Record]) -> None:
    """Count what has just been committed."""
    for record in records:
        kind = record.body["command"]["type"]
        COMMANDS.labels(kind, "refused" if record.refused else "done").inc()
        if kind == "fire_timer" and not record.refused:
            late = datetime.now(UTC) - datetime.fromisoformat(record.body["at"])
            LATENESS.observe(max(0.0, late.total_seconds()))

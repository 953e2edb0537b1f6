"""Part 9: how long one process takes to start, and what it has in memory, at once and after very many requests."""

from __future__ import annotations

from collections.abc import Iterator

from tests.benchmarks.figures import Figure
from tests.benchmarks.served import Client, homes, prepared, serving

REQUESTS = 100_000
PATHS = ("/tray", "/services", "/cases/all", "/notices")
MOST = 200


def measure(requests: int = REQUESTS) -> Iterator[Figure]:
    """Yield start and memory; the first tenth of the requests warms up."""
    with homes(("SQLite",)) as [[home]]:
        wired, made = prepared(home)
        for desk in ("approve_admin", "create_inbox", "sign_letter"):
            made.at_desk(desk)
        wired.store.engine.dispose()
        with serving(home) as served:
            client = Client(served.port)
            client.sign_in("rahimi")
            begun = served.resident()
            _ask(client, requests // 10)
            early = served.resident()
            _ask(client, requests - requests // 10)
            late = served.resident()
        part = "one process"
        yield Figure(part=part, name="from its start to its first answer", unit="s", median=served.started)
        yield Figure(part=part, name="in memory at once", unit="MB", median=begun, limit=MOST)
        yield Figure(
            part=part, name=f"in memory after {requests // 10:,} requests", unit="MB", median=early, limit=MOST
        )
        yield Figure(part=part, name=f"in memory after {requests:,} requests", unit="MB", median=late, limit=MOST)
        yield Figure(
            part=part, name="flat: the last against the one before", unit="MB", median=late, floor=early,
            floor_name=f"after {requests // 10:,}", most=1.1,
        )  # fmt: skip


def _ask(client: Client, times: int) -> None:
    for number in range(times):
        status, _ = client.get(PATHS[number % len(PATHS)])
        if status != 200:
            raise RuntimeError(f"Expected a page, but found {status} at {PATHS[number % len(PATHS)]}")

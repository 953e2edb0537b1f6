"""Part 7: CPU milliseconds a request, workers and database together, of completions by many clients at as many workers as asked.

Each client completes cases of its own, and reads the page after each; every tenth time two clients complete one and the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Event, Thread
from time import perf_counter

from sqlalchemy import func, select, text

from engine.store.tables import DbInstance, DbRecord
from tests.benchmarks.copies import copied
from tests.benchmarks.figures import Figure, of_seconds
from tests.benchmarks.served import Client, Home, database_cpu, homes, prepared, serving
from tests.processes.build import ON_BY_DESK, Case, actor
from web.wiring import Kartabl

WORKERS, CLIENTS = (1, 2, 4), (1, 8, 64)
COMPLETIONS = 192
WARM = 16
"""Completions a worker before: it reads the definition; the driver has a statement prepared at its sixth time, and PostgreSQL plans that five times anew."""
DESK = "approve_admin"


@dataclass
class Outcome:
    """What came of it."""

    seconds: list[float] = field(default_factory=list)
    done: int = 0
    taken: int = 0
    """Told that somebody else was first."""
    errors: list[int] = field(default_factory=list)
    waits: int = 0
    cpu: float = 0.0


def measure(completions: int = COMPLETIONS) -> Iterator[Figure]:
    """Yield what a request costs, on either database."""
    with homes() as databases:
        for [home] in databases:
            yield from _measure(home, completions)


def _measure(home: Home, completions: int) -> Iterator[Figure]:
    wired, made = prepared(home)
    case = made.at_desk(DESK)
    person = case.who(case.task(DESK))
    wired.office.claim(actor(person), case.instance, case.task(DESK).id)
    part, alone = f"CPU a request, {home.name}", dict[int, float]()
    for workers in WORKERS:
        with serving(home, workers) as served:
            for clients in CLIENTS:
                browsers = [Client(served.port) for _ in range(clients)]
                with ThreadPoolExecutor(8) as pool:
                    list(pool.map(lambda each: each.sign_in(person), browsers))
                _run(wired, browsers, copied(case, WARM * workers))
                cases = copied(case, completions)
                before = _records(wired, cases)
                begin = served.cpu() + database_cpu(home.postgres)
                outcome = _run(wired, browsers, cases)
                outcome.cpu = served.cpu() + database_cpu(home.postgres) - begin
                lost = abs(_records(wired, cases) - before - outcome.done - outcome.taken) + _unmoved(wired, cases)
                requests = 2 * (outcome.done + outcome.taken)
                each = outcome.cpu * 1000 / requests
                alone.setdefault(clients, each)
                named = f"{workers} worker{'s' * (workers > 1)}, {clients} client{'s' * (clients > 1)}"
                yield Figure(
                    part=part, name=named, unit="ms CPU", median=each, floor=alone[clients], floor_name="at 1 worker",
                    most=1.25 if workers == max(WORKERS) else None,
                )  # fmt: skip
                median, p95 = of_seconds(outcome.seconds)
                yield Figure(part=part, name=f"{named}: a completion and its page", unit="ms", median=median, p95=p95)
                wrong = len(outcome.errors) + lost
                yield Figure(part=part, name=f"{named}: errors, lost updates", unit="", median=wrong, limit=0)
                if home.postgres is not None:
                    yield Figure(part=part, name=f"{named}: waits for locks seen", unit="", median=outcome.waits)
    wired.store.engine.dispose()


def _run(wired: Kartabl, browsers: list[Client], cases: list[Case]) -> Outcome:
    """Let the clients complete the cases, each taking the next; every tenth is taken by two."""
    outcome, left = Outcome(), iter([case for at, case in enumerate(cases) for _ in range(2 if at % 10 == 0 else 1)])
    task, stop = cases[0].task(DESK).id, Event()

    def work(client: Client) -> None:
        while (case := _next(left)) is not None:
            _complete(client, case, task, outcome)

    watching = Thread(target=_watch, args=(wired, outcome, stop))
    watching.start()
    with ThreadPoolExecutor(len(browsers)) as pool:
        list(pool.map(work, browsers))
    stop.set()
    watching.join()
    return outcome


def _next(left: Iterator[Case]) -> Case | None:
    return next(left, None)  # an iterator of a list, which threads may share


def _complete(client: Client, case: Case, task: str, outcome: Outcome) -> None:
    begin = perf_counter()
    status, _ = client.post(f"/cases/{case.tracking}/tasks/{task}", {**ON_BY_DESK[DESK]})  # type: ignore[dict-item]  # texts
    shown, _ = client.get(f"/cases/{case.tracking}")
    outcome.seconds.append(perf_counter() - begin)
    if status == 303 and shown == 200:
        outcome.done += 1
    elif status == 409 and shown == 200:
        outcome.taken += 1
    else:
        outcome.errors.append(status)


def _watch(wired: Kartabl, outcome: Outcome, stop: Event) -> None:
    """Count, ten times a second, who waits for a lock in PostgreSQL."""
    waiting = text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
    while wired.store.engine.dialect.name == "postgresql" and not stop.wait(0.1):
        with wired.store.reading() as unit:
            outcome.waits += unit.session.scalar(waiting) or 0


def _records(wired: Kartabl, cases: list[Case]) -> int:
    with wired.store.reading() as unit:
        of = DbRecord.instance.in_([case.instance for case in cases])
        return unit.session.scalar(select(func.count()).select_from(DbRecord).where(of)) or 0


def _unmoved(wired: Kartabl, cases: list[Case]) -> int:
    """Return how many of the cases do not stand where one completion leads."""
    with wired.store.reading() as unit:
        of = DbInstance.id.in_([case.instance for case in cases])
        return unit.session.scalar(select(func.count()).where(of, DbInstance.open.contains(f"/{DESK}"))) or 0

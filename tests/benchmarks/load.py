"""Part 7: CPU milliseconds a request, workers and database together, of completions by many clients at as many workers as asked.

Each client completes cases of its own, and reads the page after each; every tenth time two clients complete one and the same. It
connects anew for each completion, so that every worker gets its share and not only the one that a connection began with.

The servers are those of an organisation (`kartabl serve`), one of each size over the same database. They work in turn, a round each, so
that all see the same machine: alone, one and the same server differed from itself by a third within a minute.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from statistics import median
from threading import Event, Thread
from time import perf_counter

from sqlalchemy import func, select, text

from engine.store.tables import DbInstance, DbRecord
from tests.benchmarks.copies import copied
from tests.benchmarks.figures import Figure, of_seconds
from tests.benchmarks.served import Client, Home, Served, at_scale, database_cpu, homes, prepared, settle
from tests.processes.build import ON_BY_DESK, Case, actor
from web.wiring import Kartabl

WORKERS, CLIENTS = (1, 2, 4), (1, 8, 64)
COMPLETIONS = 320
"""At each load, in all its rounds."""
ROUNDS = 5
THREADS = 8
WARM = 15
"""Completions a connection before: the driver has a statement prepared at its sixth time, and PostgreSQL plans that five times anew."""
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
    lost: int = 0
    each: list[float] = field(default_factory=list)
    """CPU milliseconds a request, of each round."""

    @property
    def ended(self) -> int:
        """How many completions were answered, as done or as taken."""
        return self.done + self.taken


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
    part = f"CPU a request, {home.name}"
    with ExitStack() as stack:
        servers = {number: stack.enter_context(at_scale(home, number, THREADS)) for number in WORKERS}
        browsers = {number: _signed_in(served, person) for number, served in servers.items()}
        for number in WORKERS:
            _run(wired, browsers[number], copied(case, WARM * THREADS * number), begun := Outcome())
            if begun.errors:
                raise RuntimeError(f"Expected completions to warm up, but found {begun.errors}")
        for clients in CLIENTS:
            outcomes = {number: Outcome() for number in WORKERS}
            for _ in range(ROUNDS):
                for number, outcome in outcomes.items():
                    cases = copied(case, completions // ROUNDS)
                    settle(wired.store.engine)  # what the copies leave to tidy up is nobody's request
                    _round(wired, servers[number], home, browsers[number][:clients], cases, outcome)
            for number, outcome in outcomes.items():
                named = f"{number} worker{'s' * (number > 1)}, {clients} client{'s' * (clients > 1)}"
                yield from _figures(part, named, number, outcome, outcomes[WORKERS[0]], home)
    wired.store.engine.dispose()


def _figures(part: str, named: str, workers: int, outcome: Outcome, alone: Outcome, home: Home) -> Iterator[Figure]:
    yield Figure(
        part=part, name=named, unit="ms CPU", median=median(outcome.each), floor=median(alone.each),
        floor_name=f"at {WORKERS[0]} worker", most=1.25 if workers == max(WORKERS) else None,
    )  # fmt: skip
    middle, p95 = of_seconds(outcome.seconds)
    yield Figure(part=part, name=f"{named}: a completion and its page", unit="ms", median=middle, p95=p95)
    wrong = len(outcome.errors) + outcome.lost
    yield Figure(part=part, name=f"{named}: errors, lost updates", unit="", median=wrong, limit=0)
    if home.postgres is not None:
        yield Figure(part=part, name=f"{named}: waits for locks seen", unit="", median=outcome.waits)


def _signed_in(served: Served, person: str) -> list[Client]:
    browsers = [Client(served.port) for _ in range(max(CLIENTS))]
    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(lambda each: each.sign_in(person), browsers))
    return browsers


def _round(
    wired: Kartabl, served: Served, home: Home, browsers: list[Client], cases: list[Case], outcome: Outcome
) -> None:
    """Let the clients complete the cases, and say of the whole what it cost and whether anything was lost."""
    before, ended = _records(wired, cases), outcome.ended
    begin = served.cpu() + database_cpu(home.postgres)
    _run(wired, browsers, cases, outcome)
    cpu, ended = served.cpu() + database_cpu(home.postgres) - begin, outcome.ended - ended
    outcome.each.append(cpu * 1000 / (2 * ended))  # a POST and a page each
    outcome.lost += abs(_records(wired, cases) - before - ended) + _unmoved(wired, cases)


def _run(wired: Kartabl, browsers: list[Client], cases: list[Case], outcome: Outcome) -> None:
    """Let the clients complete the cases, each taking the next; every tenth is taken by two."""
    left = iter([case for at, case in enumerate(cases) for _ in range(2 if at % 10 == 0 else 1)])
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


def _next(left: Iterator[Case]) -> Case | None:
    return next(left, None)  # an iterator of a list, which threads may share


def _complete(client: Client, case: Case, task: str, outcome: Outcome) -> None:
    begin = perf_counter()
    status, _ = client.post(f"/cases/{case.tracking}/tasks/{task}", {**ON_BY_DESK[DESK]})  # type: ignore[dict-item]  # texts
    shown, _ = client.get(f"/cases/{case.tracking}")
    client.close()
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

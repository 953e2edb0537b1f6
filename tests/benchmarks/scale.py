"""From one office to every ministry: how many machines, where it saturates, what must be split; a simulation fed by the bench.

`python -m tests.benchmarks.scale [--bench FILE.json] [--json]`, FILE.json from `make bench ARGS=--json`. Without it the figures
of `Measured` stand in, which docs/scale.md names with their day.
"""

from __future__ import annotations

import argparse
import heapq
import json
import math
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

HOUR, GIGABYTE = 3600.0, 2**30


@dataclass(frozen=True, kw_only=True)
class Measured:
    """What the machine and the program do, as the bench found it."""

    request_ms: float = 13.7
    """CPU of a request, workers and database together."""
    database_share: float = 0.2
    """Of it, what the database's machine does."""
    writing_ms: float = 15.0
    """That a command holds the one lock of SQLite; and, in PostgreSQL, that of a unit's letter numbers."""
    timers_per_second: float = 410.0
    """Timers fired per CPU second."""
    case_bytes: float = 8_600.0
    """Of a finished case, indexes and evidence included."""


FROM_BENCH: Mapping[str, tuple[str, str]] = {
    "request_ms": ("CPU a request, PostgreSQL", "4 workers, 8 clients"),
    "case_bytes": ("bytes of a finished", "kept in all"),
    "timers_per_second": ("timers, PostgreSQL", "fired per CPU second"),
}
"""The beginning of the part, and the name, of the bench's figures."""


@dataclass(frozen=True, kw_only=True)
class Habits:
    """What people do with it; assumptions, each to be replaced by an office's own counts."""

    cases_a_year: float = 6.0
    """That one member of staff asks for."""
    steps_a_case: float = 13.0
    """Commands that somebody clicks."""
    pages_a_step: float = 4.0
    """Pages read beside each: tray, form, case, search."""
    timers_a_case: float = 8.0
    """Set; nearly all of them are cancelled before they are due, and those that fire are the rest."""
    timers_fired: float = 0.25
    """Of the timers that are set."""
    working_days: float = 245.0
    peak: float = 0.2
    """Share of a day's clicks that fall into its busiest hour."""
    surge: float = 1.5
    """By how much the busiest day of the year is above the mean."""
    files_a_case: float = 400_000.0
    """Bytes of attached files, which lie in the data folder."""


@dataclass(frozen=True, kw_only=True)
class Hardware:
    """One machine of pages, and the one of the database."""

    cores: int = 8
    database_cores: int = 16
    most: float = 0.6
    """Of its CPU, in the busiest hour: beyond it waiting grows faster than work."""
    disk: float = 2_000 * GIGABYTE
    years: float = 10.0
    """That cases are kept."""


@dataclass(frozen=True, kw_only=True)
class Need:
    """What one office, or many in one database, needs in its busiest hour."""

    staff: int
    cases_a_day: float
    requests_a_second: float
    cores: float
    """Busy on average, of pages and timers."""
    machines: int
    """Of pages, at `most`."""
    database_load: float
    """Share of the database machine's CPU."""
    commits_a_second: float
    file_load: float
    """Share of the time in which SQLite's one lock would be held."""
    gigabytes: float
    """In the database after all the years."""
    files_gigabytes: float
    p50_ms: float
    p95_ms: float
    """Of a request's stay, CPU only, as simulated."""
    saturated: tuple[str, ...]
    """What does not suffice."""


def need(staff: int, measured: Measured, habits: Habits, hardware: Hardware, *, seed: int = 1) -> Need:
    """Return what so many people need of one database, and how long they wait."""
    cases = staff * habits.cases_a_year / habits.working_days * habits.surge
    requests = cases * habits.steps_a_case * (1 + habits.pages_a_step) * habits.peak / HOUR
    commits = cases * (habits.steps_a_case + habits.timers_a_case * habits.timers_fired) * habits.peak / HOUR
    fired = cases * habits.timers_a_case * habits.timers_fired * habits.peak / HOUR
    busy = requests * measured.request_ms / 1000 + fired / measured.timers_per_second
    pages, base = busy * (1 - measured.database_share), busy * measured.database_share
    machines = max(1, math.ceil(pages / (hardware.cores * hardware.most)))
    kept = cases / habits.surge * habits.working_days * hardware.years
    load, size = base / hardware.database_cores, kept * measured.case_bytes
    stays = simulate(requests, measured.request_ms / 1000, machines * hardware.cores, seed=seed)
    limits = {
        "database CPU": load > hardware.most,
        "database disk": size > hardware.disk,
    }
    return Need(
        staff=staff, cases_a_day=cases, requests_a_second=requests, cores=pages, machines=machines, database_load=load,
        commits_a_second=commits, file_load=commits * measured.writing_ms / 1000, gigabytes=size / GIGABYTE, files_gigabytes=kept * habits.files_a_case / GIGABYTE,
        p50_ms=_share(stays, 0.5) * 1000, p95_ms=_share(stays, 0.95) * 1000,
        saturated=tuple(name for name, does in limits.items() if does),
    )  # fmt: skip


def simulate(rate: float, service: float, servers: int, *, seed: int, count: int = 20_000) -> Sequence[float]:
    """Return how long each of `count` requests stays that come at random at `rate` a second, each served by one of `servers` for `service` seconds on average."""
    chance, now, free = random.Random(seed), 0.0, [0.0] * servers
    stays = []
    for _ in range(count):
        now += chance.expovariate(rate)
        begin = max(now, heapq.heappop(free))
        end = begin + chance.expovariate(1 / service)
        heapq.heappush(free, end)
        stays.append(end - now)
    return sorted(stays)


def expected_stay(rate: float, service: float, servers: int) -> float:
    """Return the mean stay that Erlang's formula gives (M/M/c); infinite where more comes than can be served."""
    offered = rate * service
    if offered >= servers:
        return math.inf
    blocked = 1.0
    for each in range(1, servers + 1):  # Erlang B, by recursion: no factorial overflows
        blocked = offered * blocked / (each + offered * blocked)
    waits = blocked / (1 - offered / servers * (1 - blocked))
    return service + waits * service / (servers - offered)


def largest(measured: Measured, habits: Habits, hardware: Hardware) -> tuple[int, str]:
    """Return how many people one database carries, to two digits, and what saturates first beyond."""
    low, high = 1, 1
    while not (found := need(high, measured, habits, hardware)).saturated:
        low, high = high, high * 2
    while high - low > max(1, low // 100):
        middle = (low + high) // 2
        if (at := need(middle, measured, habits, hardware)).saturated:
            high, found = middle, at
        else:
            low = middle
    digit = 10 ** max(0, len(str(low)) - 2)
    return low // digit * digit, found.saturated[0]


def _share(ordered: Sequence[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def read_bench(figures: Iterable[Mapping[str, Any]], measured: Measured) -> tuple[Measured, list[str]]:
    """Return the figures with those of the bench in place of the assumed ones, and which were found."""
    told = list(figures)
    found = {
        name: float(each["median"])
        for name, (part, called) in FROM_BENCH.items()
        for each in told
        if each["part"].startswith(part) and "SQLite" not in each["part"] and each["name"] == called
    }
    return replace(measured, **found), sorted(found)


SIZES = {"one office": 1_000, "a ministry": 20_000, "ten ministries": 200_000, "every ministry": 2_000_000}


def table(rows: Mapping[str, Need]) -> str:
    """Return the needs as a table for people, in Markdown."""
    head = (
        "| | staff | cases a day | requests/s | cores busy | machines of pages | database CPU | commits/s | lock of a file | GB in 10 years | GB of files | "
        "p50, p95 ms | does not suffice |"
    )
    lines = [head, "|" + " --- |" * (head.count("|") - 1)]
    for name, row in rows.items():
        lines.append(
            f"| {name} | {row.staff:,} | {row.cases_a_day:,.0f} | {row.requests_a_second:,.1f} | {row.cores:,.1f} | {row.machines} "
            f"| {row.database_load:.0%} | {row.commits_a_second:,.1f} | {row.file_load:.0%} | {row.gigabytes:,.0f} | {row.files_gigabytes:,.0f} "
            f"| {row.p50_ms:.0f}, {row.p95_ms:.0f} | {', '.join(row.saturated) or '–'} |"
        )
    return "\n".join(lines)


def main() -> None:
    """Simulate and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.scale", description=__doc__)
    parser.add_argument("--bench", type=Path, metavar="FILE.json", help="what `make bench ARGS=--json` printed")
    parser.add_argument("--json", action="store_true", help="print one JSON document instead of the table")
    for field in fields(Measured):
        parser.add_argument(f"--{field.name.replace('_', '-')}", type=float, help=f"instead of {field.default}")
    asked = parser.parse_args()
    measured, found = Measured(), []
    if asked.bench:
        measured, found = read_bench(json.loads(asked.bench.read_text("utf-8")), measured)
    given = {field.name: value for field in fields(Measured) if (value := getattr(asked, field.name)) is not None}
    measured, habits, hardware = replace(measured, **given), Habits(), Hardware()
    rows = {name: need(staff, measured, habits, hardware) for name, staff in SIZES.items()}
    most, first = largest(measured, habits, hardware)
    if asked.json:
        whole = {
            "measured": asdict(measured),
            "habits": asdict(habits),
            "hardware": asdict(hardware),
            "of_bench": found,
        }
        print(
            json.dumps({**whole, "needs": {name: asdict(row) for name, row in rows.items()}, "largest": most}, indent=2)
        )
        return
    print(f"Of the bench: {', '.join(found) or 'nothing, all as assumed'}. {measured}\n")
    print(table(rows))
    print(f"\nOne database carries about {most:,} people; beyond, the first that does not suffice is: {first}.")


if __name__ == "__main__":
    main()

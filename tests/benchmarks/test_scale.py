"""The simulation of many offices agrees with theory where there is one, and reads what the bench writes."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from tests.benchmarks.figures import Figure, as_json
from tests.benchmarks.scale import (
    FROM_BENCH,
    SIZES,
    Habits,
    Hardware,
    Measured,
    expected_stay,
    largest,
    need,
    read_bench,
    simulate,
    table,
)

PLAIN = Measured(), Habits(), Hardware()


@pytest.mark.parametrize(("rate", "servers"), [(10.0, 1), (25.0, 1), (50.0, 2), (200.0, 8)])
def test_the_simulation_agrees_with_erlang(rate: float, servers: int) -> None:
    found = simulate(rate, 0.03, servers, seed=7, count=200_000)
    assert sum(found) / len(found) == pytest.approx(expected_stay(rate, 0.03, servers), rel=0.08)


def test_where_more_comes_than_can_be_served_nobody_is_served_in_the_end() -> None:
    assert expected_stay(40.0, 0.03, 1) == math.inf
    found = simulate(40.0, 0.03, 1, seed=1)
    assert found[-1] > 50


def test_twice_the_people_need_twice_of_all_that_adds_up() -> None:
    one, two = need(50_000, *PLAIN), need(100_000, *PLAIN)
    for name in ("requests_a_second", "cores", "database_load", "gigabytes"):
        assert getattr(two, name) == pytest.approx(2 * getattr(one, name))


def test_what_saturates_is_named_and_less_of_it_saturates_sooner() -> None:
    most, first = largest(*PLAIN)
    assert need(most, *PLAIN).saturated == ()
    assert first in need(most * 2, *PLAIN).saturated
    smaller = replace(PLAIN[2], disk=PLAIN[2].disk / 10)
    assert largest(PLAIN[0], PLAIN[1], smaller)[0] == pytest.approx(most / 10, rel=0.1)
    slow = replace(PLAIN[0], request_ms=3000.0)
    assert largest(slow, *PLAIN[1:])[1] == "database CPU"


def test_what_the_bench_measured_goes_before() -> None:
    told = [Figure(part=f"{part}, more", name=name, unit="", median=77.0) for part, name in FROM_BENCH.values()]
    told.append(Figure(part="CPU a request, SQLite", name="4 workers, 8 clients", unit="", median=1.0))
    found, names = read_bench(as_json(told), Measured())
    assert (found.request_ms, found.case_bytes, found.timers_per_second) == (77.0, 77.0, 77.0)
    assert names == sorted(FROM_BENCH)
    assert read_bench([], Measured()) == (Measured(), [])


def test_the_table_has_a_line_for_each() -> None:
    rows = {name: need(staff, *PLAIN) for name, staff in SIZES.items()}
    lines = table(rows).splitlines()
    assert len(lines) == len(SIZES) + 2
    assert len({line.count("|") for line in lines}) == 1

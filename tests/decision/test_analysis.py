"""What the analysis says of random tables, held against deciding them at very many points.

The points are dense where it matters: every value that a cell mentions, one just below, just above and between, null. At
such points the analysis and the evaluation must agree: a fault that is an error must show, and one that shows must be said.
"""

from __future__ import annotations

import itertools
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.decision import Decisions, explain
from tests.decision.builder import Dmn, table

ENDS = st.sampled_from([("[", "]"), ("[", ")"), ("(", "]"), ("(", ")")])
SIGNS = st.sampled_from(["<", "<=", ">", ">=", "="])
NUMBERS = [Decimal(number) / 2 for number in range(-3, 18)]
TEXTS = ["", "a", "b", "c", "d", "zz"]
FIRST = date(2026, 3, 19)
DAYS = [FIRST + timedelta(days=place) for place in range(9)]


def ranges(low: str, high: str, ends: tuple[str, str]) -> str:
    return f"{ends[0]}{low}..{high}{ends[1]}"


def ordered(values: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Return cells over values that have an order."""
    one = st.one_of(
        values,
        st.builds("{} {}".format, SIGNS, values),
        st.builds(ranges, values, values, ENDS),
        st.just("null"),
    )
    several = st.lists(one, min_size=1, max_size=2).map(", ".join)
    return st.one_of(st.just("-"), several, several.map("not({})".format))


LISTS = st.lists(st.sampled_from(['"a"', '"b"', '"c"']), min_size=1, max_size=2).map(", ".join)
COLUMNS: dict[str, tuple[st.SearchStrategy[str], list[Any]]] = {
    "number": (ordered(st.integers(0, 7).map(str)), NUMBERS),
    "integer": (ordered(st.integers(0, 7).map(str)), [Decimal(number) for number in range(-2, 10)]),
    "date": (ordered(st.integers(20, 25).map('date("2026-03-{}")'.format)), DAYS),
    "string": (st.one_of(st.just("-"), LISTS, LISTS.map("not({})".format)), TEXTS),
    "boolean": (st.sampled_from(["-", "true", "false", "not(true)", "true, false"]), [True, False]),
}


@st.composite
def tables(draw: st.DrawFn, policy: str) -> tuple[Decisions, list[list[Any]], int]:
    """Return a file with one table `t` over `x0`, `x1`, …; the points of each column; how many rules it has."""
    kinds = draw(st.lists(st.sampled_from(sorted(COLUMNS)), min_size=1, max_size=2))
    count = draw(st.integers(1, 4))
    outputs = draw(st.lists(st.sampled_from(["1", "2"]), min_size=count, max_size=count))
    rows = [" | ".join([*(draw(COLUMNS[kind][0]) for kind in kinds), output]) for output in outputs]
    columns = [f"x{place}: {kind}" for place, kind in enumerate(kinds)]
    file = Dmn().decision("t", table(policy, columns, ["r: number"], *rows)).read()
    return file, [COLUMNS[kind][1] for kind in kinds], count


def rules_at(file: Decisions, point: tuple[Any, ...]) -> tuple[str, ...]:
    variables = {f"x{place}": value for place, value in enumerate(point)}
    return explain(file, "t", variables).decided[-1].rules


def codes(file: Decisions) -> set[str]:
    return {fault.code for fault in file.faults}


def held_in(points: list[list[Any]], file: Decisions) -> list[tuple[tuple[Any, ...], tuple[str, ...]]]:
    return [(point, rules_at(file, point)) for point in itertools.product(*([*own, None] for own in points))]


def without_refusal(file: Decisions) -> Decisions:
    """Return the file as if its faults were warnings, so that it can be decided by."""
    return Decisions(graph=file.graph, faults=(), program=file.program)


@settings(max_examples=150, deadline=None)
@given(tables("U"))
def test_overlaps_and_gaps_are_what_deciding_shows(made: tuple[Decisions, list[list[Any]], int]) -> None:
    file, points, _ = made
    held = held_in(points, without_refusal(file))
    assert ("rules-overlap" in codes(file)) == any(len(rules) > 1 for _, rules in held)
    gaps = any(not rules for point, rules in held if None not in point)
    assert ("rules-missing" in codes(file)) == gaps
    assert "rules-not-analysed" not in codes(file)


@settings(max_examples=100, deadline=None)
@given(tables("F"))
def test_rules_of_no_use_are_what_deciding_shows(made: tuple[Decisions, list[list[Any]], int]) -> None:
    file, points, count = made
    first = {rules[0] for _, rules in held_in(points, without_refusal(file)) if rules}
    useless = {
        int(word.rstrip(","))
        for fault in file.faults
        if fault.code == "rule-unreachable"
        for word in _numbers(fault.en)
    }
    never = {fault.line for fault in file.faults if fault.code == "cell-never-passes"}
    for place in range(1, count + 1):
        if f"r{place}" in first:
            assert place not in useless
        elif not never:
            assert place in useless


def _numbers(sentence: str) -> list[str]:
    return [sentence.split("but rule ")[1].split()[0]]


@settings(max_examples=100, deadline=None)
@given(tables("A"))
def test_contradictions_are_what_deciding_shows(made: tuple[Decisions, list[list[Any]], int]) -> None:
    file, points, _ = made
    loose = without_refusal(file)
    shown = False
    for point, rules in held_in(points, loose):
        value = explain(loose, "t", {f"x{place}": item for place, item in enumerate(point)}).value
        shown |= bool(rules) and value is None
    assert ("rules-contradict" in codes(file)) == shown


@settings(max_examples=60, deadline=None)
@given(tables("U"), st.sampled_from(["< limit", "? > 3", "limit", "[1..limit]", "now()"]))
def test_cells_that_cannot_be_analysed_prove_nothing(made: tuple[Decisions, list[list[Any]], int], cell: str) -> None:
    file = Dmn().decision("t", table("U", ["n: number"], ["r"], f"{cell} | 1", "> 3 | 2")).read()
    assert not codes(file) & {"rules-overlap", "rules-missing"}
    assert "rules-not-analysed" in codes(file)


def test_gap_is_said_where_it_is() -> None:
    rows = ('< 5 | "a" | 1', '< 5 | "b" | 2', "[5..10] | - | 3", '> 10 | not("a") | 4')
    file = Dmn().decision("t", table("U", ["n: number", "s: string"], ["r"], *rows)).read()
    said = [fault.en.split(" where ")[1].split(":")[0] for fault in file.faults]
    assert said == ["n is < 5 and s is any other text", 'n is > 10 and s is "a"']


def test_search_of_a_wide_table_ends() -> None:
    width = 14
    rows = [" | ".join([*("1" if place == column else "-" for column in range(width)), "1"]) for place in range(width)]
    file = Dmn().decision("t", table("F", [f"x{place}: number" for place in range(width)], ["r"], *rows)).read()
    assert codes(file) <= {"rules-missing"}

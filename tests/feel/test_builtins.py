"""Every built-in function, given anything at all, gives a value or the error of a bound, never an error of Python."""

from __future__ import annotations

import contextlib
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.feel import FeelEvaluationError, compile_expression
from engine.feel.builtins import builtins
from engine.feel.builtins.deadlines import DEADLINES
from engine.values import YearsMonths, encode

east, west = timezone(timedelta(hours=14)), timezone(timedelta(hours=-14))
edges: list[Any] = [
    None, True, False, Decimal(0), Decimal(1), Decimal(-1), Decimal(2), Decimal("0.5"), Decimal("9.9e6144"),
    Decimal("1e-6143"), Decimal("-9.9e6144"), Decimal(1) / 3, "", "a", "سلام", "[", "(a)", "$1", "2024-02-29",
    "PT1H", "1e9999", "9" * 60, [], [None], [Decimal(1), "a"], [[Decimal(1)]], {}, {"key": "k", "value": None},
    [{"key": "k", "value": Decimal(1)}], date.min, date.max, date(2024, 2, 29), time.min, time.max,
    time(8, tzinfo=ZoneInfo("Asia/Tehran")), time(8, tzinfo=west), datetime.min, datetime.max,
    datetime.min.replace(tzinfo=east), datetime.max.replace(tzinfo=west), timedelta.min, timedelta.max,
    timedelta(), timedelta(microseconds=1), YearsMonths(12 * 10**9), YearsMonths(-1), YearsMonths(0),
]  # fmt: skip
anything = st.sampled_from(edges)
functions = sorted(name for name in builtins)


def evaluate(text: str, **variables: Any) -> None:
    with contextlib.suppress(FeelEvaluationError):
        encode(compile_expression(text).evaluate(variables))


@pytest.mark.slow
@given(name=st.sampled_from(functions), data=st.data())
@settings(max_examples=1000, deadline=None)
def test_function_given_anything(name: str, data: st.DataObject) -> None:
    counts = [len(signature.parameters) for signature in builtins[name]]
    given_ = [data.draw(anything) for _ in range(data.draw(st.sampled_from(counts)))]
    variables = {f"v{place}": value for place, value in enumerate(given_)}
    evaluate(f"{name}({', '.join(variables)})", **variables)


@pytest.mark.slow
@given(
    operator=st.sampled_from(["+", "-", "*", "/", "**", "=", "!=", "<", "<=", ">", ">=", "and", "or", "in"]),
    left=anything,
    right=anything,
)
@settings(max_examples=1000, deadline=None)
def test_operator_given_anything(operator: str, left: Any, right: Any) -> None:
    evaluate(f"a {operator} b", a=left, b=right)


def test_zero_to_a_power_below_zero_is_a_division_by_zero() -> None:
    assert compile_expression("0 ** -1").evaluate({}) is None


@pytest.mark.parametrize(
    "text",
    [
        "-v", "v[1]", "v[item = 1]", "v.days", "v.time offset", "v.second", "string(v)", "string([v])",
        "v between v and v", "for i in v return i", "some i in v satisfies i = v", "[v..v]", "(< v).end", "abs(-v)",
        "v instance of list<number>", "{a: v}.a = v", "before([v..v], v)", "includes([v..v], [v..v])", "is(v, v)",
        "sort([v, v], function(a, b) a < b)",
    ],
)  # fmt: skip
def test_form_given_anything(text: str) -> None:
    for value in edges:
        evaluate(text, v=value)


def test_every_function_of_the_standard_is_there() -> None:
    standard = """string number date|time|date and time|duration|years and months duration|not|substring|string length
    upper case|lower case|substring before|substring after|replace|contains|starts with|ends with|matches|split
    string join|list contains|list replace|count|min|max|sum|mean|all|any|sublist|append|concatenate|insert before
    remove|reverse|index of|union|distinct values|flatten|product|median|stddev|mode|decimal|floor|ceiling|round up
    round down|round half up|round half down|abs|modulo|sqrt|log|exp|odd|even|before|after|meets|met by|overlaps
    overlaps before|overlaps after|finishes|finished by|includes|during|starts|started by|coincides|day of year
    day of week|month of year|week of year|is|sort|get value|get entries|context|context put|context merge|now|today
    range""".replace("string number date", "string|number|date")
    names = {name.strip() for line in standard.splitlines() for name in line.split("|")}
    assert names == set(functions) - set(DEADLINES)

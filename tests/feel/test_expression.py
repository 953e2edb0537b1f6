"""The public door: variables in, values out, host functions, and nothing of Python reachable."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.feel import Function, compile_expression
from engine.values import NotAValue, YearsMonths

tehran = ZoneInfo("Asia/Tehran")
values = [
    None, True, "متن", Decimal("1.50"), date(2024, 2, 29), time(8, 30), datetime(2024, 2, 29, 8, 30),
    datetime(2024, 2, 29, 8, 30, tzinfo=tehran), datetime(2024, 2, 29, 8, 30, tzinfo=UTC),
    timedelta(hours=2), YearsMonths(14), [Decimal(1), "a"], {"a": {"b": None}},
]  # fmt: skip


@pytest.mark.parametrize("value", values, ids=repr)
def test_value_passes_through_unchanged(value: Any) -> None:
    found = compile_expression("v").evaluate({"v": value})
    assert found == value
    assert type(found) is type(value)


def test_whole_numbers_of_the_host_become_decimals_at_any_depth() -> None:
    found = compile_expression("v").evaluate({"v": {"a": [1, {"b": 2}]}})
    assert found == {"a": [Decimal(1), {"b": Decimal(2)}]}
    assert type(found["a"][1]["b"]) is Decimal


class Kind(str, Enum):  # noqa: UP042  # The older form on purpose: its str() is not its text
    """A kind as a host may have it."""

    yearly = "annual"


def test_texts_of_the_host_that_are_more_than_texts_become_plain() -> None:
    found = compile_expression('if kind = "annual" then [kind] else null').evaluate({"kind": Kind.yearly})
    assert found == ["annual"]
    assert type(found[0]) is str


def test_tuples_and_other_mappings_become_lists_and_contexts() -> None:
    view: Mapping[str, Any] = MappingProxyType({"a": (1, 2)})
    assert compile_expression("v.a[2]").evaluate({"v": view}) == 2
    assert compile_expression("v").evaluate(MappingProxyType({"v": view})) == {"a": [1, 2]}


@pytest.mark.parametrize("value", [1.5, object(), {1: 2}, [b"x"], Decimal("NaN"), Decimal("Infinity"), len])
def test_what_a_case_cannot_hold_is_refused_when_read(value: Any) -> None:
    expression = compile_expression("if ask then v else 1")
    assert expression.evaluate({"v": value, "ask": False}) == 1
    with pytest.raises(NotAValue):
        expression.evaluate({"v": value, "ask": True})


def test_evaluation_changes_nothing_of_the_hosts() -> None:
    variables = {"list": [1, 2], "context": {"a": 1}}
    compile_expression('[append(list, 3), context put(context, "b", 2), reverse(list)]').evaluate(variables)
    assert variables == {"list": [1, 2], "context": {"a": 1}}


@pytest.mark.parametrize("text", ["[1..2]", "function(a) a", "[1..2][1]"])
def test_ranges_and_functions_do_not_leave_an_evaluation(text: str) -> None:
    assert compile_expression(text).evaluate({}) is None
    assert compile_expression(f"{{a: [{text}]}}").evaluate({}) == {"a": [None]}


def test_names_are_the_variables_a_text_may_read() -> None:
    def names(text: str) -> frozenset[str]:
        return compile_expression(text, names=["full name"]).names

    assert names("a.b + c[1]") == {"a", "c"}
    assert names("full name = x") == {"full name", "x"}
    assert names("for i in list return i + k") == {"list", "k"}
    assert names("{a: b, c: a}") == {"b"}
    assert names("function(p) p + q") == {"q"}
    assert names("string length(s)") == {"s"}
    assert names("orders[price > limit]") == {"orders", "price", "limit"}
    assert names("now() > due") == {"due"}
    assert names("list[item > 1]") == {"list"}
    assert names("1 + 1") == frozenset()


def test_text_is_kept_as_given() -> None:
    assert compile_expression(" = a ").text == " = a "


def test_compiled_expressions_are_kept_but_not_across_names_or_functions() -> None:
    assert compile_expression("a + 1") is compile_expression("a + 1", names=[])
    assert compile_expression("a + 1") is not compile_expression("a + 1", names=["a b"])
    one, two = (Function((), lambda number=number: number) for number in (1, 2))
    assert compile_expression("f()", functions={"f": one}).evaluate({}) == 1
    assert compile_expression("f()", functions={"f": two}).evaluate({}) == 2


def deadline(start: Any, span: Any) -> Any:
    return start + span if span is not None else start


host = {"office deadline": Function(("start", "span"), deadline), "مهلت": Function(("start", "span"), deadline)}


def test_host_function_is_called_by_place_and_by_name() -> None:
    variables = {"begun": datetime(2024, 3, 20, 8, 0)}
    due = datetime(2024, 3, 20, 10, 0)
    for text in (
        'office deadline(begun, duration("PT2H"))',
        'office  deadline (begun, @"PT2H")',
        'office deadline(span: @"PT2H", start: begun)',
        'مهلت(begun, @"PT2H")',
    ):
        assert compile_expression(text, functions=host).evaluate(variables) == due
    assert compile_expression("office deadline(begun)", functions=host).evaluate(variables) == variables["begun"]


def test_what_a_host_function_returns_is_admitted_like_a_variable() -> None:
    functions = {"f": Function((), lambda: (1, 2)), "g": Function((), lambda: 1.5)}
    assert compile_expression("f()[2] + 1", functions=functions).evaluate({}) == 3
    with pytest.raises(NotAValue):
        compile_expression("g()", functions=functions).evaluate({})


def test_now_and_today_are_what_the_host_recorded() -> None:
    moment = datetime(2024, 3, 20, 1, 0, tzinfo=tehran)
    assert compile_expression("now()").evaluate({"$now": moment}) == moment
    assert compile_expression("today()").evaluate({"$now": moment}) == date(2024, 3, 20)
    assert compile_expression("now()").evaluate({}) is None
    assert compile_expression("today()").evaluate({}) is None


@pytest.mark.parametrize(
    "path",
    ["__class__", "__class__.__mro__", "__globals__", "__dict__", "isoformat", "append", "items", "keys", "real",
     "as_tuple", "tzinfo", "denominator", "format", "__init__.__globals__"],
)  # fmt: skip
@pytest.mark.parametrize("value", values, ids=repr)
def test_no_attribute_of_a_python_object_is_reachable(value: Any, path: str) -> None:
    found = compile_expression(f"v.{path}").evaluate({"v": value})
    assert found is None or (isinstance(value, list) and found == [None] * len(value))


def test_functions_and_ranges_have_no_python_inside_either() -> None:
    for text in ("(function(a) a).call", "(function(a) a).__class__", "[1..2].__class__", "{f: function() 1}.f.call"):
        assert compile_expression(text).evaluate({}) is None


def test_words_of_feel_may_be_parts_of_names() -> None:
    assert compile_expression("android + orders + informed").evaluate({"android": 1, "orders": 2, "informed": 3}) == 6
    assert compile_expression("order in time", names=["order in time"]).evaluate({"order in time": 4}) == 4
    assert compile_expression("a + 1", names=["", " "]).evaluate({"a": 1}) == 2
    assert compile_expression("a-b + 1", names=["a-b"]).evaluate({"a-b": 1, "a": 9, "b": 9}) == 2


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9))
def test_a_number_written_is_read_as_itself(number: Decimal) -> None:
    text = compile_expression("string(n)").evaluate({"n": number})
    assert compile_expression("number(s)").evaluate({"s": text}) == number


@given(st.datetimes() | st.dates() | st.times() | st.timedeltas() | st.integers(-(10**6), 10**6).map(YearsMonths))
def test_a_moment_or_duration_written_is_read_as_itself(value: Any) -> None:
    text = compile_expression("string(v)").evaluate({"v": value})
    assert compile_expression(f'@"{text}"').evaluate({}) == value


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
def test_a_text_written_inside_a_list_is_read_as_itself(text: str) -> None:
    written = compile_expression("string([s])").evaluate({"s": text})
    assert compile_expression(written).evaluate({}) == [text]


def test_nothing_but_lark_and_re2_is_imported_from_outside() -> None:
    found = subprocess.run(
        ["grep", "-rhoE", "^(import|from) [a-z0-9_.]+", "engine/feel"], capture_output=True, text=True
    )
    roots = {line.split()[1].split(".")[0] for line in found.stdout.splitlines()}
    standard = {"__future__", "collections", "dataclasses", "datetime", "decimal", "functools", "re", "types", "typing",
                "zoneinfo", "calendar", "engine"}  # fmt: skip
    assert roots - standard == {"lark", "re2"}

"""No text and no data make an evaluation run on, fill the memory, or exhaust Python's stack."""

from decimal import Decimal
from typing import Any

import pytest

from engine.errors import BadInput
from engine.feel import FeelEvaluationError, FeelSyntaxError, compile_expression, compile_unary_tests
from tests.runaway import ends

too_much = [
    "for i in 1..1000000 return i",
    "for i in 1..1000, j in 1..1000 return i * j",
    "some i in 1..1000, j in 1..1000 satisfies i + j < 0",
    "for i in 1..400, j in 1..400 return null",
    "(for i in 1..30000 return i)[item + item + item > 5]",
    "for i in 1..50 return concatenate(flatten(partial), flatten(partial), [1])",
    "for i in 1..60 return [partial, partial]",
    "string(for i in 1..40 return [partial, partial])",
    "for i in 1..1000 return [partial]",
    "distinct values(for i in 1..5000 return i)",
    "count(for i in 1..50 return string join(for j in 1..1000 return long, long))",
    "for i in 1..100000 return 2 ** 0.5",
    "(for i in 1..100 return if i = 1 then long else partial[-1] + partial[-1])[-1]",
    "{w: function(f, n) f(f, n + 1), r: w(w, 1)}.r",
    "{w: function(f) [f(f), f(f)], r: w(w)}.r",
    "sort(for i in 1..20000 return -i, function(a, b) a < b)",
    'replace(long, "a", long)',
    "10 ** 6145",
    "exp(100000)",
    "9e6000 * 9e6000",
    "product(for i in 1..3000 return 1000)",
    "[1..999999999] = 1 or (for i in [1..999999999] return i) = 1",
]


@pytest.mark.parametrize("text", too_much)
def test_what_goes_beyond_a_bound_ends_soon_with_an_error(text: str) -> None:
    expression = compile_expression(text)
    with ends(), pytest.raises(FeelEvaluationError) as caught:
        expression.evaluate({"long": "a" * 10_000})
    assert isinstance(caught.value, BadInput)
    assert "Make it simpler" in str(caught.value)
    assert "ساده‌تر" in caught.value.message("fa")


@pytest.mark.parametrize(
    "text",
    [
        "[" * 5000 + "1" + "]" * 5000,
        "-" * 5000 + "1",
        "{a: " * 3000 + "1" + "}" * 3000,
        "if true then " * 100 + "1" + " else 2" * 100,
        "abs(" * 1000 + "1" + ")" * 1000,
        "x" + "[1]" * 1000,
        "x" + ".a" * 1000,
        "function(a) " * 1000 + "a",
        "for i in x return " * 500 + "i",
        "1 + " * 6000 + "1",
    ],
)
def test_deep_or_long_text_is_refused_when_compiled(text: str) -> None:
    with pytest.raises(FeelSyntaxError, match=r"levels of nesting|20,000 characters"):
        compile_expression(text)


def test_chains_and_parentheses_are_not_nesting() -> None:
    assert compile_expression(" + ".join(["1"] * 4000)).evaluate({}) == 4000
    assert compile_expression(" and ".join(["true"] * 2000)).evaluate({}) is True
    assert compile_expression("(" * 2000 + "7" + ")" * 2000).evaluate({}) == 7


def test_nesting_up_to_the_bound_is_evaluated() -> None:
    assert compile_expression("if x then 1 else " * 40 + "2").evaluate({"x": False}) == 2
    assert compile_expression("abs(" * 50 + "-1" + ")" * 50).evaluate({}) == 1


def deep(levels: int) -> list[Any]:
    found: list[Any] = []
    for _ in range(levels):
        found = [found]
    return found


@pytest.mark.parametrize("text", ["data", "flatten(data)", "string(data)", "data = data", "data.a"])
def test_data_nested_too_deeply_is_an_error_of_ours(text: str) -> None:
    with pytest.raises(FeelEvaluationError):
        compile_expression(text).evaluate({"data": deep(5000)})


def test_numbers_of_the_host_are_bounded_too() -> None:
    with pytest.raises(FeelEvaluationError):
        compile_expression("floor(n)").evaluate({"n": Decimal("1e999999")})
    assert compile_expression("n").evaluate({"n": Decimal(1) / Decimal(3)}) == Decimal(1) / Decimal(3)


def test_bound_holds_for_tests_of_a_cell() -> None:
    with pytest.raises(FeelEvaluationError):
        compile_unary_tests("count(for i in 1..1000000 return i)").matches(1, {})


@pytest.mark.parametrize("pattern", ["(a+)+$", "(a|aa)+$", "(.*)*b", "(a*)*(a*)*(a*)*$", "(x+x+)+y"])
def test_no_pattern_runs_away(pattern: str) -> None:
    with ends():
        compile_expression("matches(text, pattern)").evaluate({"text": "a" * 50_000 + "!", "pattern": pattern})


@pytest.mark.parametrize(
    "text",
    [
        "string length " + "/**/" * 2000 + "x",
        "{" + "a " * 9000 + "}",
        "[1..x[" + "/**/" * 2000 + "y",
        "1 " + "/* " * 6000,
        "a" * 19_999 + " a",
        '"' + "\\n" * 9000,
    ],
)
def test_no_text_keeps_the_compiler_busy(text: str) -> None:
    with ends(), pytest.raises(FeelSyntaxError):
        compile_expression(text)


def test_many_long_patterns_are_dear_and_replacing_is_not() -> None:
    assert compile_expression('string length(replace(long, "a", "bc"))').evaluate({"long": "a" * 40_000}) == 80_000
    with ends(), pytest.raises(FeelEvaluationError):
        compile_expression('for i in 1..1000 return matches("a", "((a{30}){30}|" + string(i) + ")")').evaluate({})

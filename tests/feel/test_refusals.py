"""What is not FEEL is refused when compiled, saying where, what was expected and what was found, in both languages."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import BadInput
from engine.feel import FeelSyntaxError, Function, compile_expression

refused = [
    # text, line, column, a part of what was expected
    ("", 1, 1, "a value"),
    ("=", 1, 2, "a value"),
    ("1 +", 1, 4, "a value"),
    ("1 + * 2", 1, 5, "a value"),
    ("(1", 1, 3, "‘)’"),
    ("[1, 2", 1, 6, "‘]’"),
    ("{a: 1", 1, 6, "‘}’"),
    ("1)", 1, 2, "the end"),
    ("a b", 1, 3, "the end"),
    ("x > 1 and\n  y >", 2, 6, "a value"),
    ("if x then 1", 1, 12, "‘else’"),
    ("if x 1", 1, 6, "‘then’"),
    ("for i in x i", 1, 12, "‘return’"),
    ("for i x return i", 1, 7, "‘in’"),
    ("some i in x: i > 1", 1, 12, "‘satisfies’"),
    ("1 < 2 < 3", 1, 7, "the end"),
    ("a = b = c", 1, 7, "the end"),
    ("x == 1", 1, 4, "a value"),
    ("x && y", 1, 3, "a sign"),
    ("x || y", 1, 3, "a sign"),
    ("!x", 1, 1, "a sign"),
    ("x % 2", 1, 3, "a sign"),
    ("${x}", 1, 1, "a sign"),
    ("'a'", 1, 1, "a sign"),
    ('"a', 1, 1, "a sign"),
    ('"a\nb"', 1, 1, "a sign"),
    (r'"\d"', 1, 1, "escapes"),
    (r'"\uD83D"', 1, 1, "escapes"),
    (r'"\UFFFFFF"', 1, 1, "escapes"),
    ("`a b`", 1, 1, "a sign"),
    ("1.", 1, 3, "a name"),
    ("1a", 1, 1, "a sign"),
    ("۲۵", 1, 1, "a sign"),
    ("12345678901234567890123456789012345", 1, 1, "34 digits"),
    ("1e7000", 1, 1, "34 digits"),
    ('@"2024-02-30"', 1, 1, "ISO"),
    ('@"PT"', 1, 1, "ISO"),
    ('@"P1Y1D"', 1, 1, "ISO"),
    ('@"10:00"', 1, 1, "ISO"),
    ('@"2024-01-01T10:00:00@Nowhere/Land"', 1, 1, "ISO"),
    ("?", 1, 1, "decision table"),
    ("x in", 1, 5, "a value"),
    ("(1, 2)", 1, 3, "‘)’"),
    ("(!= 5)", 1, 1, "a range"),
    ("nosuch(1)", 1, 1, "known here"),
    ("eval(1)", 1, 1, "known here"),
    ("__import__(1)", 1, 1, "known here"),
    ('x.f(1) + g("a")', 1, 10, "known here"),
    ("count()", 1, 1, "count(list)"),
    ("substring(1)", 1, 1, "substring(string, start position, length?)"),
    ("substring(string: 1, begin: 2)", 1, 1, "start position"),
    ("abs(1, 2)", 1, 1, "abs(n)"),
    ("abs(n: 1, n: 2)", 1, 1, "each argument once"),
    ("{a: 1, a: 2}", 1, 8, "each key once"),
    ("function(a, a) a", 1, 1, "each parameter once"),
    ("function(a) external {}", 1, 22, ""),
    ("x instance of nosuch", 1, 15, "a type"),
    ("x instance of list<nosuch>", 1, 20, "a type"),
    ("x instance of number<number>", 1, 15, "a type"),
    ("string length", 1, 8, "the end"),
    ("x[", 1, 3, "a value"),
    ("x.", 1, 3, "a name"),
    ("import os", 1, 8, "the end"),
    ("x := 1", 1, 3, ""),
    ("lambda: 1", 1, 7, ""),
]


@pytest.mark.parametrize(("text", "line", "column", "expected"), refused)
def test_text_is_refused_where_it_goes_wrong(text: str, line: int, column: int, expected: str) -> None:
    with pytest.raises(FeelSyntaxError) as caught:
        compile_expression(text)
    assert isinstance(caught.value, BadInput)
    assert (caught.value.line, caught.value.column) == (line, column)
    assert expected in str(caught.value.facts["expected"])
    assert str(caught.value).startswith("Expected ")
    assert "ستون" in caught.value.message("fa")


def test_end_of_the_text_is_named_in_both_languages() -> None:
    with pytest.raises(FeelSyntaxError) as caught:
        compile_expression("days >")
    assert "a value at line 1, column 7" in str(caught.value)
    assert "found the end" in str(caught.value)
    assert "پایان عبارت" in caught.value.message("fa")
    assert "ستون ۷" in caught.value.message("fa")


def test_call_of_a_host_function_with_unknown_parameters_is_refused() -> None:
    functions = {"office deadline": Function(("start", "span"), lambda start, span: start)}
    with pytest.raises(FeelSyntaxError, match=r"office deadline\(start, span\)"):
        compile_expression("office deadline(1, 2, 3)", functions=functions)
    with pytest.raises(FeelSyntaxError, match=r"office deadline\(start, span\)"):
        compile_expression("office deadline(begin: 1)", functions=functions)
    with pytest.raises(FeelSyntaxError):
        compile_expression("office deadline(1, 2)")


pieces = st.sampled_from(
    [
        "1",
        ".5",
        '"a"',
        "x",
        "y.",
        "z",
        '@"P1D"',
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        ",",
        ":",
        "..",
        ".",
        "+",
        "-",
        "*",
        "/",
        "**",
        "=",
        "!=",
        "<",
        "<=",
        ">",
        ">=",
        "->",
        "?",
        "if",
        "then",
        "else",
        "for",
        "in",
        "return",
        "some",
        "every",
        "satisfies",
        "instance",
        "of",
        "between",
        "and",
        "or",
        "not",
        "function",
        "true",
        "false",
        "null",
        "list<number>",
        "a:",
        "date(",
        "count(",
        "string",
        "length(",
        "now()",
        "item",
        "partial",
        "\\",
        "'",
        "!",
        "۱",
        "/*",
        "*/",
        "//",
    ]
)


@pytest.mark.slow
@given(st.lists(pieces, max_size=14).map(" ".join))
@settings(max_examples=400, deadline=None)
def test_any_text_is_compiled_and_evaluated_or_refused_properly(text: str) -> None:
    refusal = None
    try:
        compile_expression(text).evaluate({"x": [1, {"y": 2}]})
    except FeelSyntaxError as error:
        refusal = error
    assert refusal is None or (refusal.line >= 1 and refusal.column >= 1 and refusal.facts["expected"])


def test_the_ways_to_call_a_function_are_told_once_each_and_in_the_language() -> None:
    with pytest.raises(FeelSyntaxError) as refused:
        compile_expression("working deadline()")
    assert refused.value.facts["expected"] == "working deadline(amount, fraction?)"
    with pytest.raises(FeelSyntaxError) as refused:
        compile_expression("time()")
    assert " or time(" in refused.value.facts["expected"]
    assert " یا time(" in refused.value.facts["expected_fa"]

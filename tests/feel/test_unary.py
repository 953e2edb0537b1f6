"""What passes the tests of an input cell of a decision table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from engine.feel import FeelSyntaxError, compile_unary_tests
from tests.feel.sheet import names, variables


@dataclass(frozen=True)
class Cell:
    """The text of a cell, the value of its input, and whether it passes."""

    text: str
    value: Any
    passes: bool


cells = [
    Cell("-", 1, True),
    Cell(" - ", None, True),
    Cell("5", 5, True),
    Cell("5", 6, False),
    Cell("5", None, False),
    Cell('"5"', 5, False),
    Cell("null", None, True),
    Cell("null", 1, False),
    Cell("true", True, True),
    Cell("true", False, False),
    Cell("true", None, False),
    Cell("true", 5, False),
    Cell("false", False, True),
    Cell("false", True, False),
    Cell('"a", "b"', "b", True),
    Cell('"a", "b"', "c", False),
    Cell("< 5", 4, True),
    Cell("< 5", 5, False),
    Cell("<= 5", 5, True),
    Cell("> 5, < 2", 1, True),
    Cell("> 5, < 2", 3, False),
    Cell("= 5", 5, True),
    Cell("!= 5", 4, True),
    Cell("!= 5", 5, False),
    Cell("[1..5]", 5, True),
    Cell("[1..5)", 5, False),
    Cell("]1..5]", 1, False),
    Cell("[1..5[", 5, False),
    Cell("[1..3], [7..9]", 8, True),
    Cell("[1..3], [7..9]", 5, False),
    Cell("[1, 2, 3]", 2, True),
    Cell("[1, 2, 3]", 4, False),
    Cell("scores", 8, True),
    Cell("x", 10, True),
    Cell("< x", 9, True),
    Cell("< x + 1", 10, True),
    Cell("[y..x]", 5, True),
    Cell("< missing", 5, False),
    Cell("[missing..9]", 5, False),
    Cell('not("a")', "b", True),
    Cell('not("a")', "a", False),
    Cell('not("a", "b")', "b", False),
    Cell("not(< 5)", 7, True),
    Cell("not([1..5])", 3, False),
    Cell("not(5)", None, True),
    Cell("not(true)", False, True),
    Cell("? > 3", 4, True),
    Cell("? > 3 and ? < 10", 12, False),
    Cell("? > x", 11, True),
    Cell('contains(?, "ob")', "foobar", True),
    Cell('starts with(?, "x")', "foobar", False),
    Cell('not(contains(?, "ob"))', "foobar", False),
    Cell("? in [1..5]", 3, True),
    Cell("even(?)", 4, True),
    Cell("odd(?)", 4, False),
    Cell("x > 5", 1, True),
    Cell("x > 50", 1, False),
    Cell('"درخواست"', "درخواست", True),
    Cell("count(?) > 1", [1, 2], True),
    Cell("? = full name", "Sara Ahmadi", True),
    Cell('@"2024-01-01"', date(2024, 1, 1), True),
    Cell('< @"2024-01-01"', date(2023, 12, 31), True),
    Cell('[@"2024-01-01"..@"2024-02-01"]', date(2024, 3, 1), False),
    Cell("not(< missing)", 5, False),
]


@pytest.mark.parametrize("cell", cells, ids=str)
def test_cell_passes_what_it_should(cell: Cell) -> None:
    value = Decimal(cell.value) if type(cell.value) is int else cell.value
    assert compile_unary_tests(cell.text, names=names).matches(value, variables) is cell.passes


@pytest.mark.parametrize("text", ["", "<", "1,", "not()", "not(1), 2", "- , 1", "1 2", "[1..", "=5=6"])
def test_cell_that_is_no_list_of_tests_is_refused(text: str) -> None:
    with pytest.raises(FeelSyntaxError, match="Expected"):
        compile_unary_tests(text)


def test_names_are_those_of_the_variables_only() -> None:
    assert compile_unary_tests("< limit, ? > other.part").names == {"limit", "other"}

"""The oracle agrees with the table, but for the differences listed with their reasons, and with expressions made up."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.feel import compile_expression, compile_unary_tests
from tests.feel.oracle import Oracle, alike, plainly
from tests.feel.oracle.made_up import boolean, listed, number, text
from tests.feel.sheet import names, plain, rows
from tests.feel.test_unary import Cell, cells

pytestmark = pytest.mark.node
differences_file = Path(__file__).parent / "oracle" / "differences.txt"


@pytest.fixture(scope="module")
def oracle() -> Iterator[Oracle]:
    made = Oracle()
    yield made
    made.engine.close()


def differences() -> set[str]:
    lines = differences_file.read_text(encoding="utf-8").splitlines()
    return {line for line in lines if line and not line.startswith("#")}


def test_table_differs_from_the_oracle_exactly_where_listed(oracle: Oracle) -> None:
    found = {}
    for row in rows():
        said = oracle.evaluate(row.text, plain)
        if not alike(row.value, said):
            found[row.text] = f"{row}: the table has {plainly(row.value)}, the oracle {plainly(said)}"
    listed_ = differences()
    assert [why for text, why in found.items() if text not in listed_] == []
    assert listed_ - set(found) == set(), "listed, but they don't differ (any more)"


def test_every_difference_stands_under_a_reason() -> None:
    lines = differences_file.read_text(encoding="utf-8").splitlines()
    first_expression = next(at for at, line in enumerate(lines) if line and not line.startswith("#"))
    assert any(line.startswith("## ") for line in lines[:first_expression])


@given(made=st.one_of(number, boolean, text, listed))
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_made_up_expression_has_the_oracles_value(oracle: Oracle, made: str) -> None:
    ours = compile_expression(made, names=names).evaluate(plain)
    theirs = oracle.evaluate(made, plain)
    assert alike(ours, theirs), f"{made}: ours {plainly(ours)}, the oracle's {plainly(theirs)}"


unary_differences = {
    ("[missing..9]", 5): "a range with a null end is unbounded to the oracle, unknown to us",
    ("not(< missing)", 5): "what cannot be answered is false to the oracle, so that its negation passes",
}
simple_cells = [cell for cell in cells if isinstance(cell.value, int | str | None)]


@pytest.mark.parametrize("cell", simple_cells, ids=str)
def test_cell_passes_where_the_oracle_lets_it_pass(oracle: Oracle, cell: Cell) -> None:
    said = oracle.matches(cell.text, cell.value, plain)
    ours = compile_unary_tests(cell.text, names=names).matches(cell.value, plain)
    differs = (said is True) != ours
    assert differs == ((cell.text, cell.value) in unary_differences), f"{cell}: ours {ours}, the oracle's {said}"

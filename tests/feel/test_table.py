"""Every row of the table has the value that the standard gives it."""

import pytest

from engine.feel import compile_expression
from tests.feel.sheet import Row, names, rows, same, variables


@pytest.mark.parametrize("row", rows(), ids=str)
def test_value_is_the_standards(row: Row) -> None:
    found = compile_expression(row.text, names=names).evaluate(variables)
    assert same(found, row.value), f"{row} gave {found!r}, not {row.value!r}"


def test_table_is_large_and_says_nothing_twice() -> None:
    texts = [row.text for row in rows()]
    assert len(texts) >= 400
    assert len(set(texts)) == len(texts)

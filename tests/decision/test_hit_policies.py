"""Every hit policy, with one rule that holds, with several and with none."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from engine.decision import explain
from tests.decision.builder import Dmn, table

LEVELS = ('< 10 | "low"', '[5..20] | "middle"', '> 15 | "high"')
LISTED = 'level: string ["high", "middle", "low"]'
COSTS = ("< 10 | 1", "[5..20] | 20", "> 15 | 3")


def say(policy: str, rows: tuple[str, ...], n: int | None, output: str = LISTED) -> Any:
    """Return what a table over one number says."""
    file = Dmn().input("n", "number").decision("t", table(policy, ["n: number"], [output], *rows), needs=["n"])
    return file.decide("t", n=None if n is None else Decimal(n))


@pytest.mark.parametrize(
    ("policy", "n", "expected"),
    [
        ("F", 7, "low"), ("F", 17, "middle"), ("F", 30, "high"),
        ("P", 7, "middle"), ("P", 17, "high"), ("P", 2, "low"),
        ("R", 7, ["low", "middle"]), ("R", 30, ["high"]),
        ("O", 7, ["middle", "low"]), ("O", 17, ["high", "middle"]),
        ("C", 17, ["middle", "high"]), ("C", 30, ["high"]),
        ("F", None, None), ("P", None, None), ("R", None, None), ("O", None, None), ("C", None, []),
    ],
)  # fmt: skip
def test_table_says(policy: str, n: int | None, expected: Any) -> None:
    assert say(policy, LEVELS, n) == expected


@pytest.mark.parametrize(
    ("policy", "n", "expected"),
    [
        ("C+", 7, 21), ("C+", 17, 23), ("C+", 30, 3), ("C+", None, None),
        ("C<", 7, 1), ("C<", 17, 3), ("C<", None, None),
        ("C>", 7, 20), ("C>", 30, 3), ("C>", None, None),
        ("C#", 7, 2), ("C#", 30, 1), ("C#", None, 0),
    ],
)  # fmt: skip
def test_collected_values_are_aggregated(policy: str, n: int | None, expected: int | None) -> None:
    assert say(policy, COSTS, n, "cost: number") == expected


def test_unique_table_says_what_its_one_rule_says() -> None:
    assert say("U", ('< 10 | "low"', '>= 10 | "high"'), 10) == "high"


def test_any_table_says_what_its_rules_agree_on() -> None:
    assert say("A", ('< 10 | "low"', '< 5 | "low"', '>= 10 | "high"'), 3) == "low"


@pytest.mark.parametrize("policy", ["U", "A"])
def test_rules_that_turn_out_to_disagree_give_null_and_a_remark(policy: str) -> None:
    # Whether they overlap cannot be told beforehand: `limit` is not known then.
    rows = ('< limit | "low"', '> 5 | "high"')
    found = explain(Dmn().decision("t", table(policy, ["n: number"], ["r"], *rows)).read(), "t", {"n": 7, "limit": 10})
    assert found.value is None
    assert found.decided[-1].rules == ("r1", "r2")
    assert [policy_name for policy_name in ("UNIQUE", "ANY") if policy_name in found.decided[-1].remarks[0].en]


def test_several_outputs_make_a_context() -> None:
    both = table("U", ["n: number"], ["days", "who"], '< 10 | 2 | "expert"', '>= 10 | 5 | "contractor"')
    assert Dmn().decision("t", both).decide("t", n=3) == {"days": 2, "who": "expert"}


def test_priority_goes_by_the_first_column_then_the_second() -> None:
    outputs = ['a ["x", "y"]', 'b ["p", "q"]']
    ranked = table("O", ["n"], outputs, '- | "y" | "p"', '- | "x" | "q"', '- | "x" | "p"')
    assert Dmn().decision("t", ranked).decide("t", n=1) == [
        {"a": "x", "b": "p"}, {"a": "x", "b": "q"}, {"a": "y", "b": "p"},
    ]  # fmt: skip


@pytest.mark.parametrize(("policy", "expected"), [("U", 7), ("F", 7), ("C", [7]), ("R", [7]), ("C+", 7), ("C#", 7)])
def test_default_stands_where_no_rule_holds(policy: str, expected: Any) -> None:
    assert say(policy, ("< 0 | 1",), 5, "r: number = 7") == expected


def test_missing_default_of_one_of_two_outputs_is_null() -> None:
    two = table("U", ["n"], ["a = 1", "b"], "< 0 | 5 | 6")
    assert Dmn().decision("t", two).decide("t", n=1) == {"a": 1, "b": None}


def test_table_without_inputs_and_cells_left_blank() -> None:
    assert Dmn().decision("t", table("C", [], ["r"], "1", "2")).decide("t") == [1, 2]
    assert Dmn().decision("t", table("U", ["n"], ["r"], " | 5")).decide("t") == 5


def test_cells_see_the_input_the_case_and_what_is_needed() -> None:
    logic = table("F", ["n: number"], ["r"], '? > limit and urgent | "a"', "not(< base) | n + base", "- | -")
    file = Dmn().input("n").decision("base", "<literalExpression><text>4</text></literalExpression>")
    file.decision("t", logic, needs=["n", "base?"])
    assert file.decide("t", n=9, limit=8, urgent=True) == "a"
    assert file.decide("t", n=9, limit=8, urgent=False) == 13
    assert file.decide("t", n=1, limit=8, urgent=False) is None

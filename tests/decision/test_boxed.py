"""Boxed expressions, knowledge models, decision services, and decisions that need decisions."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from engine.decision import explain, read_decisions
from engine.errors import BadInput
from engine.feel import FeelEvaluationError
from tests.decision.builder import Dmn, boxed, boxed_list, context, function, invocation, literal, relation, table

LOANS = relation(["rate", "monthly fee"], ["5", "10"], ["7", "0"])


@pytest.mark.parametrize(
    ("logic", "expected"),
    [
        (literal("1 + n"), 4),
        (context(a="n + 1", b_c="a * 2"), {"a": 4, "b c": 8}),
        (context("b c - a", a="n", b_c="a * 2"), 3),
        (context("twice(n)", twice=function(["x"], "x * 2")), 6),
        (context("outer(5)", y="10", outer=function(["x"], context("x + y + z", z="n"))), 18),
        (context("sum(for x in [1, 2] return f(x))", f=function(["x: number"], "x + n")), 9),
        (context("f(\"a\")", f=function(["x: number"], "x")), None),
        (context("in range(n)", r="[1..5]", in_range=function(["x"], "x in r")), True),
        (boxed_list("n", '"a"', boxed_list("2")), [3, "a", [2]]),
        (LOANS, [{"rate": 5, "monthly fee": 10}, {"rate": 7, "monthly fee": 0}]),
        (boxed("filter", in_=LOANS, match="monthly fee > n"), [{"rate": 5, "monthly fee": 10}]),
        (boxed("filter", in_="[5, 6, 7]", match="n - 1"), 6),
        (boxed("filter", in_="[1, 5]", match="item > n"), [5]),
        (boxed("filter", in_="null", match="true"), None),
        (boxed("for", name="i", in_="[1, 2, n]", return_="i * n"), [3, 6, 9]),
        (boxed("some", name="i", in_="[1, 5]", satisfies="i > n"), True),
        (boxed("every", name="i", in_="[1, 5]", satisfies="i > n"), False),
        (boxed("every", name="i", in_="[]", satisfies="i > n"), True),
        (boxed("conditional", if_="n > 2", then="\"many\"", else_="\"few\""), "many"),
        (boxed("conditional", if_="missing", then="1", else_="2"), 2),
        (context(f=function([], "1")), {"f": None}),
    ],
)  # fmt: skip
def test_box_has_the_value(logic: str, expected: Any) -> None:
    file = Dmn().input("n", "number").decision("d", logic, needs=["n"])
    assert file.decide("d", n=Decimal(3)) == expected


def test_knowledge_model_is_called_by_a_name_with_blanks() -> None:
    file = Dmn().knowledge("monthly payment", ["the sum: number", "months: number"], literal("the sum / months"))
    file.decision("a", literal("monthly payment(120, 12)"), needs=["monthly payment()"])
    file.decision("b", literal("monthly payment(months: 10, the sum: 120)"), needs=["monthly payment()"])
    file.decision("c", invocation("monthly payment", the_sum="120", months="6"), needs=["monthly payment()"])
    file.decision("e", invocation("monthly payment", the_sum="120"), needs=["monthly payment()"])
    assert [file.decide(name) for name in "abce"] == [10, 12, 20, None]


def test_knowledge_model_may_hold_a_table_need_another_and_call_itself() -> None:
    file = Dmn().knowledge("grade", ["n"], table("F", ["n: number"], ["r"], '< 5 | "low"', '- | "high"'))
    file.knowledge("twice", ["n"], literal("grade(n * 2)"), needs=["grade()"])
    file.knowledge("factorial", ["n"], literal("if n <= 1 then 1 else n * factorial(n - 1)"))
    file.decision("a", literal("twice(2) + twice(3)"), needs=["twice()"])
    file.decision("b", literal("factorial(10)"), needs=["factorial()"])
    file.decision("c", literal("factorial(100000)"), needs=["factorial()"])
    assert file.decide("a") == "lowhigh"
    assert file.decide("b") == 3_628_800
    with pytest.raises(FeelEvaluationError):
        file.decide("c")


def test_knowledge_model_does_not_see_the_case() -> None:
    file = Dmn().knowledge("peek", [], literal("secret")).decision("a", literal("peek()"), needs=["peek()"])
    assert file.decide("a", secret=5) is None


def test_decisions_are_taken_once_each_after_what_they_need() -> None:
    file = Dmn().input("n", "number").decision("top", literal("left + right"), needs=["left?", "right?"])
    file.decision("left", literal("base one * 2"), needs=["base one?"])
    file.decision("right", table("U", ["base one: number"], ["r: number"], "< 5 | 1", ">= 5 | 2"), needs=["base one?"])
    file.decision("base one", literal("n + 1"), needs=["n"])
    found = explain(file.read(), "top", {"n": Decimal(4)})
    assert found.value == 12
    assert [(taken.decision, taken.value, taken.rules) for taken in found.decided] == [
        ("base_one", 5, ()), ("left", 10, ()), ("right", 2, ("r2",)), ("top", 12, ()),
    ]  # fmt: skip


def test_thousand_decisions_in_a_row() -> None:
    file = Dmn().decision("d0", literal("0"))
    for place in range(1, 1_000):
        file.decision(f"d{place}", literal(f"d{place - 1} + 1"), needs=[f"d{place - 1}?"])
    assert file.decide("d999") == 999


SERVICE = """<decisionService id="s" name="whole service"><variable name="whole service"/>
<outputDecision href="#top"/><encapsulatedDecision href="#base"/><inputDecision href="#given"/><inputData href="#n"/>
</decisionService>"""


def test_decision_service_is_called_with_values_of_its_own() -> None:
    file = Dmn().input("n").decision("given", literal("1000")).raw(SERVICE)
    file.decision("base", literal("n * 2"), needs=["n"]).decision(
        "top", literal("base + given"), needs=["base?", "given?"]
    )
    file.decision("caller", literal("whole service(5, 1) + n"), needs=["whole service()", "n"])
    xml = file.xml().replace(b"#whole_service", b"#s")
    found = explain(read_decisions(xml, "s.dmn"), "caller", {"n": Decimal(3)})
    assert found.value == 14
    assert explain(read_decisions(xml, "s.dmn"), "s", {"n": Decimal(3), "given": Decimal(4)}).value == 10


def test_bounds_hold_for_the_whole_decision() -> None:
    row = boxed("for", name="i", in_="for x in 1..900 return x", return_="for y in 1..900 return y")
    with pytest.raises(FeelEvaluationError):
        Dmn().decision("d", row).decide("d")


def test_nothing_of_python_is_reached() -> None:
    assert Dmn().decision("d", literal("x.__class__")).decide("d", x="a") is None
    with pytest.raises(BadInput):
        Dmn().decision("d", literal('__import__("os")')).decide("d")

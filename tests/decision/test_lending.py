"""A file of the size and shape that banks draw: names with blanks and hyphens, tables in models, models in models.

The story is made up: a unit asks for equipment on instalments; who is asked, and how much a month it may cost.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from engine.decision import Decisions, explain
from tests.decision.builder import Dmn, context, invocation, literal, table


@pytest.fixture(scope="module")
def file() -> Decisions:
    """The whole file."""
    drawn = Dmn()
    drawn.type("tKind", "string", allowed='"printer", "server"').type(
        "tMoney", Monthly_income="number", Other_costs="number"
    )
    drawn.type("tRequest", Kind="tKind", Price="number", Months="number", Unit_s_money="tMoney", Urgent="boolean")
    drawn.input("Request data", "tRequest").input("Unit's score", "number")
    drawn.knowledge("Instalment calculation", ["price: number", "months: number", "kind: tKind"], context(
        "Monthly rate + fee",
        Monthly_rate="price * (if kind = \"server\" then 1.2 else 1.1) / months",
        fee=table("U", ["kind: string [\"printer\", \"server\"]"], ["fee: number"], '"printer" | 5', '"server" | 20'),
    ))  # fmt: skip
    drawn.knowledge("Pre-check category table", ["score: number", "urgent: boolean"], table(
        "U", ["score: number", "urgent: boolean"], ["category: string"],
        '< 40 | - | "refuse"', '[40..70) | true | "ask"', '[40..70) | false | "refuse"', '>= 70 | - | "pass"',
    ))  # fmt: skip
    drawn.decision("Pre-check category", invocation(
        "Pre-check category table", score="Unit's score", urgent="Request data.Urgent",
    ), needs=["Pre-check category table()", "Unit's score", "Request data"], type="string")  # fmt: skip
    drawn.decision(
        "Instalment",
        literal("Instalment calculation(Request data.Price, Request data.Months, Request data.Kind)"),
        needs=["Instalment calculation()", "Request data"],
        type="number",
    )
    drawn.decision(
        "Affordable",
        literal(
            "(Request data.Unit s money.Monthly income - Request data.Unit s money.Other costs) * 0.3 >= Instalment"
        ),
        needs=["Instalment?", "Request data"],
        type="boolean",
    )
    drawn.decision(
        "Route-to",
        table(
            "P", ["Pre-check category: string", "Affordable: boolean"], ['Route: string ["reject", "director", "store"]'],
            '"refuse" | - | "reject"', '- | false | "director"', '"ask" | - | "director"', '"pass" | true | "store"',
        ),
        needs=["Pre-check category?", "Affordable?"],
    )  # fmt: skip
    return drawn.read()


def request(kind: str = "printer", price: int = 1000, months: int = 10, urgent: bool = False) -> dict[str, Any]:
    money = {"Monthly income": Decimal(1000), "Other costs": Decimal(100)}
    return {
        "Kind": kind, "Price": Decimal(price), "Months": Decimal(months), "Unit s money": money, "Urgent": urgent,
    }  # fmt: skip


def test_file_has_no_fault(file: Decisions) -> None:
    assert [fault for fault in file.faults if fault.severity == "error"] == []


@pytest.mark.parametrize(
    ("score", "asked", "expected"),
    [
        (80, request(), "store"),
        (50, request(), "reject"),
        (50, request(urgent=True), "director"),
        (80, request(price=9000), "director"),
        (10, request(price=9000), "reject"),
        (80, request(kind="car"), None),
    ],
)
def test_request_is_routed(file: Decisions, score: int, asked: dict[str, Any], expected: str | None) -> None:
    found = explain(file, "Route_to", {"Unit's score": Decimal(score), "Request data": asked})
    assert found.value == expected


def test_instalment_is_exact(file: Decisions) -> None:
    assert explain(file, "Instalment", {"Request data": request()}).value == 115
    assert explain(file, "Instalment", {"Request data": request("server", 1001, 12)}).value == Decimal("120.1")


def test_explanation_has_the_rules_of_tables_in_models(file: Decisions) -> None:
    found = explain(file, "Route_to", {"Unit's score": Decimal(80), "Request data": request()})
    rules = {taken.decision: taken.rules for taken in found.decided}
    assert rules == {"Pre_check_category": ("r4",), "Instalment": ("r1",), "Affordable": (), "Route_to": ("r4",)}

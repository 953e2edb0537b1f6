"""Types of inputs, outputs and entries: what is not of its type is null, save where the standard converts it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest

from engine.decision import explain
from engine.values import YearsMonths
from tests.decision.builder import Dmn, context, literal, table

SAMPLES: dict[str, Any] = {
    "string": "a",
    "number": Decimal(1),
    "boolean": True,
    "date": date(2026, 3, 21),
    "time": time(8),
    "dateTime": datetime(2026, 3, 21, 8, tzinfo=UTC),
    "dayTimeDuration": timedelta(days=1),
    "yearMonthDuration": YearsMonths(2),
}


def passed(type: str, value: Any, file: Dmn | None = None) -> Any:
    """Return what becomes of a value that comes in as input data of a type."""
    return (file or Dmn()).input("x", type).decision("d", literal("x"), needs=["x"]).decide("d", x=value)


@pytest.mark.parametrize("type", SAMPLES)
@pytest.mark.parametrize("other", SAMPLES)
def test_value_passes_its_own_type_only(type: str, other: str) -> None:
    value = SAMPLES[other]
    expected = value if type == other else None
    if (type, other) == ("dateTime", "date"):
        expected = datetime(2026, 3, 21, tzinfo=UTC)
    assert passed(type, value) == expected


@pytest.mark.parametrize("type", SAMPLES)
def test_null_and_a_list_of_one_pass(type: str) -> None:
    assert passed(type, None) is None
    assert passed(type, [SAMPLES[type]]) == SAMPLES[type]


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("feel:string", "string"), ("integer", "number"), ("double", "number"), ("date and time", "dateTime"),
        ("days and time duration", "dayTimeDuration"), ("years and months duration", "yearMonthDuration"),
    ],
)  # fmt: skip
def test_other_names_of_types_are_known(written: str, kind: str) -> None:
    assert passed(written, SAMPLES[kind]) == SAMPLES[kind]
    assert passed(written, {"a": 1}) is None


def test_wrong_type_is_told() -> None:
    file = Dmn().input("x", "number").decision("d", literal("x"), needs=["x"], type="string")
    found = explain(file.read(), "d", {"x": Decimal(5)})
    assert found.value is None
    assert "string" in found.decided[0].remarks[0].en
    assert "string" in found.decided[0].remarks[0].fa


def test_own_types_have_allowed_values_members_and_lists() -> None:
    def own() -> Dmn:
        file = Dmn().type("level", "string", allowed='"high", "low"').type("levels", "level", many=True)
        return file.type("person", full_name="string", level="level").type("people", "person", many=True)

    ali = {"full name": "Ali", "level": "low"}
    assert passed("level", "high", own()) == "high"
    assert passed("level", "huge", own()) is None
    assert passed("levels", ["high", "low"], own()) == ["high", "low"]
    assert passed("levels", "high", own()) == ["high"]
    assert passed("levels", ["high", "huge"], own()) is None
    assert passed("person", ali, own()) == ali
    assert passed("person", {**ali, "level": "huge"}, own()) is None
    assert passed("person", {"level": "low"}, own()) is None
    assert passed("people", [ali, ali], own()) == [ali, ali]
    file = own().input("the person", "person").decision("d", literal("the person.full name"), needs=["the person"])
    assert file.decide("d", **{"the person": ali}) == "Ali"


def test_number_may_be_bounded() -> None:
    file = Dmn().type("percent", "number", allowed="[0..100]")
    assert passed("percent", Decimal(40), file) == 40
    assert passed("percent", Decimal(140), Dmn().type("percent", "number", allowed="[0..100]")) is None


def test_input_column_refuses_what_it_does_not_allow() -> None:
    file = Dmn().decision("d", table("U", ['x: string ["a", "b"]'], ["r"], '"a" | 1', "- | 2"))
    found = explain(Dmn().decision("d", table("F", ['x: string ["a", "b"]'], ["r"], "- | 2")).read(), "d", {"x": "c"})
    assert (found.value, found.decided[0].rules) == (None, ())
    assert found.decided[0].remarks
    assert [fault.code for fault in file.read().faults] == ["rules-overlap"]


def test_input_of_a_wrong_type_is_null_in_its_cells() -> None:
    logic = table("F", ["x: number"], ["r"], '"5" | "text"', "null | 0", "- | 1")
    assert Dmn().decision("d", logic).decide("d", x="5") == 0


def test_typed_entries_and_boxes() -> None:
    entry = '<contextEntry><variable name="a" typeRef="number"/>' + literal('"x"') + "</contextEntry>"
    assert Dmn().decision("d", f"<context>{entry}</context>").decide("d") == {"a": None}
    assert Dmn().decision("d", literal('"x"', "number")).decide("d") is None
    assert Dmn().decision("d", context(a="1", b="a + 1")).decide("d") == {"a": 1, "b": 2}

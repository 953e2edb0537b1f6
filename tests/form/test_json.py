"""The API's way in: the same rules, over JSON values."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from engine.form import validate, validate_json
from tests.form.build import choice, component, form, office_form, office_options, rows


def test_json_and_a_page_come_to_the_same_values() -> None:
    request = office_form("inbox_request")
    data = {
        "person_name": "مریم کریمی",
        "person_number": "۱۲۳۴۵",
        "position": "رئیس گروه",
        "accesses": [{"part": "registry", "level": "view"}, {"part": "personnel", "level": "work"}],
        "remarks": None,
    }
    raw = {
        "person_name": ["مریم کریمی"], "person_number": ["۱۲۳۴۵"], "position": ["رئیس گروه"], "remarks": [""],
        "accesses.0.part": ["registry"], "accesses.0.level": ["view"],
        "accesses.1.part": ["personnel"], "accesses.1.level": ["work"],
    }  # fmt: skip
    by_json = validate_json(request, data, variables={}, options=office_options)
    by_page = validate(request, raw, variables={}, options=office_options)
    assert by_json.ok
    assert by_json.values == by_page.values
    assert by_json.values["person_number"] == "12345"


@pytest.mark.parametrize(
    ("kind", "sent", "value"),
    [
        ("number", 5, Decimal(5)),
        ("number", 0.1, Decimal("0.1")),
        ("number", Decimal("1.20"), Decimal("1.20")),
        ("number", "۵", Decimal(5)),
        ("checkbox", True, True),
        ("checkbox", False, False),
        ("datetime", "2026-11-24", date(2026, 11, 24)),
        ("textfield", "x", "x"),
        ("textfield", None, None),
    ],
)
def test_values_of_the_right_type_are_taken(kind: str, sent: object, value: object) -> None:
    outcome = validate_json(form(component(kind, "a")), {"a": sent}, variables={})
    assert outcome.values == {"a": value}
    assert outcome.ok


@pytest.mark.parametrize(
    ("sample", "sent"),
    [
        (component("textfield", "a"), 5),
        (component("textfield", "a"), ["x"]),
        (component("number", "a"), True),
        (component("number", "a"), float("nan")),
        (component("number", "a"), {}),
        (component("checkbox", "a"), "true"),
        (component("datetime", "a"), 20261124),
        (choice("checklist", "a", "x"), "x"),
        (choice("checklist", "a", "x"), [1]),
        (choice("radio", "a", "x"), ["x"]),
        (rows("a", component("textfield", "b")), {"b": "x"}),
        (rows("a", component("textfield", "b")), ["x"]),
    ],
)
def test_a_wrong_type_is_one_fault_at_its_field(sample: dict[str, Any], sent: object) -> None:
    sample = {**sample, "validate": {"required": True}} if sample["type"] != "dynamiclist" else sample
    [fault] = validate_json(form(sample), {"a": sent}, variables={}).faults
    assert (fault.path, fault.code) == ("a", "type")


def test_unknown_keys_are_refused_in_rows_too() -> None:
    sample = form(rows("a", component("textfield", "b")))
    outcome = validate_json(sample, {"a": [{"b": "x", "c": "y"}], "_add": "a"}, variables={})
    assert [(each.path, each.code) for each in outcome.faults] == [("a.0.c", "unknown"), ("_add", "unknown")]


def test_too_many_rows_are_refused_before_they_are_read() -> None:
    sample = form(rows("a", component("textfield", "b"), min_rows="1", max_rows="2"))
    [fault] = validate_json(sample, {"a": [{"b": "x"}] * 1000}, variables={}).faults
    assert (fault.path, fault.code) == ("a", "many_rows")

"""From what was posted to values or faults at their fields."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from engine.form import Option, validate
from tests.form.build import choice, component, form, rows

required = {"required": True}
accesses = rows("accesses", component("textfield", "part", validate=required), choice("select", "level", "view"))


def values(component_: dict[str, Any], *posted: str) -> Any:
    key = component_.get("key") or component_["path"]
    outcome = validate(form(component_), {key: posted}, variables={})
    assert outcome.ok, outcome.faults
    return outcome.values[key]


def codes(component_: dict[str, Any], *posted: str) -> list[str]:
    key = component_.get("key") or component_["path"]
    outcome = validate(form(component_), {key: posted}, variables={})
    assert key not in outcome.values
    assert all(each.path == key and each.fa and each.en for each in outcome.faults)
    return [each.code for each in outcome.faults]


@pytest.mark.parametrize(
    ("kind", "posted", "value"),
    [
        ("textfield", "  سلام\u200c ", "سلام"),
        ("textfield", " \u200f\u200c ", None),
        ("textarea", "a\r\nb\tc\rd\n", "a\nb\tc\nd"),
        ("number", "۲۵", Decimal(25)),
        ("number", "٢٥٫٥", Decimal("25.5")),
        ("number", "−1.50", Decimal("-1.50")),
        ("number", "۱٬۲۳۴٬۵۶۷", Decimal(1234567)),
        ("number", " ", None),
        ("number", "0", Decimal(0)),
        ("datetime", "۱۴۰۵/۰۹/۰۳", date(2026, 11, 24)),
        ("datetime", "1405-9-3", date(2026, 11, 24)),
        ("datetime", "2026-11-24", date(2026, 11, 24)),
        ("datetime", "۱۴۰۳/۱۲/۳۰", date(2025, 3, 20)),
        ("datetime", "", None),
        ("checkbox", "true", True),
        ("checkbox", "on", True),
        ("checkbox", "", False),
    ],
)
def test_what_is_typed_becomes_a_value(kind: str, posted: str, value: object) -> None:
    got = values(component(kind, "a"), posted)
    assert got == value
    assert type(got) is type(value)


@pytest.mark.parametrize(
    ("kind", "more", "posted", "code"),
    [
        ("textfield", {}, "a\nb", "control"),
        ("textfield", {}, "a\x00b", "control"),
        ("textarea", {}, "a\u2028b", "control"),
        ("textarea", {}, "\ud800x", "control"),
        ("textfield", {}, "x" * 501, "too_long"),
        ("textarea", {}, "x" * 10_001, "too_long"),
        ("textfield", {"validate": {"minLength": 3}}, "ab", "too_short"),
        ("textfield", {"validate": {"pattern": "^[0-9]+$"}}, "12a", "pattern"),
        ("textfield", {"validate": {"validationType": "email"}}, "a@", "pattern"),
        ("number", {}, "۳/۵", "number"),
        ("number", {}, "1e5", "number"),
        ("number", {}, "NaN", "number"),
        ("number", {}, "1,5", "number"),
        ("number", {}, "12٬34", "number"),
        ("number", {"validate": {"min": 2}}, "1", "too_small"),
        ("number", {"validate": {"max": 2}}, "۳", "too_great"),
        ("number", {"decimalDigits": 1}, "1.25", "decimals"),
        ("number", {"decimalDigits": 0}, "1.5", "decimals"),
        ("datetime", {}, "امروز", "date"),
        ("datetime", {}, "1405/9", "date"),
        ("datetime", {}, "1405/09-03", "date"),
        ("datetime", {}, "1405/13/01", "no_such_day"),
        ("datetime", {}, "1404/12/30", "no_such_day"),
        ("datetime", {}, "2026-02-30", "no_such_day"),
        ("datetime", {}, "1700/01/01", "no_such_day"),
        ("checkbox", {}, "maybe", "checkbox"),
        ("textfield", {"validate": required}, " ", "required"),
        ("number", {"validate": required}, "", "required"),
        ("checkbox", {"validate": required}, "", "must_check"),
    ],
)
def test_what_cannot_be_taken_is_a_fault(kind: str, more: dict[str, Any], posted: str, code: str) -> None:
    assert codes(component(kind, "a", **more), posted) == [code]


def test_a_required_zero_is_a_number() -> None:
    assert values(component("number", "a", validate=required), "۰") == 0


def test_a_pattern_is_tried_on_latin_digits_and_the_form_says_its_own_words() -> None:
    digits = {"digits": "latin", "pattern_words": "فقط رقم", "pattern_words_en": "Digits only"}
    field = component("textfield", "a", validate={"pattern": "^[0-9]+$"}, properties=digits)
    assert values(field, "۱۲۳") == "123"
    assert values({**field, "properties": {}}, "۱۲۳") == "۱۲۳"
    [fault] = validate(form(field), {"a": ["x"]}, variables={}).faults
    assert (fault.fa, fault.en) == ("فقط رقم", "Digits only")


def test_a_rule_denies_where_it_is_false_and_the_form_says_its_own_words() -> None:
    told = {
        "rule": "until >= since",
        "rule_words": "پایان پیش از آغاز است",
        "rule_words_en": "It ends before it begins",
    }
    since = component("datetime", "since", subtype="date")
    period = form(since, component("datetime", "until", subtype="date", properties=told))
    assert validate(period, {"since": ["1405/09/01"], "until": ["1405/09/02"]}, variables={}).ok
    [fault] = validate(period, {"since": ["1405/09/03"], "until": ["1405/09/02"]}, variables={}).faults
    assert (fault.path, fault.fa, fault.en) == ("until", "پایان پیش از آغاز است", "It ends before it begins")
    assert validate(period, {"since": ["1405/09/03"], "until": [""]}, variables={}).ok  # what is empty breaks no rule


def test_a_rule_that_tells_no_words_is_told_of_in_the_engine_s() -> None:
    assert codes(component("number", "a", properties={"rule": "a != 13"}), "13") == ["rule"]


def test_numbers_in_persian_sentences_have_persian_digits() -> None:
    [fault] = validate(form(component("number", "a", validate={"max": 12})), {"a": ["13"]}, variables={}).faults
    assert "۱۲" in fault.fa
    assert "12" in fault.en


@pytest.mark.parametrize("kind", ["select", "radio"])
def test_only_known_options_are_taken(kind: str) -> None:
    field = choice(kind, "a", "x", "y")
    assert values(field, "y") == "y"
    assert values(field, "") is None
    assert codes(field, "z") == ["option"]
    assert codes({**field, "validate": required}, "") == ["must_choose"]
    assert codes(field, "x", "y") == ["twice"]


def test_a_checklist_yields_its_options_in_their_order() -> None:
    field = choice("checklist", "a", "x", "y", "z")
    assert values(field, "z", "x", "z", "") == ["x", "z"]
    assert values(field) == []
    assert codes(field, "x", "w") == ["option"]
    assert codes({**field, "validate": required}) == ["must_choose"]


def test_the_host_hands_in_options_by_their_key() -> None:
    sample = form(component("select", "expert", valuesKey="experts"))
    options = {"experts": [Option("ahmadi", "خانم احمدی", "Ms Ahmadi")]}
    assert validate(sample, {"expert": ["ahmadi"]}, variables={}, options=options).values == {"expert": "ahmadi"}
    assert [each.code for each in validate(sample, {"expert": ["ahmadi"]}, variables={}).faults] == ["option"]


def test_unknown_keys_are_refused_and_controls_are_passed_over() -> None:
    outcome = validate(form(component("textfield", "a")), {"a": ["1"], "b": ["2"], "_rows.a": ["3"]}, variables={})
    assert [(each.path, each.code) for each in outcome.faults] == [("b", "unknown")]
    assert outcome.values == {"a": "1"}
    assert outcome.raw["b"] == ["2"]


def test_a_read_only_field_yields_nothing_and_may_not_be_sent() -> None:
    sample = form(component("textfield", "a", readonly=True, validate=required))
    assert validate(sample, {}, variables={"a": "x"}).values == {}
    assert [each.code for each in validate(sample, {"a": ["y"]}, variables={}).faults] == ["readonly"]


def test_a_hidden_field_yields_no_value_and_is_not_required() -> None:
    reason = component("textarea", "reason", validate=required, conditional={"hide": '=decision = "approve"'})
    sample = form(choice("radio", "decision", "approve", "reject"), reason)
    approved = validate(sample, {"decision": ["approve"], "reason": ["x\x00"]}, variables={})
    assert approved.ok
    assert approved.values == {"decision": "approve"}
    assert approved.raw["reason"] == ["x\x00"]
    rejected = validate(sample, {"decision": ["reject"], "reason": [""]}, variables={})
    assert [(each.path, each.code) for each in rejected.faults] == [("reason", "required")]


def test_the_form_own_fields_come_before_what_the_case_held() -> None:
    reason = component("textarea", "reason", conditional={"hide": '=decision = "approve"'})
    sample = form(choice("radio", "decision", "approve", "reject"), reason)
    assert "reason" in validate(sample, {}, variables={"decision": "approve"}).values


def test_a_condition_may_ask_the_case() -> None:
    sample = form(component("textfield", "a", validate=required, conditional={"hide": "=urgent"}))
    assert validate(sample, {}, variables={"urgent": True}).ok
    assert not validate(sample, {}, variables={"urgent": False}).ok


def test_what_hides_is_itself_hidden_first() -> None:
    sample = form(
        component("checkbox", "a"),
        component("checkbox", "b", conditional={"hide": "=a"}),
        component("textfield", "c", validate=required, conditional={"hide": "=b"}),
    )
    assert validate(sample, {"b": ["true"]}, variables={}).ok
    assert [each.path for each in validate(sample, {"a": ["true"], "b": ["true"]}, variables={}).faults] == ["c"]


def test_a_hidden_group_hides_its_fields() -> None:
    group = {
        "type": "group", "id": "g", "label": "g", "conditional": {"hide": "=a"},
        "components": [component("textfield", "b", validate=required)],
    }  # fmt: skip
    sample = form(component("checkbox", "a"), group)
    assert validate(sample, {"a": ["true"]}, variables={}).ok
    assert not validate(sample, {}, variables={}).ok


def test_conditions_that_hide_each_other_come_to_an_end() -> None:
    sample = form(
        component("textfield", "a", conditional={"hide": "=b = null"}),
        component("textfield", "b", conditional={"hide": "=a != null"}),
    )
    assert validate(sample, {"a": ["1"], "b": ["2"]}, variables={}) == validate(
        sample, {"a": ["1"], "b": ["2"]}, variables={}
    )


def test_rows_become_a_list_of_contexts_and_blank_rows_are_left_out() -> None:
    sample = form(
        rows("accesses", component("textfield", "part", validate=required), choice("select", "level", "view"))
    )
    raw = {
        "accesses.2.part": ["b"],
        "accesses.0.part": ["a"],
        "accesses.0.level": ["view"],
        "accesses.1.part": [" "],
        "accesses.1.level": [""],
    }
    outcome = validate(sample, raw, variables={})
    assert outcome.ok
    assert outcome.values == {"accesses": [{"part": "a", "level": "view"}, {"part": "b", "level": None}]}


def test_faults_in_rows_name_the_row_as_it_was_typed() -> None:
    sample = form(
        rows("accesses", component("textfield", "part", validate=required), choice("select", "level", "view"))
    )
    raw = {"accesses.3.level": ["all"], "accesses.3.x": ["1"], "accesses.1000.part": ["1"], "accesses": ["1"]}
    faults = {each.path: each.code for each in validate(sample, raw, variables={}).faults}
    assert faults == {
        "accesses.3.part": "required",
        "accesses.3.level": "option",
        "accesses.3.x": "unknown",
        "accesses.1000.part": "unknown",
        "accesses": "unknown",
    }


def test_too_few_and_too_many_rows() -> None:
    sample = form(rows("a", component("textfield", "b"), min_rows="1", max_rows="2"))
    assert [each.code for each in validate(sample, {"a.0.b": [""]}, variables={}).faults] == ["few_rows"]
    many = {f"a.{index}.b": ["x"] for index in range(3)}
    assert [each.code for each in validate(sample, many, variables={}).faults] == ["many_rows"]


def test_what_may_stand_once_is_told_at_the_list_in_its_own_words() -> None:
    part = choice("select", "part", "archive", "meetings", validate=required)
    sample = form(rows("a", part, component("textfield", "why"), unique="part"))
    once = {"a.0.part": ["archive"], "a.1.part": ["meetings"], "a.1.why": ["x"], "a.2.part": [""]}
    assert validate(sample, once, variables={}).ok
    again = {**once, "a.1.part": ["archive"], "a.2.part": ["archive"], "a.3.part": ["meetings"]}
    [fault] = validate(sample, again, variables={}).faults
    assert (fault.path, fault.code) == ("a", "stands_twice")
    assert "“Archive” stands twice" in fault.en
    assert "«گزینهٔ archive» بیش از یک بار" in fault.fa


def test_empty_or_wrong_rows_do_not_stand_twice() -> None:
    sample = form(
        rows("a", component("textfield", "b", validate={"maxLength": 2}), component("textfield", "c"), unique="b")
    )
    raw = {"a.0.c": ["x"], "a.1.c": ["x"], "a.2.b": ["long"], "a.3.b": ["long"], "a.4.b": ["x"], "a.5.b": ["x "]}
    faults = [(each.path, each.code) for each in validate(sample, raw, variables={}).faults]
    assert faults == [("a", "stands_twice"), ("a.2.b", "too_long"), ("a.3.b", "too_long")]


def test_a_condition_in_a_row_sees_the_row_before_the_form() -> None:
    why = component("textfield", "why", validate=required, conditional={"hide": '=level != "manage" and not(strict)'})
    sample = form(component("checkbox", "strict"), rows("a", choice("select", "level", "view", "manage"), why))
    raw = {"a.0.level": ["view"], "a.1.level": ["manage"]}
    assert [each.path for each in validate(sample, raw, variables={}).faults] == ["a.1.why"]
    strict = raw | {"strict": ["on"]}
    assert [each.path for each in validate(sample, strict, variables={}).faults] == ["a.0.why", "a.1.why"]

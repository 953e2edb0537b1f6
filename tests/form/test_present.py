"""What a page shows: what stands in the fields, what may be hidden, what is wrong."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from engine.form import FieldView, Option, Words, present, validate
from engine.values import Value
from tests.form.build import choice, component, form, office_form, office_options, rows


def view(component_: dict[str, Any], *others: dict[str, Any], **how: Any) -> FieldView:
    how.setdefault("variables", {})
    return present(form(component_, *others), **how)[0]


def test_a_field_is_filled_from_the_case_in_the_reader_s_own_digits() -> None:
    assert view(component("number", "a"), variables={"a": Decimal("12.50")}).typed == Words("۱۲٫۵۰", "12.50")
    day = view(component("datetime", "a"), variables={"a": date(2026, 11, 24)})
    assert day.typed == Words("۱۴۰۵/۰۹/۰۳", "2026-11-24")
    assert day.kind == "date"
    text = component("textfield", "a")
    assert view(text, variables={"a": "اتاق 12"}).typed.fa == "اتاق 12"
    assert view({**text, "properties": {"digits": "latin"}}, variables={"a": "12"}).typed == Words("۱۲", "12")


def test_what_stands_there_can_be_sent_back_in_either_language() -> None:
    cases: list[tuple[str, Value]] = [("number", Decimal("-1234.5")), ("datetime", date(2025, 3, 20))]
    for kind, value in cases:
        sample = form(component(kind, "a"))
        [shown] = present(sample, variables={"a": value})
        for text in (shown.typed.fa, shown.typed.en):
            assert validate(sample, {"a": [text]}, variables={}).values == {"a": value}


def test_a_value_of_another_type_gives_way_to_the_default() -> None:
    field = component("number", "a", defaultValue=3)
    assert view(field, variables={"a": "three"}).typed.en == "3"
    assert view(field, variables={"a": True}).typed.en == "3"
    assert view(field).typed.en == "3"
    assert view(component("datetime", "a"), variables={"a": "2026-11-24"}).typed.en == ""
    assert view(choice("radio", "a", "x", "y", defaultValue="y"), variables={"a": 1}).chosen == ("y",)
    assert view(component("checkbox", "a", defaultValue=True)).chosen == ("true",)
    assert view(choice("checklist", "a", "x", "y"), variables={"a": ["y"]}).chosen == ("y",)


def test_a_decision_is_not_filled_from_the_desk_before() -> None:
    decision = choice("radio", "decision", "approve", "reject")
    decision["properties"]["prefill"] = "false"
    assert view(decision, variables={"decision": "approve"}).chosen == ()


def test_what_was_typed_stays_as_it_was_typed() -> None:
    shown = view(component("number", "a"), variables={"a": Decimal(5)}, raw={"a": ["۱۲x "]})
    assert shown.typed == Words("۱۲x ", "۱۲x ")
    assert view(component("checkbox", "a"), variables={"a": True}, raw={}).chosen == ()


def test_faults_stand_at_their_fields() -> None:
    sample = form(component("textfield", "a", validate={"required": True}), rows("b", component("number", "c")))
    raw = {"b.1.c": ["x"]}
    a, b = present(sample, variables={}, raw=raw, faults=validate(sample, raw, variables={}).faults)
    assert [each.code for each in a.faults] == ["required"]
    assert [[each.code for each in row.fields[0].faults] for row in b.rows] == [[], ["number"]]
    assert b.rows[1].fields[0].html_id == "field-b-1-c"


def test_a_condition_on_one_choice_says_when_the_field_is_needed() -> None:
    reason = component("textarea", "reason", conditional={"hide": '=decision != "reject"'})
    shown = view(reason, choice("radio", "decision", "approve", "reject"))
    assert shown.visible
    assert shown.conditional
    assert shown.depends_on == "decision"
    assert shown.hide_when == ("", "approve")
    assert shown.needed_when is not None
    assert "«گزینهٔ reject»" in shown.needed_when.fa
    assert "“Reject”" in shown.needed_when.en


def test_a_condition_on_a_box_knows_its_two_answers() -> None:
    shown = view(component("textfield", "b", conditional={"hide": "=not(a)"}), component("checkbox", "a"))
    assert (shown.depends_on, shown.hide_when) == ("a", ("",))


def test_a_condition_on_several_fields_leaves_the_field_on_the_page() -> None:
    field = component("textfield", "c", conditional={"hide": "=a and b"})
    shown = view(field, component("checkbox", "a"), component("checkbox", "b"))
    assert (shown.visible, shown.depends_on) == (True, None)


def test_what_the_case_alone_hides_is_not_on_the_page() -> None:
    field = component("textfield", "a", conditional={"hide": "=urgent"})
    assert not view(field, variables={"urgent": True}).visible
    assert view(field, variables={"urgent": False}).visible


def test_a_read_only_field_shows_words() -> None:
    radio = choice("radio", "a", "x", "y") | {"readonly": True, "validate": {"required": True}}
    shown = view(radio, variables={"a": "y"}, raw={"a": ["x"]})
    assert (shown.readonly, shown.required, shown.shown) == (True, False, Words("گزینهٔ y", "Y"))
    assert view(component("checkbox", "a", disabled=True), variables={"a": True}).shown == Words("بله", "Yes")
    several = choice("checklist", "a", "x", "y") | {"readonly": True}
    assert view(several, variables={"a": ["x", "y"]}).shown.fa == "گزینهٔ x، گزینهٔ y"


def test_rows_come_from_the_case_or_from_what_was_typed() -> None:
    sample = rows("a", component("textfield", "b"), row_label="ردیف", row_label_en="Row")
    fresh = view(sample)
    assert [row.label for row in fresh.rows] == [Words("ردیف ۱", "Row 1")]
    stored = view(sample, variables={"a": [{"b": "x"}, {"b": "y"}]})
    assert [row.fields[0].typed.fa for row in stored.rows] == ["x", "y"]
    typed = view(sample, variables={"a": [{"b": "x"}]}, raw={"a.1.b": ["z"], "_rows.a": ["3"]})
    assert [row.fields[0].typed.fa for row in typed.rows] == ["", "z", ""]
    assert [row.path for row in typed.rows] == ["a.0", "a.1", "a.2"]
    assert not view(rows("a", component("textfield", "b"), max_rows="1")).can_add


def test_a_condition_in_a_row_points_at_the_row() -> None:
    why = component("textfield", "why", conditional={"hide": '=level = "view"'})
    shown = view(rows("a", choice("select", "level", "view", "work"), why, min_rows="2"))
    assert [row.fields[1].depends_on for row in shown.rows] == ["a.0.level", "a.1.level"]
    outside = view(rows("a", why), choice("select", "level", "view"))
    assert outside.rows[0].fields[0].depends_on == "level"


def test_the_host_s_options_are_shown() -> None:
    views = present(office_form("desk_order"), variables={"expert": "ahmadi"}, options=office_options)
    expert = next(each for each in views if each.path == "expert")
    assert expert.options == (Option("ahmadi", "خانم احمدی", "Ms Ahmadi"),)
    assert expert.chosen == ("ahmadi",)

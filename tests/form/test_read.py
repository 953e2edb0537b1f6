"""Reading form-js schemas: what is taken, and that everything wrong is said at once, with its path."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

import pytest

from engine.form import FormFaults, read_form
from tests.form.build import choice, component, form, rows, schema


def faults_of(*components: dict[str, Any], **head: Any) -> dict[str, str]:
    with pytest.raises(FormFaults) as caught:
        read_form(schema(*components, **head), "sample.form")
    assert all(each.fa and each.en for each in caught.value.faults)
    return {each.path: each.en for each in caught.value.faults}


def test_a_form_has_its_keys_and_the_digest_of_its_bytes() -> None:
    source = schema(
        component("textfield", "name"),
        {"type": "group", "id": "g", "label": "g", "components": [component("number", "age")]},
        rows("accesses", component("textfield", "part")),
    )
    read = read_form(source, "sample.form")
    assert read.id == "sample"
    assert read.keys == {"name", "age", "accesses"}
    assert [field.key for field in read.fields] == ["name", "age", "accesses"]
    assert read.digest == sha256(source).hexdigest()


def test_a_label_without_english_stands_for_both() -> None:
    field = form(component("textfield", "name")).fields[0]
    assert field.label.en == field.label.fa == "برچسب name"


def test_all_faults_are_told_at_once_with_their_paths() -> None:
    faults = faults_of(
        component("taglist", "file"),
        component("textfield", "2x"),
        component("textfield", "a", validate={"pattern": "(a+)+", "maxLength": 10}),
        component("textfield", "a", conditional={"hide": "= b >"}),
    )
    assert faults.keys() == {
        "components[0].type",
        "components[1].key",
        "components[2].validate.pattern",
        "components[3].key",
        "components[3].conditional.hide",
    }
    assert "taglist" in faults["components[0].type"]
    assert "components[2].key" in faults["components[3].key"]


def test_the_message_names_the_file_and_every_fault_in_both_languages() -> None:
    with pytest.raises(FormFaults) as caught:
        read_form(schema(component("x", "a"), component("y", "b")), "sample.form")
    for language in ("fa", "en"):
        first, *rest = caught.value.message(language).splitlines()
        assert "sample.form" in first
        assert [line.split(":")[0] for line in rest] == ["components[0].type", "components[1].type"]


@pytest.mark.parametrize(
    ("bad", "path"),
    [
        (component("textfield", "a", validate={"minLength": 5, "maxLength": 4}), "validate.minLength"),
        (component("textfield", "a", validate={"maxLength": "many"}), "validate.maxLength"),
        (component("textfield", "a", validate={"required": "yes"}), "validate.required"),
        (component("textfield", "a", validate={"surprise": 1}), "validate.surprise"),
        (component("textarea", "a", validate={"pattern": "^a$"}), "validate.pattern"),
        (component("textfield", "a", label="=user.name"), "label"),
        (component("textfield", "a", readonly="=x"), "readonly"),
        (component("number", "a", validate={"min": 3, "max": 2}), "validate.min"),
        (component("number", "a", validate={"min": "=today()"}), "validate.min"),
        (component("number", "a", defaultValue="x"), "defaultValue"),
        (component("datetime", "a", subtype="time"), "subtype"),
        (component("datetime", "a", disallowPassedDates=True), "disallowPassedDates"),
        (component("select", "a"), "values"),
        (component("select", "a", valuesExpression="=x"), "valuesExpression"),
        (choice("radio", "a", "x", "x"), "values[1].value"),
        (choice("radio", "a", "x", defaultValue="y"), "defaultValue"),
        (choice("radio", "a", "x") | {"valuesKey": "xs"}, "values"),
        (rows("a", component("textfield", "b"), component("textfield", "b")), "components[1].key"),
        (rows("a", rows("b", component("textfield", "c"))), "components[0].type"),
        (rows("a", component("textfield", "b"), min_rows="3", max_rows="2"), "properties.min_rows"),
        (rows("a", component("textfield", "b"), unique="c"), "properties.unique"),
        (rows("a", component("textfield", "b"), unique="true"), "properties.unique"),
        (rows("a", choice("checklist", "b", "x"), unique="b"), "properties.unique"),
        ({"type": "group", "id": "g", "label": "g", "path": "p", "components": []}, "path"),
        ({"type": "text", "id": "t", "text": "{{name}}"}, "text"),
    ],
)
def test_what_cannot_be_kept_is_refused(bad: dict[str, Any], path: str) -> None:
    assert f"components[0].{path}" in faults_of(bad)


@pytest.mark.parametrize("head", [{"id": ""}, {"type": "other"}, {"schemaVersion": 3}, {"schemaVersion": "18"}])
def test_the_head_of_the_schema_is_checked(head: dict[str, Any]) -> None:
    assert faults_of(**head).keys() == head.keys()


@pytest.mark.parametrize(
    "source",
    [b"", b"[]", b"\xff", b'{"id": NaN}', b'{"id": "a", "id": "b"}', b"[" * 100_000, b'{"id": "a"}', b'{"id": 1}'],
)
def test_what_is_no_schema_is_refused(source: bytes) -> None:
    with pytest.raises(FormFaults):
        read_form(source, "sample.form")


def test_groups_may_not_stand_too_deep() -> None:
    group: dict[str, Any] = component("textfield", "a")
    for _ in range(7):
        group = {"type": "group", "id": "g", "label": "g", "components": [group]}
    assert any(path.endswith("components") for path in faults_of(group))


def test_components_that_are_no_objects_are_refused() -> None:
    assert faults_of(components=["text"]).keys() == {"components[0]"}
    assert faults_of(components={"a": 1}).keys() == {"components"}


def test_a_lone_surrogate_is_no_text() -> None:
    source = json.dumps({"id": "a", "components": [component("textfield", "a", label="\ud800")]}).encode()
    with pytest.raises(FormFaults) as caught:
        read_form(source, "sample.form")
    assert caught.value.faults[0].path == "components[0].label"

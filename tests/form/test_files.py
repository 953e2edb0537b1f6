"""Files on a form: references in, contexts out; nobody attaches what is not his or the case's own."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from engine.form import FormFaults, present, read_form, rearrange, validate, validate_json
from engine.form.files import size_words
from engine.form.model import FileField
from engine.values import decode, encode
from tests.form.build import choice, component, form, rows, schema


def file(number: int, name: str, kind: str = "application/pdf") -> dict[str, Any]:
    return {"digest": f"{number:064x}", "name": name, "type": kind, "size": Decimal(2048)}


scan, plan, photo = file(1, "نامه.pdf"), file(2, "plan.pdf"), file(3, "photo.png", "image/png")
handed = {"r-scan": scan, "r-plan": plan, "r-photo": photo}
needed = {"validate": {"required": True}}
one = form(component("filepicker", "scan", accept=".pdf, image/*", **needed))
several = form(component("filepicker", "scan", multiple=True, properties={"max_files": "2"}))


def codes(sample: Any, raw: dict[str, list[str]], case: dict[str, Any] | None = None) -> list[str]:
    return [each.code for each in validate(sample, raw, variables=case or {}, files=handed).faults]


def test_a_file_that_was_handed_in_becomes_a_value_that_the_history_can_hold() -> None:
    values = validate(one, {"scan": ["r-scan"]}, variables={}, files=handed).values
    assert values == {"scan": [scan]}
    assert decode(encode(values)) == values


def test_a_required_file_is_asked_for_and_an_optional_one_may_be_missing() -> None:
    assert codes(one, {}) == ["must_attach"]
    assert codes(one, {"scan": [""]}) == ["must_attach"]
    assert validate(several, {}, variables={}, files=handed).values == {"scan": []}


@pytest.mark.parametrize("posted", ["r-other", scan["digest"], "../../etc/passwd", "x" * 5000])
def test_a_reference_that_nobody_handed_in_is_refused_and_not_shown_again(posted: str) -> None:
    assert codes(one, {"scan": [posted]}) == ["no_such_file"]
    [view] = present(one, variables={}, raw={"scan": [posted]}, files=handed)
    assert view.files == ()


def test_what_the_case_holds_may_stay_by_its_digest_in_its_own_field_only() -> None:
    case = {"scan": [scan], "other": [plan]}
    assert validate(one, {"scan": [scan["digest"]]}, variables=case).values == {"scan": [scan]}
    assert codes(one, {"scan": [plan["digest"]]}, case) == ["no_such_file"]
    hidden = form(component("filepicker", "scan", properties={"prefill": "false"}))
    assert codes(hidden, {"scan": [scan["digest"]]}, case) == ["no_such_file"]


def test_a_correction_shows_what_was_attached_before() -> None:
    [view] = present(one, variables={"scan": [scan]})
    assert [(each.reference, each.name) for each in view.files] == [(scan["digest"], "نامه.pdf")]
    assert (view.kind, view.many, view.accept) == ("file", False, ".pdf,image/*")


@pytest.mark.parametrize("spoilt", ["x", [{}], [None], [{**scan, "digest": "zz"}], [{**scan, "size": "1"}], [scan, 1]])
def test_a_variable_that_is_no_file_is_passed_over(spoilt: Any) -> None:
    [view] = present(one, variables={"scan": spoilt})
    assert all(each.name == scan["name"] for each in view.files)
    assert codes(one, {"scan": ["zz"]}, {"scan": spoilt}) == ["no_such_file"]


def test_another_file_takes_the_place_of_the_one_before_and_several_stand_beside_each_other() -> None:
    posted = {"scan": ["r-scan", "r-plan"]}
    assert validate(one, posted, variables={}, files=handed).values == {"scan": [plan]}
    assert validate(several, posted, variables={}, files=handed).values == {"scan": [scan, plan]}


def test_the_same_file_counts_once() -> None:
    posted = {"scan": [scan["digest"], "r-scan", "r-scan"]}
    assert validate(several, posted, variables={"scan": [scan]}, files=handed).values == {"scan": [scan]}


def test_too_many_files_and_files_of_another_kind_are_faults_and_stay_on_the_page() -> None:
    three = {"scan": ["r-scan", "r-plan", "r-photo"]}
    assert codes(several, three) == ["many_files"]
    [view] = present(several, variables={}, raw=three, files=handed)
    assert [each.name for each in view.files] == ["نامه.pdf", "plan.pdf", "photo.png"]
    text = {"r-text": file(4, "a.txt", "text/plain")}
    [fault] = validate(one, {"scan": ["r-text"]}, variables={}, files=text).faults
    assert (fault.code, "a.txt" in fault.fa, ".pdf image/*" in fault.fa) == ("file_kind", True, True)
    assert codes(one, {"scan": ["r-photo"]}) == []


def test_a_button_takes_one_file_out_and_loses_nothing_else() -> None:
    sample = form(component("textfield", "a"), component("filepicker", "scan", multiple=True))
    raw = {"a": ["x"], "scan": ["r-scan", "r-plan"], "_remove": ["scan.r-scan"]}
    assert rearrange(sample, raw) == {"a": ["x"], "scan": ["r-plan"]}
    assert rearrange(sample, {**raw, "_remove": ["scan.zz"]}) == {"a": ["x"], "scan": ["r-scan", "r-plan"]}


def test_a_condition_may_ask_whether_there_is_a_file_and_may_hide_the_field() -> None:
    sample = form(
        choice("radio", "source", "here", "paper"),
        component("filepicker", "scan", conditional={"hide": '=source != "paper"'}, **needed),
        component("textfield", "why", conditional={"hide": "=count(scan) > 0"}, **needed),
    )
    assert codes(sample, {"source": ["here"], "why": ["x"]}) == []
    assert codes(sample, {"source": ["paper"], "why": ["x"]}) == ["must_attach"]
    assert codes(sample, {"source": ["paper"], "scan": ["r-scan"]}) == []


def test_a_file_may_stand_in_a_group_and_not_in_a_list() -> None:
    grouped = form({"type": "group", "id": "g", "label": "g", "components": [component("filepicker", "scan")]})
    assert isinstance(grouped.fields[0], FileField)
    with pytest.raises(FormFaults) as refused:
        form(rows("people", component("filepicker", "scan")))
    assert [each.path for each in refused.value.faults] == ["components[0].components[0].type"]


@pytest.mark.parametrize(
    ("more", "path"),
    [
        ({"multiple": "=x"}, "components[0].multiple"),
        ({"accept": "=x"}, "components[0].accept"),
        ({"properties": {"max_files": "3"}}, "components[0].properties.max_files"),
        ({"multiple": True, "properties": {"max_files": "51"}}, "components[0].properties.max_files"),
        ({"validate": {"minLength": 3}}, "components[0].validate.minLength"),
    ],
)
def test_what_a_file_field_cannot_mean_is_a_fault(more: dict[str, Any], path: str) -> None:
    with pytest.raises(FormFaults) as refused:
        read_form(schema(component("filepicker", "scan", **more)), "sample.form")
    assert [each.path for each in refused.value.faults] == [path]


def test_the_api_sends_references_too() -> None:
    assert validate_json(several, {"scan": ["r-scan"]}, variables={}, files=handed).values == {"scan": [scan]}
    assert [each.code for each in validate_json(several, {"scan": "r-scan"}, variables={}, files=handed).faults] == [
        "type"
    ]


@pytest.mark.parametrize(
    ("size", "fa", "en"),
    [(0, "۰ بایت", "0 bytes"), (1023, "۱۰۲۳ بایت", "1023 bytes"), (1024, "۱ کیلوبایت", "1 KB"),
     (1536, "۱٫۵ کیلوبایت", "1.5 KB"), (300_000, "۲۹۳ کیلوبایت", "293 KB"), (10 << 20, "۱۰ مگابایت", "10 MB")],
)  # fmt: skip
def test_sizes_read_as_people_say_them(size: int, fa: str, en: str) -> None:
    assert (size_words(size).fa, size_words(size).en) == (fa, en)

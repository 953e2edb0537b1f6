"""The office's own forms: all readable, bilingual, and there for every task that names one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from lxml import etree

from engine.feel import compile_expression
from engine.form import Words, present, validate
from engine.form.model import ChoiceField, Field, Group, Item, ListField, StaticText
from tests.form.build import office_form, office_forms, office_options

camunda = "{http://camunda.org/schema/1.0/bpmn}"
names = sorted(path.stem for path in office_forms.glob("*.form"))


def diagrams() -> list[Path]:
    return sorted(office_forms.parent.rglob("*.bpmn"))


def walk(items: tuple[Item, ...]) -> Iterator[Item]:
    for item in items:
        yield item
        if isinstance(item, Group | ListField):
            yield from walk(item.items)


def words(item: Item) -> Iterator[Words]:
    if isinstance(item, StaticText):
        yield item.words
    elif isinstance(item, Group | Field):
        yield item.label
    if isinstance(item, Field) and item.description:
        yield item.description
    if isinstance(item, ChoiceField):
        yield from (option.words for option in item.options)


@pytest.mark.parametrize("name", names)
def test_a_form_is_named_like_its_file_and_speaks_both_languages(name: str) -> None:
    form = office_form(name)
    assert form.id == name
    for item in walk(form.items):
        for each in words(item):
            assert each.fa
            assert each.en.isascii()
            assert each.fa != each.en


def test_every_form_a_diagram_names_is_there_and_every_form_is_named() -> None:
    named = set()
    for path in diagrams():
        named |= {each.get(f"{camunda}formKey") for each in etree.parse(path).iter() if each.get(f"{camunda}formKey")}
    assert named == set(names)


def test_every_expression_of_a_diagram_is_understood() -> None:
    for path in diagrams():
        for each in etree.parse(path).iter("{*}conditionExpression", "{*}timeDate", "{*}property", "{*}userTask"):
            texts = [each.text] if each.text and each.text.strip() else []
            texts += [value for value in each.attrib.values() if value.startswith("=")]
            assert all(compile_expression(text) for text in texts)


def test_what_names_a_person_is_marked_as_personal() -> None:
    personal = {each.key for name in names for each in office_form(name).fields if each.personal}
    assert personal == {
        "account_name",
        "answer",
        "answer_by",
        "answer_files",
        "attachments",
        "change_reason",
        "contact",
        "contractor_asks_it",
        "contractor_files",
        "contractor_result",
        "contractor_result_files",
        "letter_body",
        "letter_files",
        "letter_scan",
        "letter_signer",
        "letter_subject",
        "meeting_minutes",
        "meeting_people",
        "meeting_postponed_because",
        "minutes_files",
        "national_id",
        "person_name",
        "person_number",
        "problem",
        "question",
        "remarks",
        "reply_body",
        "reply_to_contractor",
        "request_reason",
        "result",
        "revoked_account",
        "satisfaction_remark",
        "site_account",
        "training_address",
        "training_needs",
        "training_proof",
        "tried",
    }


@pytest.mark.parametrize("name", [name for name in names if name.startswith("desk_")])
def test_a_desk_starts_without_a_decision_and_gives_a_reason_when_it_does_not_go_on(name: str) -> None:
    form = office_form(name)
    before = {"decision": "return", "reason": "old", "note": "old"}
    views = {view.path: view for view in present(form, variables=before, options=office_options)}
    assert views["decision"].chosen == ()
    assert views["reason"].typed.fa == views["note"].typed.fa == ""
    go_on = views["decision"].options[0].value
    for decision, ok in ((go_on, True), ("return", False), ("reject", False)):
        raw = {"decision": [decision], "expert": ["ahmadi"]} if "expert" in form.keys else {"decision": [decision]}
        assert validate(form, raw, variables=before, options=office_options).ok is ok
        assert validate(form, raw | {"reason": ["چون"]}, variables=before, options=office_options).ok
    assert [each.path for each in validate(form, {}, variables=before, options=office_options).faults] == ["decision"]


def test_an_order_names_the_expert() -> None:
    form = office_form("desk_order")
    [fault] = validate(form, {"decision": ["approve"]}, variables={"expert": "ahmadi"}, options=office_options).faults
    assert fault.path == "expert"


def test_what_was_created_is_recorded() -> None:
    raw = {
        "decision": ["created"], "account_name": ["m.karimi"], "granted": ["دبیرخانه"], "created_on": ["۱۴۰۵/۰۹/۰۳"],
        "credentials_handed": ["in_person"],
    }  # fmt: skip
    outcome = validate(office_form("inbox_created"), raw, variables={"$now": datetime(2026, 11, 24, tzinfo=UTC)})
    assert outcome.ok
    assert outcome.values["created_on"] == date(2026, 11, 24)
    [early] = validate(office_form("inbox_created"), raw, variables={"$now": datetime(2026, 11, 23, tzinfo=UTC)}).faults
    assert (early.path, early.code) == ("created_on", "rule")


@pytest.mark.parametrize(
    ("typed", "codes"), [("۰۴۹۹۳۷۰۸۹۹", []), ("0084575948", []), ("0084575947", ["rule"]), ("1234", ["too_short"])]
)
def test_a_national_id_has_the_right_check_digit(typed: str, codes: list[str]) -> None:
    raw = {"person_name": ["الف"], "person_number": ["1234"], "position": ["ب"], "national_id": [typed],
           "accesses.0.part": ["registry"], "accesses.0.level": ["view"]}  # fmt: skip
    assert [
        each.code for each in validate(office_form("sajad_request"), raw, variables={}, options=office_options).faults
    ] == codes


def test_a_request_names_at_least_one_access() -> None:
    raw = {"person_name": ["الف"], "person_number": ["1234"], "position": ["ب"], "accesses.0.part": [""]}
    [fault] = validate(office_form("inbox_request"), raw, variables={}, options=office_options).faults
    assert (fault.path, fault.code) == ("accesses", "few_rows")


def test_a_corrected_letter_shows_why_it_was_returned() -> None:
    case = {"reason": "جایگاه نوشته نشده است", "letter_subject": "درخواست کارتابل"}
    reason, _, draft = present(office_form("letter_correction"), variables=case)
    assert reason.readonly
    assert reason.shown.fa == case["reason"]
    views = {view.path: view for view in draft.fields}
    assert views["letter_subject"].typed.fa == case["letter_subject"]


@pytest.mark.parametrize("name", ["inbox_request", "sajad_request", "letter_correction"])
def test_a_part_is_asked_for_once(name: str) -> None:
    rows = {
        f"accesses.{index}.{key}": [value]
        for index in (0, 1)
        for key, value in (("part", "registry"), ("level", "view"))
    }
    outcome = validate(office_form(name), rows, variables={}, options=office_options)
    [twice] = [each for each in outcome.faults if each.path == "accesses"]
    assert "«دبیرخانه»" in twice.fa
    assert "“Registry”" in twice.en


def test_a_correction_asks_again_for_all_that_the_request_asked() -> None:
    correction = office_form("letter_correction")
    asked = {field.key: field for field in correction.fields}
    for request in (office_form("inbox_request"), office_form("sajad_request")):
        assert [asked[field.key].key for field in request.fields] == [field.key for field in request.fields]
    for field in office_form("inbox_request").fields:
        assert asked[field.key] == field


def test_a_correction_begins_with_what_the_case_has() -> None:
    accesses = [{"part": "registry", "level": "view"}]
    case = {"person_name": "مهدی کاظمی", "person_number": "482173", "position": "کارشناس", "accesses": accesses}
    views = present(office_form("letter_correction"), variables=case, options=office_options)
    shown = {view.path: view for group in views for view in group.fields}
    assert [shown[key].typed.fa for key in ("person_name", "person_number", "position")] == [
        "مهدی کاظمی", "۴۸۲۱۷۳", "کارشناس",
    ]  # fmt: skip
    [row] = shown["accesses"].rows
    assert [field.chosen for field in row.fields] == [("registry",), ("view",)]


def test_a_letter_begins_with_its_usual_subject_and_keeps_one_of_its_own() -> None:
    form = office_form("letter_draft")
    for case, subject in (({}, "درخواست کارتابل"), ({"letter_subject": "دیگر"}, "دیگر")):
        assert present(form, variables=case)[1].typed.fa == subject


def test_work_that_comes_back_begins_with_what_was_done_but_without_a_decision() -> None:
    case = {
        "decision": "rework", "reason": "ناقص است", "account_name": "m.kazemi", "granted": "بایگانی",
        "created_on": date(2026, 11, 22),
    }  # fmt: skip
    views = {view.path: view for view in present(office_form("inbox_created"), variables=case)}
    assert [views[key].typed.fa for key in ("account_name", "granted", "created_on")] == [
        "m.kazemi", "بایگانی", "۱۴۰۵/۰۹/۰۱",
    ]  # fmt: skip
    assert (views["decision"].chosen, views["reason"].typed.fa) == ((), "")

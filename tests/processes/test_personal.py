"""Values that name a person: sealed in state and records, readable on the case page, erased without breaking the proof."""

from __future__ import annotations

import json
from datetime import date

import pytest
from sqlalchemy import select

from engine.engine import TaskTaken
from engine.form import read_form
from engine.store.tables import DbInstance
from engine.values import Sealed
from processes.demo.paths.office_automation_inbox import REQUEST, SERVICE
from processes.forms import Sheet
from processes.permissions import NotYours
from tests.processes.build import ON_BY_DESK, Bench, Case, actor, letter, raw

NAME = "مهدی کاظمی"
SECRET = "این متن نام شخص را می‌برد"


def written(case: Case) -> str:
    """Return all that state and history hold of a case, as text."""
    with case.office.store.reading() as unit:
        records = [[record.body, list(record.derived)] for record in unit.records(case.instance)]
    return json.dumps([records, case.state.written], ensure_ascii=False)


def shown(case: Case) -> dict[str, str]:
    """Return the case's data as its page shows it: Persian words by English label."""
    return {label.en: value.fa for label, value in case.file().data}


def test_they_are_sealed_in_state_and_records_and_readable_on_the_page(bench: Bench) -> None:
    case = bench.asked()
    case.do("draft_letter", letter(letter_body=SECRET))
    assert isinstance(case.state.variables["person_name"], Sealed)
    assert NAME not in written(case)
    assert SECRET not in written(case)
    assert shown(case)["Name"] == NAME
    assert any(value.fa == NAME for entry in case.history() for _, value in entry.said)
    assert case.letters[0].body == SECRET


def test_a_form_is_filled_with_them(bench: Bench) -> None:
    case = bench.at_desk("sign_reply")
    sheet = case.office.task_sheet(case.instance, case.task("sign_reply").id)
    assert sheet is not None
    assert sheet.variables["account_name"] == "m.kazemi"


def test_erased_they_are_shown_as_erased_and_the_proof_still_holds(bench: Bench) -> None:
    case = bench.at_desk("paraph_letter")
    with bench.office.store.writing() as unit:
        unit.erase(case.instance, list(unit.personal(case.instance)))
    assert shown(case)["Name"] == "پاک شده است"
    assert case.proven().verdict.ok
    case.go_on("paraph_letter")
    assert case.difference is None


def test_nothing_of_a_refused_command_is_kept_in_the_clear(bench: Bench) -> None:
    case = bench.ask()
    task = case.task("draft_letter")
    values = case.valid(task, letter(letter_body=SECRET))
    with pytest.raises(NotYours):
        case.office.complete(actor("moradi"), case.instance, task.id, values)
    assert SECRET not in written(case)
    with case.office.store.reading() as unit:
        assert SECRET not in str(unit.personal(case.instance))


def test_who_comes_second_leaves_nothing_in_the_clear_either(bench: Bench) -> None:
    case = bench.ask()
    task = case.task("draft_letter")
    late = case.valid(task, letter(letter_body=SECRET))
    case.do("draft_letter", letter())
    with pytest.raises(TaskTaken):
        case.office.complete(actor("sarabi"), case.instance, task.id, late)
    assert case.records[-1].refused
    assert SECRET not in written(case)


def test_personal_values_of_a_request_that_is_refused_leave_nothing(bench: Bench) -> None:
    sheet = bench.office.request_sheet("sarabi", SERVICE)
    values = sheet.validate(raw(REQUEST)).values
    with pytest.raises(NotYours):
        bench.office.ask(actor("moradi"), SERVICE, values)
    with bench.office.store.reading() as unit:
        assert unit.session.scalars(select(DbInstance.id)).all() == []


def test_what_is_not_personal_is_in_the_clear(bench: Bench) -> None:
    case = bench.at_desk("refer_to_admin")
    assert ON_BY_DESK["paraph_letter"]["note"] in written(case)


def test_a_list_with_a_personal_field_in_its_rows_is_sealed_as_a_whole() -> None:
    row = {"type": "textfield", "id": "a", "key": "name", "label": "نام", "properties": {"personal": "true"}}
    plain = {"type": "textfield", "id": "b", "key": "room", "label": "اتاق"}
    rows = [
        {"type": "dynamiclist", "id": key, "path": key, "label": key, "isRepeating": True, "components": [inside]}
        for key, inside in (("guests", row), ("rooms", plain))
    ]
    schema = {"type": "default", "id": "visit", "schemaVersion": 18, "components": rows}
    form = read_form(json.dumps(schema).encode(), "visit.form")
    assert Sheet(form=form, variables={}, options={}, on=date(2026, 11, 24)).personal == {"guests"}

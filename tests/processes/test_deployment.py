"""Versions of services: shipped into an empty office, never over an owner's; running cases stay on theirs."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from engine.definition import Source
from processes import deployment
from processes.demo.paths.office_automation_inbox import SERVICE
from processes.deployment import SHIPPED, FaultyDiagram, NotOffered, bundle, definition_of, deploy, deploy_shipped
from tests.processes.build import MONDAY, ZONE, Bench, Case, raw
from tests.processes.build import bench as office_in

PATH = "called/letter_path.bpmn"


def faults(case: Case, typed: dict[str, str]) -> list[str]:
    """Return the fields that the open initialling finds at fault."""
    sheet = case.office.task_sheet(case.instance, case.task("paraph_letter").id)
    assert sheet is not None
    return [fault.path for fault in sheet.validate(raw(typed)).faults]


@pytest.fixture
def shipped(tmp_path: Path) -> Path:
    """A copy of the shipped diagrams that a test may change."""
    return Path(shutil.copytree(SHIPPED, tmp_path / "shipped"))


def changed(folder: Path, name: str, old: str, new: str) -> list[Source]:
    """Return the inbox service's sources with one text replaced in one file."""
    path = folder / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    return bundle(folder / f"{SERVICE}.bpmn")


def versions(bench: Bench) -> list[tuple[int, str]]:
    """Return version and reason of the newest deployment of the inbox in office automation."""
    with bench.office.store.reading() as unit:
        newest = deployment.newest(unit.session, SERVICE)
    return [(newest.version, newest.reason)]


def test_an_empty_office_gets_what_is_shipped_once(tmp_path: Path) -> None:
    with office_in(tmp_path / "new.db") as made:
        for expected in (sorted(path.stem for path in SHIPPED.glob("*.bpmn")), []):
            with made.office.store.writing() as unit:
                found = deploy_shipped(unit, at=MONDAY, time_zone=ZONE)
            assert [each.service for each in found] == expected
        assert versions(made) == [(1, "as shipped")]


def test_what_an_owner_deployed_is_not_overwritten(bench: Bench, shipped: Path) -> None:
    mine = definition_of(
        changed(shipped, "forms/desk_paraph.form", '"maxLength": 2000', '"maxLength": 1999'), time_zone=ZONE
    )
    with bench.office.store.writing() as unit:
        deploy(unit, mine, at=MONDAY, by="safavi", reason="shorter notes")
    with bench.office.store.writing() as unit:
        assert deploy_shipped(unit, at=MONDAY, time_zone=ZONE) == []
    assert versions(bench) == [(2, "shorter notes")]


def test_a_faulty_diagram_is_refused_with_all_itsfaults(shipped: Path) -> None:
    changed(shipped, PATH, 'camunda:formKey="desk_paraph"', 'camunda:formKey="no_such_form"')
    sources = changed(shipped, PATH, 'camunda:candidateGroups="hr_director"', 'camunda:candidateGroups="nob"')
    with pytest.raises(FaultyDiagram) as refused:
        definition_of(sources, time_zone=ZONE)
    told = " ".join(fault.en for fault in refused.value.faults)
    assert "no_such_form" in told
    assert "nob" in told
    assert len(refused.value.faults) >= 3
    assert all(fault.line > 0 and fault.file for fault in refused.value.faults)


def test_a_running_case_stays_on_its_diagram_and_its_forms(bench: Bench, shipped: Path) -> None:
    before = bench.at_desk("paraph_letter")
    form = shipped / "forms" / "desk_paraph.form"
    schema = json.loads(form.read_text("utf-8"))
    schema["components"].append(
        {"type": "textfield", "id": "Field_room", "key": "room", "label": "اتاق", "validate": {"required": True},
         "properties": {"label_en": "Room", "prefill": "false"}}
    )  # fmt: skip
    form.write_text(json.dumps(schema, ensure_ascii=False), "utf-8")
    sources = changed(shipped, PATH, "نامه را پاراف کنید", "نامه را با دقت پاراف کنید")
    with bench.office.store.writing() as unit:
        deploy(unit, definition_of(sources, time_zone=ZONE), at=MONDAY, by="safavi", reason="room wanted")
    after = bench.at_desk("paraph_letter")
    assert before.file("moradi").line.waiting_for[0].name.fa == "نامه را پاراف کنید"
    assert after.file("moradi").line.waiting_for[0].name.fa == "نامه را با دقت پاراف کنید"
    note = {"decision": "approve", "note": ""}
    assert [faults(case, note) for case in (before, after)] == [[], ["room"]]
    before.do("paraph_letter", note)
    after.do("paraph_letter", {**note, "room": "۱۲"})
    assert (before.difference, after.difference) == (None, None)


def test_a_service_the_office_does_not_have_is_not_offered(bench: Bench) -> None:
    with pytest.raises(NotOffered, match="espresso"):
        bench.office.request_sheet("sarabi", "espresso")

"""What holds for every diagram that is shipped: the catalogue's six services, and those that they call."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.definition import Definition
from engine.diagram.clocks import paused_clocks
from engine.diagram.graph import reached
from engine.diagram.model import Element, Process
from engine.diagram.read import read_diagram
from engine.spiff.deadlines import asks_clocks
from processes import deployment
from processes.demo.paths import PATHS
from processes.deployment import SHIPPED, definition_of, faults
from processes.shelf import CALLED, bundle
from processes.targets import stated_time
from processes.words import usual_time
from tests.processes.build import ZONE
from web.commands import check

SERVICES = (
    "office_automation_inbox", "sajad_inbox", "site_builder_access",
    "support_guidance", "support_process_change", "support_bug_fix",
)  # fmt: skip
FILES = sorted([*SHIPPED.glob("*.bpmn"), *(SHIPPED / CALLED).glob("*.bpmn")])
BY_NAME = pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)


def process_of(file: Path) -> Process:
    """Return the one process of a shipped diagram."""
    [process] = read_diagram(file.read_bytes(), file.name).processes.values()
    return process


def elements_of(file: Path, *kinds: str) -> Iterator[Element]:
    """Yield the elements of these kinds; of any kind where none is named."""
    return (each for each in process_of(file).elements().values() if not kinds or each.kind in kinds)


def service(key: str) -> Definition:
    """Return a shipped service's definition."""
    return definition_of(bundle(SHIPPED / f"{key}.bpmn"), time_zone=ZONE)


def test_the_catalogue_s_six_services_are_shipped_and_shown() -> None:
    assert {file.stem for file in SHIPPED.glob("*.bpmn")} == set(SERVICES)
    assert set(PATHS) == set(SERVICES)


@BY_NAME
def test_a_file_is_called_like_its_process_and_only_services_are_asked_for(file: Path) -> None:
    process = process_of(file)
    assert (process.id, process.executable) == (file.stem, True)
    assert process.startable is (file.parent == SHIPPED)


def test_they_are_checked_without_a_word(capsys: pytest.CaptureFixture[str]) -> None:
    assert check.run(FILES, as_json=True, language="en") == 0
    assert json.loads(capsys.readouterr().out) == {"checked": len(FILES), "ok": True, "faults": []}


@BY_NAME
def test_every_user_task_has_candidate_roles_a_form_and_a_timer_that_asks_a_clock(file: Path) -> None:
    process = process_of(file)
    timed = {each.attached_to or process.scopes[each.scope].parent for each in elements_of(file) if _asks_a_clock(each)}
    for task in elements_of(file, "userTask"):
        around = {task.id} | set(_scopes(process, task))
        assert task.candidate_groups, task.id
        assert task.form_key, task.id
        assert around & timed, f"{task.id} has no timer that asks a clock, nor has the subprocess around it"


def _asks_a_clock(element: Element) -> bool:
    return any(event.kind == "timer" and asks_clocks(event.expression or "") for event in element.events)


@BY_NAME
def test_every_timer_counts_working_time_or_waits_for_a_day_that_somebody_named(file: Path) -> None:
    named = {"contract_awaited"}
    timers = [each for each in elements_of(file) if any(event.kind == "timer" for event in each.events)]
    assert [each.id for each in timers if not _asks_a_clock(each) and each.id not in named] == []


@pytest.mark.parametrize("key", SERVICES)
def test_every_case_has_its_own_clock_that_stands_still_while_its_requester_is_asked(key: str) -> None:
    """R11: a task of the requester's stops the case's clock, and whatever else could run meanwhile."""
    definition = service(key)
    drawn = {each.properties.get("clock") for each in definition.elements.values()}
    assert definition.main.properties["clock"] == "case"
    for each in definition.elements.values():
        if each.kind == "userTask" and each.assignee == "=requester":
            assert "case" in paused_clocks(each.properties), each.id
    if "question_path" in definition.processes:
        asked = definition.element("question_path/answer_question")
        assert set(paused_clocks(asked.properties)) == drawn & {"layer", "contract"} | {"case"}


def _scopes(process: Process, task: Element) -> Iterator[str]:
    scope = process.scopes[task.scope]
    while scope.parent is not None:
        yield scope.id
        scope = process.scopes[scope.parent]


@BY_NAME
def test_names_are_persian_with_english_beside_them(file: Path) -> None:
    process = process_of(file)
    assert process.name
    assert process.properties.get("name_en")
    assert process.documentation
    for each in elements_of(file):
        assert each.documentation, each.id
        if each.name:
            assert any("\u0600" <= sign <= "\u06ff" for sign in each.name), each.id
            assert each.properties.get("name_en", "").isascii(), each.id
            assert each.properties.get("name_en"), each.id
        else:
            assert each.kind.endswith("Gateway"), f"{each.id} has no name"


@BY_NAME
def test_every_element_stands_in_a_lane(file: Path) -> None:
    assert [each.id for each in elements_of(file) if not each.lane] == []


@pytest.mark.parametrize("key", SERVICES)
def test_the_catalogue_tells_of_each_service_in_both_languages_and_its_time(key: str) -> None:
    """R3: the stated time is shown before asking."""
    definition = service(key)
    properties = definition.main.properties
    assert properties.get("description_fa")
    assert properties.get("description_en")
    assert stated_time(definition) or usual_time(definition)


@pytest.mark.parametrize("key", SERVICES)
def test_every_service_can_be_withdrawn_and_ends_with_a_confirmation(key: str) -> None:
    """R13, and the withdrawal of any case with a reason."""
    definition = service(key)
    starts = [each for each in definition.main.elements().values() if each.kind == "startEvent"]
    assert any(event.name == "withdrawal" for each in starts for event in each.events)
    assert "confirmation" in definition.processes


@pytest.mark.parametrize("key", SERVICES)
def test_an_escalation_never_holds_a_case_open(key: str) -> None:
    """R3: what a breach leads to lies in a scope that a terminate event ends together with the work."""
    for process in service(key).processes.values():
        for scope in process.scopes.values():
            for host in scope.elements.values():
                if host.kind != "boundaryEvent" or host.interrupting:
                    continue
                after = reached([host.id], lambda id, scope=scope: [flow.target for flow in scope.outgoing(id)])
                waits = [id for id in after if scope.elements[id].kind in ("userTask", "callActivity", "subProcess")]
                ends = [
                    event.kind for each in scope.elements.values() if each.kind == "endEvent" for event in each.events
                ]
                assert not waits or "terminate" in ends, (
                    f"{process.id}: {waits} behind {host.id} would hold {scope.id} open"
                )


def test_what_is_called_is_shipped_and_nothing_lies_about() -> None:
    called = {process for key in SERVICES for process in service(key).processes} - set(SERVICES)
    assert called == {file.stem for file in (SHIPPED / CALLED).glob("*.bpmn")}
    used = {(source.kind, source.name) for key in SERVICES for source in service(key).sources}
    forms = {("form", file.stem) for file in (SHIPPED / "forms").glob("*.form")}
    decisions = {("decision", file.name) for file in (SHIPPED / "decisions").glob("*.dmn")}
    assert (forms | decisions) - used == set()


def test_facts_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fact that no module declares would be an unknown variable to the check."""
    monkeypatch.setattr(deployment, "FACTS", frozenset({"unit"}))
    assert faults(bundle(SHIPPED / "office_automation_inbox.bpmn")) != []

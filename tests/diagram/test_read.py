"""A diagram is read as it was drawn."""

from __future__ import annotations

from typing import Any

import pytest

from engine.diagram.model import Event, Mapped
from engine.diagram.read import read_diagram
from tests.diagram.builder import Bpmn, multi_instance, timer, trigger


def read_one(bpmn: Bpmn, id: str = "t") -> Any:
    """Read the element of that id; tests name its fields without asking first whether they are None."""
    diagram = read_diagram(bpmn.xml(), "p.bpmn")
    return next(iter(diagram.processes.values())).elements()[id]


@pytest.mark.parametrize(
    "key",
    ["approval", "embedded:deployment:forms/approval.form", "camunda-forms:deployment:approval.form",
     "embedded:app:forms/approval.html", "forms/approval.form"],
)  # fmt: skip
def test_form_key_is_read_as_a_bare_id(key: str) -> None:
    assert read_one(Bpmn().user_task("t", form_key=key)).form_key == "approval"
    assert read_one(Bpmn().user_task("t", form_ref="approval")).form_key == "approval"


def test_an_expression_for_a_reference_is_kept_as_it_stands() -> None:
    assert read_one(Bpmn().call("t", "${a:b}")).called == "${a:b}"
    assert read_one(Bpmn().user_task("t", form_key="${a/b}")).form_key == "${a/b}"


def test_user_task_is_read_with_everything_on_it() -> None:
    task = read_one(
        Bpmn().user_task(
            "t", name="بررسی",
            candidate_users="ali, sara", due_date="=due", priority="5", properties={"b": "1", "a": "2"},
            body="<documentation> why </documentation>",
        )
    )  # fmt: skip

    assert (task.name, task.documentation, task.candidate_users) == ("بررسی", "why", "ali, sara")
    assert (task.due_date, task.priority) == ("=due", "5")
    assert list(task.properties.items()) == [("b", "1"), ("a", "2")]


def test_events_resolve_what_they_refer_to() -> None:
    bpmn = Bpmn().message("m", "paid").error("err", "E1").boundary("b", "t", trigger("error", "tns:err"))
    bpmn.receive("t", "m").catch("c", timer("timeDate", " =due ")).catch("d", trigger("message", "gone"))

    assert read_one(bpmn, "b").events[0].code == "E1"
    assert (read_one(bpmn, "b").attached_to, read_one(bpmn, "b").interrupting) == ("t", True)
    assert read_one(bpmn).events == (Event(kind="message", line=read_one(bpmn).line, ref="m", name="paid"),)
    assert (read_one(bpmn, "c").events[0].timer, read_one(bpmn, "c").events[0].expression) == ("timeDate", "=due")
    assert (read_one(bpmn, "d").events[0].ref, read_one(bpmn, "d").events[0].name) == ("gone", None)


def test_event_definition_beside_the_processes_is_found() -> None:
    definition = '<signalEventDefinition id="def" signalRef="sig"/>'
    bpmn = Bpmn().signal("sig", "alarm").root(definition).catch("t", "<eventDefinitionRef>def</eventDefinitionRef>")
    assert [(event.kind, event.name) for event in read_one(bpmn).events] == [("signal", "alarm")]


def test_multi_instance_is_read_in_both_ways_of_writing() -> None:
    loop = read_one(Bpmn().task("t", body=multi_instance("units", "unit", sequential=True, until="done"))).loop
    assert (loop.collection, loop.element_variable, loop.sequential) == ("units", "unit", True)
    assert (loop.completion_condition, loop.cardinality) == ("done", None)

    standard = "<loopDataInputRef>units</loopDataInputRef><inputDataItem id='unit'/>"
    body = f"<multiInstanceLoopCharacteristics>{standard}</multiInstanceLoopCharacteristics>"
    loop = read_one(Bpmn().task("t", body=body)).loop
    assert (loop.collection, loop.element_variable) == ("units", "unit")


def test_mappings_are_read() -> None:
    inside = (
        '<camunda:in source="a" target="b"/><camunda:out sourceExpression="c" target="d"/><camunda:in variables="all"/>'
    )
    call = read_one(Bpmn().call("t", "tns:other", inside=inside))

    written = [(mapped.direction, mapped.target, mapped.expression) for mapped in call.mapped]
    assert written == [("in", "b", "=a"), ("out", "d", "=c"), ("in", "*", "*")]
    assert isinstance(call.mapped[0], Mapped)
    assert call.called == "other"


def test_lanes_reach_into_subprocesses() -> None:
    bpmn = Bpmn().lane("desk", "t", "sub").task("t").subprocess("sub").task("inner").close().task("free")
    assert [read_one(bpmn, id).lane for id in ("t", "sub", "inner", "free")] == ["desk", "desk", "desk", None]


def test_scopes_are_kept_apart() -> None:
    diagram = read_diagram(Bpmn("p").subprocess("sub").task("inner").close().task("t").xml(), "p.bpmn")
    scopes = diagram.processes["p"].scopes

    assert {id: (scope.parent, list(scope.elements)) for id, scope in scopes.items()} == {
        "p": (None, ["sub", "t"]),
        "sub": ("p", ["inner"]),
    }


def test_condition_keeps_its_equals_sign_and_its_line() -> None:
    diagram = read_diagram(Bpmn("p").task("a").task("b").flow("a", "b", " = x > 1 \n").xml(), "p.bpmn")
    [flow] = diagram.processes["p"].scopes["p"].flows.values()

    assert (flow.condition, flow.source, flow.target) == ("= x > 1", "a", "b")
    assert flow.line == 6

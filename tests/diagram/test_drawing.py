"""Of a diagram, what is drawn: all that is seen, and nothing by which the engine runs. That it looks the same: tests/browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from engine.diagram.drawing import drawing
from engine.diagram.xml import BPMN, NotXml

SHIPPED = sorted((Path(__file__).parents[2] / "bpmn_diagrams").rglob("*.bpmn"))
DI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
ASKED = b"""<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn">
<process id="p"><documentation>why</documentation>
<userTask id="t" name="A" camunda:formKey="secret_form" camunda:candidateGroups="secret_role"><extensionElements>
<camunda:properties><camunda:property name="name_en" value="An A"/><camunda:property name="layer" value="secret_layer"/></camunda:properties>
<camunda:taskListener event="create"/></extensionElements>
<multiInstanceLoopCharacteristics isSequential="true"><loopCardinality>secret_times</loopCardinality></multiInstanceLoopCharacteristics></userTask>
<boundaryEvent id="b" attachedToRef="t" cancelActivity="false"><timerEventDefinition id="d"><timeDate>secret_date</timeDate></timerEventDefinition></boundaryEvent>
<sequenceFlow id="f" sourceRef="t" targetRef="e"><conditionExpression>secret_condition</conditionExpression></sequenceFlow>
<endEvent id="e"><extensionElements><camunda:properties><camunda:property name="layer" value="x"/></camunda:properties></extensionElements></endEvent>
<textAnnotation id="n"><text>read me</text></textAnnotation></process></definitions>"""


def found(source: bytes, tag: str, attribute: str) -> list[str | None]:
    """Return what an attribute of the elements of a tag says, in the order of the file."""
    return [xml.get(attribute) for xml in etree.fromstring(source).iter(tag)]


def test_what_the_engine_runs_by_is_left_out() -> None:
    drawn = drawing(ASKED, "asked.bpmn")

    assert b"secret" not in drawn
    assert b"why" not in drawn
    assert found(drawn, f"{{{BPMN}}}endEvent", "id") == ["e"]
    assert b"taskListener" not in drawn


def test_what_is_seen_stays() -> None:
    drawn = drawing(ASKED, "asked.bpmn")

    assert found(drawn, "{http://camunda.org/schema/1.0/bpmn}property", "name") == ["name_en"]
    assert found(drawn, f"{{{BPMN}}}multiInstanceLoopCharacteristics", "isSequential") == ["true"]
    assert found(drawn, f"{{{BPMN}}}boundaryEvent", "cancelActivity") == ["false"]
    assert found(drawn, f"{{{BPMN}}}timerEventDefinition", "id") == ["d"]
    assert len(found(drawn, f"{{{BPMN}}}conditionExpression", "id")) == 1
    assert b"<text>read me</text>" in drawn


@pytest.mark.parametrize("path", SHIPPED, ids=[path.stem for path in SHIPPED])
def test_of_what_is_shipped_every_shape_stays_where_it_is(path: Path) -> None:
    whole = path.read_bytes()
    drawn = drawing(whole, path.name)

    for tag in (f"{DI}BPMNShape", f"{DI}BPMNEdge"):
        ids = found(whole, tag, "bpmnElement")
        assert found(drawn, tag, "bpmnElement") == ids
        assert set(ids) <= {xml.get("id") for xml in etree.fromstring(drawn).iter()}
    assert b"camunda:formKey" not in drawn
    assert len(drawn) < 0.75 * len(whole)


def test_what_cannot_be_read_is_said() -> None:
    with pytest.raises(NotXml, match=r"asked\.bpmn"):
        drawing(b"<definitions", "asked.bpmn")

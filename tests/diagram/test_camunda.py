"""What Camunda's modeler writes is honoured, refused or warned of: nothing is dropped unseen."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

import pytest

from engine.diagram.camunda import ACTIVITIES, MEANINGS, Meaning
from engine.diagram.check import check
from engine.diagram.model import Diagram
from engine.diagram.read import read_diagram
from tests.diagram.worlds import WORLD

ROOT = Path(__file__).parents[2]
MODDLE = ROOT / "node_modules" / "camunda-bpmn-moddle" / "resources" / "camunda.json"
EVENTS = {"messageEventDefinition", "signalEventDefinition", "errorEventDefinition", "escalationEventDefinition",
          "conditionalEventDefinition"}  # fmt: skip
HOLDERS = {
    "camunda:in": '<callActivity id="x"><extensionElements>{}</extensionElements></callActivity>',
    "camunda:out": '<callActivity id="x"><extensionElements>{}</extensionElements></callActivity>',
    "camunda:property": '<task id="x"><extensionElements><camunda:properties>{}</camunda:properties></extensionElements></task>',
    "camunda:properties": '<task id="x"><extensionElements>{}</extensionElements></task>',
    "camunda:inputOutput": '<task id="x"><extensionElements>{}</extensionElements></task>',
}
IO = '<task id="x"><extensionElements><camunda:inputOutput>{}</camunda:inputOutput></extensionElements></task>'
IN_PARAMETER = IO.format('<camunda:inputParameter name="p">{}</camunda:inputParameter>')
NEEDS = {
    ("attribute", "source"): ' target="t"', ("attribute", "sourceExpression"): ' target="t"',
    ("attribute", "target"): ' source="t"', ("attribute", "local"): ' source="s" target="t"',
    ("attribute", "id"): ' value="v"', ("attribute", "value"): ' name="n"',
}  # fmt: skip
INSIDE = {
    "inputOutput": '<camunda:inputParameter name="p">1</camunda:inputParameter>',
    "properties": '<camunda:property name="p" value="v"/>',
    "list": "<camunda:value>1</camunda:value>",
    "map": '<camunda:entry key="k">1</camunda:entry>',
    "script": "1",
    "value": "2",
}
OWN = {"property": ' name="p" value="v"', "entry": ' key="k"', "in": ' source="s" target="t"', "out": ' source="s" target="t"',
       "inputParameter": ' name="p"', "outputParameter": ' name="p"'}  # fmt: skip
VALUES = {"variables": "all", "calledElementBinding": "latest", "type": "java", "exclusive": "false", "scriptFormat": "groovy",
          "isStartableInTasklist": "false", "formRefBinding": "latest", "decisionRefBinding": "latest"}  # fmt: skip

PAIRS = [
    pytest.param(meaning, on, id=f"{meaning.name}-{on}")
    for meaning in MEANINGS
    for on in sorted(meaning.on)
    if not (meaning.name.startswith("modelerTemplate") and on not in ("process", "task"))
]


def written(meaning: Meaning, on: str, *, present: bool = True) -> str:
    """Return a file in which the name stands on such a thing, or the same file without it."""
    value = quoteattr(VALUES.get(meaning.name, "true"))
    attribute, inside = "", ""
    if meaning.kind == "attribute":
        prefix = "" if on.startswith("camunda:") else "camunda:"
        attribute = f" {prefix}{meaning.name}={value}" if present else ""
        attribute += NEEDS.get((meaning.kind, meaning.name), "") if on.startswith("camunda:") else ""
    elif present:
        inside = f"<camunda:{meaning.name}{OWN.get(meaning.name, '')}>{INSIDE.get(meaning.name, '')}</camunda:{meaning.name}>"
    return document(on, attribute, inside)


def document(on: str, attribute: str, inside: str) -> str:
    """Return a file with one thing of the tag `on` that has the attribute, or the element inside."""
    extension = f"<extensionElements>{inside}</extensionElements>" if inside else ""
    head = ('<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="u" '
            'xmlns:camunda="http://camunda.org/schema/1.0/bpmn"{}>{}</definitions>')  # fmt: skip
    process = (
        '<error id="er" errorCode="E"/><signal id="er" name="E"/><process id="p" isExecutable="true"{}>{}</process>'
    )
    match on:
        case "definitions":
            return head.format(attribute, "")
        case "process":
            return head.format("", process.format(attribute, extension))
        case "collaboration":
            return head.format("", f'<collaboration id="c"{attribute}>{extension}</collaboration>')
        case "error":
            catch = '<boundaryEvent id="b" attachedToRef="x"><errorEventDefinition errorRef="e2"/></boundaryEvent>'
            return head.format("", f'<error id="e2" errorCode="E"{attribute}/>' + process.format("", catch))
        case "multiInstanceLoopCharacteristics":
            body = f'<task id="x"><{on}{attribute}>{extension}</{on}></task>'
        case "conditionExpression":
            body = f'<sequenceFlow id="x" sourceRef="a" targetRef="b"><{on}{attribute}>1</{on}></sequenceFlow>'
        case "condition":
            body = f'<startEvent id="x"><conditionalEventDefinition><{on}{attribute}>1</{on}></conditionalEventDefinition></startEvent>'
        case _ if on in EVENTS:
            kind = on.removesuffix("EventDefinition")
            ref = f' {kind}Ref="er"' if kind in ("error", "signal") else ""
            body = f'<intermediateThrowEvent id="x"><{on}{ref}{attribute}>{extension}</{on}></intermediateThrowEvent>'
        case _ if on.startswith("camunda:"):
            body = in_extension(on, attribute, inside)
        case _:
            body = f'<{on} id="x"{attribute}>{extension}</{on}>'
    return head.format("", process.format("", body))


def in_extension(on: str, attribute: str, inside: str) -> str:
    """Return a node in whose extension elements `on` stands."""
    text = "" if inside else "1"
    match on:
        case "camunda:inputParameter" | "camunda:outputParameter":
            named = attribute or ' name="p"'
            return IO.format(f"<{on}{named}>{inside or text}</{on}>")
        case "camunda:script" | "camunda:list" | "camunda:map":
            return IN_PARAMETER.format(f"<{on}{attribute}>{inside or (text if on == 'camunda:script' else '')}</{on}>")
        case "camunda:value":
            return IN_PARAMETER.format(f"<camunda:list><{on}{attribute}>1</{on}></camunda:list>")
        case "camunda:entry":
            return IN_PARAMETER.format(f"<camunda:map><{on}{attribute}>{inside or text}</{on}></camunda:map>")
    return HOLDERS[on].format(f"<{on}{attribute}>{inside}</{on}>")


def bare(xml: str) -> Diagram:
    """Read a file, without the list of all extensions: what is left is what was given a meaning."""
    return dataclasses.replace(read_diagram(xml.encode(), "p.bpmn"), extensions=())


@pytest.mark.parametrize(("meaning", "on"), PAIRS)
def test_each_name_is_read_or_spoken_of(meaning: Meaning, on: str) -> None:
    xml, without = written(meaning, on), written(meaning, on, present=False)
    faults = check(read_diagram(xml.encode(), "p.bpmn"), world=WORLD)
    spoken = [
        fault
        for fault in faults
        if fault.code.startswith("camunda-") or (meaning.rule and fault.code == meaning.rule.code)
    ]

    if meaning.outcome == "honoured":
        assert bare(xml) != bare(without)
        assert not [fault for fault in spoken if meaning.name in fault.en and fault.code.startswith("camunda-")]
    elif meaning.outcome == "drawn":
        assert bare(xml) == bare(without)
        assert not [fault for fault in spoken if fault.code.startswith("camunda-")]
    else:
        assert meaning.rule
        assert meaning.rule.severity == ("error" if meaning.outcome == "refused" else "warning")
        assert [fault for fault in spoken if fault.code == meaning.rule.code], [fault.en for fault in faults]


def facts() -> Iterator[tuple[str, str]]:
    """Yield every attribute and element that the modeler's own description of the namespace has."""
    types: list[dict[str, Any]] = json.loads(MODDLE.read_text(encoding="utf-8"))["types"]
    inner = {"Connector", "Field", "FormProperty", "FormData", "FormField", "Validation", "Constraint", "ErrorEventDefinition",
             "ExecutionListener", "TaskListener", "PotentialStarter"}  # fmt: skip
    for described in types:
        name = str(described["name"])
        allowed = described.get("meta", {}).get("allowedIn")
        if allowed is not None and not described.get("isAbstract") and not described.get("extends"):
            yield "element", name[0].lower() + name[1:]
        if name in inner:
            continue  # refused as a whole, with all that is inside
        for prop in described.get("properties", []):
            if prop.get("isAttr"):
                yield "attribute", prop["name"].removeprefix("camunda:")


@pytest.mark.node
def test_everything_that_the_modeler_knows_has_a_meaning() -> None:
    known = {(meaning.kind, meaning.name) for meaning in MEANINGS}
    assert set(facts()) - known == set()


def test_every_meaning_is_documented() -> None:
    text = (ROOT / "docs" / "attributes.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (.*?) \| (.*?) \| (.*?) \|", text, re.MULTILINE)[2:]

    assert [tuple(row) for row in rows] == [row for meaning in MEANINGS for row in [documented(meaning)]]


def documented(meaning: Meaning) -> tuple[str, str, str]:
    """Return the row of docs/attributes.md: what is written, where, what becomes of it."""
    name = f"`{meaning.name}`" if meaning.kind == "attribute" else f"`<{meaning.name}>`"
    many = "activities" if meaning.on == ACTIVITIES else "nodes, flows, processes" if len(meaning.on) > 8 else ""
    on = many or ", ".join(f"`{tag}`" for tag in sorted(meaning.on))
    rule = f" (`{meaning.rule.code}`)" if meaning.rule else ""
    why = f": {meaning.why.en}" if meaning.why.en else ""
    fine = f", but for {' or '.join(sorted(meaning.harmless))}" if meaning.harmless else ""
    return name, on, f"{meaning.outcome}{rule}{fine}{why}"

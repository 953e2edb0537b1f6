"""Whatever is done to a file, bytes or tree, the check answers; what it accepts can be built and started."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from engine.completion.command import Actor, Start
from engine.completion.step import step
from engine.definition import Source, define
from engine.diagram.read import read_diagram
from engine.errors import KartablError
from engine.examine import File, examine
from tests.diagram.faulty import FAULTY, SCHEMA
from tests.diagram.test_sound import everything

SOURCES = [everything().xml(drawn=True), *(xml for sources in {**FAULTY, **SCHEMA}.values() for xml in sources)]
ODD = [
    "",
    " ",
    "=",
    "${x}",
    "=1 +",
    "x" * 300,
    "-1",
    "true",
    "P1D",
    "R/PT0S",
    "a:b:c",
    "۱۲",
    '"',
    "=for a in 1..9 return a",
    "a",
    "s",
    "e",
]
TAGS = ["task", "userTask", "subProcess", "startEvent", "endEvent", "boundaryEvent", "exclusiveGateway", "parallelGateway",
        "inclusiveGateway", "eventBasedGateway", "timerEventDefinition", "messageEventDefinition", "errorEventDefinition",
        "multiInstanceLoopCharacteristics", "laneSet", "callActivity", "sequenceFlow", "extensionElements"]  # fmt: skip
SPACE = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"


@st.composite
def damaged_trees(draw: st.DrawFn) -> bytes:
    """Draw a file whose elements were removed, doubled, moved, renamed, and whose texts were changed."""
    root = etree.fromstring(draw(st.sampled_from(SOURCES)))
    for _ in range(draw(st.integers(1, 6))):
        every = [xml for xml in root.iter() if xml is not root]
        if not every:
            break
        xml = draw(st.sampled_from(every))
        parent = xml.getparent()
        match draw(st.integers(0, 5)):
            case 0 if parent is not None:
                parent.remove(xml)
            case 1 if parent is not None:
                parent.append(etree.fromstring(etree.tostring(xml)))
            case 2:
                inside = set(xml.iter())
                place = draw(st.sampled_from([other for other in [root, *every] if other not in inside] or [root]))
                place.append(xml)
            case 3:
                xml.tag = SPACE + draw(st.sampled_from(TAGS))
            case 4 if xml.attrib:
                name = draw(st.sampled_from(sorted(xml.attrib)))
                xml.set(name, draw(st.sampled_from([*ODD, *(str(other.get("id", "a")) for other in every[:30])])))
            case _:
                xml.text = draw(st.sampled_from(ODD))
    return etree.tostring(root)


def answers(source: bytes) -> None:
    """Check a file; where it has no errors, build and start it."""
    found = examine(
        [File(kind="diagram", name="p.bpmn", content=source)], groups=["clerks", "experts"], variables=["unit"]
    )
    assert all(fault.en and fault.fa and fault.line > 0 for fault in found)
    if any(fault.severity == "error" for fault in found):
        return
    diagram = read_diagram(source, "p.bpmn")
    process = next(key for key, process in diagram.processes.items() if process.executable)
    definition = define(process, [Source(kind="diagram", name="p.bpmn", content=source)])
    begin = Start(actor=Actor(id="somebody", authn="test"), at=datetime(2026, 3, 21, 8, tzinfo=UTC))
    try:
        step(definition, None, begin, 1)
    except KartablError:
        return  # a loop without end, a list that is none: said in words


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(damaged_trees())
def test_a_damaged_tree_is_answered_and_what_is_accepted_runs(source: bytes) -> None:
    answers(source)


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(SOURCES), st.integers(0, 10_000), st.binary(max_size=8), st.integers(0, 40))
def test_damaged_bytes_are_answered(source: bytes, at: int, put: bytes, length: int) -> None:
    at %= len(source)
    answers(source[:at] + put + source[at + length :])


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_answered(source: bytes) -> None:
    answers(source)

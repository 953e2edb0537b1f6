"""The examples of docs/clocks.md and of the page `/targets`, each run as a timer of a diagram."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from html import escape
from pathlib import Path

import pytest

from engine.calendar import NoWorkingTime, WorkingCalendar
from engine.definition import Source, define
from engine.diagram.clocks import drawn_clock
from engine.examine import File, examine
from engine.feel import compile_expression
from engine.feel.builtins.deadlines import DEADLINES
from processes.clocks.examples import CALENDAR, DRAWN, PLAIN, TARGETS, WAITING, XML, Example, text_of
from tests.behaviour.play import DIAGRAMS, Play

TEXT = (Path(__file__).parents[2] / "docs" / "clocks.md").read_text(encoding="utf-8")
EXAMPLES = [*PLAIN, *WAITING]
FIXTURE = (DIAGRAMS / "clock_examples.bpmn").read_text(encoding="utf-8")
KEPT = {CALENDAR.digest: CALENDAR}


def playing(
    feel: str, begun: datetime, calendar: WorkingCalendar = CALENDAR, kept: Mapping[str, WorkingCalendar] = KEPT
) -> Play:
    """Return a case of the examples' diagram, its timer asking what the example asks, begun at that time; `kept`: calendars by digest."""
    play = Play("clock_examples", now=begun, calendars=kept.__getitem__)
    asking = FIXTURE.replace('<timeDate>contract deadline("resolution")<', f"<timeDate>{escape(feel, quote=False)}<")
    play.definition = define("main", [Source(kind="diagram", name="clock_examples.bpmn", content=asking.encode())])
    return play.start(calendar=calendar.key, calendars={calendar.key: calendar.digest})


def test_the_documentation_has_the_examples_and_no_others() -> None:
    blocks = re.findall(r"^```clocks\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)
    assert blocks == [text_of(PLAIN), text_of(WAITING)]


def test_there_is_an_example_of_every_function() -> None:
    assert len(EXAMPLES) > 15
    assert {name for name in DEADLINES if not any(one.feel.startswith(name) for one in EXAMPLES)} == set()
    assert set(re.findall(r"`(\w+ deadline)\(", TEXT)) == set(DEADLINES)


def test_the_diagram_draws_the_targets_that_the_examples_name() -> None:
    main = define("main", [Source(kind="diagram", name="x.bpmn", content=FIXTURE.encode())]).main
    drawn = [drawn_clock(thing.properties) for thing in (main, *main.elements().values())]
    targets = {each.name: compile_expression(each.targets or "").evaluate({}) for each in drawn if each is not None}
    assert targets == TARGETS


@pytest.mark.parametrize("one", EXAMPLES, ids=str)
def test_example(one: Example) -> None:
    play = playing(one.feel, one.begun)
    if one.wait and one.due > one.wait[0]:
        play.now = one.wait[0]
        play.complete("work", ask=True)
        assert play.jobs == []
        play.now = one.wait[1]
        play.complete("answer")
    assert play.due("late") == one.due


def test_a_fraction_beyond_all_time_is_refused() -> None:
    with pytest.raises(NoWorkingTime):
        playing('layer deadline("resolution", 10 ** 6000)', PLAIN[0].begun)


NAMESPACES = (
    'xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" '
    'targetNamespace="urn:test"'
)


def test_what_an_owner_is_told_to_write_has_no_fault() -> None:
    value = {name: escape(text) for name, text in DRAWN.items()}
    drawing = XML.replace(
        "</camunda:properties>",
        f"""<camunda:property name="clock_calendar" value="{value["clock_calendar"]}"/>
        <camunda:property name="clock_decision" value="{value["clock_decision"]}"/>
        <camunda:property name="pauses" value="{value["pauses"]}"/></camunda:properties>""",
    )
    whole = f"""<bpmn:definitions {NAMESPACES}><bpmn:process id="main" isExecutable="true">
      <bpmn:startEvent id="start" name="x"/>{drawing}<bpmn:boundaryEvent id="soon" attachedToRef="answer" cancelActivity="false">
        <bpmn:timerEventDefinition><bpmn:timeDate>{DRAWN["reminder"]}</bpmn:timeDate></bpmn:timerEventDefinition>
      </bpmn:boundaryEvent><bpmn:endEvent id="end"/><bpmn:endEvent id="told"/><bpmn:endEvent id="soon_told"/>
      <bpmn:sequenceFlow id="a" sourceRef="start" targetRef="answer"/><bpmn:sequenceFlow id="b" sourceRef="answer" targetRef="end"/>
      <bpmn:sequenceFlow id="c" sourceRef="late" targetRef="told"/><bpmn:sequenceFlow id="d" sourceRef="soon" targetRef="soon_told"/>
    </bpmn:process></bpmn:definitions>"""
    file = File(kind="diagram", name="x.bpmn", content=whole.encode())
    found = examine([file], groups=["it_expert"], variables=["unit_calendar", "breach_action"])
    assert [fault for fault in found if fault.severity == "error"] == []
    # the case's and the contract's clocks are not drawn here, nor is anything else
    assert {fault.code for fault in found} == {"clock-unknown", "no-drawing"}

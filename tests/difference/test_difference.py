"""What differs between two versions of a file: nothing with itself, exactly what was changed, nothing passed over."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.difference import Difference, difference
from engine.difference.compare import out_of_order
from engine.errors import BadInput
from processes.deployment import SHIPPED

DIAGRAM = (Path(__file__).parent / "inbox.bpmn").read_text("utf-8")
FORM = (SHIPPED / "forms" / "desk_paraph.form").read_text("utf-8")
DECISION = (SHIPPED / "decisions" / "severity.dmn").read_text("utf-8")
KINDS = {".bpmn": "diagram", ".form": "form", ".dmn": "decision"}
FILES = sorted(path for path in SHIPPED.rglob("*") if path.suffix in KINDS)


def diagram(after: str, before: str = DIAGRAM) -> Difference:
    """Return what differs between two diagrams."""
    return difference("diagram", "x.bpmn", before.encode(), after.encode())


def swapped(old: str, new: str, text: str = DIAGRAM) -> str:
    """Return the text with the first `old` replaced."""
    assert old in text
    return text.replace(old, new, 1)


def told(found: Difference) -> list[tuple[str, str, str | None]]:
    """Return kind, key and facet of each change."""
    return [(change.kind, change.key, change.facet) for change in found.changes]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_file_does_not_differ_from_itself_however_it_is_spaced(path: Path) -> None:
    content = path.read_bytes()
    kind: Any = KINDS[path.suffix]
    assert difference(kind, path.stem, content, content) == Difference(same=True)
    spaced = difference(kind, path.stem, content, content.replace(b"\n", b"\n\n"))
    assert spaced.only_spelling


ONE = [
    ('name="نامه را پاراف کنید"', 'name="پاراف"', "paraph_letter", "@name"),
    (">targets.desk<", ">duration(&quot;PT1H&quot;)<", "paraph_letter_delayed", "timer"),
    ('camunda:formKey="desk_paraph"', 'camunda:formKey="other"', "paraph_letter", "@camunda:formKey"),
    ('camunda:candidateGroups="hr_director"', 'camunda:candidateGroups="x"', "refer_to_admin", "@camunda:candidateGroups"),
    ('camunda:assignee="=requester"', 'camunda:assignee="=other"', "draft_letter", "@camunda:assignee"),
    ('attachedToRef="paraph_letter"', 'attachedToRef="sign_letter"', "paraph_letter_delayed", "@attachedToRef"),
    ('attachedToRef="paraph_letter" cancelActivity="false"', 'attachedToRef="paraph_letter"', "paraph_letter_delayed", "@cancelActivity"),
    ('default="paraph_decided_on"', 'default="paraph_decided_return"', "paraph_decided", "@default"),
    ('<camunda:property name="notice" value="delay" />', '<camunda:property name="notice" value="late" />', "paraph_letter_delay_told", "camunda:property notice@value"),
    ('<camunda:property name="notice" value="delay" />', "", "paraph_letter_delay_told", "camunda:property notice@value"),
    ("A drafted and a corrected letter take the same way (R2).", "Another.", "letter_ready", "documentation"),
    ("<bpmn:flowNodeRef>sign_letter</bpmn:flowNodeRef>", "", "sign_letter", "lane"),
    ('name="واحد متقاضی"', 'name="واحد"', "lane_unit", "@name"),
    ('camunda:versionTag="1"', 'camunda:versionTag="2"', "office_automation_inbox", "@camunda:versionTag"),
    ('sourceRef="withdrawal_requested" targetRef="withdrawn"', 'sourceRef="withdrawal_requested" targetRef="elsewhere"', "withdrawal_closes", "@targetRef"),
    ('messageRef="message_withdrawal"', 'messageRef="message_notice"', "withdrawal_requested", "messageEventDefinition@messageRef"),
    ('<bpmn:userTask id="sign_letter"', '<bpmn:userTask camunda:historyTimeToLive="P1D" id="sign_letter"', "sign_letter", "@camunda:historyTimeToLive"),
    ('<bpmn:userTask id="sign_letter"', '<bpmn:manualTask id="sign_letter"', None, None),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "key", "facet"), [row for row in ONE if row[2]])
def test_one_attribute_changed_is_one_change(old: str, new: str, key: str, facet: str) -> None:
    found = diagram(swapped(old, new))
    assert told(found) == [("changed", key, facet)]
    [change] = found.changes
    assert change.before != change.after
    assert change.thing.fa
    assert change.about
    assert not found.moved


@settings(max_examples=20, deadline=None)
@given(st.data())
def test_any_attribute_of_any_element_that_changes_is_exactly_one_change_of_it(data: st.DataObject) -> None:
    places = list(
        re.finditer(r'<bpmn:(?:userTask|endEvent|exclusiveGateway|lane|startEvent) id="(\w+)" name="([^"]+)"', DIAGRAM)
    )
    place = data.draw(st.sampled_from(places))
    name = data.draw(st.text("آبپتجدر abc", min_size=1).filter(lambda text: text.strip() and text.strip() != place[2]))
    found = diagram(f"{DIAGRAM[: place.start(2)]}{name}{DIAGRAM[place.end(2) :]}")
    assert told(found) == [("changed", place[1], "@name")]


def test_what_is_added_and_what_is_removed_is_said_and_drawn() -> None:
    more = swapped("</bpmn:process>", '<bpmn:task id="extra" name="افزوده" /></bpmn:process>')
    assert told(diagram(more)) == [("added", "extra", None)]
    assert told(diagram(DIAGRAM, more)) == [("removed", "extra", None)]
    assert diagram(more).drawn("added") == ["extra"]
    assert diagram(more).changes[0].thing.fa == "کار «افزوده»"


def test_an_element_that_goes_into_a_subprocess_stands_elsewhere() -> None:
    inner = '<bpmn:task id="extra" />'
    outside = swapped("</bpmn:process>", f"{inner}</bpmn:process>")
    inside = swapped("</bpmn:subProcess>", f"{inner}</bpmn:subProcess>")
    assert told(diagram(inside, outside)) == [("changed", "extra", "inside")]


def test_a_drawing_that_moved_is_only_layout() -> None:
    found = diagram(swapped('<dc:Bounds x="', '<dc:Bounds x="7'))
    assert found.only_layout
    assert found.moved == 1


def test_what_only_the_editor_says_and_what_is_a_default_does_not_count() -> None:
    said = swapped("<bpmn:definitions ", '<bpmn:definitions exporter="Camunda Modeler" exporterVersion="5.40.0" ')
    assert diagram(said).only_spelling
    assert diagram(
        swapped("<bpmn:exclusiveGateway ", '<bpmn:exclusiveGateway gatewayDirection="Unspecified" ')
    ).only_spelling


def test_the_order_in_which_conditions_are_tried_counts() -> None:
    flows = re.findall(
        r"    <bpmn:sequenceFlow id=\"paraph_decided_re\w+\".*?</bpmn:sequenceFlow>\n", DIAGRAM, re.DOTALL
    )
    assert len(flows) == 2
    there = DIAGRAM.replace(flows[0], "").replace(flows[1], flows[1] + flows[0])
    assert told(diagram(there)) == [("changed", "paraph_decided", "order")]


def form(change: str, value: Any) -> Difference:
    """Return what differs after `change` of the first field of a form."""
    schema = json.loads(FORM)
    field = schema["components"][0]
    if change == "remove":
        del schema["components"][0]
    elif change == "swap":
        schema["components"].insert(0, schema["components"].pop(1))
    else:
        field[change] = value
    return difference("form", "desk_paraph", FORM.encode(), json.dumps(schema).encode())


def test_what_differs_between_forms() -> None:
    key = json.loads(FORM)["components"][0]["key"]
    assert told(form("label", "دیگر")) == [("changed", key, "label")]
    assert told(form("readonly", True)) == [("changed", key, "readonly")]
    assert told(form("remove", None)) == [("removed", key, None)]
    assert told(form("key", "another")) == [("removed", key, None), ("added", "another", None)]
    assert [(kind, facet) for kind, _, facet in told(form("swap", None))] == [("changed", "place")]
    assert form("layout", {"row": "Row_1", "columns": 8}).only_layout
    assert form("id", "Field_other").only_spelling


def decision(old: str, new: str) -> list[tuple[str, str, str | None]]:
    """Return what differs after a replacement in the decision."""
    after = swapped(old, new, DECISION)
    return told(difference("decision", "severity.dmn", DECISION.encode(), after.encode()))


def test_what_differs_between_decisions() -> None:
    cell = '<outputEntry id="severity_high_high_severity">\n          <text>"critical"'
    assert decision(cell, cell.replace("critical", "low")) == [
        ("changed", "severity_high_high", "outputEntry severity_output")
    ]
    assert decision('hitPolicy="UNIQUE"', 'hitPolicy="FIRST"') == [("changed", "severity", "decisionTable@hitPolicy")]
    assert decision('label="فوریت"', 'label="عجله"') == [("changed", "severity_urgency", "@label")]
    rule = re.findall(r"      <rule id.*?</rule>\n", DECISION, re.DOTALL)[1]
    assert decision(rule, "") == [("removed", "severity_high_medium", None)]
    assert decision(rule, rule + rule.replace("severity_high_medium", "another"))[0] == ("added", "another", None)


@given(st.lists(st.integers(0, 30), unique=True), st.randoms(use_true_random=False))
def test_moving_back_what_is_out_of_order_restores_the_order(keys: list[int], random: Any) -> None:
    before = [str(key) for key in keys]
    after = random.sample(before, len(before))
    moved = out_of_order(before, after)
    rest = [key for key in after if key not in moved]
    assert rest == [key for key in before if key not in moved]
    assert (moved == []) == (before == after)


@settings(max_examples=50, deadline=None)
@given(st.binary(max_size=200) | st.text().map(str.encode))
def test_a_stranger_s_file_is_refused_or_compared_but_breaks_nothing(content: bytes) -> None:
    for kind, whole in (("diagram", DIAGRAM), ("form", FORM), ("decision", DECISION)):
        try:
            difference(kind, "x", whole.encode(), content)  # type: ignore[arg-type]
        except (BadInput, ValueError):
            continue

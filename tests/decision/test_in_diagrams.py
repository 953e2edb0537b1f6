"""Business rule tasks: the decision is pinned, taken within the step, told, and its result mapped as Camunda 7 maps it."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from engine.completion.command import Actor, Start
from engine.completion.step import Step, step
from engine.decision import NoSuchDecision, explain, read_decisions
from engine.decision.model import Table
from engine.decision.result import NotSingle, mapped
from engine.definition import Definition, Source, define
from processes.deployment import SHIPPED, bundle, definition_of, faults
from tests.decision.builder import Dmn, context, literal, table
from tests.decision.test_faults import OF_USE
from tests.diagram.builder import Bpmn
from tests.processes.build import ZONE

SEVERITY = (SHIPPED / "decisions" / "severity.dmn").read_bytes()
LEVELS = ["high", "medium", "low"]


def diagram(
    decision: str = "severity", mapping: str | None = "singleEntry", variable: str | None = "severity"
) -> bytes:
    """Return a diagram with one business rule task."""
    attributes = {"decision_ref": decision, **({"result_variable": variable} if variable else {})}
    xml = (
        Bpmn("main")
        .start("s")
        .node("businessRuleTask", "rate", **attributes)
        .user_task("t", candidate_groups="it_expert")
    )
    source = xml.end("e").chain("s", "rate", "t", "e").xml(drawn=True)
    marked = f'<businessRuleTask camunda:mapDecisionResult="{mapping}" ' if mapping else "<businessRuleTask "
    return source.replace(b"<businessRuleTask ", marked.encode())


def defined(source: bytes, decisions: bytes = SEVERITY) -> Definition:
    return define(
        "main",
        [
            Source(kind="diagram", name="main.bpmn", content=source),
            Source(kind="decision", name="own.dmn", content=decisions),
        ],
    )


def start(definition: Definition, **values: Any) -> Step:
    actor = Actor(id="somebody", authn="test")
    return step(definition, None, Start(actor=actor, at=datetime(2026, 3, 21, tzinfo=UTC), values=values), 1)


def test_result_becomes_a_variable_and_the_rules_are_told() -> None:
    made = start(defined(diagram()), impact="high", urgency="medium")
    assert made.state.variables["severity"] == "high"
    [told] = [happening.to_json() for happening in made.derived if happening.what == "decided"]
    assert told == {"what": "decided", "element": "rate", "decision": "severity", "rules": ["severity_high_medium"]}


def test_decision_sees_the_time_of_the_step() -> None:
    file = Dmn().decision("severity", literal("now()")).xml()
    made = start(defined(diagram(), file))
    assert made.state.variables["severity"] == datetime(2026, 3, 21, tzinfo=UTC)


def test_decision_is_part_of_what_a_case_depends_on() -> None:
    one, other = defined(diagram()), defined(diagram(), SEVERITY.replace(b'"critical"', b'"grave"'))
    assert "decision/own.dmn" in one.deps
    assert one.digest != other.digest


def test_definition_without_the_decision_says_so() -> None:
    with pytest.raises(NoSuchDecision, match=r"“gone” in own\.dmn"):
        start(defined(diagram("gone")), impact="high")


# -- how results are mapped

ONE = table("F", ["n: number"], ["a"], "> 5 | 1", "> 3 | 2")
MANY = table("C", ["n: number"], ["a"], "> 5 | 1", "> 3 | 2")
WIDE = table("C", ["n: number"], ["a", "b"], "> 5 | 1 | 2", "> 3 | 3 | 4")
SUM = table("C+", ["n: number"], ["a"], "> 5 | 1", "> 3 | 2")


@pytest.mark.parametrize(
    ("logic", "n", "entry", "result", "entries", "rows"),
    [
        (ONE, 9, 1, {"a": 1}, [1], [{"a": 1}]),
        (ONE, 0, None, None, [], []),
        (MANY, 9, NotSingle, NotSingle, [1, 2], [{"a": 1}, {"a": 2}]),
        (MANY, 4, 2, {"a": 2}, [2], [{"a": 2}]),
        (MANY, 0, None, None, [], []),
        (WIDE, 4, NotSingle, {"a": 3, "b": 4}, NotSingle, [{"a": 3, "b": 4}]),
        (WIDE, 9, NotSingle, NotSingle, NotSingle, [{"a": 1, "b": 2}, {"a": 3, "b": 4}]),
        (SUM, 9, 3, {"a": 3}, [3], [{"a": 3}]),
        (literal("n + 1"), 1, 2, {"d": 2}, [2], [{"d": 2}]),
        (context(x="n"), 1, {"x": 1}, {"x": 1}, [{"x": 1}], [{"x": 1}]),
    ],
)  # fmt: skip
def test_result_is_mapped(logic: str, n: int, entry: Any, result: Any, entries: Any, rows: Any) -> None:
    file = Dmn().decision("d", logic).read()
    value = explain(file, "d", {"n": Decimal(n)}).value
    expected = {"singleEntry": entry, "singleResult": result, "collectEntries": entries, "resultList": rows}
    for mapping, wanted in expected.items():
        if wanted is NotSingle:
            with pytest.raises(NotSingle, match=mapping):
                mapped(file.find("d"), value, mapping)
        else:
            assert mapped(file.find("d"), value, mapping) == wanted


def test_without_a_mapping_the_result_is_a_list_of_rows() -> None:
    made = start(defined(diagram(mapping=None)), impact="low", urgency="low")
    assert made.state.variables["severity"] == [{"severity": "low"}]


# -- deploying


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a diagram, the shipped decision and one that nobody uses."""
    (tmp_path / "decisions").mkdir()
    (tmp_path / "main.bpmn").write_bytes(diagram())
    shutil.copy(SHIPPED / "decisions" / "severity.dmn", tmp_path / "decisions")
    (tmp_path / "decisions" / "other.dmn").write_bytes(Dmn().decision("other", literal("1 +")).xml())
    return tmp_path


def of_decisions(folder: Path) -> list[tuple[str, str]]:
    found = faults(bundle(folder / "main.bpmn"))
    return [(fault.file, fault.code) for fault in found if "decision" in fault.code]


def test_bundle_takes_the_decisions_beside_and_the_definition_keeps_those_used(folder: Path) -> None:
    sources = bundle(folder / "main.bpmn")
    assert {source.name for source in sources} == {"main.bpmn", "severity.dmn", "other.dmn"}
    definition = definition_of(sources, time_zone=ZONE)
    assert {source.name for source in definition.sources} == {"main.bpmn", "severity.dmn"}
    made = start(replace(definition), impact="low", urgency="high")
    assert made.state.variables["severity"] == "medium"


def test_faults_of_a_decision_count_where_it_is_used(folder: Path) -> None:
    assert of_decisions(folder) == []
    (folder / "main.bpmn").write_bytes(diagram("other"))
    assert of_decisions(folder) == [("other.dmn", "decision-expression")]


@pytest.mark.parametrize(
    ("code", "source"),
    [
        ("decision-unknown", diagram("nothing")),
        ("decision-twice", diagram("twice")),
        ("decision-mapping", diagram(mapping="best")),
        ("decision-outputs", diagram("wide")),
        ("decision-result-lost", diagram(variable=None)),
    ],
)
def test_wrong_use_is_a_fault(folder: Path, code: str, source: bytes) -> None:
    for name in ("one", "two"):
        file = Dmn().decision("twice", literal("1"))
        file.decision("wide" if name == "one" else "narrow", WIDE)
        (folder / "decisions" / f"{name}.dmn").write_bytes(file.xml())
    (folder / "main.bpmn").write_bytes(source)
    assert ("main.bpmn", code) in of_decisions(folder)


def test_every_fault_of_use_is_tried() -> None:
    tried = test_wrong_use_is_a_fault.pytestmark[0].args[1]  # type: ignore[attr-defined]  # pytest's own mark
    assert {code for code, _ in tried} == OF_USE


# -- the first table


def test_severity_is_complete_and_monotonous() -> None:
    file = read_decisions(SEVERITY, "severity.dmn")
    assert file.faults == ()
    [logic] = [decision.logic for decision in file.graph.decisions()]
    assert isinstance(logic, Table)
    assert all(re.search("[آ-ی]", "".join(rule.annotations)) for rule in logic.rules)
    order = ["critical", "high", "medium", "low"]
    grid = [[explain(file, "severity", {"impact": i, "urgency": u}).value for u in LEVELS] for i in LEVELS]
    ranks = [[order.index(value) for value in row] for row in grid]
    assert ranks[0][0] == 0
    assert ranks[2][2] == 3
    assert all(row == sorted(row) for row in ranks)
    assert all(list(column) == sorted(column) for column in zip(*ranks, strict=True))

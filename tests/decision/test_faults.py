"""Each fault of a file is found, where it stands, in both languages; all at once; and a sound file has none."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from engine.decision import FaultyDecisions, NoSuchDecision, read_decisions, result, rules
from engine.diagram.fault import Fault, Rule
from tests.decision.builder import Dmn, boxed_list, context, function, invocation, literal, relation, table

EMPTY = "<literalExpression><text> </text></literalExpression>"
DEEP = boxed_list("1")
for _ in range(40):
    DEEP = boxed_list(DEEP)


def unique(*rows: str, columns: tuple[str, ...] = ("n: number",), outputs: tuple[str, ...] = ("r",)) -> Dmn:
    return Dmn().decision("t", table("U", columns, outputs, *rows))


FAULTY: dict[str, list[Dmn]] = {
    "decision-missing-id": [Dmn().raw(f'<decision name="d">{literal("1")}</decision>')],
    "decision-doubled-id": [Dmn().decision("d", literal("1")).decision("d", literal("2"))],
    "decision-missing-name": [
        Dmn().raw(f'<decision id="d">{literal("1")}</decision>'),
        Dmn().decision("d", "<context><contextEntry><variable/>" + literal("1") + "</contextEntry></context>"),
    ],
    "decision-doubled-name": [
        Dmn().type("a", "string").type("a", "number"),
        Dmn().decision("d", f"<context>{(context(a='1')[9:-10]) * 2}</context>"),
        Dmn().decision("d", function(["x", "x"], "x")),
        Dmn().input("n").raw('<inputData id="n2" name="n"/>').decision("d", literal("n"), needs=["n", "n2"]),
    ],
    "decision-import": [
        Dmn().raw('<import namespace="urn:other" importType="x"/>'),
        Dmn().decision("d", "<informationRequirement><requiredInput href='o.dmn#x'/></informationRequirement>" + literal("1")),
    ],
    "decision-unknown-element": [Dmn().decision("d", "<magic/>" + literal("1")), Dmn().raw("<magic/>")],
    "decision-without-logic": [
        Dmn().decision("d", ""),
        Dmn().raw('<businessKnowledgeModel id="k" name="k"><encapsulatedLogic/></businessKnowledgeModel>'),
    ],
    "decision-too-deep": [Dmn().decision("d", DEEP)],
    "decision-too-large": [unique(*(f"<= {n} + x | {n} + y" for n in range(3_000)))],
    "decision-dangling": [
        Dmn().decision("d", literal("1"), needs=["nothing"]),
        Dmn().input("n").decision("d", literal("1"), needs=["n?"]),
    ],
    "decision-cycle": [
        Dmn().decision("a", literal("b"), needs=["b?"]).decision("b", literal("a"), needs=["a?"]),
        Dmn().decision("a", literal("a"), needs=["a?"]),
        Dmn().type("a", "b").type("b", "a"),
    ],
    "decision-type": [Dmn().input("n", "strnig"), Dmn().type("a", "b"), unique("1 | 2", columns=("n: numbr",))],
    "decision-not-feel": [
        Dmn().decision("d", '<literalExpression expressionLanguage="javascript"><text>1</text></literalExpression>'),
        Dmn().decision("d", '<functionDefinition kind="Java">' + literal("1") + "</functionDefinition>"),
    ],
    "decision-expression": [
        unique("< | 1"), unique("- | 1 +"), unique("- | 1", columns=("n n",)), Dmn().decision("d", literal("${x}")),
        unique("- | 1", columns=("n [1..]",)), Dmn().type("a", "string", allowed="a b"),
    ],
    "decision-empty-expression": [
        Dmn().decision("d", EMPTY), unique("- | 1", columns=("",)), Dmn().decision("d", "<conditional/>"),
        Dmn().decision("d", '<filter><in/><match/></filter>'),
    ],
    "decision-hit-policy": [Dmn().decision("t", table("U", ["n"], ["r"], "- | 1").replace("UNIQUE", "BEST"))],
    "decision-aggregation": [
        Dmn().decision("t", table("C+", ["n"], ["a", "b"], "- | 1 | 2")),
        Dmn().decision("t", table("C+", ["n"], ["a"], "- | 1").replace("COLLECT", "FIRST")),
    ],
    "decision-without-output": [unique("-", outputs=())],
    "decision-output-name": [unique("- | 1 | 2", outputs=("a", "")), unique("- | 1 | 2", outputs=("a", "a"))],
    "decision-entries": [
        unique("1 | 2 | 3"), unique("1"), Dmn().decision("d", relation(["a", "b"], ["1"])),
    ],
    "rules-overlap": [unique("< 5 | 1", "[4..9] | 2"), unique("- | 1", "- | 2")],
    "rules-may-overlap": [unique("< 5 | 1", "[4..9] | 2", columns=("count(n): number",))],
    "rules-contradict": [Dmn().decision("t", table("A", ["n"], ["r"], "< 5 | 1", "< 9 | 2"))],
    "rules-may-contradict": [Dmn().decision("t", table("A", ["n + 1"], ["r"], "< 5 | 1", "< 9 | 2"))],
    "rules-missing": [unique("< 5 | 1", "> 5 | 2"), unique("true | 1", columns=("n: boolean",))],
    "rule-unreachable": [Dmn().decision("t", table("F", ["n: number"], ["r"], "<= 5 | 1", "> 5 | 2", "7 | 3"))],
    "rules-not-analysed": [unique("< x | 1", "> y | 2")],
    "cell-never-passes": [unique('"5" | 1'), unique('"c" | 1', columns=('n: string ["a", "b"]',)), unique("[5..1] | 1")],
    "decision-priorities": [Dmn().decision("t", table("P", ["n"], ["r"], "- | 1"))],
    "decision-priority-list": [Dmn().decision("t", table("O", ["n"], ["r [x, 2]"], "- | 2"))],
    "decision-output-value": [unique('- | "c"', outputs=('r: string ["a", "b"]',))],
    "decision-output-type": [unique('- | "c"', outputs=("r: number",))],
    "decision-callee": [Dmn().decision("d", invocation("nothing", a="1"))],
    "decision-parameter": [
        Dmn().knowledge("f", ["x"], literal("x")).decision("d", invocation("f", y="1"), needs=["f()"]),
    ],
}  # fmt: skip
OF_USE = {"decision-unknown", "decision-twice", "decision-mapping", "decision-outputs", "decision-result-lost"}
"""Codes of faults in a diagram's use of decisions, which `test_in_diagrams` holds."""
RULES = [found for module in (rules, result) for found in vars(module).values() if isinstance(found, Rule)]


def faults(file: Dmn) -> list[Fault]:
    return list(file.read().faults)


@pytest.mark.parametrize(("code", "file"), [(code, file) for code, files in FAULTY.items() for file in files])
def test_fault_is_found_and_said_in_both_languages(code: str, file: Dmn) -> None:
    [first, *_] = [fault for fault in faults(file) if fault.code == code]
    assert first.file == "test.dmn"
    assert 1 <= first.line <= file.xml().count(b"\n") + 1
    assert "{" not in first.en + first.fa or "${" in first.en
    assert re.search("[آ-ی]", first.fa)


def test_every_code_has_an_example() -> None:
    assert {rule.code for rule in RULES} - OF_USE == FAULTY.keys()


def test_every_rule_has_the_same_facts_in_both_languages() -> None:
    for rule in RULES:
        assert set(re.findall(r"{(\w+)}", rule.en)) == set(re.findall(r"{(\w+)}", rule.fa)), rule.code


def test_every_code_is_documented_with_its_severity() -> None:
    page = (Path(__file__).parents[2] / "docs" / "decisions.md").read_text("utf-8")
    rows = dict(re.findall(r"^\| `([\w-]+)` \| (error|warning) \|", page, re.MULTILINE))
    assert rows == {rule.code: rule.severity for rule in RULES}


def test_fault_of_a_cell_names_line_rule_and_column() -> None:
    source = Dmn().decision("t", table("U", ["n: number"], ["r"], "< 5 | 1", ">= 5 | 2 +")).xml()
    [fault] = read_decisions(source, "t.dmn").faults
    assert source.split(b"\n")[fault.line - 1].count(b"2 +")
    assert (fault.element, fault.severity) == ("t", "error")
    assert "rule 2, column “r”" in fault.en
    assert "قاعدهٔ ۲، ستون «r»" in fault.fa


def test_all_faults_come_at_once_by_line() -> None:
    found = faults(unique("< | 1 +", "1 | 2 | 3", '"a" | 4', columns=("n: number",), outputs=("r: strnig",)))
    assert [fault.code for fault in found] == [
        "decision-type", "decision-expression", "decision-expression", "decision-entries", "cell-never-passes",
    ]  # fmt: skip
    assert [fault.line for fault in found] == sorted(fault.line for fault in found)


def test_file_with_an_error_is_not_decided_by() -> None:
    with pytest.raises(FaultyDecisions, match=r"test\.dmn.*has 1; on line 5"):
        unique("- | 1", "< | 1").decide("t")
    with pytest.raises(NoSuchDecision, match=r"“x” in test\.dmn, but these are there: t"):
        unique("- | 1").decide("x")


SOUND = [
    unique("< 5 | 1", ">= 5 | 2"),
    unique("<= 5 | 1", "6 | 2", "> 6 | 3", columns=("n: integer",)),
    unique("true | 1", "false | 2", columns=("b: boolean",)),
    unique('"a" | 1', 'not("a") | 2', columns=("s: string",)),
    unique('"a", "b" | 1', '"c" | 2', columns=('s: string ["a", "b", "c"]',)),
    unique('< date("2026-03-21") | 1', '>= date("2026-03-21") | 2', columns=("d: date",)),
    unique('<= @"2026-03-20" | 1', '>= @"2026-03-21" | 2', columns=("d: date",)),
    unique('< @"PT8H" | 1', '[@"PT8H"..@"P1D"] | 2', '> @"P1D" | 3', columns=("d: dayTimeDuration",)),
    unique('< @"P1Y" | 1', '>= @"P12M" | 2', columns=("d: yearMonthDuration",)),
    unique('< @"08:00:00" | 1', '>= @"08:00:00" | 2', columns=("d: time",)),
    unique('< @"2026-03-21T08:00:00Z" | 1', '>= @"2026-03-21T11:30:00+03:30" | 2', columns=("d: dateTime",)),
    unique("< 5 | - | 1", '>= 5 | "a" | 2', '>= 5 | not("a") | 3', columns=("n: number", "s: string")),
    unique("[0..50) | 1", "[50..100] | 2", columns=("n: number [[0..100]]",)),
    unique("< x | 1"),
    unique("< 5 | > 3 | 1", ">= 5 | - | 2", "- | <= 3 | 3", columns=("n: number", "n + 1: number")),
]


@pytest.mark.parametrize("file", SOUND[:-1])
def test_sound_table_has_no_fault(file: Dmn) -> None:
    assert faults(file) == []


def test_columns_that_depend_on_each_other_are_never_called_wrong() -> None:
    assert [fault.severity for fault in faults(SOUND[-1])] == ["warning"]


def test_columns_that_read_the_same_input_are_one() -> None:
    file = unique(">= 0 | < 5 | 1", "- | >= 5 | 2", "< 0 | - | 3", columns=("n: number", "n: number"))
    assert faults(file) == []

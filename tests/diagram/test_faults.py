"""Every fault the check can find is found, said in both languages, and documented."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from engine.diagram.check import RULES
from tests.diagram.builder import Bpmn
from tests.diagram.faulty import FAULTY, SCHEMA
from tests.diagram.worlds import faults_of

ELSEWHERE = {"unreadable", "form-unreadable", "exceeds-limits"}
"""Codes that whoever examines whole files gives, not the check of a diagram: tests/examine."""

CASES = [
    pytest.param(code, source, id=f"{code}-{number}")
    for code, sources in {**FAULTY, **SCHEMA}.items()
    for number, source in enumerate(sources)
]


@pytest.mark.parametrize(("code", "source"), CASES)
def test_fault_is_found_and_said_in_both_languages(code: str, source: bytes) -> None:
    every = faults_of(source, schema=code in SCHEMA)
    found = [fault for fault in every if fault.code == code]

    assert found, [fault.en for fault in every]
    for fault in found:
        assert fault.severity == RULES[code].severity
        assert (fault.file, fault.line > 0) == ("p.bpmn", True)
        assert fault.en.startswith("Expected ")
        assert re.search(r"[آ-ی]", fault.fa)
        assert "{" not in (fault.en + fault.fa).replace("${", "").replace("#{", "")


def test_every_code_has_an_example() -> None:
    assert {*FAULTY, *SCHEMA, *ELSEWHERE} == set(RULES)


def test_every_code_is_documented_with_its_severity() -> None:
    text = (Path(__file__).parents[2] / "docs" / "faults.md").read_text(encoding="utf-8")
    documented = dict(re.findall(r"^\| `([a-z-]+)` \| (error|warning) \|", text, re.MULTILINE))

    assert documented == {code: rule.severity for code, rule in RULES.items()}


def test_every_rule_has_the_same_facts_in_both_languages() -> None:
    for rule in RULES.values():
        facts = [set(re.findall(r"(?<!\{)\{(\w+)\}", text)) for text in (rule.en, rule.fa)]
        assert facts[0] == facts[1], rule.code


def test_faults_come_by_line() -> None:
    several = faults_of(Bpmn().end().task("t").service("u", None).start().chain("s", "e").xml())

    assert len({fault.line for fault in several}) > 2
    assert [fault.line for fault in several] == sorted(fault.line for fault in several)

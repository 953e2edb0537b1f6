"""Every table of the guide is read, has the faults that the guide says, and decides its cases as the guide shows."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path

import pytest

from engine.decision import Decisions, decide
from engine.feel import compile_expression
from tests.decision.builder import Dmn, table
from tests.feel.sheet import same

GUIDE = (Path(__file__).parents[2] / "docs" / "decisions.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(\S+)([^\n]*)\n(.*?)^```$", GUIDE, re.DOTALL | re.MULTILINE)
LETTERS = {"COLLECT SUM": "C+"}


def read(policy: str, text: str) -> Decisions:
    """Return the file with the table of a block."""
    head, *rows = [re.split(r"\s*\|\|\s*", line.strip()) for line in text.splitlines()]
    inputs, outputs = (re.split(r"\s+\|\s+", side.strip()) for side in head)
    cells = [" | ".join(re.sub(r"\s+\|\s+", " | ", side.strip()) for side in row) for row in rows]
    return Dmn().decision("t", table(LETTERS.get(policy, policy[0]), inputs, outputs, *cells)).read()


TABLES: list[tuple[Decisions, list[str], list[str]]] = []
for kind, rest, body in BLOCKS:
    if kind == "decision":
        TABLES.append((read(rest.strip(), body), [], []))
    elif kind in ("cases", "faults"):
        TABLES[-1][1 if kind == "cases" else 2].extend(body.splitlines())


@pytest.mark.parametrize(("file", "case"), [(file, case) for file, cases, _ in TABLES for case in cases])
def test_case_is_decided_as_shown(file: Decisions, case: str) -> None:
    given, _, shown = case.partition(" → ")
    variables = json.loads(given, parse_int=Decimal)
    assert same(decide(file, "t", variables), compile_expression(shown).evaluate({}))


@pytest.mark.parametrize(("file", "shown"), [(file, shown) for file, _, shown in TABLES])
def test_table_has_the_errors_that_are_shown_and_no_other(file: Decisions, shown: list[str]) -> None:
    for line in shown:
        code, _, words = line.partition(": ")
        assert any(fault.code == code and words in fault.en for fault in file.faults)
    errors = {fault.code for fault in file.faults if fault.severity == "error"}
    assert errors <= {line.partition(":")[0] for line in shown}


def test_every_block_is_run() -> None:
    assert {kind for kind, _, _ in BLOCKS} == {"decision", "cases", "faults", "sh"}
    assert len(TABLES) == 9
    assert all(cases or shown for _, cases, shown in TABLES)

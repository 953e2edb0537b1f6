"""Every example of the guide has the value that the guide says."""

from __future__ import annotations

import json
import re
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from engine.feel import FeelSyntaxError, compile_expression, compile_unary_tests
from tests.feel.sheet import same

guide = (Path(__file__).parents[2] / "docs" / "feel.md").read_text(encoding="utf-8")
blocks = re.findall(r"^```(\S+)[^\n]*\n(.*?)^```$", guide, re.DOTALL | re.MULTILINE)
variables: dict[str, Any] = {
    **json.loads(next(body for kind, body in blocks if kind == "json")),
    "$now": datetime.fromisoformat("2024-03-20T10:30:00+03:30"),
}


def lines(wanted: str) -> list[str]:
    return [line for kind, body in blocks if kind == wanted for line in body.splitlines() if line.strip()]


def value(text: str) -> Any:
    return compile_expression(text, names=["full name"]).evaluate(variables)


@pytest.mark.parametrize("line", lines("feel"))
def test_expression_has_the_value_shown(line: str) -> None:
    text, _, shown = line.partition(" → ")
    assert same(value(text), value(shown))


@pytest.mark.parametrize("line", lines("feel-cells"))
def test_cell_passes_as_shown(line: str) -> None:
    text, _, rest = line.partition(" | ")
    name, _, shown = rest.partition(" → ")
    assert compile_unary_tests(text).matches(value(name), variables) is value(shown)


@pytest.mark.parametrize("line", lines("feel-refused"))
def test_text_is_refused_as_shown(line: str) -> None:
    with pytest.raises(FeelSyntaxError):
        compile_expression(line)


def test_every_block_of_the_guide_is_run() -> None:
    assert {kind for kind, _ in blocks} == {"json", "feel", "feel-cells", "feel-refused"}
    assert len(lines("feel")) > 60

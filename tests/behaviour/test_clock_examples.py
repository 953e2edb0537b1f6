"""The examples of docs/clocks.md, each run as a timer of a diagram."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from html import escape
from pathlib import Path

import pytest

from engine.definition import Source, define
from tests.behaviour.calendars import KEPT, OFFICE
from tests.behaviour.play import DIAGRAMS, Play

TEXT = (Path(__file__).parents[2] / "docs" / "clocks.md").read_text(encoding="utf-8")
MOMENT = r"\d{4}-\d\d-\d\dT\d\d:\d\d"
LINE = re.compile(
    rf"(?P<feel>.+?\))\s+(?P<begun>{MOMENT})(?:, (?P<since>{MOMENT}) – (?P<until>{MOMENT}))? → (?P<due>{MOMENT})"
)
BLOCKS = re.findall(r"^```clocks\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)
EXAMPLES = [line for block in BLOCKS for line in block.splitlines()]


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def playing(feel: str, begun: str) -> Play:
    """Return a case of the examples' diagram, its timer asking what the example asks, begun at that time."""
    play = Play("clock_examples", now=moment(begun), calendars=KEPT.__getitem__)
    written = (DIAGRAMS / "clock_examples.bpmn").read_text(encoding="utf-8")
    asking = written.replace('<timeDate>contract deadline("resolution")<', f"<timeDate>{escape(feel, quote=False)}<")
    play.definition = define("main", [Source(kind="diagram", name="clock_examples.bpmn", content=asking.encode())])
    return play.start(calendar="office", calendars={"office": OFFICE.digest})


def test_there_are_examples_of_every_function() -> None:
    assert len(EXAMPLES) > 15
    functions = re.findall(r"`(\w+ deadline)\(", TEXT)
    assert {name for name in functions if not any(line.startswith(name) for line in EXAMPLES)} == set()


@pytest.mark.parametrize("line", EXAMPLES)
def test_example(line: str) -> None:
    example = LINE.fullmatch(line)
    assert example is not None
    play = playing(example["feel"], example["begun"])
    if example["since"]:
        if moment(example["due"]) <= moment(example["since"]):
            assert play.due("late") == moment(example["due"])
            return
        play.now = moment(example["since"])
        play.complete("work", ask=True)
        assert play.jobs == []
        play.now = moment(example["until"])
        play.complete("answer")
    assert play.due("late") == moment(example["due"])

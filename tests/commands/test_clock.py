"""`kartabl clock CASE`: every clock of a case, now or as of then, for people and for machines."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.commands.conftest import Kartabl
from tests.processes import build, clocked

pytestmark = pytest.mark.slow


@pytest.fixture
def tracking(tmp_path: Path) -> str:
    """The number of a case that asked, waited and got more time, in an office of its own."""
    build.database(tmp_path).rename(tmp_path / "kartabl.sqlite")
    with build.bench(tmp_path / "kartabl.sqlite") as made:
        return clocked.waited(clocked.begun(made)).tracking


def clocks(kartabl: Kartabl, tracking: str, *more: str) -> dict[str, Any]:
    done = kartabl("clock", tracking, "--json", *more)
    assert done.returncode == 0, done.stderr
    return {each["clock"]: each for each in json.loads(done.stdout)["clocks"]}


def test_it_prints_every_clock_as_of_then(kartabl: Kartabl, tracking: str) -> None:
    done = kartabl("clock", tracking, "--at", "2026-11-23T15:15")
    assert done.stdout.splitlines() == [
        f"Case {tracking}: A timed service – as of 23 Nov 2026, 15:15 (Asia/Tehran)",
        "",
        "Case [running, in time]",
        "  calendar       Office (office)",
        "  started        23 Nov 2026, 10:00",
        f"  stood still    23 Nov 2026, 12:05 – 23 Nov 2026, 15:10, Answer the question – Question: {clocked.QUESTION}",
        "  used           40 minutes",
        "  target         Resolution: 2 working days [in time]",
        "    deadline     25 Nov 2026, 14:35",
        "    remaining    15 hours 20 minutes",
        "",
        "Layer: Expert of the office [running, in time]",
        "  calendar       Office (office)",
        "  started        23 Nov 2026, 10:00",
        f"  stood still    23 Nov 2026, 12:05 – 23 Nov 2026, 15:10, Answer the question – Question: {clocked.QUESTION}",
        "  used           40 minutes",
        "  target         Resolution: 8 hours and in addition 4 hours [in time]",
        "    deadline     24 Nov 2026, 19:35",
        "    remaining    11 hours 20 minutes",
    ]


def test_in_persian_it_says_jalali_days_and_persian_figures(kartabl: Kartabl, tracking: str) -> None:
    said = kartabl("clock", tracking, "--at", "۱۴۰۵/۰۹/۰۲ ۱۵:۱۵", "--lang", "fa").stdout
    for words in (
        "دوشنبه ۲ آذر ۱۴۰۵، ساعت ۱۵:۱۵",
        "لایه: کارشناس دفتر [در کار، در مهلت]",
        "۱۱ ساعت و ۲۰ دقیقه",
        clocked.QUESTION,
    ):
        assert words in said


def test_as_of_then_it_knows_nothing_of_what_came_later(kartabl: Kartabl, tracking: str) -> None:
    layer = clocks(kartabl, tracking, "--at", "2026-11-23T13:00")["layer"]
    assert (layer["state"], layer["used"], layer["targets"][0]["more"]) == ("paused", 35 * 60, [])
    assert (layer["paused"][0]["until"], layer["targets"][0]["deadline"]) == (None, None)
    assert layer["paused"][0]["asked"][0]["value"]["fa"] == clocked.QUESTION
    assert clocks(kartabl, tracking, "--at", "2026-11-22") == {}
    assert "No clock had begun by then." in kartabl("clock", tracking, "--at", "2026-11-22").stdout


def test_time_that_is_over_is_told_with_a_sign(kartabl: Kartabl, tracking: str) -> None:
    [target] = clocks(kartabl, tracking, "--at", "2026-11-25T13:30")["layer"]["targets"]
    assert (target["standing"], target["remaining"]) == ("late", -(2 * 3600 + 55 * 60))
    assert "remaining    −2 hours 55 minutes" in kartabl("clock", tracking, "--at", "2026-11-25T13:30").stdout


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("000000000",), "000000000"),
        (("{case}", "--at", "yesterday"), "Expected a date"),
        (("{case}", "--at", "2026-11-23T99:00"), "Expected a date"),
        (("{case}", "--forward", "PT1H"), "Give a case, or --forward."),
        (("--at", "2026-11-23"), "Say of which case"),
    ],
)
def test_what_cannot_be_told_is_refused(kartabl: Kartabl, tracking: str, arguments: tuple[str, ...], says: str) -> None:
    done = kartabl("clock", *(each.format(case=tracking) for each in arguments))
    assert done.returncode != 0
    assert says in done.stderr

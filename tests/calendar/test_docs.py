"""Every example of the guide has the answer that the guide gives."""

from __future__ import annotations

import json
import re
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from engine.calendar import Segment, WorkingCalendar, read_amount, read_calendar
from tests.calendar.build import calendar, week

guide = (Path(__file__).parents[2] / "docs" / "calendars.md").read_text(encoding="utf-8")
blocks = re.findall(r"^```(\S+)[^\n]*\n(.*?)^```$", guide, re.DOTALL | re.MULTILINE)
CALENDARS = {
    "calendar": read_calendar(json.loads(next(body for kind, body in blocks if kind == "json"))),
    "berlin": calendar(week(date(2024, 1, 1), Segment(0, 1440), on=tuple(range(7))), zone="Europe/Berlin"),
}
BETWEEN = re.compile(r"between (.+) and (.+)")
ADD = re.compile(r"add (\S+?)( days?)? to (.+?)(?: pausing (.+) until (.+))?")


def lines(wanted: str) -> list[str]:
    return [line for kind, body in blocks if kind == wanted for line in body.splitlines() if line.strip()]


def moment(text: str, of: WorkingCalendar) -> datetime:
    """Return an instant written with its distance from UTC, or as the calendar's clock shows it."""
    read = datetime.fromisoformat(text)
    return read if read.tzinfo else read.replace(tzinfo=ZoneInfo(of.zone))


def answer(text: str, of: WorkingCalendar) -> timedelta | datetime:
    """Return what the calendar says."""
    if found := BETWEEN.fullmatch(text):
        return of.between(moment(found[1], of), moment(found[2], of))
    found = ADD.fullmatch(text)
    assert found, text
    start = moment(found[3], of)
    if found[2]:
        return of.add_days(start, int(found[1]))
    amount = read_amount(found[1])
    assert amount
    pauses = [(moment(found[4], of), moment(found[5], of))] if found[4] else []
    return of.add(start, of.amount(start, amount), pauses)


@pytest.mark.parametrize(("kind", "line"), [(kind, line) for kind in CALENDARS for line in lines(kind)])
def test_the_calendar_gives_the_answer_shown(kind: str, line: str) -> None:
    text, _, shown = line.partition(" → ")
    found = answer(text, CALENDARS[kind])
    if isinstance(found, timedelta):
        assert f"{found // timedelta(hours=1)}:{found // timedelta(minutes=1) % 60:02}" == shown
    else:
        assert found == moment(shown, CALENDARS[kind])


@pytest.mark.parametrize("line", lines("amounts"))
def test_an_amount_is_read_as_shown(line: str) -> None:
    text, _, shown = line.partition(" → ")
    assert str(read_amount(text) or "none") == shown


def test_every_block_of_the_guide_is_run() -> None:
    assert {kind for kind, _ in blocks} == {"json", "amounts", *CALENDARS}
    assert sum(len(lines(kind)) for kind in CALENDARS) > 35

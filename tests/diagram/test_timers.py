"""ISO 8601 literals say what they say, and nothing else is taken for one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from engine.diagram.timers import Cycle, Duration, is_literal, read_duration, read_literal


@pytest.mark.parametrize(
    ("text", "months", "rest"),
    [
        ("PT4H", 0, timedelta(hours=4)),
        ("P2W", 0, timedelta(weeks=2)),
        ("P1Y2M3DT4H5M6.5S", 14, timedelta(days=3, hours=4, minutes=5, seconds=6.5)),
        ("-P1D", 0, timedelta(days=-1)),
        ("+PT0S", 0, timedelta(0)),
    ],
)
def test_duration_is_read(text: str, months: int, rest: timedelta) -> None:
    assert read_duration(text) == Duration(months=months, rest=rest)


@pytest.mark.parametrize("text", ["P", "PT", "P1DT", "P4H", "PT1D", "P1W2D", "PT1H ", "P۴D", "PT1.5H", "1D", "p1d"])
def test_what_is_no_duration_is_not_taken_for_one(text: str) -> None:
    assert read_duration(text) is None


def test_dates_and_cycles_are_read() -> None:
    day = Duration(months=0, rest=timedelta(days=1))

    assert read_literal("timeDate", "2026-03-21T08:00:00Z") == datetime(2026, 3, 21, 8, tzinfo=UTC)
    assert read_literal("timeCycle", "R/P1D") == Cycle(times=None, every=day)
    assert read_literal("timeCycle", "R3/P1D") == Cycle(times=3, every=day)
    assert read_literal("timeCycle", "R3/2026-03-21T08:00:00/P1D") is None
    assert read_literal("timeDate", "20260321T080000") is None


@pytest.mark.parametrize(
    ("text", "makes_sense"),
    [("PT1S", True), ("P100Y", True), ("PT0S", False), ("-P1D", False), ("P101Y", False), ("P40000D", False)],
)
def test_senseless_durations_are_known(text: str, makes_sense: bool) -> None:
    duration = read_duration(text)
    assert duration is not None
    assert duration.makes_sense is makes_sense


def test_literals_are_told_from_feel() -> None:
    assert [is_literal(text) for text in ("PT4H", "R2/PT1H", "2026-03-21T08:00:00", "0 0 9 * * ?")] == [True] * 4
    assert [is_literal(text) for text in ("PTA", "=PT4H", 'duration("PT4H")', "R", "due", "P")] == [False] * 6

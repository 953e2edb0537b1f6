"""A deadline a year ahead, with 200 pauses on the way and without: both are reached on the year's last day."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import partial

from engine.calendar import Exceptional, Segment, Week, WorkingCalendar
from tests.benchmarks.figures import Figure, in_turn, of_seconds

BEGIN = datetime(2025, 3, 21, 6, tzinfo=UTC)
YEAR = timedelta(days=365)
PAUSES = [(BEGIN + timedelta(hours=43 * each), BEGIN + timedelta(hours=43 * each + 7)) for each in range(200)]
TIMES = 500


def measure() -> Iterator[Figure]:
    """Yield what the deadline costs, without pauses and with them."""
    plain, paused = (of_seconds(seconds, scale=1_000_000) for seconds in in_turn(deadlines(), TIMES))
    part = "a deadline over a year of working time"
    yield Figure(part=part, name="without pauses", unit="µs", median=plain[0], p95=plain[1])
    yield Figure(
        part=part, name=f"with {len(PAUSES)} pauses", unit="µs", median=paused[0], p95=paused[1],
        floor=plain[0], floor_name="without pauses",
    )  # fmt: skip


def office() -> WorkingCalendar:
    """Return an office's calendar with a holiday each fortnight."""
    day, nobody = (Segment(8 * 60, 12 * 60), Segment(13 * 60, 16 * 60)), ()
    week = Week(date(2020, 1, 1), (day, day, day, nobody, nobody, day, day))
    holidays = [
        Exceptional(date(2025, 1, 6) + timedelta(days=14 * each), (), "تعطیل", "Holiday", "holiday")
        for each in range(60)
    ]
    return WorkingCalendar("office", "اداره", "Office", "Asia/Tehran", (week,), tuple(holidays))


def deadlines() -> tuple[Callable[[], datetime], Callable[[], datetime]]:
    """Return what asks for the deadline without pauses, and what asks for it with them."""
    of = office()
    whole = of.between(BEGIN, BEGIN + YEAR)
    unpaused = whole - sum((of.between(*pause) for pause in PAUSES), timedelta(0))
    plain, paused = partial(of.add, BEGIN, whole), partial(of.add, BEGIN, unpaused, PAUSES)
    if abs(plain() - paused()) > timedelta(days=3):
        raise AssertionError("expected both deadlines at the end of the year")
    return plain, paused

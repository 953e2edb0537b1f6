"""What a calendar says, by example; `test_properties` holds it against counting minute by minute."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest

from engine.calendar import (
    ROUND_THE_CLOCK,
    Amount,
    Exceptional,
    NoWorkingTime,
    Segment,
    WorkingCalendar,
    read_calendar,
)
from tests.calendar.build import AFTERNOON, MORNING, calendar, closed, tehran, week

TICK = timedelta(microseconds=1)
HOUR = timedelta(hours=1)
OFFICE = calendar()
"""2024-05-18 is a Saturday, the first day of the week."""


def test_segments_are_the_weeks_unless_the_day_is_otherwise() -> None:
    half = Exceptional(date(2024, 5, 20), (Segment(480, 600),), "نیم‌روز", "Half a day", "half_day")
    ramadan = week(date(2024, 5, 25), Segment(540, 840))
    of = calendar(*OFFICE.weeks, ramadan, exceptions=(half, closed(date(2024, 5, 21))))
    assert of.segments(date(1990, 1, 1)) == (MORNING, AFTERNOON)
    assert of.segments(date(2024, 5, 20)) == half.segments
    assert of.segments(date(2024, 5, 21)) == ()
    assert of.segments(date(2024, 5, 24)) == ()
    assert of.segments(date(2024, 5, 25)) == (Segment(540, 840),)


def test_a_segment_begins_and_ends_to_the_microsecond() -> None:
    start, end = tehran("2024-05-18T08:00"), tehran("2024-05-18T12:00")
    assert [OFFICE.is_working(start + tick) for tick in (-TICK, 0 * TICK, TICK)] == [False, True, True]
    assert [OFFICE.is_working(end + tick) for tick in (-TICK, 0 * TICK, TICK)] == [True, False, False]


@pytest.mark.parametrize("tick", [-TICK, 0 * TICK, TICK])
def test_every_edge_is_exact_to_the_microsecond(tick: timedelta) -> None:
    opens, lunch, back = (tehran(f"2024-05-18T{clock}") for clock in ("08:00", "12:00", "13:00"))
    late, early = max(tick, 0 * TICK), min(tick, 0 * TICK)
    assert OFFICE.between(opens + tick, lunch) == 4 * HOUR - late
    assert OFFICE.between(opens, lunch + tick) == 4 * HOUR + early
    assert OFFICE.between(opens, back + tick) == 4 * HOUR + late
    assert OFFICE.add(opens + tick, 4 * HOUR) == (back + late if late else lunch)
    assert OFFICE.add(opens, 4 * HOUR + tick) == (back + late if late else lunch + early)
    assert OFFICE.add(opens, 2 * HOUR, [(opens + tick, opens + HOUR)]) == opens + 3 * HOUR - late
    assert OFFICE.add(opens, HOUR, [(opens + HOUR + tick, lunch)]) == (
        opens + HOUR if tick >= 0 * TICK else back + TICK
    )


@pytest.mark.parametrize(
    ("start", "end", "worked"),
    [
        ("2024-05-18T08:00", "2024-05-18T16:00", 7 * HOUR),
        ("2024-05-18T11:00", "2024-05-18T14:00", 2 * HOUR),
        ("2024-05-18T12:00", "2024-05-18T13:00", 0 * HOUR),
        ("2024-05-22T15:00", "2024-05-25T09:00", 2 * HOUR),
        ("2024-05-18T00:00", "2024-05-25T00:00", 35 * HOUR),
        ("2024-05-18T11:59:59.999999", "2024-05-18T13:00:00.000001", 2 * TICK),
    ],
)
def test_between(start: str, end: str, worked: timedelta) -> None:
    assert OFFICE.between(tehran(start), tehran(end)) == worked


@pytest.mark.parametrize(
    ("start", "amount", "end"),
    [
        ("2024-05-18T08:00", 2 * HOUR, "2024-05-18T10:00"),
        ("2024-05-18T08:00", 4 * HOUR, "2024-05-18T12:00"),
        ("2024-05-18T08:00", 4 * HOUR + TICK, "2024-05-18T13:00:00.000001"),
        ("2024-05-22T15:00", 2 * HOUR, "2024-05-25T09:00"),
        ("2024-05-24T10:00", HOUR, "2024-05-25T09:00"),
        ("2024-05-24T10:00", 0 * HOUR, "2024-05-24T10:00"),
    ],
)
def test_add(start: str, amount: timedelta, end: str) -> None:
    assert OFFICE.add(tehran(start), amount) == tehran(end)


def test_add_stands_still_in_a_pause() -> None:
    def pause(start: str, end: str) -> tuple[datetime, datetime]:
        return tehran(f"2024-05-18T{start}"), tehran(f"2024-05-18T{end}")

    start = tehran("2024-05-18T08:00")
    assert OFFICE.add(start, 2 * HOUR, [pause("09:00", "11:00")]) == tehran("2024-05-18T13:00") - HOUR
    assert OFFICE.add(start, HOUR, [pause("09:00", "11:00")]) == tehran("2024-05-18T09:00")
    assert OFFICE.add(start, HOUR + TICK, [pause("09:00", "11:00")]) == tehran("2024-05-18T11:00") + TICK
    several = [pause("10:00", "11:00"), pause("07:00", "09:00"), pause("10:30", "11:30"), pause("12:00", "13:00")]
    assert OFFICE.add(start, 2 * HOUR, several) == tehran("2024-05-18T13:30")
    assert OFFICE.add(start, 0 * HOUR, several) == start


@pytest.mark.parametrize(
    ("start", "n", "end"),
    [
        ("2024-05-18T10:00", 1, "2024-05-19T10:00"),
        ("2024-05-18T10:00", 5, "2024-05-25T10:00"),
        ("2024-05-18T12:30", 1, "2024-05-19T13:00"),  # in the gap at lunch: work goes on at 13
        ("2024-05-18T17:00", 1, "2024-05-20T08:00"),
        ("2024-05-24T09:00", 1, "2024-05-26T08:00"),
        ("2024-05-24T09:00", 0, "2024-05-25T08:00"),
        ("2024-05-20T15:00", 1, "2024-05-21T10:00"),  # held inside half a day
    ],
)
def test_add_days(start: str, n: int, end: str) -> None:
    half = Exceptional(date(2024, 5, 21), (Segment(480, 600),), "نیم‌روز", "Half a day", "half_day")
    assert calendar(exceptions=(half,)).add_days(tehran(start), n) == tehran(end)


@pytest.mark.parametrize(
    ("zone", "start", "end"),
    [
        ("Europe/Berlin", "2024-03-30T01:30:00+00:00", "2024-03-31T01:00:00+00:00"),  # 02:30 is skipped: at 03:00
        ("Europe/Berlin", "2024-10-26T00:30:00+00:00", "2024-10-27T00:30:00+00:00"),  # 02:30 comes twice: the first
        ("America/Nuuk", "2024-03-30T01:30:00+00:00", "2024-03-31T01:00:00+00:00"),  # 23:30 is skipped: at midnight
        ("Pacific/Apia", "2011-12-29T20:00:00+00:00", "2011-12-30T20:00:00+00:00"),  # the 30th is no day at all
    ],
)
def test_add_days_where_the_clock_is_changed(zone: str, start: str, end: str) -> None:
    always = calendar(week(date(2010, 1, 1), Segment(0, 1440), on=tuple(range(7))), zone=zone)
    assert always.add_days(datetime.fromisoformat(start), 1) == datetime.fromisoformat(end)


def test_an_amount_of_days_is_the_working_time_until_then() -> None:
    start = tehran("2024-05-18T10:00")
    assert OFFICE.amount(start, Amount(1, 2 * HOUR)) == 9 * HOUR
    assert OFFICE.amount(start, Amount(0, 2 * HOUR)) == 2 * HOUR
    assert OFFICE.add(start, OFFICE.amount(start, Amount(1, 2 * HOUR))) == tehran("2024-05-19T12:00")


def test_round_the_clock_is_time_as_it_goes() -> None:
    start, end = datetime(2024, 2, 28, 13, 5, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)
    assert ROUND_THE_CLOCK.between(start, end) == end - start
    assert ROUND_THE_CLOCK.add(start, end - start) == end
    assert ROUND_THE_CLOCK.add_days(start, 2) == start + timedelta(days=2)


def test_a_calendar_is_written_and_read() -> None:
    of = calendar(week(date(2025, 1, 1), AFTERNOON, MORNING), *OFFICE.weeks, exceptions=(closed(date(2024, 5, 21)),))
    again = read_calendar(json.loads(json.dumps(of.written)))
    assert again == of
    assert again.digest == of.digest
    assert [each.since.year for each in again.weeks] == [2020, 2025]
    assert again.weeks[1].days[0] == (MORNING, AFTERNOON)
    assert of != calendar()
    assert len({of, again, calendar()}) == 2


@pytest.mark.parametrize("year", [1, 1500, 2500, 9999])
def test_far_years_are_counted_too(year: int) -> None:
    start = datetime(year, 1, 1, tzinfo=UTC)
    assert OFFICE.add_days(start, 5) < start + timedelta(days=10)
    assert OFFICE.between(start, start + timedelta(days=7)) == 35 * HOUR
    assert OFFICE.add(start, 35 * HOUR) <= start + timedelta(days=7)


def test_the_longest_span_is_counted() -> None:
    start, end = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
    weeks = (end - start) // timedelta(days=7)
    assert timedelta(hours=35 * weeks) <= OFFICE.between(start, end) <= timedelta(hours=35 * (weeks + 1))


@pytest.mark.parametrize(
    "start", [datetime(2024, 5, 18, tzinfo=UTC), datetime(9998, 1, 1, tzinfo=UTC), datetime.max.replace(tzinfo=UTC)]
)
def test_a_search_ends_after_ten_years(start: datetime) -> None:
    with pytest.raises(NoWorkingTime, match="Office"):
        OFFICE.add(start, timedelta(days=3653))
    with pytest.raises(NoWorkingTime):
        OFFICE.add_days(start, 3653)
    with pytest.raises(NoWorkingTime):
        OFFICE.add(start, HOUR, [(start, datetime.max.replace(tzinfo=UTC))])


def test_what_makes_no_sense_is_refused() -> None:
    now = datetime(2024, 5, 18, tzinfo=UTC)
    with pytest.raises(ValueError, match="with its zone"):
        OFFICE.is_working(datetime(2024, 5, 18))
    with pytest.raises(ValueError, match="not before"):
        OFFICE.between(now, now - TICK)
    with pytest.raises(ValueError, match="not negative"):
        OFFICE.add(now, -TICK)
    with pytest.raises(ValueError, match="not negative"):
        OFFICE.add_days(now, -1)
    with pytest.raises(ValueError, match="a pause that ends"):
        OFFICE.add(now, HOUR, [(now, now - TICK)])


def test_threads_that_ask_at_once_hear_the_same() -> None:
    start = tehran("2024-05-18T10:00")
    for zone in ("Asia/Tehran", "Europe/Berlin"):
        of = calendar(zone=zone, exceptions=(closed(date(2024, 5, 21)),), key=f"threads-{zone}")
        with ThreadPoolExecutor(8) as threads:
            found = list(threads.map(lambda hours, of=of: of.add(start, hours * HOUR), [9000, 20, 5000] * 8))  # type: ignore[misc]
        assert found == [of.add(start, hours * HOUR) for hours in (9000, 20, 5000)] * 8


def test_a_calendar_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        OFFICE.zone = "UTC"  # type: ignore[misc]
    assert isinstance(OFFICE, WorkingCalendar)

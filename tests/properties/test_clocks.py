"""Clocks against an oracle that counts minutes, over random histories; and every such history runs again to the same."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.calendar import WorkingCalendar
from engine.completion.command import Correct
from engine.spiff.deadlines import CALENDARS
from tests.behaviour.calendars import CLOSED, KEPT, OFFICE
from tests.behaviour.test_clock_examples import playing

MINUTE = timedelta(minutes=1)
BEGUN = datetime(2026, 3, 20, 9, tzinfo=ZoneInfo(OFFICE.zone))
FAR = 60 * 24 * 30


def oracle(
    calendar: WorkingCalendar, begun: datetime, still: list[tuple[datetime, datetime]], minutes: int
) -> datetime:
    """Return when so many working minutes outside of `still` will have gone by, counted one by one."""
    moment = begun
    for _ in range(FAR):
        if minutes == 0:
            return moment
        waits = any(since <= moment < until for since, until in still)
        minutes -= calendar.is_working(moment) and not waits
        moment += MINUTE
    raise AssertionError(f"not within {FAR} minutes")


acts = st.lists(st.tuples(st.sampled_from(["ask", "answer", "correct"]), st.integers(1, 60 * 20)), max_size=7)


@pytest.mark.slow
@given(hours=st.integers(1, 30), acts=acts)
@settings(max_examples=150, deadline=None)
def test_a_deadline_is_what_counting_minutes_gives(hours: int, acts: list[tuple[str, int]]) -> None:
    play = playing(f'working deadline("PT{hours}H")', BEGUN, OFFICE, KEPT)
    begun, calendar = play.now, OFFICE
    still: list[tuple[datetime, datetime]] = []
    for act, after in acts:
        play.now += timedelta(minutes=after)
        while any(job.due <= play.now for job in play.state.jobs.values()):
            now = play.now
            play.fire()
            play.now = now
        if act == "ask" and play.open == ["work"]:
            play.complete("work", ask=True)
            still.append((play.now, datetime.max.replace(tzinfo=begun.tzinfo)))
        elif act == "answer" and play.open == ["answer"]:
            play.complete("answer")
            still[-1] = (still[-1][0], play.now)
        elif act == "correct":
            calendar = CLOSED if calendar is OFFICE else OFFICE
            play.do(Correct, facts={CALENDARS: {"office": calendar.digest}})
        if play.open == ["answer"]:
            assert play.jobs == []
            continue
        due = oracle(calendar, begun, still, hours * 60)
        if due > play.now:
            assert play.due("late") == due
        else:
            assert play.jobs == [] or play.due("late") == play.now
    assert KEPT[play.vars[CALENDARS]["office"]] is calendar

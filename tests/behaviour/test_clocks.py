"""Clocks run, stand still and stop with the activities that say so, and the timers that ask them follow."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from engine.calendar import WorkingCalendar
from engine.clock import CASE, NotATarget
from engine.completion.command import CLOCK, Correct, FireTimer
from engine.completion.step import NotDue
from engine.errors import KartablError
from engine.spiff.clocks import NotADecision
from engine.spiff.deadlines import NoSuchClock
from engine.spiff.machine import NotOpen
from tests.behaviour.calendars import CLOSED, KEPT, OFFICE
from tests.behaviour.play import Play

MONDAY = datetime(2026, 3, 23, 9, 0, tzinfo=UTC)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC)


def begun(target: object = "PT8H") -> Play:
    play = Play("clocks", now=MONDAY, calendars=KEPT.__getitem__)
    return play.start(first_target=target, calendar="office", calendars={"office": OFFICE.digest})


def correct(play: Play, calendar: WorkingCalendar) -> None:
    play.do(Correct, facts={"calendars": {"office": calendar.digest}})


def test_a_clock_begins_with_its_activity_and_stops_with_it() -> None:
    play = begun()
    assert [clock.name for clock in play.state.clocks.values()] == ["case", "layer"]
    assert play.state.clocks[CASE].name == "case"
    assert [happening["targets"] for happening in play.told("clock_started")] == [
        {"resolution": "P2D"}, {"resolution": "PT8H"},
    ]  # fmt: skip
    play.wait(hours=1).complete("work")
    assert len(play.told("clock_stopped")) == 1
    assert [clock.name for clock in play.state.clocks.values()] == ["case"]
    play.complete("second")
    assert [happening["clock"] for happening in play.told("clock_stopped")] == [CASE]


def test_timers_are_set_in_working_time_and_a_target_that_is_null_sets_none() -> None:
    play = begun()
    assert play.due("reminder") == at(23, 16)  # 6 working hours, lunch between
    assert play.due("breach") == at(24, 9)
    assert play.jobs == ["breach", "reminder"]


@pytest.mark.parametrize("target", [timedelta(hours=8), datetime(2026, 3, 24, 9, tzinfo=UTC)])
def test_a_target_may_be_a_duration_or_an_instant(target: object) -> None:
    assert begun(target).due("breach") == at(24, 9)


def test_a_date_as_a_target_lasts_until_its_last_working_minute() -> None:
    assert begun(date(2026, 3, 25)).due("breach") == at(25, 17)


@pytest.mark.parametrize("target", ["PT2X", 5, ["PT2H"], timedelta(0)])
def test_what_is_no_target_is_refused(target: object) -> None:
    with pytest.raises(NotATarget, match=r"resolution.*first_layer"):
        begun(target)


@pytest.mark.parametrize(("second", "fires"), [(-1, False), (0, True), (1, True)])
def test_a_deadline_is_exact_to_the_second(second: int, fires: bool) -> None:
    play = begun()
    [job] = [job for job in play.state.jobs.values() if job.element == "breach"]
    command = FireTimer(actor=CLOCK, at=job.due + timedelta(seconds=second), job=job.id)
    if fires:
        play._do(command)
        assert play.open == ["handle", "work"]
    else:
        with pytest.raises(NotDue):
            play._do(command)


def test_while_a_case_waits_its_clocks_stand_still_and_their_timers_are_held() -> None:
    play = begun().wait(hours=1).complete("work", ask=True)
    assert [happening["by"] for happening in play.told("clock_paused")] == ["answer", "answer"]
    assert play.jobs == []
    held = [happening["job"] for happening in play.told("job_held")]
    assert len(held) == 2
    with pytest.raises(NotOpen):
        play._do(FireTimer(actor=CLOCK, at=play.now, job=held[0]))
    play.wait(days=1).complete("answer")  # eight working hours later
    assert len(play.told("clock_resumed")) == 2
    assert play.due("breach") == at(25, 9)
    assert play.due("reminder") == at(24, 16)


def test_pauses_outside_working_time_move_nothing() -> None:
    play = begun()
    play.now = at(23, 17, 30)
    play.complete("work", ask=True)
    play.now = at(24, 7)
    play.complete("answer")
    assert play.due("breach") == at(24, 9)


def test_a_breach_that_is_accepted_changes_nothing() -> None:
    play = begun().fire("reminder").fire("breach")
    assert (play.now, play.jobs) == (at(24, 9), [])
    play.complete("handle", decision=None)
    assert (play.told("clock_changed"), play.jobs) == ([], [])


def decided(decision: object) -> Play:
    return begun().fire("reminder").fire("breach").complete("handle", decision=decision)


def test_more_time_is_added_to_the_target_and_what_has_fired_is_set_again() -> None:
    play = decided({"clock": "layer", "by": "PT4H"})
    assert play.due("breach") == at(24, 14)
    assert play.due("reminder") == at(24, 10)
    play.fire("reminder").fire("breach")
    assert play.open == ["handle", "work"]


def test_an_agreed_date_is_that_date_and_only_a_later_pause_moves_it() -> None:
    play = decided({"clock": "layer", "target": "resolution", "to": at(26, 12)})
    assert play.due("breach") == at(26, 12)
    play.complete("work", ask=True).wait(days=1).complete("answer")
    assert play.due("breach") == at(27, 12)


def test_a_decision_may_be_about_another_clock_or_several() -> None:
    changes = [
        {"clock": "case", "target": "resolution", "to": "P4D"},
        {"clock": "layer", "target": "response", "by": "PT1H"},
    ]
    assert next(iter(decided(changes).told("clock_changed")))["clock"] == CASE


@pytest.mark.parametrize(
    "decision",
    [
        "PT4H",
        {"clock": "layer"},
        {"clock": "layer", "by": at(26, 12)},
        {"clock": "layer", "to": "PT4H"},
        {"by": "PT4H"},
    ],
)
def test_what_is_no_decision_is_refused(decision: object) -> None:
    with pytest.raises(NotADecision, match="handle"):
        decided(decision)


def test_a_decision_about_a_clock_that_does_not_run_is_refused() -> None:
    with pytest.raises(NoSuchClock, match="contract"):
        decided({"clock": "contract", "by": "PT4H"})


def test_a_corrected_calendar_moves_what_is_open_and_nothing_else() -> None:
    play = begun()
    correct(play, CLOSED)
    assert [happening["due"] for happening in play.told("job_moved")] == [at(25, 9).isoformat()]
    assert play.due("reminder") == at(23, 16)
    correct(play, OFFICE)
    assert play.due("breach") == at(24, 9)


def test_a_correction_that_leaves_no_time_fires_now_and_one_that_gives_time_sets_a_spent_timer_again() -> None:
    play = begun().fire("reminder")
    play.fire("breach").complete("handle")
    correct(play, CLOSED)
    assert play.due("breach") == at(25, 9)
    assert play.jobs == ["breach"]  # three quarters were over before
    play.fire("breach")
    assert play.open == ["handle", "work"]


def test_a_task_without_a_clock_counts_since_its_timer_was_armed() -> None:
    play = begun()
    play.now = at(23, 16)
    play.complete("work")
    assert play.due("second_late") == at(24, 9)


def test_without_a_calendar_a_clock_counts_round_the_clock() -> None:
    play = Play("clocks", now=MONDAY).start(first_target="PT8H")
    assert play.due("breach") == at(23, 17)


def test_a_timer_that_asks_a_clock_that_is_not_there_is_refused() -> None:
    play = Play("clock_missing", now=MONDAY)
    with pytest.raises(KartablError, match=r"contract.*runs around.*late"):
        play.start()

"""Boundary events: timers of both kinds and cycles, messages, signals, on tasks and on subprocesses."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from engine.spiff.due import NotATime
from tests.behaviour.play import MORNING, Play

HOUR = timedelta(hours=1)


def test_interrupting_timer_withdraws_the_task() -> None:
    play = Play("boundary_timer").start()
    assert play.due("too_late") == MORNING + 4 * HOUR
    assert play.fire().open == ["apologise"]
    assert [closed["outcome"] for closed in play.told("closed")] == ["cancelled"]
    assert play.complete("apologise").status == "completed"


def test_timer_goes_with_the_task() -> None:
    play = Play("boundary_timer").start().complete("work")
    assert play.told("job_cancelled")
    assert play.status == "completed"


def test_non_interrupting_timer_lets_the_task_go_on_and_fires_once() -> None:
    play = Play("boundary_timer_non_interrupting").start().fire()
    assert play.open == ["remind", "work"]
    assert play.jobs == []
    assert play.complete("work").open == ["remind"]
    assert play.complete("remind").status == "completed"


def test_cycle_fires_as_often_as_it_says_counted_from_when_it_fell_due() -> None:
    play = Play("boundary_cycle").start()
    for round_ in (1, 2, 3):
        assert play.due("late") == MORNING + round_ * HOUR
        play.wait(minutes=90).fire()
        assert play.open == ["remind"] * round_ + ["work"]
    assert play.jobs == []
    play.complete("work").complete("remind").complete("remind")
    assert play.complete("remind").status == "completed"


def test_cycle_ends_with_the_task() -> None:
    play = Play("boundary_cycle_endless").start()
    for _ in range(20):
        play.fire().complete("remind")
    assert play.due("late") == MORNING + timedelta(days=21)
    assert play.complete("work").status == "completed"


def test_cycle_given_by_feel() -> None:
    play = Play("boundary_cycle_feel").start(times="2")
    assert play.fire().fire().jobs == []
    assert play.open == ["work"]


def test_cycle_of_months_is_counted_in_the_zone_of_the_definition_from_its_start() -> None:
    begin = datetime(2026, 1, 31, 20, 45, tzinfo=UTC)  # the first of February in Tehran, a quarter past midnight
    play = Play("boundary_cycle_of_months", time_zone="Asia/Tehran", now=begin).start()
    assert play.due("late") == datetime(2026, 2, 28, 20, 45, tzinfo=UTC)  # the first of March there
    assert play.fire().due("late") == datetime(2026, 3, 31, 20, 45, tzinfo=UTC)
    assert play.fire().due("late") == datetime(2026, 4, 30, 20, 45, tzinfo=UTC)
    assert play.fire().jobs == []


def test_cycle_of_months_comes_back_to_the_day_it_began_on() -> None:
    play = Play("boundary_cycle_of_months", now=datetime(2026, 1, 31, 8, tzinfo=UTC)).start()
    assert play.due("late") == datetime(2026, 2, 28, 8, tzinfo=UTC)
    assert play.fire().due("late") == datetime(2026, 3, 31, 8, tzinfo=UTC)


@pytest.mark.parametrize("name", ["boundary_cycle_of_nothing", "boundary_cycle_never"])
def test_cycle_that_never_comes_or_never_rests_is_refused(name: str) -> None:
    with pytest.raises(NotATime, match="late"):
        Play(name).start()


def test_reminders_and_limit_on_one_task() -> None:
    play = Play("boundary_both").start()
    for _ in range(3):
        play.fire()
    assert play.open == ["remind", "remind", "remind", "work"]
    assert play.fire().open == ["apologise", "remind", "remind", "remind"]
    assert play.jobs == []


@pytest.mark.parametrize("kind", ["message", "signal"])
def test_what_interrupts_and_what_adds(kind: str) -> None:
    play = Play(f"boundary_{kind}").start()
    send = getattr(play, kind)
    send("add", note="one")
    send("add", note="two")
    assert play.open == ["addition", "addition", "work"]
    assert play.vars["note"] == "two"
    assert send("stop").open == ["addition", "addition", "tidy"]
    play.complete("addition").complete("addition")
    assert play.complete("tidy").status == "completed"


def test_timer_on_a_subprocess_withdraws_all_inside() -> None:
    play = Play("boundary_on_subprocess").start()
    assert play.open == ["beside", "deep"]
    assert play.works == ["machine"]
    assert play.jobs == ["deep_late", "too_late"]
    play.fire("too_late")
    assert (play.open, play.works, play.jobs) == (["apologise"], [], [])
    assert play.complete("apologise").status == "completed"


def test_timer_on_a_receive_task() -> None:
    assert Play("boundary_on_receive").start().fire().open == ["apologise"]
    play = Play("boundary_on_receive").start().message("answer", answer=Decimal(1))
    assert (play.open, play.jobs, play.vars) == (["read"], [], {"answer": Decimal(1)})

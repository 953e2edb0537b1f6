"""Events in the flow: timers, messages, signals, and the gateway that waits for the first of several."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from engine.spiff.due import NotATime
from engine.spiff.machine import NobodyWaits
from engine.values import YearsMonths
from tests.behaviour.play import MORNING, Play


def test_timer_of_a_date() -> None:
    play = Play("timer_date").start()
    assert play.due("wait") == datetime(2026, 4, 1, 5, 30, tzinfo=UTC)
    assert play.fire().open == ["after"]


@pytest.mark.parametrize(
    ("until", "due"),
    [
        (datetime(2026, 4, 1, 9, 0), datetime(2026, 4, 1, 5, 30, tzinfo=UTC)),
        (datetime(2026, 4, 1, 9, 0, tzinfo=UTC), datetime(2026, 4, 1, 9, 0, tzinfo=UTC)),
        (date(2026, 4, 1), datetime(2026, 3, 31, 20, 30, tzinfo=UTC)),
    ],
)
def test_timer_of_a_date_that_feel_gives_is_meant_where_the_office_is(until: object, due: datetime) -> None:
    assert Play("timer_date_feel", time_zone="Asia/Tehran").start(until=until).due("wait") == due


def test_timer_of_a_date_that_is_past_falls_due_when_it_is_set() -> None:
    play = Play("timer_date_feel").start(until=datetime(2020, 1, 1, tzinfo=UTC))
    assert play.due("wait") == MORNING
    assert play.fire().open == ["after"]


def test_timer_of_a_duration() -> None:
    assert Play("timer_duration").start().due("wait") == MORNING + timedelta(hours=26)


@pytest.mark.parametrize(
    ("pause", "due"),
    [(timedelta(minutes=5), MORNING + timedelta(minutes=5)), (YearsMonths(1), datetime(2026, 4, 21, 8, tzinfo=UTC))],
)
def test_timer_of_a_duration_that_feel_gives(pause: object, due: datetime) -> None:
    assert Play("timer_duration_feel").start(pause=pause).due("wait") == due


@pytest.mark.parametrize("pause", [None, Decimal(5), "soon"])
def test_timer_that_gives_no_time_is_refused(pause: object) -> None:
    with pytest.raises(NotATime, match="wait"):
        Play("timer_duration_feel").start(pause=pause)


def test_message_goes_to_the_one_that_waits_longest() -> None:
    play = Play("message_catch").start()
    play.message("answer", who="first")
    assert play.entered("end_one") == 1
    assert play.entered("end_two") == 0
    assert play.vars == {"who": "first"}
    assert play.message("answer").status == "completed"


def test_message_that_nobody_waits_for_is_refused() -> None:
    play = Play("message_catch").start()
    with pytest.raises(NobodyWaits, match="unknown"):
        play.message("unknown")


def test_signal_reaches_all() -> None:
    play = Play("signal_catch").start()
    play.signal("other")
    assert play.status == "running"
    assert play.signal("go").status == "completed"


def test_signal_thrown_is_heard_beside_and_inside() -> None:
    play = Play("signal_thrown").start().complete("work")
    assert play.open == ["heard", "heard_inside", "shouted"]
    assert [told["signal"] for told in play.told("signalled")] == ["go"]


def test_messages_are_sent_with_their_properties() -> None:
    play = Play("message_thrown").start(subject="hello")
    throw, send = play.told("sent")
    assert (throw["message"], throw["properties"]) == ("news", {})
    assert (send["element"], send["properties"]) == ("send", {"to": "requester", "subject": "hello"})
    play.complete("work")
    assert [told["message"] for told in play.told("sent")] == ["done"]
    assert play.status == "completed"


def test_messages_that_a_worker_sends_wait_for_it() -> None:
    play = Play("message_by_worker").start()
    assert play.works == ["throw"]
    assert play.report("throw").works == ["end"]
    assert [told["topic"] for told in play.told("requested")] == ["letters"]
    assert play.report("end").status == "completed"


@pytest.mark.parametrize(
    ("kind", "name", "opened"),
    [("message", "answer", "read"), ("message", "refusal", "regret"), ("signal", "halt", "stop")],
)
def test_event_gateway_takes_what_comes_first(kind: str, name: str, opened: str) -> None:
    play = Play("event_gateway").start()
    assert play.jobs == ["an_hour"]
    getattr(play, kind)(name)
    assert (play.open, play.jobs) == ([opened], [])
    with pytest.raises(NobodyWaits):
        play.message("answer")
    assert play.complete(opened).status == "completed"


def test_event_gateway_in_a_loop_waits_again() -> None:
    play = Play("event_gateway").start()
    for _ in range(3):
        assert play.fire().open == ["remind"]
        play.complete("remind")
    assert play.message("answer").open == ["read"]
    assert play.entered("answered") == 1


def test_event_gateway_given_up() -> None:
    play = Play("event_gateway_cancelled").start()
    play.signal("give_up")
    assert (play.status, play.jobs) == ("completed", [])
    assert play.entered("answered") == 0


def test_what_does_not_wait_is_passed() -> None:
    play = Play("throw_none").start()
    assert play.status == "completed"
    assert [told["element"] for told in play.told("left")] == ["start", "milestone", "plain", "by_hand", "end"]


def test_message_goes_to_the_one_that_waits_longest_wherever_it_is() -> None:
    play = Play("message_inside_and_outside").start()
    assert play.message("more").open == ["outside"]  # the boundary event was armed before the inside was entered
    assert play.message("more").open == ["inside", "outside"]  # and armed anew after it
    assert play.message("more").open == ["inside", "outside", "outside"]


def test_message_for_two_goes_to_the_older() -> None:
    play = Play("message_to_two").start()
    assert play.message("stop").open == ["note", "work"]
    assert play.message("stop").open == ["note"]  # the event subprocess waits anew, the boundary event since the start
    assert play.complete("note").status == "completed"

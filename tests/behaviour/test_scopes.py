"""Subprocesses and calls; what ends a scope: terminate, errors, escalations, signals."""

import pytest

from engine.spiff.context import TooDeep
from tests.behaviour.play import Play


def test_subprocess() -> None:
    play = Play("subprocess").start()
    assert play.open == ["a"]
    assert play.complete("a").open == ["after"]
    assert play.complete("after").status == "completed"


def test_calls_are_told_apart_from_the_caller_and_from_each_other() -> None:
    play = Play("call").start()
    assert play.open == ["called/work"]
    first = play.task("called/work").id
    play.complete("called/work")
    assert play.open == ["called/work"]
    assert play.task("called/work").id != first
    assert play.complete("called/work").open == ["work"]
    assert play.complete("work").status == "completed"


def test_error_from_two_calls_deep_is_caught_at_the_top() -> None:
    play = Play("call_deep").start()
    assert play.open == ["deepest/work", "middle/beside"]
    play.complete("deepest/work", well=False)
    assert play.open == ["repair"]
    assert play.vars["code"] == "broken_code"
    assert [(told["element"], told["caught"]) for told in play.told("failed")] == [("deepest/failed", True)]
    assert play.complete("repair").status == "completed"


def test_call_two_deep_goes_on_when_all_inside_is_done() -> None:
    play = Play("call_deep").start().complete("deepest/work")
    assert play.open == ["middle/beside"]
    assert play.complete("middle/beside").status == "completed"


def test_call_with_an_event_subprocess_ends_when_that_is_done_too() -> None:
    play = Play("call_with_event_subprocess").start().fire().fire()
    assert play.open == ["called/remind", "called/remind", "called/work"]
    assert play.jobs == ["called/hourly"]
    play.complete("called/work").complete("called/remind")
    assert play.status == "running"
    assert play.jobs == ["called/hourly"]
    play.complete("called/remind")
    assert (play.open, play.jobs) == (["after"], [])


def test_a_process_that_calls_itself_for_ever_is_refused() -> None:
    with pytest.raises(TooDeep, match="circle/call"):
        Play("call_itself").start()


def test_terminate_withdraws_all() -> None:
    play = Play("terminate").start().complete("a")
    assert play.status == "completed"
    assert [told["outcome"] for told in play.told("closed")] == ["completed", "cancelled"]


def test_terminate_inside_a_subprocess_ends_that_alone() -> None:
    play = Play("terminate_inside").start()
    assert play.open == ["a", "b", "beside"]
    assert play.complete("a").open == ["after", "beside"]
    assert play.complete("beside").complete("after").status == "completed"


def test_terminate_reached_at_once_leaves_nothing() -> None:
    play = Play("terminate_at_once").start()
    assert (play.status, play.open, play.works, play.jobs) == ("completed", [], [], [])


def test_terminate_in_the_moment_in_which_a_signal_wakes_somebody() -> None:
    play = Play("terminate_after_signal").start().complete("begin")
    assert play.status == "completed"


def test_uncaught_error_ends_the_case_as_failed() -> None:
    play = Play("error_uncaught").start().complete("b")
    assert (play.status, play.open) == ("failed", [])
    assert [(told["code"], told["caught"]) for told in play.told("failed")] == [("broken", False)]


@pytest.mark.parametrize(("code", "opened"), [("broken", "after_exact"), ("other", "after_any")])
def test_the_very_error_is_caught_before_any_error(code: str, opened: str) -> None:
    play = Play("error_exact_before_any").start().complete("work", code=code)
    assert play.open == [opened]
    assert play.vars.get("caught") == (None if code == "broken" else "other")


def test_escalation_passes_a_level_that_does_not_catch_it() -> None:
    play = Play("escalation_levels").start()
    assert play.open == ["look", "work"]
    assert play.complete("work").open == ["look", "look"]  # the non-interrupting one catches again
    assert play.complete("look").complete("look").status == "completed"


def test_interrupting_escalation_withdraws_what_threw_it() -> None:
    play = Play("escalation_interrupting").start().complete("work")
    assert play.open == ["look"]
    assert play.entered("never") == 0
    assert "tell-never" not in [told["flow"] for told in play.told("taken")]
    assert play.complete("look").status == "completed"


def test_uncaught_escalation_is_told_and_does_nothing() -> None:
    play = Play("escalation_uncaught").start()
    assert [told["caught"] for told in play.told("escalated")] == [False]
    assert play.open == ["work"]


def test_signal_that_interrupts_its_own_thrower() -> None:
    play = Play("signal_interrupts_thrower").start().complete("work")
    assert play.open == ["tidy"]
    assert play.entered("never") == 0
    assert play.complete("tidy").status == "completed"


def test_signal_that_interrupts_some_of_its_own_listeners() -> None:
    play = Play("signal_interrupts_listener").start().signal("stop")
    assert play.open == ["tidy"]
    assert play.entered("on_work") == 0
    assert play.complete("tidy").status == "completed"

"""Event subprocesses: each trigger, both kinds, and what they may catch."""

import pytest

from engine.spiff.machine import NobodyWaits
from tests.behaviour.play import Play


def trigger(play: Play, kind: str) -> Play:
    """Let come what starts the event subprocess."""
    match kind:
        case "timer":
            return play.fire("came")
        case "message":
            return play.message("news")
        case "signal":
            return play.signal("news")
        case _:  # error and escalation are thrown behind the task
            return play.complete("work")


@pytest.mark.parametrize("kind", ["timer", "message", "signal", "escalation", "error"])
def test_interrupting(kind: str) -> None:
    play = trigger(Play(f"event_subprocess_{kind}").start(), kind)
    assert (play.open, play.jobs) == (["handle"], [])
    assert play.vars.get("code") == ("news" if kind in ("escalation", "error") else None)
    assert play.complete("handle").status == "completed"


@pytest.mark.parametrize("kind", ["timer", "message", "signal", "escalation"])
def test_non_interrupting_runs_beside_the_main_line(kind: str) -> None:
    play = trigger(Play(f"event_subprocess_{kind}_non_interrupting").start(), kind)
    main = "more" if kind == "escalation" else "work"
    assert play.open == sorted(["handle", main])
    assert play.complete(main).open == ["handle"]
    assert play.complete("handle").status == "completed"


@pytest.mark.parametrize("kind", ["message", "signal"])
def test_non_interrupting_may_come_again(kind: str) -> None:
    play = trigger(trigger(Play(f"event_subprocess_{kind}_non_interrupting").start(), kind), kind)
    assert play.open == ["handle", "handle", "work"]
    play.complete("handle").complete("work")
    assert trigger(play, kind).open == ["handle", "handle"]  # the case goes on, so it still waits
    assert play.complete("handle").complete("handle").status == "completed"


@pytest.mark.parametrize("kind", ["timer", "message", "signal", "error"])
def test_what_never_came_goes_with_the_scope(kind: str) -> None:
    play = Play(f"event_subprocess_{kind}").start()
    if kind == "error":
        assert play.withdraw().status == "withdrawn"
    else:
        assert play.complete("work").status == "completed"
    assert play.jobs == []


def test_what_it_throws_again_goes_outwards() -> None:
    play = Play("event_subprocess_rethrows").start().complete("work")
    assert play.open == ["handle"]
    play.complete("handle")
    assert play.open == ["look"]
    assert play.complete("look").status == "completed"


def test_inside_a_subprocess_it_interrupts_that_alone() -> None:
    play = Play("event_subprocess_inside").start()
    assert play.message("stop").open == ["beside", "handle"]
    with pytest.raises(NobodyWaits):
        play.message("stop")
    assert play.complete("handle").open == ["after", "beside"]


def test_after_an_interruption_its_own_error_is_caught_outside() -> None:
    play = Play("event_subprocess_inside").start().message("stop").fire("too_late")
    assert play.open == ["beside", "repair"]
    assert play.complete("repair").complete("beside").status == "completed"


def test_error_from_a_called_process_is_caught_by_the_caller() -> None:
    play = Play("event_subprocess_error_from_call").start().complete("called/work")
    assert play.open == ["handle"]
    assert play.vars["code"] == "broken"
    assert play.complete("handle").status == "completed"


def test_terminate_inside_ends_it_alone() -> None:
    play = Play("event_subprocess_terminates").start().message("news").message("news")
    assert play.open == ["a", "a", "b", "b", "work"]
    assert play.complete("a").open == ["a", "b", "work"]
    assert play.complete("work").open == ["a", "b"]
    assert play.complete("a").status == "completed"

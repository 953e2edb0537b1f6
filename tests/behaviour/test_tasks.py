"""Tasks: what is asked of people, of workers outside, of expressions; and the values they carry."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from engine.completion.command import Assign, BroadcastSignal, Complete, DeliverMessage, FireTimer, ReportWork, Start
from engine.completion.step import CaseEnded, NotStarted, step
from engine.form.digits import to_persian
from engine.spiff.machine import NotOpen
from engine.values import YearsMonths
from tests.behaviour.play import MORNING, SOMEBODY, Play, fixture


def test_what_is_said_of_a_task_as_it_is() -> None:
    task = Play("task_attributes").start().task("said")
    assert (task.form, task.assignee, task.priority) == ("request", "sara", "50")
    assert (task.users, task.groups) == (("ali", "reza"), ("clerks", "heads"))
    assert (task.due, task.follow_up) == ("2026-04-01T09:00:00Z", "2026-03-25T08:00:00Z")
    assert task.opened_at == MORNING


def test_what_is_said_of_a_task_by_feel() -> None:
    play = Play("task_attributes").start(
        users=["ali", "reza"], groups="clerks, heads", priority=Decimal(70), due=datetime(2026, 4, 1, 9, tzinfo=UTC)
    )
    task = play.complete("said").task("found")
    assert (task.assignee, task.users, task.groups) == (None, ("ali", "reza"), ("clerks", "heads"))
    assert task.priority == "70"
    assert datetime.fromisoformat(task.due or "") == datetime(2026, 4, 1, 9, tzinfo=UTC)
    bare = play.complete("found").task("bare")
    assert (bare.form, bare.assignee, bare.users, bare.groups, bare.due) == (None, None, (), (), None)


@pytest.mark.parametrize(
    ("due", "text"),
    [
        (date(2026, 4, 1), "2026-04-01"),
        (datetime(2026, 4, 1, 9, 30, tzinfo=UTC), "2026-04-01T09:30:00Z"),
        (timedelta(days=1, hours=2), "P1DT2H"),
        (YearsMonths(14), "P1Y2M"),
        (Decimal("1E+3"), "1000"),
        (True, "true"),
    ],
)
def test_text_that_feel_gives_is_written_as_feel_writes_it(due: Any, text: str) -> None:
    assert Play("task_attributes").start(due=due).complete("said").task("found").due == text


def test_assignment_is_kept_until_the_task_is_done() -> None:
    play = Play("task_attributes").start().assign("said", "reza")
    assert play.task("said").assignee == "reza"
    assert [told["assignee"] for told in play.told("assigned")] == ["reza"]
    assert play.assign("said", None).task("said").assignee is None
    assert play.complete("said").open == ["found"]


def test_what_is_said_with_an_assignment_is_on_record_and_no_variable() -> None:
    play = Play("task_attributes").start()
    play.do(Assign, task=play.task("said").id, assignee="ali", values={"reason": "on leave"}, facts={"shift": "night"})
    assert play.vars == {"shift": "night"}
    assert [told["name"] for told in play.told("set")] == ["shift"]


def test_work_is_asked_for_reported_and_asked_again() -> None:
    play = Play("work").start()
    assert play.works == ["book"]
    assert [told["topic"] for told in play.told("requested")] == ["booking"]
    play.report("book", room="12")
    assert (play.works, play.jobs, play.vars) == (["tell"], [], {"room": "12"})
    assert play.report("tell").status == "completed"


def test_work_that_ends_in_an_error_is_caught_by_its_code() -> None:
    play = Play("work").start().report("book", error="no_room", hint="tomorrow")
    assert (play.open, play.works, play.jobs) == (["other_room"], [], [])
    assert play.vars == {"code": "no_room", "hint": "tomorrow"}


def test_work_that_ends_in_an_error_nobody_catches_fails_the_case() -> None:
    play = Play("work").start().report("book", error="unheard of")
    assert (play.status, play.works, play.jobs) == ("failed", [], [])


def test_work_is_withdrawn_when_it_is_too_slow() -> None:
    play = Play("work").start().fire()
    assert (play.open, play.works) == (["ask"], [])
    assert [told["outcome"] for told in play.told("settled")] == ["cancelled"]


def test_script_gives_a_variable() -> None:
    play = Play("script").start(price=Decimal("10.10"), tax=Decimal("0.90"))
    assert play.vars["total"] == Decimal("11.00")
    assert play.vars["gone"] is None
    assert "aside" not in play.vars


VALUES = {
    "nothing": None,
    "truth": False,
    "text": "سلام\u200cها $n",
    "number": Decimal("12345678901234567890.123456789"),
    "small": Decimal("1E-30"),
    "day": date(2026, 3, 21),
    "clock": time(8, 30, 15),
    "moment": datetime(2026, 3, 21, 8, 30, tzinfo=UTC),
    "local_moment": datetime(2026, 3, 21, 8, 30),
    "zoned_moment": datetime(2026, 3, 21, 8, 30, tzinfo=ZoneInfo("Asia/Tehran")),
    "pause": timedelta(days=-1, seconds=3, microseconds=5),
    "months": YearsMonths(-14),
    "list": [Decimal(1), [date(2026, 3, 21)], {}],
    "context": {"$n": "no tag", "deep": {"$s": timedelta(1)}},
}


@pytest.mark.parametrize("name", VALUES)
def test_value_goes_round(name: str) -> None:
    play = Play("values").start(unused=VALUES[name]).complete("first", given=VALUES[name])
    for variable in ("unused", "given", "copied"):
        assert play.vars[variable] == VALUES[name]
        assert type(play.vars[variable]) is type(VALUES[name])
    assert play.complete("second").vars["copied"] == VALUES[name]


def test_only_what_changed_is_told() -> None:
    play = Play("values").start(given=Decimal(1), other="x").complete("first", given=Decimal(2), other="x")
    assert [(told["name"], told["value"]) for told in play.told("set")] == [
        ("copied", {"$n": "2"}),
        ("given", {"$n": "2"}),
    ]


def test_nothing_is_done_to_what_is_not_there_or_is_something_else() -> None:
    play = Play("work").start()
    [work], [job] = play.state.works if play.state else (), play.state.jobs if play.state else ()
    for kind, target in [
        (Complete, {"task": "9.9"}),
        (Complete, {"task": work}),
        (Complete, {"task": job}),
        (Assign, {"task": work, "assignee": "ali"}),
        (FireTimer, {"job": work}),
        (FireTimer, {"job": "9.9"}),
        (ReportWork, {"work": job}),
        (ReportWork, {"work": job, "error": "no_room"}),
        (ReportWork, {"work": "root"}),
    ]:
        with pytest.raises(NotOpen):
            play.do(kind, **target)
    play.report("book", error="no_room")
    with pytest.raises(NotOpen) as refusal:
        play.do(ReportWork, work=work)
    assert f"work {work}" in refusal.value.message("en")
    assert f"درخواست بیرونی {to_persian(work)}" in refusal.value.message("fa")
    with pytest.raises(NotOpen):
        play.do(FireTimer, job=job)


def test_only_a_timer_is_fired() -> None:
    play = Play("boundary_message").start()
    assert play.state is not None
    for token in [token[0] for scope in play.state.tokens for token in scope["live"]]:
        with pytest.raises(NotOpen):
            play.do(FireTimer, job=token)


def test_nothing_is_done_to_a_case_that_has_ended() -> None:
    play = Play("task_attributes").start()
    task = play.task("said").id
    assert play.withdraw().status == "withdrawn"
    for kind, target in [
        (Complete, {"task": task}),
        (Assign, {"task": task, "assignee": None}),
        (DeliverMessage, {"message": "m"}),
        (BroadcastSignal, {"signal": "s"}),
    ]:
        with pytest.raises(CaseEnded, match="withdrawn"):
            play.do(kind, **target)
    with pytest.raises(CaseEnded):
        play.withdraw()


def test_a_start_comes_first_and_once() -> None:
    play = Play("sequence").start()
    with pytest.raises(NotStarted):
        play.start()
    with pytest.raises(NotStarted):
        step(fixture("sequence"), None, Complete(actor=SOMEBODY, at=MORNING, task="1.1"), 1)
    assert step(fixture("sequence"), None, Start(actor=SOMEBODY, at=MORNING), 1).state.status == "running"


def test_a_comment_changes_nothing_and_comes_into_no_ended_case() -> None:
    case = Play("sequence").start()
    before = case.state
    assert case.comment(do="x", note="y").last == ()
    assert case.state == before
    case.withdraw()
    with pytest.raises(CaseEnded):
        case.comment(note="z")

"""Multi-instance: over lists and by number, all at once and one after another, on tasks, subprocesses and calls."""

from decimal import Decimal
from typing import Any

import pytest

from engine.errors import KartablError
from engine.spiff.context import NotACount, NotAList
from tests.behaviour.play import Play

PEOPLE = ["ali", "sara", "reza"]


def test_parallel_gives_each_its_item() -> None:
    play = Play("multi_parallel").start(people=PEOPLE)
    assert [play.task("each", nth).assignee for nth in range(3)] == PEOPLE
    assert [play.task("each", nth).local for nth in range(3)] == [
        {"person": person, "loopCounter": Decimal(count)} for count, person in enumerate(PEOPLE)
    ]
    play.complete("each", nth=1).complete("each", nth=1)
    assert play.open == ["each"]
    assert play.complete("each").open == ["after"]
    assert play.vars == {"people": PEOPLE}


def test_sequential_gives_one_after_another() -> None:
    play = Play("multi_sequential").start(people=PEOPLE)
    for person in PEOPLE:
        assert play.open == ["each"]
        assert play.task("each").assignee == person
        play.complete("each")
    assert play.open == ["after"]


def test_the_list_is_that_of_the_beginning() -> None:
    play = Play("multi_sequential").start(people=PEOPLE)
    play.complete("each", people=[])
    assert play.task("each").assignee == "sara"
    assert play.complete("each").complete("each").open == ["after"]


@pytest.mark.parametrize(
    "name", ["multi_parallel", "multi_sequential", "multi_boundary", "multi_subprocess", "multi_call"]
)
def test_no_items_no_instances(name: str) -> None:
    play = Play(name).start(people=[])
    assert (play.open, play.jobs) == (["after"], [])
    assert play.entered("each") == 1
    assert play.complete("after").status == "completed"


@pytest.mark.parametrize("name", ["multi_cardinality", "multi_cardinality_sequential"])
@pytest.mark.parametrize("count", [0, 1, 3])
def test_by_number(name: str, count: int) -> None:
    play = Play(name).start(count=Decimal(count))
    for _ in range(count):
        assert "after" not in play.open
        play.complete("each")
    assert play.open == ["after"]


@pytest.mark.parametrize("name", ["multi_enough", "multi_enough_sequential"])
def test_enough_withdraws_the_rest(name: str) -> None:
    play = Play(name).start(people=PEOPLE)
    play.complete("each", enough=False)
    assert "after" not in play.open
    assert play.complete("each", enough=True).open == ["after"]
    assert play.complete("after").status == "completed"


@pytest.mark.parametrize(
    ("name", "values", "error"),
    [
        ("multi_parallel", {"people": "ali"}, NotAList),
        ("multi_parallel", {}, NotAList),
        ("multi_parallel", {"people": ["x"] * 1001}, NotAList),
        ("multi_cardinality", {"count": Decimal("1.5")}, NotACount),
        ("multi_cardinality", {"count": Decimal(-1)}, NotACount),
        ("multi_cardinality", {}, NotACount),
    ],
)
def test_what_is_no_list_or_number_is_refused(name: str, values: dict[str, Any], error: type[KartablError]) -> None:
    with pytest.raises(error, match="each"):
        Play(name).start(**values)


def test_script_for_each() -> None:
    play = Play("multi_script").start(numbers=[Decimal(1), Decimal(2), Decimal(3)], total=Decimal(0))
    assert play.vars["total"] == 6
    assert "number" not in play.vars


def test_work_for_each() -> None:
    play = Play("multi_work").start(people=PEOPLE)
    assert play.works == ["each"] * 3
    play.report("each").report("each")
    assert play.report("each").open == ["after"]


def test_boundary_events_stand_around_all() -> None:
    play = Play("multi_boundary").start(people=PEOPLE)
    assert play.jobs == ["late"]
    play.complete("each").fire().fire()
    assert (play.open, play.jobs) == (["each", "each", "remind", "remind"], [])
    assert play.message("stop").open == ["remind", "remind", "tidy"]


def test_subprocess_for_each() -> None:
    play = Play("multi_subprocess").start(people=PEOPLE)
    assert [play.task("work", nth).assignee for nth in range(3)] == PEOPLE
    play.complete("work", outcome="stop")
    assert play.open == ["work", "work"]  # terminate ends one instance
    play.complete("work", outcome="tell")
    assert play.open == ["look", "work"]
    assert play.complete("work", outcome="fine").open == ["after", "look"]


def test_error_in_one_subprocess_stops_all() -> None:
    play = Play("multi_subprocess").start(people=PEOPLE).complete("work", nth=1, outcome="fail")
    assert play.open == ["repair"]
    assert play.complete("repair").status == "completed"


def test_error_in_one_call_stops_all() -> None:
    play = Play("multi_call").start(people=PEOPLE)
    assert [play.task("called/work", nth).assignee for nth in range(3)] == PEOPLE
    play.complete("called/work", outcome="fine").complete("called/work", outcome="fail")
    assert play.open == ["repair"]
    assert play.complete("repair").status == "completed"


def test_nested() -> None:
    play = Play("multi_nested").start(teams=[["ali", "sara"], [], ["reza"]])
    assert [play.task("each", nth).assignee for nth in range(2)] == ["ali", "sara"]
    play.complete("each").complete("each")
    assert play.task("each").assignee == "reza"
    assert play.complete("each").status == "completed"


def test_each_instance_has_its_own_event_subprocess() -> None:
    play = Play("multi_with_event_subprocess").start(people=PEOPLE)
    assert play.jobs == ["came"] * 3
    play.fire()
    assert play.open == ["handle", "work", "work"]
    assert play.task("handle").assignee == "ali"
    play.complete("work").complete("handle").complete("work")
    assert (play.status, play.jobs) == ("completed", [])

"""Sequence, gateways, links, ends: how tokens part and meet."""

from decimal import Decimal

import pytest

from engine.spiff.context import EndlessCommand
from engine.spiff.gateways import NoWayOut
from tests.behaviour.play import Play


def test_sequence() -> None:
    play = Play("sequence").start()
    assert play.open == ["first"]
    assert play.complete("first").open == ["second"]
    assert play.complete("second").status == "completed"
    assert play.open == []


@pytest.mark.parametrize(("amount", "opened"), [("101", "huge"), ("100", "big"), ("10", "small"), (None, "small")])
def test_exclusive_takes_the_first_that_holds_else_the_default(amount: str | None, opened: str) -> None:
    play = Play("exclusive").start(amount=None if amount is None else Decimal(amount))
    assert play.open == [opened]
    assert play.complete(opened).status == "completed"


def test_exclusive_without_a_way_refuses_and_changes_nothing() -> None:
    play = Play("exclusive_without_default").start()
    with pytest.raises(NoWayOut, match="which"):
        play.complete("ask", side="up")
    assert play.open == ["ask"]
    assert play.complete("ask", side="right").open == ["right"]


def test_parallel_waits_for_both() -> None:
    play = Play("parallel").start()
    assert play.open == ["access", "files"]
    assert play.complete("access").open == ["files"]
    assert play.complete("files").open == ["confirm"]
    assert play.complete("confirm").status == "completed"


@pytest.mark.parametrize("order", [("files", "access"), ("access", "files")])
def test_parallel_join_in_a_loop_is_met_by_both_in_every_round(order: tuple[str, str]) -> None:
    play = Play("parallel_in_loop").start()
    for _ in range(3):
        play.complete(order[0])
        assert play.open == [order[1]]
        assert play.complete(order[1]).open == ["confirm"]
        play.complete("confirm", good=False)
    assert play.open == ["access", "files"]
    play.complete(order[0]).complete(order[1])
    assert play.complete("confirm", good=True).status == "completed"


def test_parallel_join_met_twice_by_one_branch_keeps_the_second_token() -> None:
    play = Play("parallel_met_twice").start()
    play.signal("more").signal("more")
    assert play.open == ["quick", "slow"]
    play.complete("slow")
    assert play.open == ["after", "quick"]
    play.complete("quick").complete("after")
    assert play.status == "running"  # two tokens of one branch wait for one that never comes
    assert play.entered("after") == 1


def test_tokens_that_wait_at_a_join_are_withdrawn_without_having_entered_it() -> None:
    play = Play("parallel").start().complete("files").withdraw()
    assert play.entered("join") == 0
    assert [told["element"] for told in play.told("cancelled")] == ["access"]


def test_nested_forks_join_inside_out() -> None:
    play = Play("parallel_nested").start()
    play.complete("c").complete("a")
    assert play.open == ["b"]
    assert play.complete("b").open == ["after"]


def test_one_gateway_joins_and_forks() -> None:
    play = Play("parallel_join_and_fork").start()
    assert play.open == ["a"]
    assert play.complete("a").open == ["b", "c"]
    assert play.complete("b").complete("c").status == "completed"


@pytest.mark.parametrize(
    ("a", "b", "opened"),
    [(True, True, ["a", "b"]), (True, False, ["a"]), (False, True, ["b"]), (False, False, ["none"])],
)
def test_inclusive_joins_just_the_branches_taken(a: bool, b: bool, opened: list[str]) -> None:
    play = Play("inclusive").start(a=a, b=b)
    assert play.open == opened
    for element in opened:
        assert "after" not in play.open
        play.complete(element)
    assert play.open == ["after"]
    assert play.complete("after").status == "completed"


def test_inclusive_join_goes_on_once_when_flows_come_straight_from_the_split() -> None:
    play = Play("inclusive_straight").start(too=True, three=True, noting=True)
    assert play.open == ["after"]
    assert play.entered("join") == 1
    assert play.complete("after").status == "completed"


def test_inclusive_join_goes_on_once_when_all_flows_come_at_once() -> None:
    play = Play("inclusive_straight").start(too=True, three=True, noting=False)
    assert play.entered("join") == 1
    assert play.open == ["after"]


def test_inclusive_nested() -> None:
    play = Play("inclusive_nested").start(left=True, right=True, a=True, b=True)
    play.complete("c").complete("a")
    assert play.open == ["b"]
    assert play.complete("b").open == ["after"]


def test_inclusive_outer_join_does_not_wait_for_a_branch_not_taken() -> None:
    play = Play("inclusive_nested").start(left=False, right=True)
    assert play.complete("c").open == ["after"]


def test_inclusive_join_in_a_loop() -> None:
    play = Play("inclusive_in_loop").start(a=True, b=True)
    for _ in range(3):
        play.complete("b")
        assert play.open == ["a"]
        assert play.complete("a").open == ["check"]
        play.complete("check")
    assert play.open == ["a", "b"]
    play.complete("a").complete("b")
    assert play.complete("check", good=True).status == "completed"


def test_inclusive_join_waits_for_what_a_boundary_event_may_still_bring() -> None:
    play = Play("inclusive_and_boundary").start(a=True, b=True)
    play.complete("b")
    assert play.fire("late").open == ["a", "remind"]
    assert play.complete("a").open == ["remind"]
    assert play.complete("remind").open == ["after"]


def test_inclusive_join_does_not_wait_for_a_boundary_event_that_is_gone() -> None:
    play = Play("inclusive_and_boundary").start(a=True, b=True)
    assert play.complete("b").open == ["a"]
    assert play.complete("a").open == ["after"]
    assert play.jobs == []


def test_inclusive_join_does_not_wait_for_a_branch_that_was_lost() -> None:
    play = Play("inclusive_branch_lost").start(a=True, b=True)
    assert play.complete("b").open == ["a"]
    assert play.fire("too_late").open == ["after"]
    assert play.complete("after").status == "completed"


@pytest.mark.parametrize("go", [True, False])
def test_links_lead_on_from_wherever_they_are(go: bool) -> None:
    play = Play("links").start()
    assert play.complete("ask", go=go).open == ["there"]
    assert [flow["flow"] for flow in play.told("taken")] == [
        "ask-which",
        "which-go" if go else "which-go_too",
        "page_two-there",
    ]
    assert play.complete("there").status == "completed"


def test_what_leads_nowhere_ends_its_branch() -> None:
    play = Play("implicit_ends").start()
    assert play.open == ["task"]
    assert play.complete("task").status == "completed"


def test_an_end_event_ends_its_own_branch() -> None:
    play = Play("several_ends").start()
    assert play.complete("b").open == ["a"]
    assert play.status == "running"
    assert play.complete("a").status == "completed"


def test_ids_that_the_library_keeps_for_itself() -> None:
    play = Play("names_of_the_library").start()
    assert play.open == ["Boundary", "Boundary", "work"]
    play.complete("Boundary").complete("work").complete("Boundary")
    assert play.open == ["End"]
    assert play.fire("late").open == ["End"]
    assert play.complete("End").status == "completed"


def test_several_flows_out_of_a_task_are_all_taken() -> None:
    play = Play("several_flows_out").start().complete("ask")
    assert play.open == ["a", "b"]
    assert play.complete("a").complete("b").status == "completed"


@pytest.mark.slow
def test_a_long_automatic_loop_ends_by_itself() -> None:
    play = Play("automatic_loop").start(passes=Decimal(0), wanted=Decimal(4000))
    assert play.open == ["after"]
    assert play.vars["passes"] == 4000


@pytest.mark.slow
def test_an_automatic_loop_without_end_is_refused() -> None:
    play = Play("automatic_loop")
    with pytest.raises(EndlessCommand, match=r"(count|enough)"):
        play.start(passes=Decimal(0), wanted=Decimal(100_000))

"""Inputs are an activity's own for as long as it lasts; outputs go to what is around it."""

from __future__ import annotations

from decimal import Decimal

from tests.behaviour.play import Play


def test_inputs_are_the_tasks_own_and_outputs_the_cases() -> None:
    play = Play("mapping").start(amount=Decimal(21))
    task = play.task("ask")
    assert task.assignee == "sara"
    assert task.local == {
        "who": "sara", "amount": Decimal(42), "list": ['plain "text"', Decimal(43)],
        "map": {"a b": Decimal(1), "c": Decimal(5)}, "empty": None,
    }  # fmt: skip

    play.complete("ask", amount=Decimal(40), note="less")
    assert play.vars == {"amount": Decimal(21), "approved": Decimal(40), "note": "less"}


def test_a_worker_gets_the_inputs_of_its_work() -> None:
    play = Play("mapping").start(amount=Decimal(1)).complete("ask")
    assert play.state is not None
    [work] = play.state.works.values()
    assert work.local == {"price": Decimal(2)}
    assert play.report("book", number="12").vars["room"] == "room 12"


def test_a_subprocess_counts_in_a_variable_of_its_own_and_an_error_brings_its_message() -> None:
    play = Play("mapping").start(amount=Decimal(1)).complete("ask").report("book", number="12")
    assert (play.vars["tried"], play.vars["code"], play.vars["message"]) == (Decimal(1), "REFUSED", "not today")
    assert "tries" not in play.vars


def test_a_worker_sends_the_message_of_an_event_with_a_topic() -> None:
    play = Play("mapping").start(amount=Decimal(1)).complete("ask").report("book", number="12")
    assert [told["topic"] for told in play.told("requested")] == ["telling"]
    assert play.report("end").status == "completed"


def test_variables_are_passed_to_each_called_process_and_one_comes_back() -> None:
    play = Play("mapping_call").start(items=["sara", "reza"])
    assert play.state is not None
    tasks = list(play.state.tasks.values())
    assert [(task.assignee, task.local["place"]) for task in tasks] == [("sara", Decimal(1)), ("reza", Decimal(2))]

    for _ in range(2):
        play.complete("called/answer", answer="ali")
    assert play.task("called/answer").assignee == "ali"
    play.complete("called/answer", answer="yes")
    assert (play.status, play.vars["final"], play.vars["answer"]) == ("completed", "yes", "ali")

"""What the page of a case says of what comes next."""

from __future__ import annotations

from tests.processes.build import Bench, Case
from tests.processes.support import asked


def ahead(case: Case, element: str, person: str = "sarabi") -> list[str]:
    """Return the English names of what may come after an open task."""
    steps = {step.task: step for step in case.file(person).where.steps}
    return [words.en for words in steps[case.task(element).id].ahead]


def test_after_a_desk_comes_what_it_may_decide(bench: Bench) -> None:
    case = bench.at_desk("sign_letter")
    assert ahead(case, "sign_letter") == ["Correct the letter", "Refer to administrative affairs"]


def test_after_the_last_task_of_a_called_diagram_comes_what_follows_the_call(bench: Bench) -> None:
    case = bench.at_desk("order_creation")
    assert ahead(case, "order_creation") == ["Correct the letter", "Inbox creation"]


def test_after_the_confirmation_the_case_ends(bench: Bench) -> None:
    case = bench.at_desk("confirm_result")
    assert ahead(case, "confirm_result") == ["Request closed"]


def test_after_the_handling_of_a_breach_nothing_comes_that_would_not_come_anyway(bench: Bench) -> None:
    case = bench.at_desk("create_inbox")
    case.work("PT3H")
    assert case.open == ["create_inbox", "handle_breach"]
    assert ahead(case, "handle_breach") == []
    assert ahead(case, "create_inbox") == ["Sign the reply"]


def test_after_a_layer_comes_the_next_or_the_confirmation_and_no_other_kind_of_support(bench: Bench) -> None:
    case = asked(bench, "support_guidance")
    assert sorted(ahead(case, "guide_in_unit", "kazemi")) == [
        "Ask the requester", "Confirmation", "Second layer: the IT office",
    ]  # fmt: skip

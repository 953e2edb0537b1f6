"""The usual course of a service, as its catalogue tells it before anybody asks."""

from __future__ import annotations

import pytest

from processes import reading
from tests.processes.build import Bench


def stages(bench: Bench, service: str) -> list[tuple[str, list[str]]]:
    """Return the English names of a service's stages, and of who works in each."""
    with bench.office.store.reading() as unit:
        entry = next(each for each in reading.catalogue(unit, bench.member("sarabi")) if each.key == service)
    return [(stage.name.en, [who.en for who in stage.who]) for stage in entry.course]


def test_a_called_process_is_one_stage_with_all_who_work_in_it(bench: Bench) -> None:
    [letter, creation, confirmation] = stages(bench, "office_automation_inbox")
    assert letter[0] == "The letter's path"
    assert letter[1][:3] == ["the requester", "Unit's deputy director-general", "Unit's director-general"]
    assert creation == ("Inbox creation", ["Expert of the IT office", "Director-general of the IT office"])
    assert confirmation == ("Confirmation by the requester", ["the requester"])


def test_what_only_leads_back_is_no_stage(bench: Bench) -> None:
    names = [name for name, _ in stages(bench, "site_builder_access")]
    assert "Correct the letter" not in names
    assert names[0] == "Draft the letter of introduction"
    assert names[-1] == "Confirm the result"


@pytest.mark.parametrize(
    ("service", "way"),
    [("support_guidance", "Guidance"), ("support_bug_fix", "Fault and bug fixing"), ("support_process_change", "Process revision")],
)  # fmt: skip
def test_where_ways_part_the_usual_one_is_told(bench: Bench, service: str, way: str) -> None:
    assert [name for name, _ in stages(bench, service)] == [way, "Confirmation"]


def test_the_catalogue_says_what_to_have_at_hand(bench: Bench) -> None:
    with bench.office.store.reading() as unit:
        entry = next(
            each for each in reading.catalogue(unit, bench.member("sarabi")) if each.key == "office_automation_inbox"
        )
    assert "Personnel number" in [label.en for label in entry.asked]

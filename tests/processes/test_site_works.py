"""The works for a site expert (R5) under one clock (R3), by whom, and the letters around them."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import timedelta
from itertools import permutations

import pytest

from processes.demo.paths.site_builder_access import (
    CONFIRM,
    DESKS,
    DRAFT,
    FINANCE,
    LEGAL,
    LETTER,
    ORDERED,
    REOPEN,
    REPLY,
    RETURN,
    REVOKE,
    REWORK,
    ROADS,
    SERVICE,
    SIGN,
    TAKEN_BACK,
    TRAIN,
    give,
    introduce,
    replace,
    withdraw,
)
from processes.demo.play import Do, InDays, Move, Typed, Withdraw, answered
from processes.permissions import NotYours
from tests.processes.build import Bench, Case, actor
from tests.processes.test_site_experts import begun, register

GIVE = give(ROADS)
DESK_OF = {"draft_letter": "sarabi", "paraph_letter": "moradi", "sign_letter": "tehrani", "order_access": "karimi",
           "send_training": "yousefi", "give_access": "yousefi", "sign_reply": "karimi", "confirm_result": "sarabi"}  # fmt: skip
"""Whose each task is, in a case of the roads."""
WHOLE: Sequence[Do] = [DRAFT, *DESKS, TRAIN, GIVE, SIGN, CONFIRM]
BREACH = {"breach_action": "reassign", "expert": "ziaei", "breach_note": "یوسفی در مرخصی است"}


def ordered(bench: Bench, *moves: Move) -> Case:
    """Return a case whose work has reached the expert."""
    return begun(bench, introduce(ROADS), [*ORDERED, *moves])


@pytest.mark.parametrize("first", [TRAIN, GIVE])
def test_one_of_both_done_is_not_complete(bench: Bench, first: Do) -> None:
    case = ordered(bench, first)
    assert case.open == [({"send_training", "give_access"} - {first.element}).pop()]
    assert register(bench) == [("kazemi", False, False)]


@pytest.mark.parametrize("works", list(permutations([TRAIN, GIVE])))
def test_both_done_in_either_order_is_complete_and_on_record(bench: Bench, works: Sequence[Do]) -> None:
    case = ordered(bench, *works)
    assert case.open == ["sign_reply"]
    assert register(bench) == [("kazemi", True, False)]
    variables = case.state.variables
    assert variables["training_files"] == ["content_guide", "news_guide", "security_guide"]
    assert set(variables["granted_sites"]) == set(ROADS.sites)
    assert variables["access_given_on"] == variables["training_sent_on"]
    assert case.difference is None


@pytest.mark.parametrize("again", [REWORK, REOPEN])
@pytest.mark.parametrize("first", [TRAIN, GIVE])
def test_the_second_pass_too_is_complete_only_when_both_are_done(bench: Bench, again: Do, first: Do) -> None:
    case = ordered(bench, TRAIN, GIVE, *([SIGN] if again is REOPEN else []), again)
    assert case.open == ["give_access", "send_training"]
    sheet = case.office.task_sheet(case.instance, case.task("give_access").id)
    assert sheet is not None
    assert sheet.variables["rework_reason"] == again.values["reason"]

    case.make(first)
    assert len(case.open) == 1
    case.make(GIVE if first is TRAIN else TRAIN)

    assert case.open == ["sign_reply"]
    assert register(bench) == [("kazemi", True, False)]
    assert case.difference is None


DATED: Sequence[tuple[Typed, Sequence[Move], Do]] = [
    (introduce(ROADS), ORDERED, TRAIN),
    (introduce(ROADS), ORDERED, GIVE),
    (introduce(ROADS), [*ORDERED, GIVE, Withdraw("معرفی اشتباه بود")], Do("take_back_access", TAKEN_BACK)),
    (replace(ROADS), ORDERED, REVOKE),
]


@pytest.mark.parametrize(("said", "moves", "work"), DATED)
def test_what_was_done_is_not_dated_in_the_future(bench: Bench, said: Typed, moves: Sequence[Move], work: Do) -> None:
    if said == replace(ROADS):
        begun(bench, introduce(ROADS), WHOLE)
    case = begun(bench, said, moves)
    dated = next(name for name in work.values if name.endswith("_on"))
    with pytest.raises(AssertionError, match=rf"path='{dated}', code='rule'.* in the future"):
        case.do(work.element, {**work.values, dated: InDays(1)})
    case.make(work)


def test_giving_the_letter_back_withdraws_the_training_that_is_still_open(bench: Bench) -> None:
    case = ordered(bench, Do("give_access", RETURN))
    assert case.open == ["correct_letter"]


BOUNDS = [(timedelta(hours=1), "yousefi", "reminder"), (timedelta(hours=2), "shams", "breach")]


@pytest.mark.parametrize(("bound", "who", "kind"), BOUNDS)
@pytest.mark.parametrize("done", [None, TRAIN, GIVE])
def test_one_clock_is_around_both_works(bench: Bench, bound: timedelta, who: str, kind: str, done: Do | None) -> None:
    case = ordered(bench)
    began = bench.hands.time
    if done is not None:
        bench.hands.time += timedelta(minutes=30)
        case.make(done)

    def told_after(time: timedelta) -> list[str]:
        bench.hands.time = began + time
        bench.office.fire_due()
        return [told for told, _ in bench.told(who)]

    assert told_after(bound - timedelta(seconds=1)) == []
    assert told_after(bound) == [kind]
    assert told_after(bound + timedelta(seconds=1)) == [kind]


def test_works_that_are_done_in_time_are_told_to_nobody_and_a_second_pass_has_a_clock_of_its_own(bench: Bench) -> None:
    case = ordered(bench, TRAIN, GIVE)
    case.work("PT3H")
    assert bench.told("yousefi") == bench.told("shams") == []
    case.make(REWORK)
    case.work("PT59M")
    assert bench.told("yousefi") == []
    case.work("PT1M")
    assert [kind for kind, _ in bench.told("yousefi")] == ["reminder"]


def test_a_breach_can_give_all_open_works_to_another(bench: Bench) -> None:
    case = ordered(bench)
    case.work("PT2H")
    assert case.open == ["give_access", "handle_breach", "send_training"]
    case.make(Do("handle_breach", BREACH))
    assert {case.task(work).assignee for work in ("send_training", "give_access")} == {"ziaei"}
    assert case.state.variables["expert"] == "ziaei"
    assert case.difference is None


def test_an_open_escalation_goes_with_the_work_and_is_told_on_when_nobody_handles_it(bench: Bench) -> None:
    case = ordered(bench, TRAIN)
    case.work("PT1H55M")
    case.work("PT7H59M")
    assert bench.told("karimi") == []
    case.work("PT1M")
    assert [element for _, element in bench.told("karimi")] == ["handle_breach_delay_told"]
    case.make(GIVE)
    assert case.open == ["sign_reply"]


def test_who_takes_over_the_last_work_is_the_one_who_is_reminded(bench: Bench) -> None:
    case = ordered(bench, TRAIN)
    task = case.task("give_access").id
    case.office.release(actor("yousefi"), case.instance, task)
    case.office.claim(actor("ziaei"), case.instance, task)
    case.work("PT1H")
    assert [kind for kind, _ in bench.told("ziaei")] == ["reminder"]
    assert bench.told("yousefi") == []


@pytest.mark.parametrize("place", range(len(WHOLE)))
def test_each_task_is_for_its_own_people_only(bench: Bench, place: int) -> None:
    case, move = begun(bench, introduce(ROADS), WHOLE[:place]), WHOLE[place]
    for stranger in sorted({*DESK_OF.values(), "jafari", "salimi", "rezaei"} - {DESK_OF[move.element]}):
        with pytest.raises(NotYours):
            case.do(move.element, move.values, by=stranger)
    case.do(move.element, move.values, by=DESK_OF[move.element])
    assert case.difference is None


def test_the_letter_goes_to_the_it_office_and_the_reply_refers_to_it(bench: Bench) -> None:
    case = begun(bench, introduce(ROADS), [*WHOLE[:-1]])
    asked, reply = case.letters
    assert asked.addressee_fa == "مدیرکل محترم دفتر فناوری اطلاعات"
    assert (asked.unit, asked.number, asked.subject) == ("roads", "1405/120/1", LETTER["letter_subject"])
    assert [mark.kind for mark in asked.marks] == ["paraph", "signature", "order"]
    assert (reply.unit, reply.addressee_fa, reply.body) == ("it", "مدیرکل محترم راه‌ها", REPLY["reply_body"])
    assert reply.in_reply_to is not None
    assert reply.in_reply_to.number == asked.number


def test_administrative_affairs_are_not_in_it(bench: Bench) -> None:
    case = begun(bench, introduce(ROADS), WHOLE)
    everybody = {record.body["actor"]["id"] for record in case.records}
    assert everybody == set(DESK_OF.values())
    assert case.row.outcome == "request_closed"
    assert case.row.closing == "confirmed"


def test_the_order_names_the_site_builder_s_expert_and_may_name_another(bench: Bench) -> None:
    case = begun(bench, introduce(ROADS), [DRAFT, *DESKS[:2]])
    assert case.state.variables["expert"] == "yousefi"
    case.make(Do("order_access", {"decision": "approve", "expert": "bagheri", "note": ""}))
    assert {case.task(work).assignee for work in ("send_training", "give_access")} == {"bagheri"}


def test_staff_and_sites_are_those_of_the_unit_and_the_head_may_ask_too(bench: Bench) -> None:
    sheet = bench.office.request_sheet("norouzi", SERVICE)
    assert {option.value for option in sheet.options["unit_staff"]} == {"shafiei", "norouzi", "kamali", "vaziri"}
    assert [option.value for option in sheet.options["unit_sites"]] == ["legal.example.ir"]
    case = begun(bench, introduce(LEGAL), [DRAFT], LEGAL)
    assert case.open == ["paraph_letter"]
    with pytest.raises(NotYours):
        begun(bench, introduce(FINANCE), [DRAFT], dataclasses.replace(FINANCE, requester="daneshvar"))


def test_a_stranger_s_staff_and_site_are_refused_at_the_field(bench: Bench) -> None:
    sheet = bench.office.request_sheet("sarabi", SERVICE)
    said = {**introduce(ROADS), "site_person": "amini", "sites": ["finance.example.ir"]}
    outcome = answered(bench.office, sheet, said, "sarabi")
    assert {fault.path for fault in outcome.faults} == {"site_person", "sites"}


def test_a_withdrawal_asks_for_its_reason_and_neither_person_nor_site(bench: Bench) -> None:
    sheet = bench.office.request_sheet("sarabi", SERVICE)
    outcome = sheet.validate({"site_request": ["withdraw"]})
    assert {fault.path for fault in outcome.faults} == {"request_reason"}


def test_names_of_accounts_and_addresses_stand_beside_the_history(bench: Bench) -> None:
    begun(bench, introduce(ROADS), WHOLE)
    case = begun(bench, replace(ROADS), [*ORDERED, REVOKE, give(ROADS), TRAIN])
    last = begun(bench, withdraw(FINANCE) | {"site_request": "introduce", **introduce(FINANCE)}, [DRAFT], FINANCE)
    for one, words in (
        (case, ["site.kazemi", "site@example.ir", "site.former", "۲۱۴"]),
        (last, ["daneshvar@example.ir"]),
    ):
        written = str([record.body for record in one.records])
        assert [word for word in words if word in written] == []

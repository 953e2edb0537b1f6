"""Who may give which command, and who may see a case."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import pytest
from sqlalchemy import update

from engine.completion.command import Assign, BroadcastSignal, DeliverMessage, FireTimer, Withdraw
from engine.definition import define
from engine.store.port import NoSuchInstance
from processes import reading
from processes.demo.paths.office_automation_inbox import REQUEST, SERVICE
from processes.demo.people import PEOPLE
from processes.deployment import SHIPPED, bundle, definition_of, deploy
from processes.organisation import NoSuchPerson
from processes.permissions import NotACandidate, NotYours, may_start
from processes.tables import DbPerson
from tests.processes.build import ALL_MOVES, DESKS, MONDAY, RETURN, ZONE, Bench, Case, actor, raw

pytestmark = pytest.mark.databases

EVERYBODY = [row[0] for row in PEOPLE]
MAY_DO = {
    "draft_letter": {"sarabi"},
    "paraph_letter": {"moradi"},
    "sign_letter": {"tehrani"},
    "refer_to_admin": {"hosseini"},
    "approve_admin": {"salimi"},
    "refer_to_it": {"hosseini"},
    "order_creation": {"karimi"},
    "create_inbox": {"bagheri"},
    "sign_reply": {"karimi"},
    "confirm_result": {"sarabi"},
}
"""Who may do the task of each element in a case of the roads."""
ABOVE = {"paraph_letter": {"tehrani"}, "approve_admin": {"azadi", "hosseini"}, "sign_reply": set()}
"""Who is the superior of the role that a task is for, and may put it back or give it to somebody."""
OVERSEERS = {"rahimi", "karimi", "shams", "safavi"}


def may(act: Callable[[], object]) -> bool:
    """Return whether an act is allowed."""
    try:
        act()
    except NotYours:
        return False
    return True


def those_who_may(act: Callable[[str], object]) -> set[str]:
    """Return the people who may do something that changes nothing for the next."""
    return {person for person in EVERYBODY if may(lambda person=person: act(person))}


def test_only_experts_of_units_ask(bench: Bench) -> None:
    values = bench.office.request_sheet("sarabi", SERVICE).validate(raw(REQUEST)).values
    assert those_who_may(lambda person: bench.office.ask(actor(person), SERVICE, values)) == {
        "sarabi", "akbari", "nouri", "amini", "zamani", "mohebbi", "mousavi", "heidari",
    }  # fmt: skip


@pytest.mark.parametrize("element", MAY_DO)
def test_a_task_is_done_by_its_own_people_only(bench: Bench, element: str) -> None:
    case = bench.ask() if element == "draft_letter" else bench.at_desk(element)
    task = case.task(element)
    refused = {
        person
        for person in EVERYBODY
        if person not in MAY_DO[element]
        and not may(lambda person=person: case.office.complete(actor(person), case.instance, task.id, RETURN))
    }
    assert refused == set(EVERYBODY) - MAY_DO[element]
    assert case.open == [element]
    case.do(element, _some(element), by=next(iter(MAY_DO[element])))
    assert case.open != [element]


def _some(element: str) -> Mapping[str, str | Sequence[str]]:
    return next(move.values for move in ALL_MOVES if move.element == element)


@pytest.mark.parametrize("element", ["paraph_letter", "approve_admin", "sign_reply"])
def test_a_task_is_taken_by_its_role_and_put_back_by_who_took_it(bench: Bench, element: str) -> None:
    case = bench.at_desk(element)
    task = case.task(element).id
    [taker] = MAY_DO[element]
    for person in set(EVERYBODY) - {taker}:
        assert not may(lambda person=person: case.office.claim(actor(person), case.instance, task)), person
    case.office.claim(actor(taker), case.instance, task)
    assert case.task(element).assignee == taker
    for person in set(EVERYBODY) - {taker} - ABOVE[element]:
        assert not may(lambda person=person: case.office.release(actor(person), case.instance, task)), person
    case.office.release(actor(taker), case.instance, task)
    assert case.task(element).assignee is None


def test_what_a_colleague_took_is_the_colleague_s(bench: Bench) -> None:
    case = bench.at_desk("create_inbox")
    task = case.task("create_inbox").id
    assert not may(lambda: case.office.claim(actor("ziaei"), case.instance, task))
    case.office.release(actor("bagheri"), case.instance, task)
    case.office.claim(actor("ziaei"), case.instance, task)
    assert not may(lambda: case.office.claim(actor("bagheri"), case.instance, task))
    assert not may(lambda: case.office.release(actor("bagheri"), case.instance, task))
    case.go_on("create_inbox")
    assert case.records[-1].body["actor"]["id"] == "ziaei"


def test_a_colleague_takes_over_what_the_requester_put_back(bench: Bench) -> None:
    case = bench.ask()
    task = case.task("draft_letter").id
    assert not may(lambda: case.office.claim(actor("akbari"), case.instance, task))
    case.office.release(actor("sarabi"), case.instance, task)
    assert not may(lambda: case.office.claim(actor("nouri"), case.instance, task))
    case.office.claim(actor("akbari"), case.instance, task)
    case.do("draft_letter", _some("draft_letter"))
    assert case.letters[0].drafted_by == "akbari"
    assert case.row.requester_id == "sarabi"


def test_who_is_the_only_one_for_a_task_cannot_put_it_back(bench: Bench) -> None:
    sources = [
        replace(each, content=each.content.replace(b'camunda:candidateGroups="=&quot;unit_expert@&quot; + unit"', b""))
        for each in bundle(SHIPPED / f"{SERVICE}.bpmn")
    ]
    with bench.office.store.writing() as unit:
        deploy(unit, definition_of(sources, time_zone=ZONE), at=MONDAY, by="safavi", reason="nobody takes over")
    case = bench.ask()
    with pytest.raises(NotYours):
        case.office.release(actor("sarabi"), case.instance, case.task("draft_letter").id)
    assert case.task("draft_letter").assignee == "sarabi"


def test_only_the_requester_withdraws(bench: Bench) -> None:
    case = bench.at_desk("refer_to_admin")
    others = [person for person in EVERYBODY if person != "sarabi"]
    assert [person for person in others if may(lambda person=person: case.withdraw(by=person))] == []
    assert case.open == ["refer_to_admin"]
    case.withdraw()
    assert case.row.outcome == "withdrawn"


def test_commands_of_the_system_are_nobody_s(bench: Bench) -> None:
    case = bench.at_desk("paraph_letter")
    [job] = case.state.jobs
    at = bench.hands.time
    for person in EVERYBODY:
        who = actor(person)
        for command in (
            FireTimer(actor=who, at=at, job=job),
            DeliverMessage(actor=who, at=at, message="notice"),
            BroadcastSignal(actor=who, at=at, signal="any"),
        ):
            assert not may(lambda command=command: case.office.engine.perform(case.instance, command)), command


def test_the_administrator_alone_ends_a_case_from_outside(bench: Bench) -> None:
    case = bench.at_desk("paraph_letter")

    def end(person: str) -> object:
        return case.office.engine.perform(case.instance, Withdraw(actor=actor(person), at=bench.hands.time))

    assert [person for person in EVERYBODY if person != "safavi" and may(lambda person=person: end(person))] == []
    end("safavi")
    assert case.state.status == "withdrawn"


def test_somebody_the_organisation_does_not_know_may_do_nothing(bench: Bench) -> None:
    case = bench.ask()
    with pytest.raises(NoSuchPerson):
        case.do("draft_letter", _some("draft_letter"), by="nobody")


def test_a_refusal_names_the_role_in_words(bench: Bench) -> None:
    case = bench.at_desk("paraph_letter")
    with pytest.raises(NotYours) as refused:
        case.office.claim(actor("amini"), case.instance, case.task("paraph_letter").id)
    assert "معاون مدیرکل واحد" in refused.value.message("fa")
    assert "Unit's deputy director-general" in refused.value.message("en")


# -- who may see


def seen_by(case: Case) -> set[str]:
    """Return the people who may see a case."""
    found = set()
    with case.office.store.reading() as unit:
        for person in EVERYBODY:
            try:
                reading.find(unit, case.bench.member(person), case.tracking)
            except NoSuchInstance:
                continue
            found.add(person)
    return found


def test_a_case_is_seen_by_its_requester_its_director_and_those_who_oversee(bench: Bench) -> None:
    assert seen_by(bench.ask()) == {"sarabi", "akbari", "tehrani", *OVERSEERS}  # a colleague may take the draft over


def test_those_whose_turn_it_is_see_it_and_those_who_acted_go_on_seeing_it(bench: Bench) -> None:
    assert seen_by(bench.at_desk("paraph_letter")) == {"sarabi", "moradi", "tehrani", *OVERSEERS}
    case = bench.at_desk("approve_admin")
    assert seen_by(case) == {"sarabi", "moradi", "tehrani", "hosseini", "salimi", *OVERSEERS}
    case.withdraw()
    assert seen_by(case) == {"sarabi", "moradi", "tehrani", "hosseini", *OVERSEERS}


def test_all_experts_see_the_work_of_their_role_while_it_is_open(bench: Bench) -> None:
    case = bench.at_desk("create_inbox")
    assert {"bagheri", "ziaei"} <= seen_by(case)
    case.go_on(DESKS[-1])
    assert "ziaei" not in seen_by(case)
    assert "bagheri" in seen_by(case)


def test_who_was_told_of_a_delay_can_look_at_the_case(bench: Bench) -> None:
    case = bench.at_desk("refer_to_admin")
    assert "azadi" not in seen_by(case)
    case.work("PT8H")
    assert bench.told("azadi") == [("delay", "refer_to_admin_delay_told")]
    assert "azadi" in seen_by(case)


def test_a_refused_attempt_lets_nobody_in(bench: Bench) -> None:
    case = bench.at_desk("paraph_letter")
    with pytest.raises(NotYours):
        case.do("paraph_letter", RETURN, by="nouri")
    assert "nouri" not in seen_by(case)


@pytest.mark.parametrize(
    ("marks", "may"),
    [
        ('camunda:candidateStarterGroups="unit_expert"', {"sarabi"}),
        ('camunda:candidateStarterUsers="rahimi"', {"rahimi"}),
        ('camunda:candidateStarterGroups="unit_expert" camunda:candidateStarterUsers="rahimi"', {"sarabi", "rahimi"}),
        ("", {"sarabi", "rahimi", "karimi"}),
    ],
)
def test_who_may_start_is_said_by_groups_and_by_users(bench: Bench, marks: str, may: set[str]) -> None:
    diagram, *beside = bundle(SHIPPED / f"{SERVICE}.bpmn")
    content = diagram.content.decode().replace('camunda:candidateStarterGroups="unit_expert"', marks).encode()
    definition = define(SERVICE, [replace(diagram, content=content), *beside])
    people = ("sarabi", "rahimi", "karimi")
    assert {person for person in people if may_start(bench.member(person), definition)} == may


@pytest.mark.parametrize("superior", ["shams", "karimi"])
def test_a_superior_gives_a_task_to_one_who_could_take_it_or_back_to_its_role(bench: Bench, superior: str) -> None:
    case = bench.at_desk("create_inbox")
    task = case.task("create_inbox").id
    assert case.task("create_inbox").assignee == "bagheri"

    give(case, task, superior, "ziaei")
    assert case.task("create_inbox").assignee == "ziaei"
    give(case, task, superior, None)
    assert case.task("create_inbox").assignee is None
    with pytest.raises(NotACandidate) as refused:
        give(case, task, superior, "salimi")
    assert "Fatemeh Salimi" in str(refused.value)
    with pytest.raises(NotACandidate):
        give(case, task, superior, "nobody")


def test_who_has_a_task_hands_it_to_a_colleague_who_could_take_it_and_nobody_else_does(bench: Bench) -> None:
    case = bench.at_desk("create_inbox")
    task = case.task("create_inbox").id
    for person in set(EVERYBODY) - {"bagheri", "shams", "karimi"}:
        assert not may(lambda person=person: give(case, task, person, "ziaei")), person

    give(case, task, "bagheri", "ziaei")

    assert case.task("create_inbox").assignee == "ziaei"
    assert not may(lambda: give(case, task, "bagheri", "ghanbari"))


def test_an_administrator_gives_away_only_what_its_holder_can_do_no_more(bench: Bench) -> None:
    case = bench.at_desk("create_inbox")
    task = case.task("create_inbox").id
    assert not may(lambda: give(case, task, "safavi", "ziaei"))

    with bench.office.store.writing() as unit:
        unit.session.execute(update(DbPerson).where(DbPerson.id == "bagheri").values(password=None))
    give(case, task, "safavi", "ziaei")

    assert case.task("create_inbox").assignee == "ziaei"
    assert case.records[-1].body["actor"]["id"] == "safavi"
    assert not may(lambda: give(case, task, "safavi", "ghanbari"))


def give(case: Case, task: str, by: str, to: str | None) -> None:
    """Give a task to somebody, or back to its role."""
    case.office.engine.perform(case.instance, Assign(actor=actor(by), at=case.bench.hands.time, task=task, assignee=to))

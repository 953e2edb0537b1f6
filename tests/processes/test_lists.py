"""What people read: catalogue, trays, lists of cases, a case's file, where it stands in its diagram."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.form import Words
from engine.store.tables import DbInstance
from processes import reading, standing
from processes.audit.asked import Asked
from processes.demo.paths.office_automation_inbox import SERVICE
from processes.demo.paths.support import TO_CONTRACTOR
from processes.demo.people import PEOPLE
from processes.demo.play import short
from processes.reading.choices import choices
from processes.standing import NoSuchDiagram
from processes.tracking import check_digit, is_tracking
from tests.processes.build import DESKS, RETURN, STEP, ZONE, Bench, actor
from tests.processes.support import asked

pytestmark = pytest.mark.databases


def listed(bench: Bench, person: str, *, everybody: bool) -> list[str]:
    """Return the tracking numbers in one of a person's lists."""
    with bench.office.store.reading() as unit:
        member = bench.member(person)
        if everybody:
            return [line.tracking for line in reading.overseen(unit, member, Asked(), ZONE).lines]
        return [one.tracking for one in reading.requests(unit, member, now=bench.office.time()).shown]


def test_the_catalogue_states_name_text_and_time_and_who_may_ask(bench: Bench) -> None:
    with bench.office.store.reading() as unit:
        entry, other = (
            next(each for each in reading.catalogue(unit, bench.member(person)) if each.key == SERVICE)
            for person in ("sarabi", "karimi")
        )
    assert entry.name.fa == "درخواست کارتابل در سامانهٔ اتوماسیون اداری"
    assert entry.name.en == "Inbox in the office-automation system"
    assert "مدیرکل" in entry.description.fa
    assert entry.time == ("PT1H", "PT2H")
    assert (entry.may_ask, other.may_ask) == (True, False)


def test_the_services_stand_in_the_order_of_the_catalogue(bench: Bench) -> None:
    with bench.office.store.reading() as unit:
        keys = [entry.key for entry in reading.catalogue(unit, bench.member("sarabi"))]
    assert keys == [
        "office_automation_inbox", "sajad_inbox", "site_builder_access",
        "support_guidance", "support_process_change", "support_bug_fix",
    ]  # fmt: skip


def steps_for(bench: Bench, person: str, service: str | None = None) -> list[tuple[str, Words]]:
    """Return the steps that a person's tray can be narrowed down to."""
    with bench.office.store.reading() as unit:
        return list(choices(unit, bench.member(person), service).steps)


def elements_for(bench: Bench, person: str, service: str | None = None) -> set[str]:
    """Return the ids of these, without those of their processes."""
    return {short(key) for value, _ in steps_for(bench, person, service) for key in value.split()}


def test_steps_that_nobody_could_tell_apart_are_one_choice(bench: Bench) -> None:
    steps = steps_for(bench, "karimi")
    assert len({words for _, words in steps}) == len(steps)
    [alike] = [value for value, words in steps if words.en == "Handle the breach – Path of guidance"]
    assert set(alike.split()) == {"guidance_path/handle_unit_breach", "guidance_path/handle_it_breach"}


CONFIRMING = {"confirm_result", "confirm_support"}
"""Both are in the one diagram that all services call at their end."""
OF_A_REQUESTER = CONFIRMING | {"answer_question", "complete_revision"}
"""Of who may ask for support, as all the organisation's own people may, and for nothing else."""


@pytest.mark.parametrize(
    ("person", "service", "met"),
    [
        ("mehrabi", None, {"accept_case", "answer_case"}),
        ("mehrabi", "office_automation_inbox", set()),
        ("kazemi", None, OF_A_REQUESTER),
        ("salimi", None, OF_A_REQUESTER | {"approve_admin"}),
        ("moradi", None, OF_A_REQUESTER | {"paraph_letter"}),
        ("moradi", "sajad_inbox", {"paraph_letter"}),
        ("sarabi", "sajad_inbox", CONFIRMING | {"draft_letter", "correct_letter"}),
        ("bagheri", "sajad_inbox", {"create_inbox"}),
    ],
)
def test_a_tray_is_narrowed_down_to_steps_that_its_reader_meets(
    bench: Bench, person: str, service: str | None, met: set[str]
) -> None:
    assert elements_for(bench, person, service) == met


def test_who_oversees_cases_and_who_stands_in_for_somebody_meets_more(bench: Bench) -> None:
    everything = elements_for(bench, "karimi")
    assert everything >= {"accept_case", "draft_letter", "create_inbox", "confirm_support", "handle_it_breach"}
    assert all(
        elements_for(bench, person) == everything for person in ("shams", "rahimi", "safavi", "tehrani", "hosseini")
    )
    before = elements_for(bench, "akbari")
    bench.absent("moradi", "akbari")
    assert elements_for(bench, "akbari") - before == {"paraph_letter"}


def test_whatever_is_in_a_tray_is_a_step_that_it_can_be_narrowed_down_to(bench: Bench) -> None:
    cases = [bench.at_desk(desk) for desk in (*DESKS, "sign_reply", "confirm_result")]
    cases += [
        asked(bench, "support_guidance"),
        asked(bench, "support_bug_fix"),
        asked(bench, "support_process_change"),
        asked(bench, "support_bug_fix", TO_CONTRACTOR),
    ]
    steps = {key for case in cases for key in (task.element for task in case.state.tasks.values())}
    assert len(steps) > 10
    for person, *_ in PEOPLE:
        tray, offered = bench.tray(person), {key for value, _ in steps_for(bench, person) for key in value.split()}
        assert {line.element for line in (*tray.mine, *tray.of_my_roles)} <= offered, person


def test_a_part_of_another_system_is_named_with_that_system(bench: Bench) -> None:
    case = asked(bench, "support_bug_fix", system="attendance", part="correspondence")
    data = {label.en: value.fa for label, value in case.file("kazemi").data}
    assert data["Part of the system"] == "اتوماسیون اداری: مکاتبات"


def test_a_withdrawal_is_called_so_in_the_history(bench: Bench) -> None:
    case = bench.at_desk("paraph_letter")
    case.withdraw()
    assert case.history()[-1].kind == "withdrawal"


def test_a_tray_holds_what_is_mine_and_what_nobody_of_my_roles_has_taken(bench: Bench) -> None:
    first, second = bench.at_desk("paraph_letter"), bench.at_desk("paraph_letter")
    bench.office.claim(actor("moradi"), second.instance, second.task("paraph_letter").id)
    tray = bench.tray("moradi")
    assert [line.tracking for line in tray.mine] == [second.tracking]
    assert [line.tracking for line in tray.of_my_roles] == [first.tracking]
    assert (tray.mine[0].can_release, tray.mine[0].can_take) == (True, False)
    assert (tray.of_my_roles[0].can_release, tray.of_my_roles[0].can_take) == (False, True)


def test_the_same_role_of_another_unit_has_nothing_of_it(bench: Bench) -> None:
    bench.at_desk("paraph_letter")
    for person in ("ghasemi", "rostami", "tehrani", "sarabi"):
        tray = bench.tray(person)
        assert (tray.mine, tray.of_my_roles) == ([], []), person


def test_what_one_took_is_in_no_colleague_s_tray(bench: Bench) -> None:
    case = bench.at_desk("create_inbox")
    assert bench.tray("ziaei").of_my_roles == []
    bench.office.release(actor("bagheri"), case.instance, case.task("create_inbox").id)
    assert [len(bench.tray(person).of_my_roles) for person in ("bagheri", "ziaei")] == [1, 1]


def test_lists_of_cases(bench: Bench) -> None:
    roads, finance = bench.ask("sarabi"), bench.ask("nouri")
    assert listed(bench, "sarabi", everybody=False) == [roads.tracking]
    assert listed(bench, "karimi", everybody=False) == []
    both = {roads.tracking, finance.tracking}
    assert set(listed(bench, "rahimi", everybody=True)) == both
    assert listed(bench, "tehrani", everybody=True) == [roads.tracking]
    assert listed(bench, "jafari", everybody=True) == [finance.tracking]
    for person in ("sarabi", "hosseini", "bagheri", "salimi"):
        assert listed(bench, person, everybody=True) == []


def test_the_diagram_says_where_a_case_stands_and_what_it_passed(bench: Bench) -> None:
    case = bench.at_desk("sign_letter")
    with bench.office.store.reading() as unit:
        own, called = standing.marks(unit, case.row), standing.marks(unit, case.row, "letter_path")
    assert (own.current, called.current) == (["letter"], ["sign_letter"])
    assert own.passed == ["request_received", "letter_wanted"]
    assert called.passed[:3] == ["letter_wanted", "returned_before", "draft_letter"]
    assert "paraph_decided_on" in called.flows
    assert "paraph_decided_return" not in called.flows
    assert [(each.process, each.current) for each in case.file().diagrams] == [(SERVICE, True), ("letter_path", True)]
    case.withdraw()
    with bench.office.store.reading() as unit:
        own, called = standing.marks(unit, case.row), standing.marks(unit, case.row, "letter_path")
    assert (own.current, called.current) == ([case.row.outcome], [])
    assert "sign_letter" in called.passed


def test_a_diagram_the_case_does_not_have_is_not_there(bench: Bench) -> None:
    case = bench.ask()
    with bench.office.store.reading() as unit:
        assert b'id="letter_path"' in standing.diagram(unit, case.row, "letter_path")
        with pytest.raises(NoSuchDiagram, match="espresso"):
            standing.diagram(unit, case.row, "espresso")


def test_a_file_tells_the_history_in_words(bench: Bench) -> None:
    case = bench.at_desk("paraph_letter")
    case.office.claim(actor("moradi"), case.instance, case.task("paraph_letter").id)
    case.do("paraph_letter", RETURN)
    history = case.history()
    assert [(entry.kind, entry.who.en) for entry in history] == [
        ("start", "Maryam Sarabi"),
        ("complete", "Maryam Sarabi"),
        ("claim", "Kaveh Moradi"),
        ("complete", "Kaveh Moradi"),
    ]
    said = {label.en: value for label, value in history[-1].said}
    assert (said["Decision"].en, said["Decision"].fa) == ("Return for correction", "بازگشت برای اصلاح")
    assert said["Reason"].fa == RETURN["reason"]
    assert [entry.took for entry in history] == [None, STEP, None, STEP]


def test_the_proof_says_from_where_a_history_that_was_touched_is_not_proven(bench: Bench) -> None:
    case = bench.at_desk("refer_to_admin")
    assert (case.proven().verdict.ok, len(case.proven().records)) == (True, len(case.records))
    with bench.office.store.writing() as unit:
        unit.session.get_one(DbInstance, case.instance).head = "0" * 64
    found = case.proven()
    assert found.verdict.chain is not None
    assert found.verdict.chain.part == "head"
    assert [found.holds(entry) for entry in found.records][-1] is False


def test_tracking_numbers_differ_and_have_a_right_check_digit(bench: Bench) -> None:
    numbers = {bench.ask().tracking for _ in range(5)}
    assert len(numbers) == 5
    assert all(is_tracking(number) for number in numbers)


@given(st.integers(10_000_000, 99_999_999), st.integers(0, 8), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(digits: int, place: int, by: int) -> None:
    right = f"{digits}{check_digit(str(digits))}"
    wrong = right[:place] + str((int(right[place]) + by) % 10) + right[place + 1 :]
    assert is_tracking(right)
    assert not is_tracking(wrong)


@given(st.integers(10_000_000, 99_999_999), st.integers(0, 7))
def test_two_neighbours_exchanged_are_noticed_but_for_nought_and_nine(digits: int, place: int) -> None:
    right = f"{digits}{check_digit(str(digits))}"
    one, other = right[place], right[place + 1]
    wrong = right[:place] + other + one + right[place + 2 :]
    assert is_tracking(wrong) == (one == other or {one, other} == {"0", "9"})


@given(st.text(max_size=12))
def test_whatever_else_is_no_tracking_number(text: str) -> None:
    plain = len(text) == 9 and text.isascii() and text.isdigit()
    assert plain or not is_tracking(text)

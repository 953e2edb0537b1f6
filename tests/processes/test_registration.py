"""R9: tickets, and requests that staff register for those who telephone, come or write."""

from __future__ import annotations

import pytest

from engine.errors import KartablError
from processes import reading
from processes.demo.paths.office_automation_inbox import SERVICE
from processes.mobile import NotAMobile, mobile_number
from processes.permissions import NotYours
from processes.registration import CHANNELS, Caller, NoName, NotAChannel, NotToRegister, Registration, registrable
from processes.tables import DbCaller
from tests.processes.build import REQUEST, Bench, Case, actor, raw
from tests.processes.test_permissions import EVERYBODY

CALLER = Caller(name="غلامرضا صبوری", mobile="۰۹۱۲ ۱۱۱ ۲۲۳۳", unit="roads")
BY_PHONE = Registration(channel="phone", requester="sarabi")


def register(bench: Bench, by: str, registration: Registration | None) -> Case:
    """Return a case that somebody registered."""
    asked = registration.person if registration and registration.person else by
    values = bench.office.request_sheet(asked, SERVICE).validate(raw(REQUEST)).values
    moved = bench.office.ask(actor(by), SERVICE, values, registration=registration)
    return Case(bench=bench, instance=moved.instance, tracking=str(moved.command.facts["tracking"]))


def those_who_register(bench: Bench, registration: Registration) -> set[str]:
    """Return the people who may register so."""
    found = set()
    for person in EVERYBODY:
        try:
            register(bench, person, registration)
        except (NotToRegister, NotYours, NotAChannel):
            continue
        found.add(person)
    return found


def test_r9_a_request_that_one_sends_oneself_is_a_ticket(bench: Bench) -> None:
    row = register(bench, "sarabi", None).row
    assert (row.channel, row.requester_id, row.registered_by, row.unit_id) == ("ticket", "sarabi", None, "roads")


def test_r9_staff_register_for_somebody_whose_request_it_is(bench: Bench) -> None:
    case = register(bench, "bagheri", BY_PHONE)
    row = case.row
    assert (row.channel, row.requester_id, row.registered_by, row.unit_id) == ("phone", "sarabi", "bagheri", "roads")
    assert case.records[0].body["actor"] == {"id": "bagheri", "authn": "test", "on_behalf_of": "sarabi"}
    assert case.task("draft_letter").assignee == "sarabi"
    assert case.file("bagheri").line.registered_by is not None
    assert case.withdraw(by="sarabi").state.ended
    assert case.difference is None


def test_r9_the_it_office_registers_for_all_and_a_unit_s_experts_for_their_own(bench: Bench) -> None:
    it_office = {"karimi", "shams", "bagheri", "ziaei", "ghanbari", "yousefi"}
    assert those_who_register(bench, BY_PHONE) == {*it_office, "akbari"}


def test_r9_whoever_may_not_ask_is_not_registered_for(bench: Bench) -> None:
    with pytest.raises(NotYours):
        register(bench, "bagheri", Registration(channel="letter", requester="kazemi"))


def test_r9_of_a_caller_without_account_the_registrar_speaks(bench: Bench) -> None:
    case = register(bench, "akbari", Registration(channel="in_person", requester=CALLER))
    row = case.row
    assert (row.channel, row.requester_id, row.registered_by, row.unit_id) == ("in_person", "akbari", "akbari", "roads")
    with bench.office.store.reading() as unit:
        caller = unit.session.get_one(DbCaller, case.instance)
        assert (caller.name, caller.mobile) == ("غلامرضا صبوری", "09121112233")
    assert case.file("akbari").line.requester.fa == "غلامرضا صبوری"
    written = str(case.records[0].body)
    assert "صبوری" not in written
    assert "09121112233" not in written
    assert case.difference is None


@pytest.mark.parametrize(("column", "value"), [("name", "کس دیگر"), ("mobile", "09120000000")])
def test_r9_another_caller_written_beside_the_history_is_found(bench: Bench, column: str, value: str) -> None:
    case = register(bench, "akbari", Registration(channel="in_person", requester=CALLER))
    with bench.office.store.writing() as unit:
        setattr(unit.session.get_one(DbCaller, case.instance), column, value)
    assert case.difference is not None
    assert f"caller {case.instance} {column}" in str(case.difference)


def test_r9_a_caller_is_registered_by_those_who_may_ask_and_for_their_own_unit(bench: Bench) -> None:
    assert those_who_register(bench, Registration(channel="phone", requester=CALLER)) == {"sarabi", "akbari"}


@pytest.mark.parametrize(
    ("by", "registration"),
    [("bagheri", Registration(channel="ticket", requester="sarabi")), ("sarabi", Registration(channel="phone", requester="sarabi")),
     ("akbari", Registration(channel="pigeon", requester="sarabi"))],
)  # fmt: skip
def test_r9_a_ticket_is_one_s_own_and_the_others_are_registered(
    bench: Bench, by: str, registration: Registration
) -> None:
    with pytest.raises(NotAChannel):
        register(bench, by, registration)


def test_r14_a_substitute_asks_for_the_absent_one(bench: Bench) -> None:
    bench.absent("sarabi", "kazemi")
    case = register(bench, "kazemi", Registration(channel="ticket", requester="sarabi"))
    assert (case.row.requester_id, case.row.registered_by, case.row.channel) == ("sarabi", "kazemi", "ticket")
    assert [line.tracking for line in bench.tray("kazemi").of_absent] == [case.tracking]


def test_r9_the_page_offers_those_for_whom_it_is_allowed(bench: Bench) -> None:
    with bench.office.store.reading() as unit:
        definition = unit.definition(unit.load(register(bench, "sarabi", None).instance).definition)
        for person in EVERYBODY:
            may = registrable(unit.session, bench.member(person), definition)
            offered = {each.id for each in may.people}
            assert ("sarabi" in offered) == (
                person in {"karimi", "shams", "bagheri", "ziaei", "ghanbari", "yousefi", "akbari"}
            )
            assert {each.id for each in may.units} == ({bench.member(person).unit} if may.own else set())


@pytest.mark.parametrize(
    "typed",
    [
        "09121234567",
        "۰۹۱۲۱۲۳۴۵۶۷",
        "0912 123 4567",
        "+98 912 123 45 67",
        "00989121234567",
        "٠٩١٢-١٢٣-٤٥٦٧",
        "9121234567",
    ],
)
def test_mobile_numbers_are_read_however_they_are_written(typed: str) -> None:
    assert mobile_number(typed) == "09121234567"


@pytest.mark.parametrize("typed", ["", "0912123456", "091212345678", "08121234567", "0912a234567", "02188776655"])
def test_what_is_no_mobile_number_is_refused(typed: str) -> None:
    with pytest.raises(NotAMobile):
        mobile_number(typed)


@pytest.mark.parametrize(("name", "mobile", "refusal"), [(" ", "09121234567", NoName), ("علی", "12", NotAMobile)])
def test_a_caller_has_a_name_and_a_number(name: str, mobile: str, refusal: type[KartablError]) -> None:
    with pytest.raises(refusal):
        Caller(name=name, mobile=mobile, unit="roads")


def test_r9_the_share_of_each_channel_is_told_of_what_one_oversees(bench: Bench) -> None:
    register(bench, "sarabi", None)
    register(bench, "nouri", None)
    register(bench, "bagheri", BY_PHONE)
    register(bench, "akbari", Registration(channel="in_person", requester=CALLER))

    def shares(person: str) -> list[int]:
        with bench.office.store.reading() as unit:
            return [count for _, count in reading.channel_shares(unit, bench.member(person))]

    assert list(CHANNELS) == ["ticket", "phone", "in_person", "letter"]
    assert (shares("karimi"), shares("tehrani"), shares("jafari")) == ([2, 1, 1, 0], [1, 1, 1, 0], [1, 0, 0, 0])

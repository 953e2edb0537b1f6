"""R10: a request is followed from start to end with its tracking number and a mobile number, without an account."""

from __future__ import annotations

import pytest

from processes.following import Followed, follow
from processes.registration import Registration
from processes.tables import DbPerson
from tests.processes.build import Bench, Case, statements
from tests.processes.test_registration import CALLER, register


def look(bench: Bench, tracking: str, mobile: str) -> Followed | None:
    """Return what somebody learns."""
    with bench.office.store.reading() as unit:
        return follow(unit, tracking, mobile, now=bench.hands.time)


def mobile_of(bench: Bench, person: str) -> str:
    """Return a person's mobile number."""
    with bench.office.store.reading() as unit:
        return str(unit.session.get_one(DbPerson, person).mobile)


@pytest.fixture
def case(bench: Bench) -> Case:
    """A caller's case, registered by an expert."""
    return register(bench, "akbari", Registration(channel="phone", requester=CALLER))


def test_r10_a_caller_follows_with_both_numbers_in_any_digits(bench: Bench, case: Case) -> None:
    persian = case.tracking.translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))
    found = look(bench, f" {persian[:3]} {persian[3:]} ", "۰۹۱۲۱۱۱۲۲۳۳")
    assert found is not None
    [step] = found.where.steps
    assert (found.where.service.en, step.name.en, step.since) == (
        "Inbox in the office-automation system", "Draft the letter", case.task("draft_letter").opened_at,
    )  # fmt: skip
    assert "the one who registered your request" in found.where.sentence.en


def test_r10_the_requester_with_an_account_does_too_and_learns_how_it_ended(bench: Bench) -> None:
    case = bench.at_desk("paraph_letter")
    case.withdraw()
    found = look(bench, case.tracking, mobile_of(bench, "sarabi"))
    assert found is not None
    assert found.where.steps == []
    assert found.where.ending is not None
    assert found.where.ending.at == case.row.ended_at


def test_r10_nothing_but_service_times_and_place_is_told(bench: Bench, case: Case) -> None:
    told = str(look(bench, case.tracking, CALLER.mobile))
    for secret in (CALLER.name, CALLER.mobile, "akbari", "اکبری", "کاظمی", case.instance):
        assert secret not in told


def test_r10_the_registrar_s_own_number_does_not_fit_a_caller_s_request(bench: Bench, case: Case) -> None:
    assert look(bench, case.tracking, mobile_of(bench, "akbari")) is None


@pytest.mark.parametrize("mobile", ["", "-", "09120000000", "x", "9" * 40])
def test_r10_a_wrong_pair_and_an_unknown_number_cost_the_same_look(bench: Bench, case: Case, mobile: str) -> None:
    def asked(tracking: str) -> list[str]:
        with statements(bench) as seen:
            assert look(bench, tracking, mobile) is None
        return seen

    assert asked(case.tracking) == asked("100000009") == asked("")
    assert len(asked("100000009")) == 2  # the transaction and one look

"""What administration says needs attention: each gap in the organisation that stops work, or soon will, and none that is not there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from processes.calendars import OFFICE
from processes.calendars.editing import with_holidays
from processes.calendars.first import YEARS_AHEAD
from processes.calendars.holidays import jalali_year, last_day
from processes.keeping import contracts, people, systems
from processes.keeping.people import HoldsWhatIsOfThere
from processes.keeping.read.attention import concerns
from processes.keeping.record import By
from processes.keeping.rules import keeper
from processes.tables import DbContract, DbRole
from tests.processes.build import MONDAY, Bench
from tests.processes.calendars.build import current, save

TODAY = MONDAY.date()
AT_ONCE = {"last_day": TODAY - timedelta(days=1), "reason": "بازنشستگی", "today": TODAY}
KAZEMI = {"name_fa": "مهدی کاظمی", "name_en": "Mahdi Kazemi", "mobile": None}


def told(bench: Bench, on: date = TODAY) -> set[tuple[str, str]]:
    """Return kind and key of what needs attention."""
    with bench.office.store.reading() as unit:
        return {(one.kind, one.key) for one in concerns(unit, on=on)}


def keep(bench: Bench, act: Callable[[Session, By], object]) -> None:
    """Let an administrator change something."""
    with bench.office.store.writing() as unit:
        act(unit.session, keeper(bench.member("safavi"), bench.office.time()))


def shorten(session: Session, by: By) -> None:
    contract = session.scalars(select(DbContract).where(DbContract.company_id == "rayan")).one()
    contracts.change_contract(
        session, by, contract.id, since=contract.since, until=TODAY + timedelta(days=60), terms=contract.terms
    )


def leaves(person: str) -> Callable[[Session, By], object]:
    """Return what lets a person leave."""
    return lambda session, by: people.leave(session, by, person, **AT_ONCE)


def expire(session: Session, by: By) -> None:
    """End the role of the expert who is responsible for SAJAD."""
    role = session.scalars(select(DbRole).where(DbRole.person_id == "ghanbari")).one()
    people.end_role(session, by, role.id, until=TODAY - timedelta(days=1), today=TODAY)


GAPS: dict[str, tuple[Callable[[Session, By], object], set[tuple[str, str]]]] = {
    "the only auditor leaves": (leaves("rahimi"), {("role_vacant", "auditor")}),
    "a director leaves": (leaves("tehrani"), {("no_unit_director", "roads")}),
    "the only expert leaves": (leaves("amini"), {("no_unit_expert", "planning")}),
    "an expert's role ends": (expire, {("no_expert", "sajad")}),
    "a contract ends soon": (shorten, {("contract_ends", "office_automation"), ("contract_ends", "sajad")}),
    "a password is taken away": (lambda s, by: people.set_password(s, by, "akbari", None), {("locked", "akbari")}),
    "an expert moves away": (
        lambda s, by: people.change_person(s, by, "akbari", name_fa="یاسر", name_en="Yaser", unit="legal", mobile=None),
        {("misplaced", "akbari")},
    ),
    "a new system has no contract": (
        lambda s, by: systems.add_system(
            s, by, "new", name_fa="تازه", name_en="New", expert="ziaei", company="rayan", today=TODAY
        ),
        {("no_contract", "new")},
    ),
}


@pytest.mark.parametrize("gap", GAPS)
def test_a_gap_is_told_and_nothing_else_is(bench: Bench, gap: str) -> None:
    act, wanted = GAPS[gap]
    before = told(bench)
    keep(bench, act)
    assert told(bench) - before == wanted


def test_a_year_without_public_holidays_is_told_before_it_begins(bench: Bench) -> None:
    last = last_day(jalali_year(TODAY) + YEARS_AHEAD)
    ends = ("no_holidays", OFFICE)
    assert ends not in told(bench, last - timedelta(days=60))
    assert ends in told(bench, last - timedelta(days=59))
    assert ends in told(bench, last + timedelta(days=500))
    with bench.office.store.reading() as unit:
        further = with_holidays(current(unit), [jalali_year(last) + 1])
    save(bench, lambda _: further)
    assert ends not in told(bench, last + timedelta(days=1))


def test_who_has_left_with_open_tasks_is_told(bench: Bench) -> None:
    bench.ask()
    keep(bench, leaves("sarabi"))
    assert ("stranded", "sarabi") in told(bench)


def test_nobody_goes_over_to_a_company_with_a_post_of_the_organisation(bench: Bench) -> None:
    def to_company(session: Session, by: By) -> None:
        people.change_person(session, by, "kazemi", unit="rayan", **KAZEMI)

    with pytest.raises(HoldsWhatIsOfThere):
        keep(bench, to_company)
    keep(bench, leaves("kazemi"))
    keep(bench, to_company)
    assert bench.member("kazemi").company

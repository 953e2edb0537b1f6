"""A contract near its end is told of 60, 30 and 7 days before, once each: on the day, late after the office was down, or not at all."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from processes import announcing, reading
from processes.draining import drain
from processes.keeping import contracts
from processes.keeping.record import By
from processes.keeping.rules import keeper
from processes.tables import DbContract, DbContractTarget, DbNotice, DbRole
from tests.processes.build import MONDAY, Bench
from tests.processes.support import contract_ends

TODAY = MONDAY.date()
ENDS, ENDED = announcing.ENDS, announcing.ENDED
RAYAN = "office_automation"


@pytest.fixture
def office(bench: Bench) -> Bench:
    """An office whose contracts all end long after."""
    for system in (RAYAN, "site_builder"):
        contract_ends(bench, system, TODAY + timedelta(days=300))
    return bench


def of_contracts(bench: Bench, person: str) -> list[tuple[str, date | None]]:
    """Return what somebody was told of contracts, the latest first."""
    with bench.office.store.reading() as unit:
        lines = reading.notice_lines(unit, bench.member(person))
    return [(line.kind, line.day) for line in lines if not line.tracking]


def look(bench: Bench, days: float = 0) -> int:
    """Let days go by and the ticker look; return how often the IT director-general has been told until now."""
    bench.hands.time += timedelta(days=days)
    drain(bench.office)
    return len(of_contracts(bench, "karimi"))


def renew(bench: Bench, since: date, *, systems: tuple[str, ...] = (RAYAN, "sajad"), promising: bool = True) -> None:
    """Add a contract after the one with Rayan Gostar, with the same targets or none."""

    def act(session: Session, by: By) -> None:
        first = session.scalars(
            select(DbContract.id).where(DbContract.company_id == "rayan").order_by(DbContract.id)
        ).first()
        rows = session.scalars(select(DbContractTarget).where(DbContractTarget.contract_id == first))
        targets = {(row.category, row.severity): (row.response, row.resolution) for row in rows} if promising else {}
        contracts.add_contract(
            session, by, "rayan", number="۱۴۰۶/ق/۱", since=since, until=since + timedelta(days=365), terms="همان",
            systems=systems, targets=targets,
        )  # fmt: skip

    with bench.office.store.writing() as unit:
        act(unit.session, keeper(bench.member("safavi"), bench.office.time()))


def test_it_is_told_60_days_before_not_the_day_before_and_once(office: Bench) -> None:
    end = TODAY + timedelta(days=61)
    contract_ends(office, RAYAN, end)
    assert look(office) == 0
    assert look(office, days=1) == 1
    assert look(office) == look(office, days=1) == 1
    assert of_contracts(office, "karimi") == of_contracts(office, "safavi") == [(ENDS, end)]
    assert of_contracts(office, "shams") == of_contracts(office, "mehrabi") == []


def test_the_office_s_day_counts_not_that_of_greenwich(office: Bench) -> None:
    contract_ends(office, RAYAN, TODAY + timedelta(days=61))
    office.hands.time = MONDAY.replace(hour=20, minute=29)  # 23:59 in Tehran
    assert look(office) == 0
    office.hands.time += timedelta(minutes=1)
    assert look(office) == 1


def test_it_is_told_at_each_of_the_three_distances(office: Bench) -> None:
    contract_ends(office, RAYAN, TODAY + timedelta(days=60))
    counts = {day: look(office, days=1 if day else 0) for day in range(70)}
    told = [day for day in counts if counts[day] > counts.get(day - 1, 0)]
    assert told == [0, 30, 53]


@pytest.mark.parametrize(
    ("left", "kind"), [(59, ENDS), (29, ENDS), (6, ENDS), (0, ENDS), (-1, ENDED), (-60, ENDED)], ids=str
)
def test_after_the_office_was_down_only_the_nearest_is_told_late(office: Bench, left: int, kind: str) -> None:
    end = TODAY + timedelta(days=70)
    contract_ends(office, RAYAN, end)
    assert look(office) == 0
    assert look(office, days=70 - left) == 1
    assert look(office) == 1
    assert of_contracts(office, "karimi") == [(kind, end)]
    with office.office.store.reading() as unit:
        [row] = announcing.announced(unit.session, 1)
    assert row.days == next(each for each in (7, 30, 60) if left <= each)


def test_what_ended_long_ago_or_has_not_begun_is_not_told(office: Bench) -> None:
    contract_ends(office, RAYAN, TODAY - timedelta(days=61))
    with office.office.store.writing() as unit:
        later = unit.session.scalars(select(DbContract).where(DbContract.company_id == "sepehr")).one()
        later.since, later.until = TODAY + timedelta(days=1), TODAY + timedelta(days=20)
    assert look(office) == 0
    assert look(office, days=1) == 1, "on its first day a short contract is near its end"


def test_a_contract_that_is_followed_needs_no_word(office: Bench) -> None:
    end = TODAY + timedelta(days=10)
    contract_ends(office, RAYAN, end)
    renew(office, end + timedelta(days=1))
    assert look(office) == 0
    assert look(office, days=11) == 0


@pytest.mark.parametrize("why", ["a gap between them", "another system is left out", "nothing is promised yet"])
def test_a_contract_that_is_not_wholly_followed_is_told(office: Bench, why: str) -> None:
    end = TODAY + timedelta(days=10)
    contract_ends(office, RAYAN, end)
    match why:
        case "a gap between them":
            renew(office, end + timedelta(days=2))
        case "another system is left out":
            renew(office, end + timedelta(days=1), systems=(RAYAN,))
        case _:
            renew(office, end + timedelta(days=1), promising=False)
    assert look(office) == 1


def test_a_contract_that_promises_nothing_yet_is_told_unless_its_systems_are_covered(office: Bench) -> None:
    contract_ends(office, RAYAN, TODAY + timedelta(days=10))
    renew(office, TODAY + timedelta(days=11), promising=False)
    with office.office.store.writing() as unit:
        unit.session.execute(delete(DbContractTarget).where(DbContractTarget.contract_id == 1))
    assert look(office) == 1


def test_a_contract_prolonged_is_told_of_again_at_its_new_end(office: Bench) -> None:
    contract_ends(office, RAYAN, TODAY + timedelta(days=20))
    assert look(office) == 1
    contract_ends(office, RAYAN, TODAY + timedelta(days=100))
    assert look(office) == 1
    assert look(office, days=40) == 2


def test_who_is_director_and_administrator_is_told_once_and_a_substitute_of_the_director_too(office: Bench) -> None:
    with office.office.store.writing() as unit:
        unit.session.add(DbRole(person_id="karimi", name="administrator", unit_id=None, since=TODAY))
    office.absent("karimi", "shams", by="karimi", days=3)
    contract_ends(office, RAYAN, TODAY + timedelta(days=20))
    assert look(office) == 1
    assert len(of_contracts(office, "shams")) == len(of_contracts(office, "safavi")) == 1


def test_a_look_at_contracts_costs_one_query_where_there_is_nothing_to_tell(office: Bench) -> None:
    contract_ends(office, RAYAN, TODAY + timedelta(days=20))
    look(office)
    with office.counting() as statements:
        announcing.announce(office.office.store, at=MONDAY, on=TODAY)
    assert len([each for each in statements if not each.startswith("BEGIN")]) == 1


def test_two_that_look_at_one_moment_tell_once(office: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    contract_ends(office, RAYAN, TODAY + timedelta(days=20))
    looks, wanted = [], announcing._wanted

    def while_another_tells(session: Session, on: date) -> list[tuple[DbContract, int]]:
        looks.append(on)
        found = list(wanted(session, on))
        if len(looks) == 1:
            announcing.announce(office.office.store, at=MONDAY, on=TODAY)
        return found

    monkeypatch.setattr(announcing, "_wanted", while_another_tells)
    assert announcing.announce(office.office.store, at=MONDAY, on=TODAY) == 0
    with office.office.store.reading() as unit:
        assert len(unit.session.scalars(select(DbNotice).where(DbNotice.contract_id.is_not(None))).all()) == 2

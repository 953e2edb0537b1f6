"""Administrators keep people, positions, roles, systems, companies and contracts; every change is on record."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.errors import KartablError
from processes.keeping import contracts, people, systems
from processes.keeping.absences import NotASubstitute
from processes.keeping.contracts import NotATarget, NotATime, NotSupported
from processes.keeping.people import LastAdministrator, NoReasonToLeave, NotARole
from processes.keeping.record import By, Change, changes
from processes.keeping.rules import (
    Crosses,
    EndsInThePast,
    IsTaken,
    NoSuchRow,
    NotAKey,
    NotAPeriod,
    NotToKeep,
    NoWords,
    keeper,
)
from processes.keeping.staying import LeavesNot, stay
from processes.keeping.systems import NotACompany, NotAnExpert
from processes.mobile import NotAMobile
from processes.organisation import holders
from processes.tables import DbContract, DbContractSystem, DbHolding, DbPerson, DbRole
from tests.processes.build import MONDAY, Bench
from tests.processes.test_permissions import EVERYBODY

pytestmark = pytest.mark.databases

TODAY = MONDAY.date()
LATER = TODAY + timedelta(days=400)
NAMES = {"name_fa": "بهنام راد", "name_en": "Behnam Rad"}
UNIT = {"code": "200", "kind": "office", "name_fa": "دفتر بازرسی", "name_en": "Inspection", "head_fa": "مدیرکل محترم بازرسی",
        "head_en": "The Director-General of Inspection"}  # fmt: skip
CONTRACT = {"number": "۱۴۰۶/ق/۱", "since": LATER, "until": LATER + timedelta(days=100), "terms": "همان", "targets": {}}

Act = Callable[[Session, By], object]


def keep(bench: Bench, act: Act, who: str = "safavi") -> object:
    """Let somebody change something."""
    with bench.office.store.writing() as unit:
        return act(unit.session, keeper(bench.member(who), bench.office.time()))


def on_record(bench: Bench, table: str) -> list[Change]:
    """Return the changes of a table, the latest first."""
    with bench.office.store.reading() as unit:
        return list(changes(unit.session, table=table))


def held(bench: Bench, role: str, on: date = TODAY) -> set[str]:
    """Return who holds a role."""
    with bench.office.store.reading() as unit:
        return {each.id for each in holders(unit.session, role, on=on)}


def number_of(bench: Bench, table: type[Any], **where: object) -> int:
    """Return the id of a row."""
    with bench.office.store.reading() as unit:
        return int(unit.session.scalars(select(table.id).filter_by(**where).limit(1)).one())


def test_only_an_administrator_keeps_the_organisation_and_no_substitute_of_one(bench: Bench) -> None:
    bench.absent("safavi", "yousefi")

    def may(person: str) -> bool:
        try:
            keeper(bench.member(person), MONDAY)
        except NotToKeep:
            return False
        return True

    assert {person for person in EVERYBODY if may(person)} == {"safavi"}


def test_a_new_person_gets_a_position_and_a_role_and_each_step_is_on_record(bench: Bench) -> None:
    def hire(session: Session, by: By) -> None:
        people.add_person(session, by, "rad", **NAMES, unit="legal", mobile="۰۹۱۲ ۳۴۵ ۶۷۸۹")
        post = people.add_position(session, by, "legal", title_fa="کارشناس", title_en="Expert")
        people.give_position(session, by, "rad", post.id, since=TODAY)
        people.give_role(session, by, "rad", "unit_expert@legal", since=TODAY)

    keep(bench, hire)
    rad = bench.member("rad")
    assert (rad.unit, rad.title_en, sorted(rad.groups)) == ("legal", "Expert", ["unit_expert", "unit_expert@legal"])
    for table in ("person", "position", "holding", "role"):
        [change] = on_record(bench, table)
        assert (change.by, change.at, change.before) == ("safavi", MONDAY, None)
    assert on_record(bench, "person")[0].after["mobile"] == "09123456789"


def test_a_change_tells_what_was_before_and_one_that_changes_nothing_is_none(bench: Bench) -> None:
    def change(session: Session, by: By) -> None:
        people.change_person(session, by, "kazemi", **NAMES, unit="finance", mobile=None)

    keep(bench, change)
    keep(bench, change)
    [told] = on_record(bench, "person")
    assert told.before is not None
    assert (told.row, told.before["unit_id"], told.after["unit_id"]) == ("kazemi", "roads", "finance")


def test_a_password_is_changed_on_record_but_never_in_it(bench: Bench) -> None:
    keep(bench, lambda session, by: people.set_password(session, by, "kazemi", "$argon2id$secret"))
    [told] = on_record(bench, "person")
    assert (told.by, told.after["password"]) == ("safavi", "…")
    assert "argon2" not in str(told)


def test_what_is_refused_leaves_neither_row_nor_record(bench: Bench) -> None:
    def half(session: Session, by: By) -> None:
        people.add_person(session, by, "rad", **NAMES, unit="legal")
        people.give_role(session, by, "rad", "cook", since=TODAY)

    with pytest.raises(NotARole):
        keep(bench, half)
    assert on_record(bench, "person") == []


REFUSED: list[tuple[str, Act, type[KartablError]]] = [
    ("no key", lambda s, b: people.add_person(s, b, "Rad!", **NAMES, unit="legal"), NotAKey),
    ("a key that is taken", lambda s, b: people.add_person(s, b, "kazemi", **NAMES, unit="legal"), IsTaken),
    ("no name", lambda s, b: people.add_person(s, b, "rad", name_fa=" ", name_en="Rad", unit="legal"), NoWords),
    ("no such unit", lambda s, b: people.add_person(s, b, "rad", **NAMES, unit="moon"), NoSuchRow),
    ("no mobile", lambda s, b: people.add_person(s, b, "rad", **NAMES, unit="legal", mobile="12"), NotAMobile),
    ("a code that is taken", lambda s, b: people.add_unit(s, b, "new", **{**UNIT, "code": "100"}), IsTaken),
    ("no such role", lambda s, b: people.give_role(s, b, "kazemi", "cook", since=TODAY), NotARole),
    ("a unit's role without unit", lambda s, b: people.give_role(s, b, "kazemi", "unit_expert", since=TODAY), NotARole),
    ("an office's role of a unit", lambda s, b: people.give_role(s, b, "kazemi", "auditor@roads", since=TODAY), NotARole),
    ("a role of ours for a contractor's", lambda s, b: people.give_role(s, b, "mehrabi", "it_expert", since=TODAY), NotARole),
    ("a contractor's role for ours", lambda s, b: people.give_role(s, b, "kazemi", "contractor_expert@rayan", since=TODAY), NotARole),
    ("another company's role", lambda s, b: people.give_role(s, b, "mehrabi", "contractor_expert@sepehr", since=TODAY), NotARole),
    ("a second director", lambda s, b: people.give_role(s, b, "kazemi", "unit_director@roads", since=TODAY), Crosses),
    ("the same role twice", lambda s, b: people.give_role(s, b, "sarabi", "unit_expert@roads", since=TODAY), Crosses),
    ("an end before the beginning",
     lambda s, b: people.give_role(s, b, "kazemi", "auditor", since=TODAY, until=TODAY - timedelta(days=1)), NotAPeriod),
    ("the last administrator leaves", lambda s, b: people.leave(s, b, "safavi", last_day=TODAY, reason="x", today=TODAY), LastAdministrator),
    ("leaving without a reason", lambda s, b: people.leave(s, b, "kazemi", last_day=TODAY, reason=" ", today=TODAY), NoReasonToLeave),
    ("leaving long ago", lambda s, b: people.leave(s, b, "kazemi", last_day=TODAY - timedelta(days=9), reason="x", today=TODAY), EndsInThePast),
    ("an expert who is none",
     lambda s, b: systems.add_system(s, b, "new", **NAMES, expert="kazemi", company=None, today=TODAY), NotAnExpert),
    ("a company that is none",
     lambda s, b: systems.add_system(s, b, "new", **NAMES, expert="ziaei", company="roads", today=TODAY), NotACompany),
    ("a level that is there", lambda s, b: systems.add_level(s, b, "sajad", "new", rank=0, **NAMES), IsTaken),
    ("a part of no system", lambda s, b: systems.add_part(s, b, "new", "moon", **NAMES, expert=None, today=TODAY), NoSuchRow),
    ("a system of another company",
     lambda s, b: contracts.add_contract(s, b, "rayan", systems=["site_builder"], **CONTRACT), NotSupported),
    ("a contract in the time of another",
     lambda s, b: contracts.add_contract(s, b, "rayan", systems=["sajad"], **{**CONTRACT, "since": TODAY}), Crosses),
    ("a contract that ends before it begins",
     lambda s, b: contracts.add_contract(s, b, "rayan", systems=["sajad"], **{**CONTRACT, "until": TODAY}), NotAPeriod),
    ("a target that is none", lambda s, b: contracts.set_target(s, b, 1, "support_bug_fix", "low", response="PT9H", resolution="PT3H"), NotATarget),
    ("a target longer in every calendar", lambda s, b: contracts.set_target(s, b, 1, "support_bug_fix", "low", response="P9D", resolution="PT8H"), NotATarget),
    ("a target of months", lambda s, b: contracts.set_target(s, b, 1, "support_bug_fix", "low", response="P1M", resolution="P2M"), NotATarget),
    ("a target in days and hours", lambda s, b: contracts.set_target(s, b, 1, "support_bug_fix", "low", response="PT1H", resolution="P1DT2H"), NotATarget),
    ("a time to a meeting that is none",
     lambda s, b: contracts.add_contract(s, b, "rayan", systems=["sajad"], **{**CONTRACT, "meeting": "soon"}), NotATime),
    ("a contract that is not there",
     lambda s, b: contracts.set_target(s, b, 99, "support_bug_fix", "low", response="PT1H", resolution="PT3H"), NoSuchRow),
]  # fmt: skip


@pytest.mark.parametrize(("act", "refusal"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_what_makes_no_sense_is_refused_in_both_languages(bench: Bench, act: Act, refusal: type[KartablError]) -> None:
    with pytest.raises(refusal) as refused:
        keep(bench, act)
    assert refused.value.message("fa") != refused.value.message("en")


def test_a_role_ends_with_its_last_day_and_another_holds_it_then(bench: Bench) -> None:
    director = number_of(bench, DbRole, person_id="tehrani", name="unit_director")
    keep(bench, lambda s, b: people.end_role(s, b, director, until=TODAY, today=TODAY))
    tomorrow = TODAY + timedelta(days=1)
    keep(bench, lambda s, b: people.give_role(s, b, "moradi", "unit_director@roads", since=tomorrow))
    assert (held(bench, "unit_director@roads"), held(bench, "unit_director@roads", tomorrow)) == (
        {"tehrani"},
        {"moradi"},
    )
    ended = on_record(bench, "role")[-1]
    assert ((ended.before or {})["until"], ended.after["until"]) == (None, TODAY.isoformat())


def test_the_last_administrator_stays_until_there_is_another(bench: Bench) -> None:
    role = number_of(bench, DbRole, person_id="safavi", name="administrator")
    with pytest.raises(LastAdministrator):
        keep(bench, lambda s, b: people.end_role(s, b, role, until=TODAY, today=TODAY))
    keep(bench, lambda s, b: people.give_role(s, b, "shams", "administrator", since=TODAY))
    keep(bench, lambda s, b: people.end_role(s, b, role, until=TODAY, today=TODAY))
    assert held(bench, "administrator", TODAY + timedelta(days=1)) == {"shams"}


def test_a_position_has_one_holder_at_a_time(bench: Bench) -> None:
    holding = number_of(bench, DbHolding, person_id="kazemi")
    with bench.office.store.reading() as unit:
        post = unit.session.get_one(DbHolding, holding).position_id
    with pytest.raises(Crosses):
        keep(bench, lambda s, b: people.give_position(s, b, "rezaei", post, since=TODAY))
    keep(bench, lambda s, b: people.end_position(s, b, holding, until=TODAY - timedelta(days=1), today=TODAY))
    keep(bench, lambda s, b: people.give_position(s, b, "rezaei", post, since=TODAY))
    assert bench.member("rezaei").title_en == "Studies Officer"


def test_who_leaves_holds_nothing_and_signs_in_no_more(bench: Bench) -> None:
    keep(bench, lambda s, b: people.leave(s, b, "sarabi", last_day=TODAY, reason="بازنشستگی", today=TODAY))
    leaving = bench.member("sarabi")
    assert (leaving.gone, bool(leaving.groups)) == (False, True)
    bench.hands.time += timedelta(days=1)
    left = bench.member("sarabi")
    assert (left.gone, left.groups, left.title_en) == (True, frozenset(), "")
    assert on_record(bench, "person")[0].after["leaves_because"] == "بازنشستگی"


def test_a_leaving_that_is_taken_back_leaves_everything_as_it_was(bench: Bench) -> None:
    def held_of(person: str) -> set[tuple[str, int, date | None]]:
        with bench.office.store.reading() as unit:
            rows = [
                unit.session.scalars(select(table).where(table.person_id == person)) for table in (DbRole, DbHolding)
            ]
            return {(row.__tablename__, row.id, row.until) for found in rows for row in found}

    role, later = number_of(bench, DbRole, person_id="sarabi"), TODAY + timedelta(days=90)
    keep(bench, lambda s, b: people.end_role(s, b, role, until=later, today=TODAY))
    before = held_of("sarabi")
    for days in (9, 3):
        bench.hands.time += timedelta(minutes=1)
        last = TODAY + timedelta(days=days)
        keep(bench, lambda s, b: people.leave(s, b, "sarabi", last_day=last, reason="بازنشستگی", today=TODAY))  # noqa: B023
    assert held_of("sarabi") != before
    keep(bench, lambda s, b: stay(s, b, "sarabi", today=TODAY))
    assert held_of("sarabi") == before
    assert (on_record(bench, "person")[0].after["last_day"], bench.member("sarabi").gone) == (None, False)


def test_what_somebody_else_was_given_meanwhile_cannot_be_taken_back(bench: Bench) -> None:
    with bench.office.store.reading() as unit:
        post = unit.session.get_one(DbHolding, number_of(bench, DbHolding, person_id="kazemi")).position_id
    keep(bench, lambda s, b: people.leave(s, b, "kazemi", last_day=TODAY, reason="انتقال", today=TODAY))
    keep(bench, lambda s, b: people.give_position(s, b, "rezaei", post, since=TODAY + timedelta(days=1)))
    with pytest.raises(Crosses):
        keep(bench, lambda s, b: stay(s, b, "kazemi", today=TODAY))
    assert bench.member("kazemi").gone is False


@pytest.mark.parametrize("left", [True, False])
def test_a_leaving_that_is_over_or_none_cannot_be_taken_back(bench: Bench, left: bool) -> None:
    if left:
        keep(bench, lambda s, b: people.leave(s, b, "sarabi", last_day=TODAY, reason="بازنشستگی", today=TODAY))
    with pytest.raises(LeavesNot):
        keep(bench, lambda s, b: stay(s, b, "sarabi", today=TODAY + timedelta(days=1)))


def test_who_left_yesterday_has_no_password_any_more_and_is_back_with_a_new_one(bench: Bench) -> None:
    ago = {"last_day": TODAY - timedelta(days=1), "reason": "بازنشستگی", "today": TODAY}
    keep(bench, lambda s, b: people.leave(s, b, "sarabi", **ago))  # type: ignore[arg-type]
    with bench.office.store.reading() as unit:
        assert unit.session.get_one(DbPerson, "sarabi").password is None
    keep(bench, lambda s, b: people.set_password(s, b, "sarabi", "hash"))
    assert not bench.member("sarabi").gone


def test_units_systems_parts_levels_and_sites_are_added_and_changed_on_record(bench: Bench) -> None:
    def build(session: Session, by: By) -> None:
        people.add_unit(session, by, "inspection", **UNIT)  # type: ignore[arg-type]
        heads = {key: UNIT[key] for key in ("name_fa", "head_fa", "head_en")}
        people.change_unit(session, by, "inspection", **heads, name_en="Inspectorate")
        systems.add_system(session, by, "archive", **NAMES, expert="ziaei", company=None, today=TODAY)
        systems.change_system(session, by, "archive", **NAMES, expert="bagheri", company="rayan", today=TODAY)
        systems.add_part(session, by, "archive_scan", "archive", **NAMES, expert=None, today=TODAY)
        systems.change_part(session, by, "archive_scan", **NAMES, expert="ziaei", today=TODAY)
        systems.add_level(session, by, "archive", "read", rank=0, **NAMES)
        systems.add_site(session, by, "inspection.example.ir", "inspection", **NAMES)

    keep(bench, build)
    assert [len(on_record(bench, table)) for table in ("unit", "system", "part", "level", "site")] == [2, 2, 2, 1, 1]
    unit = on_record(bench, "unit")[0]
    assert (unit.after["name_en"], unit.after["code"]) == ("Inspectorate", "200")
    assert on_record(bench, "level")[0].row == "archive/read"


def test_r7_a_contract_follows_another_and_is_prolonged_only_where_none_comes(bench: Bench) -> None:
    targets = {("support_bug_fix", "low"): ("PT1H", "PT2H")}
    keep(
        bench, lambda s, b: contracts.add_contract(s, b, "rayan", systems=["sajad"], **{**CONTRACT, "targets": targets})
    )
    first = number_of(bench, DbContract, company_id="rayan")
    with bench.office.store.reading() as unit:
        begun = unit.session.get_one(DbContract, first).since
    with pytest.raises(Crosses):
        keep(bench, lambda s, b: contracts.change_contract(s, b, first, since=begun, until=LATER, terms="تمدید"))
    before = LATER - timedelta(days=1)
    keep(bench, lambda s, b: contracts.change_contract(s, b, first, since=begun, until=before, terms="تمدید"))
    assert on_record(bench, "contract")[0].after["until"] == before.isoformat()
    [covered] = on_record(bench, "contract_system")
    assert covered.after["system_id"] == "sajad"
    second = int(covered.after["contract_id"])
    keep(
        bench,
        lambda s, b: contracts.set_target(s, b, second, "support_bug_fix", "low", response="PT30M", resolution="PT2H"),
    )
    told = on_record(bench, "contract_target")
    assert [(change.before or {}).get("response") for change in told] == ["PT1H", None]
    with bench.office.store.reading() as unit:
        assert unit.session.get(DbContractSystem, (second, "sajad")) is not None


@pytest.mark.parametrize(("person", "role"), [("rahimi", "it_expert"), ("nouri", "auditor")])
def test_an_auditor_has_no_other_role_at_the_same_time(bench: Bench, person: str, role: str) -> None:
    with pytest.raises(people.AuditsAlone):
        keep(bench, lambda session, by: people.give_role(session, by, person, role, since=TODAY))


def test_somebody_becomes_auditor_whose_other_role_has_ended(bench: Bench) -> None:
    role = number_of(bench, DbRole, person_id="nouri")
    keep(bench, lambda session, by: people.end_role(session, by, role, until=TODAY, today=TODAY))
    keep(bench, lambda session, by: people.give_role(session, by, "nouri", "auditor", since=LATER))
    assert held(bench, "auditor", LATER) == {"rahimi", "nouri"}


def test_an_auditor_stands_in_for_nobody(bench: Bench) -> None:
    with pytest.raises(NotASubstitute):
        bench.absent("jafari", "rahimi")

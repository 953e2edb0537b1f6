"""What administration reads, in each of the databases: lists that are searched, one thing with all that belongs to it, the record."""

from __future__ import annotations

from datetime import timedelta

import pytest

from processes.keeping import people
from processes.keeping.read import changes, contracts, systems, units
from processes.keeping.read import people as read
from processes.keeping.read.attention import concerns
from processes.keeping.read.substitutes import Sought, substitution_list
from processes.keeping.rules import keeper
from tests.processes.build import MONDAY, ZONE, Bench

pytestmark = pytest.mark.databases

TODAY = MONDAY.date()


def test_lists_and_sheets_are_read(bench: Bench) -> None:
    case = bench.ask()
    bench.absent("moradi", "akbari")
    with bench.office.store.reading() as unit:
        session, at = unit.session, bench.office.time()
        away = read.people_list(session, read.Sought(state="away"), 1, at=at, on=TODAY)
        assert [line.person.id for line in away.lines] == ["moradi"]
        sheet = read.person_sheet(unit, "sarabi", at=at, on=TODAY)
        assert [one.tracking for one in sheet.tasks] == [case.tracking]
        assert [one.name.en for one in sheet.roles] == ["Unit's expert – Directorate of Roads"]
        assert [line.row.id for line in units.unit_list(session, "راه‌ ها", "", 1, on=TODAY).lines] == ["roads"]
        assert {each.id for each in units.unit_sheet(session, "rayan", on=TODAY).systems} == {
            "office_automation",
            "sajad",
        }
        assert [each.person for each in units.role_holders(session, "auditor", on=TODAY)] == ["rahimi"]
        assert [line.row.id for line in systems.system_list(session, "", "-", 1, on=TODAY).lines] == ["attendance"]
        assert len(systems.system_sheet(session, "sajad", on=TODAY).levels) == 4
        assert contracts.contract_list(session, "سجاد", "", "on", 1, on=TODAY).total == 1
        assert systems.site_list(session, "roads", "roads", 1).total == 2
        found = substitution_list(session, bench.member("safavi"), Sought(text="یاسر"), 1, at=at)
        assert [one.absent.id for one in found.lines] == ["moradi"]
        assert ("no_contract", "attendance") in {(one.kind, one.key) for one in concerns(unit, on=TODAY)}


def test_the_record_is_searched_by_thing_person_and_day(bench: Bench) -> None:
    with bench.office.store.writing() as unit:
        by = keeper(bench.member("safavi"), MONDAY)
        people.set_password(unit.session, by, "kazemi", None)
        people.add_position(unit.session, by, "roads", title_fa="کارشناس پل", title_en="Bridge Expert")

    def told(sought: changes.Sought) -> list[str]:
        with bench.office.store.reading() as unit:
            return [line.thing.en for line in changes.change_list(unit.session, sought, 1, zone=ZONE, on=TODAY).lines]

    assert told(changes.Sought()) == ["Bridge Expert", "Mahdi Kazemi"]
    assert told(changes.Sought(table="person", row="kazemi", by="safavi", since=TODAY, until=TODAY)) == ["Mahdi Kazemi"]
    assert told(changes.Sought(row="kaz%")) == []
    assert told(changes.Sought(since=TODAY + timedelta(days=1))) == []


def test_a_password_that_was_replaced_is_told_without_it(bench: Bench) -> None:
    with bench.office.store.writing() as unit:
        by = keeper(bench.member("safavi"), MONDAY)
        people.set_password(unit.session, by, "kazemi", "$argon2id$new")
    with bench.office.store.reading() as unit:
        [line] = changes.change_list(unit.session, changes.Sought(), 1, zone=ZONE, on=TODAY).lines
    assert [(field.name.en, field.after) for field in line.fields] == [("Password", changes.REPLACED)]

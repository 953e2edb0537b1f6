"""Versions of calendars: who keeps them, what is refused, which calendar counts for whom, and what a new case is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from threading import Event, Thread

import pytest
from sqlalchemy import update

from engine.calendar import WorkingCalendar
from engine.store.port import Unit
from processes.calendars import (
    CALENDAR,
    CALENDARS,
    OFFICE,
    UNIT_CALENDAR,
    NotACalendar,
    calendar_of_unit,
    editing,
    first,
    in_force,
    with_key,
)
from processes.demo.paths.support import TO_CONTRACTOR
from processes.demo.play import Do
from processes.keeping import calendars as keeping
from processes.keeping.calendars import NothingChanges
from processes.keeping.meanwhile import ChangedMeanwhile
from processes.keeping.read import calendars as read
from processes.keeping.read.changes import Sought, change_list
from processes.keeping.rules import IsTaken, NotAKey, NoWords, keeper
from processes.tables import DbCaseCalendar, DbContract
from tests.processes.build import ZONE, Bench
from tests.processes.calendars.build import closed, current, save
from tests.processes.support import asked

pytestmark = pytest.mark.databases

DAY = date(2026, 11, 25)


def copied(unit: Unit, key: str = "night") -> WorkingCalendar:
    return replace(current(unit), key=key, name_fa="تقویم شبانه", name_en="Nights")


def test_a_new_office_has_its_calendar_and_keeps_it(bench: Bench) -> None:
    bench.office.ship()
    with bench.office.store.reading() as unit:
        lines = read.calendar_list(unit, on=DAY)
    assert [(line.key, line.version.number, line.zone, line.units) for line in lines] == [
        (OFFICE, 1, ZONE, 10), ("sepehr_support", 1, ZONE, 0)
    ]  # fmt: skip


def test_a_change_is_another_version_on_record(bench: Bench) -> None:
    before = save(bench, closed(DAY))
    with bench.office.store.reading() as unit:
        sheet = read.calendar_sheet(unit, OFFICE, on=DAY)
        assert unit.calendar(before).segments(DAY), "the version before is as it was"
        assert not sheet.calendar.segments(DAY)
        record = change_list(unit.session, Sought(table="calendar_version"), 1, zone=ZONE, on=DAY).lines
    newest, oldest = sheet.versions
    assert (newest.row.number, newest.by.en, newest.reason.fa) == (2, "Elham Safavi", "بارش برف")
    assert (oldest.row.number, oldest.by.en, oldest.changed) == (1, "shipped with Kartabl", None)
    assert newest.changed is not None
    assert [each.en for each in newest.changed.lines] == ["25 Nov 2026: Closure, Snow – added."]
    assert [(line.thing.en, line.by.en) for line in record] == [("office, version 2", "Elham Safavi")]


def test_what_changes_nothing_is_no_version(bench: Bench) -> None:
    with pytest.raises(NothingChanges):
        save(bench, lambda calendar: calendar)


def test_who_did_not_see_the_newest_version_is_told(bench: Bench) -> None:
    save(bench, closed(DAY))
    with pytest.raises(ChangedMeanwhile):
        save(bench, closed(date(2026, 11, 28)), seen=1)


def test_of_two_at_the_same_moment_one_is_first(bench: Bench) -> None:
    inside, go, told = Event(), Event(), list[Exception]()

    def slowly() -> None:
        with bench.office.store.writing() as unit:
            by = keeper(bench.member("safavi"), bench.office.time())
            keeping.save(unit, by, closed(DAY)(current(unit)), seen=1, reason="بارش برف")
            inside.set()
            go.wait(20)

    def late() -> None:
        try:
            save(bench, closed(date(2026, 11, 28)), seen=1)
        except ChangedMeanwhile as refusal:
            told.append(refusal)

    threads = [Thread(target=slowly), Thread(target=late)]
    threads[0].start()
    assert inside.wait(20)
    threads[1].start()
    go.set()
    for each in threads:
        each.join(30)
    assert [type(each) for each in told] == [ChangedMeanwhile]


def test_a_calendar_needs_a_free_key_and_a_reason(bench: Bench) -> None:
    for key, reason, refusal in (("Night", "r", NotAKey), (OFFICE, "r", IsTaken), ("night", " ", NoWords)):
        with pytest.raises(refusal), bench.office.store.writing() as unit:  # noqa: PT012
            by = keeper(bench.member("safavi"), bench.office.time())
            keeping.add_calendar(unit, by, copied(unit, key), reason=reason)


def test_a_calendar_counts_for_the_units_that_have_it(bench: Bench) -> None:
    with bench.office.store.writing() as unit:
        by = keeper(bench.member("safavi"), bench.office.time())
        keeping.add_calendar(unit, by, copied(unit), reason="نوبت شب")
        keeping.give_calendar(unit.session, by, "roads", "night")
        with pytest.raises(NotACalendar):
            keeping.give_calendar(unit.session, by, "hr", "moon")
    with bench.office.store.reading() as unit:
        assert [calendar_of_unit(unit.session, each) for each in ("roads", "hr")] == ["night", OFFICE]
        digests = {key: in_force(unit.session, key) for key in (OFFICE, "night")}
        assert [each.id for each in read.calendar_sheet(unit, "night", on=DAY).units] == ["roads"]
    case = bench.ask()
    facts = {name: case.state.variables[name] for name in (CALENDAR, UNIT_CALENDAR, CALENDARS)}
    assert facts == {CALENDAR: OFFICE, UNIT_CALENDAR: "night", CALENDARS: digests}
    assert case.difference is None


def test_the_calendar_of_cases_is_that_of_the_it_office(bench: Bench) -> None:
    with bench.office.store.writing() as unit:
        by = keeper(bench.member("safavi"), bench.office.time())
        keeping.add_calendar(unit, by, copied(unit), reason="نوبت شب")
        keeping.give_calendar(unit.session, by, "it", "night")
    assert bench.ask().state.variables[CALENDAR] == "night"


def test_a_contract_s_calendar_is_added_to_what_a_case_rests_on(bench: Bench) -> None:
    case, before = bench.ask(), dict[str, str]()
    with bench.office.store.reading() as unit:
        before = {OFFICE: in_force(unit.session, OFFICE)}
    save(bench, closed(DAY))
    with bench.office.store.writing() as unit:
        keeping.add_calendar(unit, keeper(bench.member("safavi"), bench.office.time()), copied(unit), reason="نوبت شب")
        assert with_key(unit.session, {CALENDARS: before}, OFFICE) == before, "a correction is a command of its own"
        night = in_force(unit.session, "night")
        assert with_key(unit.session, {CALENDARS: before}, "night") == {**before, "night": night}
        with pytest.raises(NotACalendar):
            with_key(unit.session, {}, "moon")
    assert case.difference is None


def test_a_calendar_that_somebody_dropped_from_the_rows_is_found_by_the_proof(bench: Bench) -> None:
    case = bench.ask()
    with bench.office.store.writing() as unit:
        unit.session.execute(update(DbCaseCalendar).values(digest="0" * 64))
    difference = case.difference
    assert difference is not None
    assert "case_calendar" in str(difference)


def test_a_case_that_ended_rests_on_nothing(bench: Bench) -> None:
    case = bench.ask()
    with bench.office.store.reading() as unit:
        assert read.calendar_list(unit, on=DAY)[0].cases == 1
    case.withdraw()
    with bench.office.store.reading() as unit:
        assert read.calendar_list(unit, on=DAY)[0].cases == 0
    assert case.difference is None


def test_a_shipped_calendar_is_of_the_years_around(bench: Bench) -> None:
    with bench.office.store.reading() as unit:
        assert current(unit) == first.office_calendar(1405, ZONE)
        assert current(unit) != editing.with_holidays(current(unit), [1409])


def test_a_case_that_is_handed_to_the_contractor_rests_on_its_service_hours_too(bench: Bench) -> None:
    with bench.office.store.writing() as unit:
        keeping.add_calendar(unit, keeper(bench.member("safavi"), bench.office.time()), copied(unit), reason="نوبت شب")
        unit.session.execute(update(DbContract).values(calendar="night"))
    case = asked(bench, "support_bug_fix", Do(TO_CONTRACTOR.element, TO_CONTRACTOR.values, "ziaei"))
    with bench.office.store.reading() as unit:
        wanted = {key: in_force(unit.session, key) for key in (OFFICE, "night")}
        assert read.calendar_sheet(unit, "night", on=DAY).contracts
    assert case.state.variables[CALENDARS] == wanted
    assert case.difference is None
    save(bench, closed(DAY), key="night")
    assert bench.office.correct_calendars() == 1
    assert case.difference is None

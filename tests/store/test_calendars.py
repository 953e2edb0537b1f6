"""Working calendars in a store: kept once by their digest, read back equal, and never believed once touched."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import text

from engine.calendar import Exceptional, Segment, Week, WorkingCalendar
from engine.store.port import NoSuchCalendar, Store, TouchedCalendar
from engine.store.sql import SqlStore

DAY = (Segment(start=450, end=720), Segment(start=750, end=930))
EID = Exceptional(day=date(2026, 3, 21), segments=(), name_fa="نوروز", name_en="Nowruz", kind="holiday")
OFFICE = WorkingCalendar(
    key="office",
    name_fa="تقویم اداری",
    name_en="Office hours",
    zone="Asia/Tehran",
    weeks=(Week(since=date(2024, 3, 20), days=(DAY, DAY, DAY, (), (), DAY, DAY)),),
    exceptions=(EID,),
)
ELSEWHERE = WorkingCalendar(
    key="office",
    name_fa="تقویم اداری",
    name_en="Office hours",
    zone="Europe/Berlin",
    weeks=OFFICE.weeks,
    exceptions=(EID,),
)


def keep(store: Store, *calendars: WorkingCalendar) -> None:
    with store.writing() as unit:
        for calendar in calendars:
            unit.keep_calendar(calendar)


def keep_and_fail(store: Store, calendar: WorkingCalendar) -> None:
    with store.writing() as unit:
        unit.keep_calendar(calendar)
        raise ZeroDivisionError


def test_a_calendar_is_read_back_equal(store: Store) -> None:
    keep(store, OFFICE, ELSEWHERE)
    with store.reading() as unit:
        assert unit.calendar(OFFICE.digest) == OFFICE
        assert unit.calendar(ELSEWHERE.digest) == ELSEWHERE


def test_keeping_it_again_changes_nothing(sql_store: SqlStore) -> None:
    keep(sql_store, OFFICE, OFFICE)
    keep(sql_store, OFFICE)
    with sql_store.engine.connect() as connection:
        kept = connection.execute(text("SELECT digest, key FROM calendar")).all()
    assert [tuple(row) for row in kept] == [(OFFICE.digest, "office")]


def test_the_unit_that_kept_it_reads_it(store: Store) -> None:
    with store.writing() as unit:
        unit.keep_calendar(OFFICE)
        assert unit.calendar(OFFICE.digest) == OFFICE


def test_an_unknown_calendar_is_said_so(store: Store) -> None:
    with store.reading() as unit, pytest.raises(NoSuchCalendar, match="abc"):
        unit.calendar("abc")


def test_the_calendar_of_a_unit_that_failed_is_not_kept(store: Store) -> None:
    with pytest.raises(ZeroDivisionError):
        keep_and_fail(store, OFFICE)
    with store.reading() as unit, pytest.raises(NoSuchCalendar):
        unit.calendar(OFFICE.digest)


@pytest.mark.parametrize("change", ["replace(content, 'Tehran', 'Berlin')", "'{'", "'{}'", "content || ' '"])
def test_a_calendar_that_was_touched_is_not_believed(sql_store: SqlStore, change: str) -> None:
    keep(sql_store, OFFICE)
    with sql_store.engine.begin() as connection:
        connection.execute(text(f"UPDATE calendar SET content = {change}"))
    with sql_store.reading() as unit, pytest.raises(TouchedCalendar, match=OFFICE.digest):
        unit.calendar(OFFICE.digest)

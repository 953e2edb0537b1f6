"""Builders for tests of the office's calendars."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from engine.calendar import WorkingCalendar
from engine.store.port import Unit
from processes.calendars import OFFICE, editing, in_force
from processes.keeping import calendars as keeping
from processes.keeping.rules import keeper
from tests.processes.build import Bench

Change = Callable[[WorkingCalendar], WorkingCalendar]


def current(unit: Unit, key: str = OFFICE) -> WorkingCalendar:
    """Return the calendar in force."""
    return unit.calendar(in_force(unit.session, key))


def closed(*days: date) -> Change:
    """Return the change that closes the office on days because of snow."""

    def change(calendar: WorkingCalendar) -> WorkingCalendar:
        names = {"name_fa": "برف", "name_en": "Snow"}
        return editing.with_exceptions(
            calendar,
            [
                each
                for day in days
                for each in editing.entries(calendar, day, day, kind="closure", segments=(), **names)
            ],
        )

    return change


def save(bench: Bench, change: Change, *, key: str = OFFICE, seen: int | None = None, reason: str = "بارش برف") -> str:
    """Save a change of a calendar as its administrator; return the digest that was in force before."""
    with bench.office.store.writing() as unit:
        before = keeping.newest(unit.session, key)
        by = keeper(bench.member("safavi"), bench.office.time())
        keeping.save(unit, by, change(unit.calendar(before.digest)), seen=seen or before.number, reason=reason)
        return before.digest

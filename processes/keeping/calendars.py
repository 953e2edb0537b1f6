"""Keeping working calendars: each change is another version, with the reason and who saved it; no version ever changes."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.calendar import WorkingCalendar
from engine.errors import BadInput
from engine.store.port import Unit
from processes.calendars import NotACalendar
from processes.keeping.meanwhile import ChangedMeanwhile
from processes.keeping.record import By, add, change
from processes.keeping.rules import IsTaken, proper_key, row, words
from processes.tables import DbCalendarVersion, DbUnit


class NothingChanges(BadInput):
    en = "Expected something to change, but the calendar would be what it is. Change something, or leave it."
    fa = "چیزی تغییر نکرده است و تقویم همان است که بود. چیزی را تغییر دهید یا از آن بگذرید."


def newest(session: Session, key: str) -> DbCalendarVersion:
    """Return the version of a calendar that is in force; raise `NotACalendar`."""
    query = select(DbCalendarVersion).where(DbCalendarVersion.key == key)
    found = session.scalars(query.order_by(DbCalendarVersion.seq.desc()).limit(1)).one_or_none()
    if found is None:
        raise NotACalendar(key=key)
    return found


def add_calendar(unit: Unit, by: By, calendar: WorkingCalendar, *, reason: str) -> DbCalendarVersion:
    """Add a calendar under a key of its own."""
    session: Session = unit.session
    key = proper_key(calendar.key)
    if session.scalar(select(DbCalendarVersion.seq).where(DbCalendarVersion.key == key).limit(1)) is not None:
        raise IsTaken(key=key)
    return _save(unit, by, calendar, 1, reason)


def save(unit: Unit, by: By, calendar: WorkingCalendar, *, seen: int, reason: str) -> DbCalendarVersion:
    """Make this the version of its calendar that is in force; `seen`: the number of the version it was made from.

    Raise `ChangedMeanwhile` where another was saved since, `NothingChanges`, `NotACalendar`.
    """
    session: Session = unit.session
    first = select(DbCalendarVersion).where(DbCalendarVersion.key == calendar.key, DbCalendarVersion.number == 1)
    session.scalars(first.with_for_update()).one_or_none()  # one at a time for one calendar
    before = newest(session, calendar.key)
    if before.number != seen:
        raise ChangedMeanwhile
    if before.digest == calendar.digest:
        raise NothingChanges
    return _save(unit, by, calendar, before.number + 1, reason)


def give_calendar(session: Session, by: By, unit: str, calendar: str | None) -> None:
    """Let a calendar count for the requests of a unit from now on; None: the office's."""
    if calendar is not None:
        newest(session, calendar)
    change(session, by, row(session, DbUnit, unit, "a unit", "واحد"), {"calendar": calendar})


def _save(unit: Unit, by: By, calendar: WorkingCalendar, number: int, reason: str) -> DbCalendarVersion:
    unit.keep_calendar(calendar)
    version = DbCalendarVersion(
        key=calendar.key, number=number, digest=calendar.digest, at=by.at, person_id=by.person, **words({"reason": reason})
    )  # fmt: skip
    add(unit.session, by, version)
    return version

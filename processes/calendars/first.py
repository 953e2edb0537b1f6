"""The calendar that a new office begins with: Saturday to Wednesday, with the public holidays of the years around."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from engine.calendar import Segment, Week, WorkingCalendar
from engine.store.port import Unit
from processes.calendars import OFFICE, digests
from processes.calendars.editing import with_holidays
from processes.calendars.holidays import first_day, jalali_year
from processes.tables import DbCalendarVersion

YEARS_BACK, YEARS_AHEAD = 2, 3
"""Jalali years around the present one whose holidays it knows."""
HOURS = (Segment(start=7 * 60 + 30, end=15 * 60 + 30),)
OFF: tuple[Segment, ...] = ()
DAYS = (HOURS, HOURS, HOURS, OFF, OFF, HOURS, HOURS)
"""Monday first; Thursday and Friday are off."""
SHIPPED = "as shipped"
"""The reason of its first version."""


def office_calendar(year: int, zone: str) -> WorkingCalendar:
    """Return the calendar that a new office begins with in a Jalali year."""
    calendar = WorkingCalendar(
        key=OFFICE,
        name_fa="تقویم کاری دفتر",
        name_en="Office calendar",
        zone=zone,
        weeks=(Week(since=first_day(year - YEARS_BACK), days=DAYS),),
        exceptions=(),
    )
    return with_holidays(calendar, range(year - YEARS_BACK, year + YEARS_AHEAD + 1))


def ensure(unit: Unit, *, at: datetime, zone: str) -> None:
    """Give an office without a calendar its first one; any other keeps what it has."""
    if digests(unit.session):
        return
    calendar = office_calendar(jalali_year(at.astimezone(ZoneInfo(zone)).date()), zone)
    unit.keep_calendar(calendar)
    version = DbCalendarVersion(key=OFFICE, number=1, digest=calendar.digest, at=at, person_id=None, reason=SHIPPED)
    unit.session.add(version)
    unit.session.flush()

"""The service hours of one of the demo's contracts: longer than the office's, and on Thursday mornings."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from engine.calendar import Segment, Week
from engine.store.port import Unit
from processes.calendars import OFFICE, in_force
from processes.calendars.first import SHIPPED
from processes.tables import DbCalendarVersion

KEY = "sepehr_support"
LONG, HALF = (Segment(start=8 * 60, end=20 * 60),), (Segment(start=8 * 60, end=13 * 60),)
DAYS = (LONG, LONG, LONG, HALF, (), LONG, LONG)
"""Monday first."""


def add_service_hours(unit: Unit, *, at: datetime) -> None:
    """Add the calendar; public holidays are as the office has them."""
    office = unit.calendar(in_force(unit.session, OFFICE))
    calendar = replace(
        office, key=KEY, name_fa="ساعات پشتیبانی داده‌پردازان سپهر", name_en="Support hours of Sepehr Data",
        weeks=(Week(since=office.weeks[0].since, days=DAYS),),
    )  # fmt: skip
    unit.keep_calendar(calendar)
    version = DbCalendarVersion(key=KEY, number=1, digest=calendar.digest, at=at, person_id=None, reason=SHIPPED)
    unit.session.add(version)
    unit.session.flush()

"""Two working calendars of one key: an office's, and the same corrected by a closure on a Tuesday."""

from __future__ import annotations

from datetime import date

from engine.calendar import Exceptional, Segment, Week, WorkingCalendar

DAY = (Segment(8 * 60, 12 * 60), Segment(13 * 60, 17 * 60))
WEEK = Week(since=date(2020, 1, 1), days=(DAY, DAY, DAY, DAY, DAY, (), ()))
OFFICE = WorkingCalendar(key="office", name_fa="اداری", name_en="Office", zone="UTC", weeks=(WEEK,), exceptions=())
CLOSED = WorkingCalendar(
    key="office", name_fa="اداری", name_en="Office", zone="UTC", weeks=(WEEK,),
    exceptions=(Exceptional(day=date(2026, 3, 24), segments=(), name_fa="تعطیل", name_en="Closed", kind="closure"),),
)  # fmt: skip
KEPT = {calendar.digest: calendar for calendar in (OFFICE, CLOSED)}

"""Working calendars: when the office works, and how its working time is counted.

Not a word of the sentence, but beside its values: pure arithmetic over instants, which knows no case, no clock on the
wall and no database. An instant is working if its local wall time lies in a segment of its local date. So an hour that
the clock shows twice counts twice, and one that it skips never.
"""

from __future__ import annotations

from engine.calendar.amount import Amount, read_amount
from engine.calendar.faults import BadCalendar, CalendarFault, NoWorkingTime, Place
from engine.calendar.model import ROUND_THE_CLOCK, WorkingCalendar
from engine.calendar.parts import Exceptional, Kind, Segment, Week, kinds
from engine.calendar.read import read_calendar

__all__ = [
    "ROUND_THE_CLOCK",
    "Amount",
    "BadCalendar",
    "CalendarFault",
    "Exceptional",
    "Kind",
    "NoWorkingTime",
    "Place",
    "Segment",
    "Week",
    "WorkingCalendar",
    "kinds",
    "read_amount",
    "read_calendar",
]

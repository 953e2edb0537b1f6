"""A month of a working calendar as people look at it: the Jalali month, its weeks from Saturday to Friday."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import jdatetime

from engine.calendar import Exceptional, Segment, WorkingCalendar
from engine.form import Words
from engine.form.digits import to_persian
from processes.calendars.holidays import first_day
from processes.dates import ENGLISH_MONTHS, MONTHS

LATIN_MONTHS = (
    "Farvardin", "Ordibehesht", "Khordad", "Tir", "Mordad", "Shahrivar",
    "Mehr", "Aban", "Azar", "Dey", "Bahman", "Esfand",
)  # fmt: skip
SATURDAY = 5
"""As Python numbers weekdays."""
WEEK = (5, 6, 0, 1, 2, 3, 4)
"""Weekdays as the week runs here."""


@dataclass(frozen=True, order=True, slots=True)
class YearMonth:
    """A month of the Jalali calendar."""

    year: int
    month: int

    @property
    def first(self) -> date:
        """Return its first day."""
        found = jdatetime.date(self.year, self.month, 1).togregorian()
        return date(found.year, found.month, found.day)

    @property
    def last(self) -> date:
        """Return its last day."""
        return self.moved(1).first - timedelta(days=1)

    @property
    def words(self) -> Words:
        """Return its name: «آذر ۱۴۰۵» and "Azar 1405 (22 Nov – 21 Dec 2026)"."""
        first, last = self.first, self.last
        begins = f"{first.day} {ENGLISH_MONTHS[first.month - 1]}" + (
            f" {first.year}" if first.year != last.year else ""
        )
        ends = f"{last.day} {ENGLISH_MONTHS[last.month - 1]} {last.year}"
        return Words(
            fa=f"{MONTHS[self.month - 1]} {to_persian(str(self.year))}",
            en=f"{LATIN_MONTHS[self.month - 1]} {self.year} ({begins} – {ends})",
        )

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}"

    def moved(self, by: int) -> YearMonth:
        """Return the month so many months later."""
        years, month = divmod(self.month - 1 + by, 12)
        return YearMonth(self.year + years, month + 1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Day:
    """A day of a month: its hours, and where it is no usual one what is said of it."""

    day: date
    number: int
    """Of the Jalali month."""
    segments: Sequence[Segment]
    exception: Exceptional | None
    today: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Month:
    """A month by weeks, Saturday first; None where a week has days of other months."""

    of: YearMonth
    weeks: Sequence[Sequence[Day | None]]

    @property
    def days(self) -> list[Day]:
        """Return its days in order."""
        return [day for week in self.weeks for day in week if day is not None]


def month_of(day: date) -> YearMonth:
    """Return the Jalali month of a day."""
    found = jdatetime.date.fromgregorian(date=day)
    return YearMonth(found.year, found.month)


def read_month(text: str) -> YearMonth | None:
    """Return the month written as `1405-09`; None where it is none we can show."""
    year, _, month = text.partition("-")
    if not (
        year.isascii() and year.isdigit() and len(year) == 4 and month.isascii() and month.isdigit() and len(month) <= 2
    ):
        return None
    if not 1200 <= int(year) < 1600 or not 1 <= int(month) <= 12:
        return None
    return YearMonth(int(year), int(month))


def month(calendar: WorkingCalendar, of: YearMonth, *, today: date) -> Month:
    """Return a month of a calendar."""
    said = {each.day: each for each in calendar.exceptions}
    first, last = of.first, of.last
    begins = first - timedelta(days=(first.weekday() - SATURDAY) % 7)
    weeks = []
    while begins <= last:
        days = [begins + timedelta(days=number) for number in range(7)]
        weeks.append([_day(calendar, said, day, first, today) if first <= day <= last else None for day in days])
        begins += timedelta(days=7)
    return Month(of=of, weeks=weeks)


def _day(calendar: WorkingCalendar, said: dict[date, Exceptional], day: date, first: date, today: date) -> Day:
    return Day(
        day=day,
        number=(day - first).days + 1,
        segments=calendar.segments(day),
        exception=said.get(day),
        today=day == today,
    )


def years_of(calendar: WorkingCalendar) -> list[int]:
    """Return the Jalali years in which a calendar has exceptions, in order."""
    return sorted({jdatetime.date.fromgregorian(date=each.day).year for each in calendar.exceptions})


def exceptions_in(calendar: WorkingCalendar, year: int) -> list[Exceptional]:
    """Return the exceptions of a Jalali year, in order."""
    first, after = first_day(year), first_day(year + 1)
    return [each for each in calendar.exceptions if first <= each.day < after]

"""Digits and dates as people in Iran type and read them.

Part of the word *form*; knows no field. Stored values have Latin digits and Gregorian dates.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import jdatetime

_persian = "۰۱۲۳۴۵۶۷۸۹"
_to_latin = str.maketrans(_persian + "٠١٢٣٤٥٦٧٨٩", "0123456789" * 2)
_to_persian = str.maketrans("0123456789", _persian)
_number = re.compile(r"([+-]?)([0-9]{1,30}|[0-9]{1,3}(?:٬[0-9]{3}){1,9})(?:[.٫]([0-9]{1,30}))?")
_date = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})")
jalali_years = range(1200, 1600)
gregorian_years = range(1821, 2221)


class NotADate(ValueError):
    """The text is not shaped like a date."""


class NoSuchDay(ValueError):
    """It is shaped like a date, but the calendar does not have it."""


def to_latin(text: str) -> str:
    """Return `text` with Persian and Arabic digits made Latin."""
    return text.translate(_to_latin)


def to_persian(text: str) -> str:
    """Return `text` with Latin digits made Persian."""
    return text.translate(_to_persian)


def read_number(text: str) -> Decimal | None:
    """Return the number typed in any digits, `٫` or `.` before decimals, `٬` between thousands; None if it is none."""
    match = _number.fullmatch(to_latin(text).replace("\u2212", "-"))
    if not match:
        return None
    sign, whole, decimals = match.groups()
    point = f".{decimals}" if decimals else ""
    return Decimal(f"{sign}{whole.replace('٬', '')}{point}")


def read_date(text: str) -> date:
    """Return the day typed as Jalali (years 1200-1599) or Gregorian (1821-2220); raise `NotADate` or `NoSuchDay`."""
    match = _date.fullmatch(to_latin(text))
    if not match:
        raise NotADate(text)
    year, month, day = int(match[1]), int(match[3]), int(match[4])
    try:
        if year in jalali_years:
            return jdatetime.date(year, month, day).togregorian()  # type: ignore[no-any-return]  # untyped library
        if year in gregorian_years:
            return date(year, month, day)
    except ValueError as cause:
        raise NoSuchDay(text) from cause
    raise NoSuchDay(text)


def jalali(day: date) -> str:
    """Return `day` as `۱۴۰۵/۰۹/۰۳`; a day outside 1200-1599 as its Gregorian date, since it would be read as that."""
    try:
        shown = jdatetime.date.fromgregorian(date=day)
    except ValueError:
        return to_persian(day.isoformat())
    if shown.year not in jalali_years:
        return to_persian(day.isoformat())
    return to_persian(f"{shown.year:04}/{shown.month:02}/{shown.day:02}")

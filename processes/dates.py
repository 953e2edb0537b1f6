"""Days and moments in words, in both languages and in the office's time zone."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import jdatetime

from engine.form import Words
from engine.form.digits import to_persian

WEEKDAYS = ("دوشنبه", "سه‌شنبه", "چهارشنبه", "پنجشنبه", "جمعه", "شنبه", "یکشنبه")
MONTHS = (
    "فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور",
    "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند",
)  # fmt: skip
LATIN_MONTHS = (
    "Farvardin", "Ordibehesht", "Khordad", "Tir", "Mordad", "Shahrivar",
    "Mehr", "Aban", "Azar", "Dey", "Bahman", "Esfand",
)  # fmt: skip
ENGLISH_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
ENGLISH_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
NAMED = {-1: Words(fa="دیروز", en="yesterday"), 0: Words(fa="امروز", en="today"), 1: Words(fa="فردا", en="tomorrow")}
"""How days near today are called, by how far off they are."""


@lru_cache(maxsize=4096)
def date_words(day: date) -> Words:
    """Return a day with its whole date, as pages, data and sentences say it: «سه‌شنبه ۳ آذر ۱۴۰۵» and "24 Nov 2026"."""
    shown = jdatetime.date.fromgregorian(date=day)
    return Words(
        fa=to_persian(f"{WEEKDAYS[day.weekday()]} {shown.day} {MONTHS[shown.month - 1]} {shown.year}"),
        en=f"{day.day} {ENGLISH_MONTHS[day.month - 1]} {day.year}",
    )


def whole_words(moment: datetime, zone: ZoneInfo) -> Words:
    """Return a moment with weekday, whole date and time: «سه‌شنبه ۳ آذر ۱۴۰۵، ساعت ۱۴:۳۰» and "Tue 24 Nov 2026, 14:30"."""
    local = moment.astimezone(zone)
    day, clock = date_words(local.date()), f"{local:%H:%M}"
    return Words(fa=f"{day.fa}، ساعت {to_persian(clock)}", en=f"{ENGLISH_WEEKDAYS[local.weekday()]} {day.en}, {clock}")


@lru_cache(maxsize=4096)
def day_words(day: date, today: date) -> Words:
    """Return a day as people speak of it: by its name where it is near, else by its date; another year's with the year."""
    named = NAMED.get((day - today).days)
    if named is not None:
        return named
    shown, now = (jdatetime.date.fromgregorian(date=each) for each in (day, today))
    fa = f"{WEEKDAYS[day.weekday()]} {shown.day} {MONTHS[shown.month - 1]}"
    en = f"{ENGLISH_WEEKDAYS[day.weekday()]} {day.day} {ENGLISH_MONTHS[day.month - 1]}"
    return Words(
        fa=to_persian(fa if shown.year == now.year else f"{fa} {shown.year}"),
        en=en if day.year == today.year else f"{en} {day.year}",
    )


def moment_words(moment: datetime, now: datetime, zone: ZoneInfo) -> Words:
    """Return a moment as people speak of it: «دیروز ساعت ۱۰:۰۰» and "yesterday at 10:00".

    Midnight is said as the end of the day before, so that nobody takes a day that was set for one more.
    """
    local, today = moment.astimezone(zone), now.astimezone(zone).date()
    if local.hour == local.minute == 0:
        ended = day_words(local.date() - timedelta(days=1), today)
        return Words(fa=f"پایان {ended.fa}", en=f"the end of {ended.en}")
    day, clock = day_words(local.date(), today), f"{local:%H:%M}"
    return Words(fa=f"{day.fa} ساعت {to_persian(clock)}", en=f"{day.en} at {clock}")


# -- Jalali months, counted from the first of year 0: 1405/09 is 1405 * 12 + 8


def month_of(moment: datetime, zone: ZoneInfo) -> int:
    """Return the Jalali month in which a moment is."""
    shown = jdatetime.date.fromgregorian(date=moment.astimezone(zone).date())
    return int(shown.year * 12 + shown.month - 1)


def month_begins(month: int, zone: ZoneInfo) -> datetime:
    """Return the first moment of a Jalali month."""
    first = jdatetime.date(month // 12, month % 12 + 1, 1).togregorian()
    return datetime(first.year, first.month, first.day, tzinfo=zone)


def month_words(month: int) -> Words:
    """Return a Jalali month in words: «آذر ۱۴۰۵» and "Azar 1405"."""
    year, place = divmod(month, 12)
    return Words(fa=f"{MONTHS[place]} {to_persian(str(year))}", en=f"{LATIN_MONTHS[place]} {year}")

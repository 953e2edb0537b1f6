"""Persian digits, Jalali dates and lengths of time, as a clerk writes and types them.

Beside the sentence: pure text and dates, for pages, letters and the API; `web.i18n` makes template filters of it.
Storage knows only Gregorian dates and UTC; Jalali is how a person sees and types them.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import jdatetime
from markupsafe import Markup

from engine.errors import BadInput, Broken, Language
from processes.dates import ENGLISH_MONTHS, ENGLISH_WEEKDAYS, MONTHS, WEEKDAYS, date_words, moment_words

jalali_years = range(1200, 1600)
gregorian_years = range(1822, 2221)

_typed = re.compile(r"(\d{4})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{1,2})")
_to_persian = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
_to_latin = str.maketrans("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩", "0123456789" * 2)


class NotADate(BadInput):
    en = "Expected a date, year first, such as 1405/09/03 or 2026-11-24, but found “{found}”. Type it again."
    fa = "تاریخ با سال چهاررقمی آغاز می‌شود، مانند ۱۴۰۵/۰۹/۰۳ یا ۲۰۲۶/۱۱/۲۴، ولی «{found}» نوشته شد. آن را دوباره بنویسید."


class NoSuchDay(BadInput):
    en = "Expected a day that exists, but the calendar has no {found}. Check the month and the day."
    fa = "«{found}» در تقویم نیست. ماه و روز را بررسی کنید."


class MomentWithoutZone(Broken):
    en = "Expected a moment with its time zone, but {found} has none; show it only after its zone is known."
    fa = "زمانی همراه با منطقهٔ زمانی انتظار می‌رفت، ولی {found} منطقهٔ زمانی ندارد."


def persian_digits(value: Any) -> str:
    """Return `value` as text with Persian digits in the place of Latin ones."""
    return str(value).translate(_to_persian)


_as_written = re.compile("(«[^«»]*[A-Za-z][^«»]*»|[A-Za-z0-9_.:/+-]*[A-Za-z][A-Za-z0-9_.:/+-]*)|[0-9]+")


def figures(sentence: str) -> str:
    """Return a sentence with Persian digits, but for words and quotations with Latin letters: PT4H is written so in Persian, too."""
    return _as_written.sub(lambda found: found[1] or persian_digits(found[0]), sentence)


def latin_digits(text: str) -> str:
    """Return `text` with Latin digits in the place of Persian and Arabic ones."""
    return text.translate(_to_latin)


def parse_date(text: str) -> date:
    """Return the day that a person typed: Jalali or Gregorian, told apart by the year; any of the three digit sets.

    Raises `NotADate` for what has not the form of a date, `NoSuchDay` for a date no calendar has.
    """
    seen = "".join(sign for sign in latin_digits(text) if unicodedata.category(sign) != "Cf").strip()
    match = _typed.fullmatch(seen)
    if match is None:
        raise NotADate(found=text)
    year, month, day = (int(part) for part in match.groups())
    try:
        if year in jalali_years:
            return _gregorian(year, month, day)
        if year in gregorian_years:
            return date(year, month, day)
    except ValueError as cause:
        raise NoSuchDay(found=text) from cause
    raise NotADate(found=text)


def _gregorian(year: int, month: int, day: int) -> date:
    found = jdatetime.date(year, month, day).togregorian()
    return date(found.year, found.month, found.day)


def short_date(day: date, language: Language) -> str:
    """Return `day` as it is typed: «۱۴۰۵/۰۹/۰۳» or "2026-11-24"; `parse_date` reads it back."""
    if language == "en":
        return day.isoformat()
    jalali = jdatetime.date.fromgregorian(date=day)
    return persian_digits(f"{jalali.year:04}/{jalali.month:02}/{jalali.day:02}")


def long_date(day: date, language: Language) -> str:
    """Return `day` as it is read: «سه‌شنبه ۳ آذر ۱۴۰۵» or "24 Nov 2026"."""
    words = date_words(day)
    return words.fa if language == "fa" else words.en


def short_moment(moment: datetime, zone: ZoneInfo, language: Language) -> str:
    """Return `moment` in `zone` as a table for spreadsheets has it: «۱۴۰۵/۰۹/۰۳ ۱۴:۳۰» or "2026-11-24 14:30"."""
    local = moment.astimezone(zone)
    clock = f"{local:%H:%M}"
    return f"{short_date(local.date(), language)} {clock if language == 'en' else persian_digits(clock)}"


def long_moment(moment: datetime, zone: ZoneInfo, language: Language) -> str:
    """Return `moment` in `zone`: «سه‌شنبه ۳ آذر ۱۴۰۵، ساعت ۱۴:۳۰» or "24 Nov 2026, 14:30"."""
    if moment.tzinfo is None:
        raise MomentWithoutZone(found=moment.isoformat())
    local = moment.astimezone(zone)
    day, clock = long_date(local.date(), language), f"{local:%H:%M}"
    return f"{day}, {clock}" if language == "en" else f"{day}، ساعت {persian_digits(clock)}"


def near_moment(moment: datetime, now: datetime, zone: ZoneInfo, language: Language) -> str:
    """Return `moment` as somebody says it who speaks `now`: «امروز ساعت ۱۴:۳۰» or "tomorrow at 14:30", farther away with the day."""
    words = moment_words(moment, now, zone)
    return words.fa if language == "fa" else words.en


_day_and_hour = re.compile(r"(.+?) ((?:ساعت\s|at\s)?\d\d:\d\d)")


def day_and_hour(words: str) -> tuple[str, ...]:
    """Return the parts of a moment in words between which a line may break: the day and the hour, or all of it in one."""
    parts = _day_and_hour.fullmatch(words)
    return parts.groups() if parts else (words,)


_day_or_time = re.compile(
    rf"(?:(?:{'|'.join(WEEKDAYS)}) )?[۰-۹]{{1,2}} (?:{'|'.join(MONTHS)})(?: [۰-۹]{{4}})?\b|ساعت [۰-۹]{{2}}:"
    rf"|(?:\b(?:{'|'.join(ENGLISH_WEEKDAYS)}) )?\b[0-9]{{1,2}} (?:{'|'.join(ENGLISH_MONTHS)})(?: [0-9]{{4}})?\b|\bat [0-9]{{2}}:"
)


_figure = re.compile("[0-9۰-۹]")


def unbroken(sentence: str) -> str:
    """Return a sentence in which no line ends within a day or between a word and its time of day."""
    if _figure.search(sentence) is None:  # most words have none, and need no long look
        return sentence
    return _day_or_time.sub(lambda found: found[0].replace(" ", "\u00a0"), sentence)


_quoted_latin = re.compile("«([^«»]*[A-Za-z0-9][^«»]*)»")


def apart(sentence: str) -> str:
    """Return a sentence in which what it quotes stands apart where it has Latin letters, whose signs would go astray in a Persian line."""
    return _quoted_latin.sub("«\u2068\\1\u2069»", sentence)


_standing_apart = re.compile("\u2068([^\u2068\u2069]*)\u2069")


def whole(sentence: str) -> Markup:
    """Return a sentence for a page in which no line ends within what stands apart in it, such as the number of a contract."""
    pieces: list[str] = _standing_apart.split(sentence)
    pieces[1::2] = (Markup('<bdi class="whole">{}</bdi>').format(each) for each in pieces[1::2])  # these stood apart
    return Markup("").join(pieces)


def capital(label: str) -> str:
    """Return a label that begins with a capital where its language has any, as every label of a page does."""
    return label[:1].upper() + label[1:]


_units = (
    (timedelta(days=1), "روز", "day"),
    (timedelta(hours=1), "ساعت", "hour"),
    (timedelta(minutes=1), "دقیقه", "minute"),
)


def duration(length: timedelta, language: Language) -> str:
    """Return the two greatest units of `length`, a day being 24 hours: «۲ روز و ۳ ساعت» or "2 days 3 hours".

    The sign is for the sentence around it ("late by …"): the length of -2 hours is that of 2 hours.
    """
    rest, parts = abs(length), []
    for unit, persian, english in _units:
        count, rest = divmod(rest, unit)
        if count:
            plural = "" if count == 1 else "s"
            parts.append(f"{persian_digits(count)} {persian}" if language == "fa" else f"{count} {english}{plural}")
        elif parts:
            break
    if not parts:
        return "کمتر از یک دقیقه" if language == "fa" else "less than a minute"
    return (" و " if language == "fa" else " ").join(parts[:2])


def working_time(length: timedelta, language: Language) -> str:
    """Return a length of working time in hours and minutes, never in days: how long one is, a calendar says.

    «۱۲ ساعت و ۵ دقیقه» or "12 hours 5 minutes".
    """
    minutes = round(abs(length) / timedelta(minutes=1))
    if minutes < 60:
        return duration(timedelta(minutes=minutes), language)
    hours, minutes = divmod(minutes, 60)
    if language == "fa":
        return persian_digits(f"{hours} ساعت" + (f" و {minutes} دقیقه" if minutes else ""))
    said = f"{hours} hour{'' if hours == 1 else 's'}"
    return said + (f" {minutes} minute{'' if minutes == 1 else 's'}" if minutes else "")


def clock_time(length: timedelta) -> str:
    """Return a length of time as hours and minutes in figures, Latin ones: 12:05."""
    hours, minutes = divmod(round(abs(length) / timedelta(minutes=1)), 60)
    return f"{hours}:{minutes:02}"

"""What can be wrong with a working calendar, in both languages and with its place; and time that is never worked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final

import jdatetime

from engine.calendar.parts import Segment
from engine.errors import PERSIAN_DIGITS, BadInput, Language

_WEEKDAYS: Final[dict[Language, tuple[str, ...]]] = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "fa": ("دوشنبه", "سه‌شنبه", "چهارشنبه", "پنجشنبه", "جمعه", "شنبه", "یکشنبه"),
}
SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "shape": (
        "expected {expected}, but found {found}; write it so",
        "{expected} انتظار می‌رفت، ولی {found} یافت شد؛ آن را به همان شکل بنویسید",
    ),
    "empty": (
        "expected {expected}, but it is empty; fill it in",
        "{expected} انتظار می‌رفت، ولی خالی است؛ آن را پر کنید",
    ),
    "zone": (
        "expected a time zone such as “Asia/Tehran”, but found {found}; choose one",
        "منطقهٔ زمانی‌ای مانند «Asia/Tehran» انتظار می‌رفت، ولی {found} یافت شد؛ یکی را انتخاب کنید",
    ),
    "no_weeks": (
        "expected at least one week, but there is none; give one",
        "دست‌کم یک هفته انتظار می‌رفت، ولی هیچ هفته‌ای نیست؛ یکی بنویسید",
    ),
    "seven_days": (
        "expected seven days, Monday first, but found {found}; write all seven, leaving those empty on which nobody works",
        "هفت روز از دوشنبه انتظار می‌رفت، ولی {found} روز یافت شد؛ هر هفت روز را بنویسید و روزهای بی‌کار را خالی بگذارید",
    ),
    "same_since": (
        "expected one week from a day on, but {found} begin on this day; keep one of them",
        "از هر روز یک هفته انتظار می‌رفت، ولی {found} هفته از این روز آغاز می‌شود؛ یکی را نگه دارید",
    ),
    "same_day": (
        "expected one exception on a day, but found {found}; keep one of them",
        "برای هر روز یک استثنا انتظار می‌رفت، ولی {found} استثنا یافت شد؛ یکی را نگه دارید",
    ),
    "far_day": (
        "expected a day of the years 1900 to 2199, but found {found}; write the Gregorian date",
        "روزی از سال‌های ۱۹۰۰ تا ۲۱۹۹ میلادی انتظار می‌رفت، ولی {found} یافت شد؛ تاریخ میلادی را بنویسید",
    ),
    "reversed": (
        "expected the end after the start, but it is not; change one of them",
        "پایانی پس از آغاز انتظار می‌رفت، ولی چنین نیست؛ یکی از آن دو را درست کنید",
    ),
    "out_of_day": (
        "expected times from 00:00 to 24:00, but one lies outside; write work past midnight on the next day",
        "زمانی از ۰۰:۰۰ تا ۲۴:۰۰ انتظار می‌رفت، ولی این بازه از روز بیرون است؛ کار پس از نیمه‌شب را در روز بعد بنویسید",
    ),
    "overlap": (
        "expected segments one after the other, but it overlaps {found}; shorten one of them",
        "بازه‌هایی پشت سر هم انتظار می‌رفت، ولی این بازه با {found} هم‌پوشانی دارد؛ یکی را کوتاه کنید",
    ),
    "kind": (
        "expected as kind one of {expected}, but found {found}; choose one",
        "نوعی از میان {expected} انتظار می‌رفت، ولی {found} یافت شد؛ یکی را انتخاب کنید",
    ),
    "no_work": (
        "expected some working time, but there is none; give a day a segment",
        "زمانی برای کار انتظار می‌رفت، ولی هیچ نیست؛ برای یک روز بازه‌ای بنویسید",
    ),
    "no_end": (
        "expected work again within ten years after {found}, but there is none; give a day a segment",
        "تا ده سال پس از {found} زمانی برای کار انتظار می‌رفت، ولی هیچ نیست؛ برای یک روز بازه‌ای بنویسید",
    ),
}
"""By code, in English and in Persian."""
Fact = str | int | date | Segment | tuple[str, str]
"""What a sentence is told; a pair is English and Persian."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Where in a calendar a fault is; all None: in the calendar as a whole."""

    week: date | None = None
    """The day from which the week is in effect."""
    week_number: int | None = None
    """Which week it is, from 1, where it has no readable day."""
    weekday: int | None = None
    """0 is Monday."""
    day: date | None = None
    """The exception's date."""
    day_number: int | None = None
    """Which exception it is, from 1, where it has no readable date."""
    segment: Segment | None = None

    def said(self, language: Language) -> str:
        """Return the place in words; empty for the calendar as a whole."""
        en = language == "en"
        words = []
        if self.week is not None:
            words.append(f"week since {said(self.week, 'en')}" if en else f"هفتهٔ از {said(self.week, 'fa')}")
        elif self.week_number is not None:
            words.append(f"week number {self.week_number}" if en else f"هفتهٔ شمارهٔ {said(self.week_number, 'fa')}")
        if self.weekday is not None:
            words.append(_WEEKDAYS[language][self.weekday])
        if self.day is not None:
            words.append(said(self.day, language))
        elif self.day_number is not None:
            words.append(
                f"exception number {self.day_number}" if en else f"استثنای شمارهٔ {said(self.day_number, 'fa')}"
            )
        if self.segment is not None:
            words.append(said(self.segment, language))
        return (", " if en else "، ").join(words)


@dataclass(frozen=True, kw_only=True, slots=True)
class CalendarFault:
    """One fault: its code in `SENTENCES`, its place, and its sentence without the place."""

    code: str
    place: Place
    en: str
    fa: str

    def line(self, language: Language) -> str:
        """Return the sentence with its place."""
        where = self.place.said(language)
        sentence = f"{self.fa if language == 'fa' else self.en}."
        return f"{where}: {sentence}" if where else sentence


def fault(code: str, place: Place, **facts: Fact) -> CalendarFault:
    """Return the fault with its sentences."""
    en, fa = SENTENCES[code]
    return CalendarFault(code=code, place=place, en=_filled(en, "en", facts), fa=_filled(fa, "fa", facts))


def _filled(template: str, language: Language, facts: Mapping[str, Fact]) -> str:
    return template.format(**{name: said(fact, language) for name, fact in facts.items()})


def said(fact: Fact, language: Language) -> str:
    """Return a fact as a sentence of the language says it."""
    match fact:
        case (en, fa):
            return fa if language == "fa" else en
        case date():
            return _jalali(fact) if language == "fa" else fact.isoformat()
        case Segment():
            start, _, end = str(fact).rpartition("-")
            return f"{start} تا {end}".translate(PERSIAN_DIGITS) if language == "fa" else f"{start}–{end}"
        case int():
            return str(fact).translate(PERSIAN_DIGITS) if language == "fa" else str(fact)
    short = fact if len(fact) <= 80 else f"{fact[:79]}…"
    return f"«{short}»" if language == "fa" else f"“{short}”"


def _jalali(day: date) -> str:
    try:
        shown = jdatetime.date.fromgregorian(date=day)
    except ValueError:
        return day.isoformat().translate(PERSIAN_DIGITS)
    return f"{shown.year:04}/{shown.month:02}/{shown.day:02}".translate(PERSIAN_DIGITS)


class BadCalendar(BadInput):
    """A calendar that no time can be counted by; `faults` has every fault with its place."""

    en: ClassVar[str] = "Expected in “{name}” a working calendar that time can be counted by; correct it:"
    fa: ClassVar[str] = "در «{name_fa}» تقویم کاری‌ای انتظار می‌رفت که بتوان زمان را با آن شمرد؛ آن را اصلاح کنید:"

    def __init__(self, *, name: str, name_fa: str, faults: Sequence[CalendarFault]) -> None:
        self.faults = tuple(faults)
        super().__init__(name=name, name_fa=name_fa)

    def message(self, language: Language) -> str:
        """Return the sentence with one line for every fault."""
        return "\n".join([super().message(language), *(each.line(language) for each in self.faults)])


class NoWorkingTime(BadInput):
    en = (
        "Expected in the working calendar “{name}” enough working time within ten years after {start}, but it has not; "
        "correct the calendar, or ask for less time."
    )
    fa = (
        "در تقویم کاری «{name_fa}» تا ده سال پس از {start_fa} زمان کاری کافی انتظار می‌رفت، ولی نیست؛ تقویم را اصلاح کنید "
        "یا زمان کمتری بخواهید."
    )

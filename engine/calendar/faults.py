"""What can be wrong with a working calendar, in both languages and with its place; and time that is never worked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final

import jdatetime

from engine.calendar.parts import Segment
from engine.calendar.sentences import SENTENCES
from engine.errors import PERSIAN_DIGITS, BadInput, Language

_WEEKDAYS: Final[dict[Language, tuple[str, ...]]] = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "fa": ("دوشنبه", "سه‌شنبه", "چهارشنبه", "پنجشنبه", "جمعه", "شنبه", "یکشنبه"),
}
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

"""Names for clocks and for what they are measured against."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from zoneinfo import ZoneInfo

from engine.calendar import ROUND_THE_CLOCK, WorkingCalendar
from engine.clock import CASE, Target
from engine.definition import Definition
from engine.form import Words
from engine.form.digits import to_persian
from processes.amounts import amount_words
from processes.dates import date_words
from processes.words import element_name, process_name

CONTRACT, DESK = "contract", "desk"
"""The names of the clocks of a support contract, and of a desk, whose target is internal."""
CLOCKS: Mapping[str, Words] = {
    "case": Words(fa="پرونده", en="Case"),
    "stated": Words(fa="زمان اعلام‌شده", en="Stated time"),
    "layer": Words(fa="لایه", en="Layer"),
    DESK: Words(fa="میز", en="Desk"),
    CONTRACT: Words(fa="قرارداد پشتیبانی", en="Support contract"),
}
"""The clocks that reports know; another is called as its diagram calls it."""
TARGETS: Mapping[str, Words] = {
    "response": Words(fa="پاسخ", en="Response"),
    "resolution": Words(fa="رفع", en="Resolution"),
    "reminder": Words(fa="یادآوری", en="Reminder"),
    "breach": Words(fa="پایان مهلت", en="End of the time"),
    "lower": Words(fa="کران پایین", en="Lower bound"),
    "upper": Words(fa="کران بالا", en="Upper bound"),
}
ALWAYS = Words(fa="شبانه‌روزی", en="round the clock")


def clock_name(name: str) -> Words:
    """Return what a clock is called."""
    return CLOCKS.get(name) or Words(fa=name, en=name)


def target_name(name: str) -> Words:
    """Return what a target is called."""
    return TARGETS.get(name) or Words(fa=name, en=name)


def clocked_name(definition: Definition, id: str, element: str) -> Words:
    """Return the name of what a clock measures: an activity, or the process of the case itself."""
    return process_name(definition.main) if id == CASE else element_name(definition, element)


def full_name(definition: Definition, id: str, name: str, element: str) -> Words:
    """Return what a clock is called together with what it measures; the case's alone says that."""
    called = clock_name(name)
    if id == CASE:
        return called
    about = clocked_name(definition, id, element)
    if says_itself(called, about):
        return Words(fa=f"«{about.fa}»", en=f"“{about.en}”")
    return Words(fa=f"{called.fa} «{about.fa}»", en=f"{called.en} “{about.en}”")


def says_itself(called: Words, about: Words) -> bool:
    """Whether the name of what a clock measures says already what kind of clock it is: “First layer: the unit's experts”."""
    return called.fa in about.fa and called.en.casefold() in about.en.casefold()


def target_words(target: Target, zone: ZoneInfo) -> Words:
    """Return a target as it was set, in words: an amount, or until when; midnight is the end of the day before."""
    if target.amount is not None:
        return amount_words(target.amount)
    assert target.until is not None
    local = target.until.astimezone(zone)
    if local.hour == local.minute == 0:
        ended = date_words(local.date() - timedelta(days=1))
        return Words(fa=f"تا پایان {ended.fa}", en=f"until the end of {ended.en}")
    day, clock = date_words(local.date()), f"{local:%H:%M}"
    return Words(fa=f"تا {day.fa}، ساعت {to_persian(clock)}", en=f"until {day.en}, {clock}")


def in_order(names: Iterable[str]) -> list[str]:
    """Return targets in the order in which they are told: those that reports know first."""
    order = {name: place for place, name in enumerate(TARGETS)}
    return sorted(names, key=lambda name: order.get(name, len(order)))


def calendar_name(calendar: WorkingCalendar) -> Words:
    """Return the name of a calendar."""
    return ALWAYS if calendar is ROUND_THE_CLOCK else Words(fa=calendar.name_fa, en=calendar.name_en)

"""Amounts of working time as people enter and read them: a number and a unit. They are kept as text: `PT4H`, `P5D`.

Hours and minutes go by in the working time of a calendar; a day is a working day of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from functools import lru_cache

from engine.calendar import Amount, WorkingCalendar, read_amount
from engine.errors import BadInput
from engine.form import Words
from engine.form.digits import to_persian

UNITS: Mapping[str, Words] = {
    "minutes": Words(fa="دقیقه", en="minutes"),
    "hours": Words(fa="ساعت", en="hours"),
    "days": Words(fa="روز کاری", en="working days"),
}
"""The units in which an amount is entered."""
MOST = 3_600
"""More of no unit is an amount that anybody means, and a calendar looks ten years ahead at the most."""
_MINUTE, _HOUR = timedelta(minutes=1), timedelta(hours=1)
_SHORTEST_DAY, _LONGEST_DAY = timedelta(hours=1), timedelta(hours=24)
"""A working day of whatever calendar lies between these."""


class NotAnAmount(BadInput):
    en = "Expected a number greater than zero and at most {most}, whole for minutes and working days, but found {found}. Correct the number or the unit."
    fa = "باید عددی بزرگ‌تر از صفر و حداکثر {most} باشد و برای دقیقه و روز کاری عدد صحیح، ولی {found_fa} نوشته شد. عدد یا واحد زمان را درست کنید."


def written(number: Decimal, unit: str) -> str:
    """Return an amount as it is kept; raise `NotAnAmount`. `unit`: a key of `UNITS`; hours may have decimals, of whole minutes."""
    minutes = number * 60 if unit == "hours" else number
    if not 0 < number <= MOST or minutes != minutes.to_integral_value():
        found, found_fa = (f"{number} {name}" for name in (UNITS[unit].en, UNITS[unit].fa))
        raise NotAnAmount(found=found, found_fa=to_persian(found_fa), most=MOST)
    if unit == "days":
        return str(Amount(int(number), timedelta()))
    return str(Amount(0, int(minutes) * _MINUTE))


def parts(text: str) -> tuple[Decimal, str]:
    """Return the number and the unit in which an amount of one unit is shown in a form: hours where they come out short."""
    amount = _read(text)
    if amount.days:
        return Decimal(amount.days), "days"
    minutes = amount.rest // _MINUTE
    if minutes % 60 == 0 or (minutes > 60 and minutes % 6 == 0):
        return (Decimal(minutes) / 60).normalize() + 0, "hours"
    return Decimal(minutes), "minutes"


def is_amount(text: str) -> bool:
    """Return whether a text is an amount of one unit, as a form can show it."""
    amount = read_amount(text)
    return amount is not None and (not amount.days or not amount.rest) and amount.rest % _MINUTE == timedelta()


def is_longer(one: str, other: str) -> bool:
    """Return whether an amount is longer than another in every calendar: of days and hours none says so at a close look."""
    first, second = _read(one), _read(other)
    if bool(first.days) == bool(second.days):
        return (first.days, first.rest) > (second.days, second.rest)
    return first.days * _SHORTEST_DAY + first.rest > second.days * _LONGEST_DAY + second.rest


def later(calendar: WorkingCalendar, at: datetime, text: str) -> datetime:
    """Return when an amount of a calendar's working time will have passed since `at`."""
    return calendar.add(at, calendar.amount(at, _read(text)))


@lru_cache(maxsize=1024)
def amount_words(text: str) -> Words:
    """Return an amount as a person says it: «۱ ساعت و ۳۰ دقیقه» and "1 hour 30 minutes", «۵ روز کاری» and "5 working days"."""
    said = _counted(text)
    return Words(
        fa=to_persian(" و ".join(f"{number} {unit.fa}" for number, unit in said)),
        en=" ".join(f"{number} {unit.en.removesuffix('s') if number == 1 else unit.en}" for number, unit in said),
    )


def between_words(lower: str, upper: str) -> Words:
    """Return two bounds as a person says them: «۱ تا ۲ ساعت» and "1 to 2 hours", the unit twice only where there are two."""
    first, last = _counted(lower), _counted(upper)
    if [unit for _, unit in first] == [unit for _, unit in last] and len(first) == 1:
        least = Words(fa=to_persian(str(first[0][0])), en=str(first[0][0]))
    else:
        least = amount_words(lower)
    most = amount_words(upper)
    return Words(fa=f"{least.fa} تا {most.fa}", en=f"{least.en} to {most.en}")


def _counted(text: str) -> list[tuple[int, Words]]:
    """Return how many there are of each unit, the longest first."""
    amount = _read(text)
    hours, rest = divmod(amount.rest, _HOUR)
    counts = {"days": amount.days, "hours": hours, "minutes": rest // _MINUTE}
    return [(number, UNITS[unit]) for unit, number in counts.items() if number]


def _read(text: str) -> Amount:
    amount = read_amount(text)
    if amount is None:
        raise NotAnAmount(found=text, found_fa=text, most=MOST)
    return amount

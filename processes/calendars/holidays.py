"""Public holidays of Iran, of the library `holidays`, as explicit entries of a calendar, in words that we stand for.

Solar ones are certain. Lunar ones depend on the sighting of the moon: those the library has no confirmed dates of are estimates,
and say so in their name. An entry is written into a calendar once and never changes by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, cast

import holidays
import jdatetime

from engine.calendar import Exceptional
from engine.form import Words

YEARS = range(1380, 1451)
"""Jalali years of which the library knows what we need."""
_ESTIMATED = " (estimated)"
NAMES: Mapping[str, Words] = {
    "Nowruz": Words(fa="نوروز", en="Nowruz"),
    "Nowruz Holiday": Words(fa="تعطیلات نوروز", en="Nowruz holidays"),
    "Islamic Republic Day": Words(fa="روز جمهوری اسلامی", en="Islamic Republic Day"),
    "Nature's Day": Words(fa="روز طبیعت", en="Nature Day"),
    "Death of Imam Khomeini": Words(fa="رحلت امام خمینی", en="Passing of Imam Khomeini"),
    "15 Khordad Uprising": Words(fa="قیام ۱۵ خرداد", en="Uprising of 15 Khordad"),
    "Islamic Revolution Day": Words(fa="پیروزی انقلاب اسلامی", en="Victory of the Islamic Revolution"),
    "Iranian Oil Industry Nationalization Day": Words(fa="ملی شدن صنعت نفت", en="Nationalisation of the oil industry"),
    "Last Day of Year": Words(fa="آخرین روز سال", en="Last day of the year"),
    "Tasua": Words(fa="تاسوعای حسینی", en="Tasua"),
    "Ashura": Words(fa="عاشورای حسینی", en="Ashura"),
    "Arbaeen": Words(fa="اربعین حسینی", en="Arbaeen"),
    "Death of Prophet Muhammad and Martyrdom of Hasan ibn Ali": Words(
        fa="رحلت پیامبر اکرم و شهادت امام حسن مجتبی (ع)", en="Passing of the Prophet, martyrdom of Imam Hasan"
    ),
    "Martyrdom of Ali al-Rida": Words(fa="شهادت امام رضا (ع)", en="Martyrdom of Imam Reza"),
    "Martyrdom of Hasan al-Askari": Words(fa="شهادت امام حسن عسکری (ع)", en="Martyrdom of Imam Hasan al-Askari"),
    "Birthday of Muhammad and Imam Ja'far al-Sadiq": Words(
        fa="میلاد پیامبر اکرم و امام جعفر صادق (ع)", en="Birthday of the Prophet and of Imam Sadiq"
    ),
    "Martyrdom of Fatima": Words(fa="شهادت حضرت فاطمهٔ زهرا (س)", en="Martyrdom of Lady Fatima"),
    "Birthday of Imam Ali": Words(fa="ولادت امام علی (ع)", en="Birthday of Imam Ali"),
    "Isra' and Mi'raj": Words(fa="مبعث پیامبر اکرم", en="Calling of the Prophet"),
    "Birthday of Mahdi": Words(fa="ولادت امام مهدی (عج)، نیمهٔ شعبان", en="Birthday of Imam Mahdi"),
    "Martyrdom of Imam Ali": Words(fa="شهادت امام علی (ع)", en="Martyrdom of Imam Ali"),
    "Eid al-Fitr": Words(fa="عید فطر", en="Eid al-Fitr"),
    "Eid al-Fitr Holiday": Words(fa="تعطیلی عید فطر", en="Day after Eid al-Fitr"),
    "Martyrdom of Imam Ja'far al-Sadiq": Words(fa="شهادت امام جعفر صادق (ع)", en="Martyrdom of Imam Sadiq"),
    "Eid al-Adha": Words(fa="عید قربان", en="Eid al-Adha"),
    "Eid al-Ghadir": Words(fa="عید غدیر خم", en="Eid al-Ghadir"),
    "Public Holiday": Words(fa="تعطیلی رسمی با تصویب دولت", en="Holiday by order of the government"),
}
"""The library's own words have digits and half-spaces missing and run two names into one: these are ours, by its English ones."""


def holidays_of(years: Iterable[int]) -> list[Exceptional]:
    """Return the public holidays of Jalali years, in order."""
    wanted = sorted(set(years) & set(YEARS))
    found = cast(Any, holidays.country_holidays("IR", years=_gregorian(wanted), language="en_US"))
    days = sorted(day for day in found if jalali_year(day) in wanted)
    return [_entry(day, found.get_list(day)) for day in days]


def jalali_year(day: date) -> int:
    """Return the Jalali year of a day."""
    return int(jdatetime.date.fromgregorian(date=day).year)


def first_day(year: int) -> date:
    """Return the first day of a Jalali year."""
    found = jdatetime.date(year, 1, 1).togregorian()
    return date(found.year, found.month, found.day)


def last_day(year: int) -> date:
    """Return the last day of a Jalali year."""
    return first_day(year + 1) - timedelta(days=1)


def _gregorian(years: Iterable[int]) -> list[int]:
    return sorted({found for year in years for found in (year + 621, year + 622)})


def _entry(day: date, names: Iterable[str]) -> Exceptional:
    words = [_words(name) for name in names]
    return Exceptional(
        day=day,
        segments=(),
        name_fa="؛ ".join(each.fa for each in words),
        name_en="; ".join(each.en for each in words),
        kind="holiday",
    )


def _words(name: str) -> Words:
    """Return the words of a holiday by the library's English name; of one that is new there, that name itself."""
    plain = name.removesuffix(_ESTIMATED)
    words = NAMES.get(plain) or Words(fa=plain, en=plain)
    if plain == name:
        return words
    return Words(fa=f"{words.fa} (تاریخ تقریبی)", en=f"{words.en} (estimated date)")

"""Hours, weeks and days of a working calendar in words, and what differs between two versions of one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from engine.calendar import Exceptional, Kind, Segment, Week, WorkingCalendar
from engine.form import Words
from engine.form.digits import to_persian
from processes.calendars.month import WEEK
from processes.dates import WEEKDAYS, date_words

KINDS: Mapping[Kind, Words] = {
    "closure": Words(fa="تعطیلی پیش‌بینی‌نشده", en="Closure"),
    "half_day": Words(fa="نیمه‌وقت", en="Half day"),
    "hours": Words(fa="ساعات دیگر", en="Other hours"),
    "extra_day": Words(fa="روز کاری اضافه", en="Extra working day"),
    "holiday": Words(fa="تعطیل رسمی", en="Public holiday"),
}
"""What a day is that is no usual one, in the order in which a form offers them."""
CLOSED = Words(fa="تعطیل", en="closed")
DAY_NAMES: Sequence[Words] = tuple(
    Words(fa=fa, en=en)
    for fa, en in zip(
        WEEKDAYS, ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"), strict=True
    )
)
"""Weekdays, Monday first."""
A_YEAR = timedelta(days=366)
SHOWN = 8
"""Days of which a difference tells the hours before and after; of more it tells how many."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Changed:
    """A day that has other hours than before."""

    day: date
    before: Words
    after: Words


@dataclass(frozen=True, kw_only=True, slots=True)
class Difference:
    """What differs between two versions: in words, and the days with other hours in the year from the first of them on."""

    lines: Sequence[Words]
    days: Sequence[Changed]

    @property
    def shown(self) -> Sequence[Changed]:
        """Return the first of the days."""
        return self.days[:SHOWN]


def hours_words(segments: Sequence[Segment]) -> Words:
    """Return hours: «۷:۳۰ تا ۱۲ و ۱۲:۳۰ تا ۱۵:۳۰», "07:30–12:00, 12:30–15:30"; of none that it is closed."""
    if not segments:
        return CLOSED
    fa = " و ".join(f"{_clock(each.start)} تا {_clock(each.end)}" for each in segments)
    return Words(fa=to_persian(fa), en=", ".join(f"{_clock(each.start)}–{_clock(each.end)}" for each in segments))


def week_words(week: Week) -> Words:
    """Return the hours of a week, days with the same ones together, Saturday first."""
    runs = [(list(days), segments) for segments, days in groupby(WEEK, key=lambda day: week.days[day])]
    told = [(_run(days), hours_words(segments)) for days, segments in runs]
    return Words(
        fa="؛ ".join(f"{names.fa} {hours.fa}" for names, hours in told),
        en="; ".join(f"{names.en} {hours.en}" for names, hours in told),
    )


def difference(before: WorkingCalendar, after: WorkingCalendar) -> Difference:
    """Return what makes one calendar another."""
    lines = [*_names(before, after), *_weeks(before, after), *_exceptions(before, after)]
    return Difference(lines=lines, days=list(_days(before, after)))


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def _run(days: Sequence[int]) -> Words:
    first, last = DAY_NAMES[days[0]], DAY_NAMES[days[-1]]
    if len(days) == 1:
        return first
    joined = (" و ", " and ") if len(days) == 2 else (" تا ", " to ")
    return Words(fa=f"{first.fa}{joined[0]}{last.fa}", en=f"{first.en}{joined[1]}{last.en}")


def _names(before: WorkingCalendar, after: WorkingCalendar) -> Iterator[Words]:
    if before.name_fa != after.name_fa:
        yield Words(
            fa=f"نام فارسی: «{before.name_fa}» ← «{after.name_fa}»",
            en=f"Name in Persian: “{before.name_fa}” → “{after.name_fa}”",
        )
    if before.name_en != after.name_en:
        yield Words(
            fa=f"نام انگلیسی: «{before.name_en}» ← «{after.name_en}»",
            en=f"Name in English: “{before.name_en}” → “{after.name_en}”",
        )
    if before.zone != after.zone:
        yield Words(
            fa=f"منطقهٔ زمانی: «{before.zone}» ← «{after.zone}»", en=f"Time zone: “{before.zone}” → “{after.zone}”"
        )


def _weeks(before: WorkingCalendar, after: WorkingCalendar) -> Iterator[Words]:
    was, now = ({week.since: week for week in each.weeks} for each in (before, after))
    for since in sorted({*was, *now}):
        if was.get(since) == now.get(since):
            continue
        day = date_words(since)
        if since not in now:
            yield Words(fa=f"هفتهٔ کاری از {day.fa} حذف شد.", en=f"The week from {day.en} was removed.")
        else:
            week, verb = week_words(now[since]), ("تغییر کرد", "changed") if since in was else ("افزوده شد", "added")
            yield Words(
                fa=f"هفتهٔ کاری از {day.fa} {verb[0]}: {week.fa}", en=f"The week from {day.en} was {verb[1]}: {week.en}"
            )


def _exceptions(before: WorkingCalendar, after: WorkingCalendar) -> Iterator[Words]:
    """Yield what was removed, changed and added, days in a row that are alike as one."""
    was, now = ({each.day: each for each in calendar.exceptions} for calendar in (before, after))
    for run in _runs([each for day, each in was.items() if day not in now]):
        yield _told(run, "حذف شد", "removed")
    for run in _runs([each for day, each in now.items() if day in was and was[day] != each]):
        yield _told(run, "جای‌گزین شد", "replaced")
    added = _runs([each for day, each in now.items() if day not in was])
    holidays = [run for run in added if run[0].kind == "holiday"]
    if len(holidays) > SHOWN:
        count, first, last = sum(map(len, holidays)), date_words(holidays[0][0].day), date_words(holidays[-1][-1].day)
        yield Words(
            fa=f"{to_persian(str(count))} روز تعطیل رسمی از {first.fa} تا {last.fa} افزوده شد.",
            en=f"{count} public holidays from {first.en} to {last.en} were added.",
        )
    for run in added:
        if run[0].kind != "holiday" or len(holidays) <= SHOWN:
            yield _told(run, "افزوده شد", "added")


def _runs(entries: Iterable[Exceptional]) -> list[list[Exceptional]]:
    """Return entries that are alike but for their days together, where no more than a few days lie between them."""
    runs: list[list[Exceptional]] = []
    for each in sorted(entries, key=lambda entry: entry.day):
        last = runs[-1][-1] if runs else None
        if last is not None and _alike(last, each) and (each.day - last.day).days <= 4:
            runs[-1].append(each)
        else:
            runs.append([each])
    return runs


def _alike(one: Exceptional, other: Exceptional) -> bool:
    return (one.kind, one.segments, one.name_fa, one.name_en) == (
        other.kind,
        other.segments,
        other.name_fa,
        other.name_en,
    )


def _told(run: Sequence[Exceptional], verb_fa: str, verb_en: str) -> Words:
    one, first, last = run[0], date_words(run[0].day), date_words(run[-1].day)
    kind, hours = KINDS[one.kind], hours_words(one.segments)
    days_fa = first.fa if len(run) == 1 else f"{first.fa} تا {last.fa} ({to_persian(str(len(run)))} روز)"
    days_en = first.en if len(run) == 1 else f"{first.en} to {last.en} ({len(run)} days)"
    open_fa, open_en = (f"، {hours.fa}", f", {hours.en}") if one.segments else ("", "")
    return Words(
        fa=f"{days_fa}: {kind.fa}، {one.name_fa}{open_fa} – {verb_fa}.",
        en=f"{days_en}: {kind.en}, {one.name_en}{open_en} – {verb_en}.",
    )


def _days(before: WorkingCalendar, after: WorkingCalendar) -> Iterator[Changed]:
    """Yield the days with other hours, in the year from the first on at which the two may differ."""
    first = _first_difference(before, after)
    for number in range(A_YEAR.days) if first else ():
        assert first is not None
        day = first + timedelta(days=number)
        was, now = before.segments(day), after.segments(day)
        if was != now:
            yield Changed(day=day, before=hours_words(was), after=hours_words(now))


def _first_difference(before: WorkingCalendar, after: WorkingCalendar) -> date | None:
    weeks = {each.since: each for each in before.weeks}.items() ^ {each.since: each for each in after.weeks}.items()
    days = {each.day: each for each in before.exceptions}.items() ^ {
        each.day: each for each in after.exceptions
    }.items()
    return min((day for day, _ in [*weeks, *days]), default=None)

"""What can be changed in a working calendar: for each change its form, and the calendar that what was typed makes of another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, cast

from flask_babel import gettext as _

from engine.calendar import BadCalendar, CalendarFault, Kind, Week, WorkingCalendar
from processes.calendars import editing
from processes.calendars.holidays import YEARS, jalali_year
from processes.calendars.month import WEEK, years_of
from processes.calendars.typed import written_hours
from processes.calendars.wording import DAY_NAMES, KINDS
from web.i18n import current_language
from web.pages.admin.calendars import reason_field
from web.pages.admin.lists import said
from web.persian import long_date, persian_digits
from web.sheets import Field, Form

HOURS_HINT = "07:30-12:00, 12:30-15:30"
WITHOUT_HOURS: frozenset[Kind] = frozenset({"closure", "holiday"})
YEARS_AHEAD = 8
"""Years beyond the present one of which holidays are offered."""


@dataclass(frozen=True, kw_only=True)
class Edit:
    """A change: what it is called, its fields, what stands in them at first, and what it makes of a calendar."""

    title: Callable[[], str]
    lead: Callable[[], str]
    fields: Callable[[WorkingCalendar, date], list[Field]]
    filled: Callable[[WorkingCalendar, Mapping[str, str]], Mapping[str, Any]]
    """From the calendar and the query of the address."""
    make: Callable[[WorkingCalendar, Form], WorkingCalendar]
    place: Callable[[CalendarFault], str]
    """At which field a fault of the calendar that was made is told."""
    apart: frozenset[str] = frozenset()
    """Fields that stand for themselves: where one cannot be read, the others are looked at all the same."""


def fields_of(edit: Edit, calendar: WorkingCalendar, today: date) -> list[Field]:
    """Return the fields of a change, the reason last."""
    return [*edit.fields(calendar, today), reason_field()]


def make(edit: Edit, calendar: WorkingCalendar, form: Form) -> WorkingCalendar | None:
    """Return the calendar that a form makes; None where something is wrong, which is told at the fields, all at once."""
    try:
        made = edit.make(calendar, form) if _faulty(form) <= edit.apart else None
    except BadCalendar as fault:
        _tell(edit, form, fault.faults)
        return None
    return made if _is_typed(form) else None


def _faulty(form: Form) -> set[str]:
    return set(form.faults) - {"reason"}


def _is_typed(form: Form) -> bool:
    return not _faulty(form)


def _tell(edit: Edit, form: Form, faults: Iterable[CalendarFault]) -> None:
    """Tell the faults at their fields; where a field could not even be read, only those of the others, and none of the whole."""
    told: dict[str, list[str]] = {}
    unread = _faulty(form)
    for fault in faults:
        if unread and edit.place(fault) in {"form", *unread}:
            continue
        sentence = f"{fault.fa if current_language() == 'fa' else fault.en}."
        lines = told.setdefault(edit.place(fault), [])
        if sentence not in lines:
            lines.append(sentence)
    for name, lines in told.items():
        form.faults[name] = " ".join(line[0].upper() + line[1:] for line in lines)


# -- a week from a day on


def _week_fields(_calendar: WorkingCalendar, _today: date) -> list[Field]:
    hint = _("Empty on days on which nobody works. Several spans with a comma between them.")
    days = said({f"d{day}": DAY_NAMES[day] for day in WEEK})
    hours = [
        Field(name=name, label=label, kind="hours", needed=False, hint=hint if place == 0 else None)
        for place, (name, label) in enumerate(days.items())
    ]
    return [Field(name="since", label=_("From the day"), kind="day"), *hours]


def _week_filled(calendar: WorkingCalendar, asked: Mapping[str, str]) -> Mapping[str, Any]:
    wanted = _day(asked.get("since"))
    week = next((each for each in calendar.weeks if each.since == wanted), calendar.weeks[-1])
    return {"since": wanted, **{f"d{day}": written_hours(week.days[day]) for day in WEEK}}


def _week(calendar: WorkingCalendar, form: Form) -> WorkingCalendar:
    days = tuple(form.values[f"d{day}"] or () for day in range(7))
    return editing.with_week(calendar, Week(form.values["since"], days))


def _week_place(fault: CalendarFault) -> str:
    if fault.place.weekday is not None:
        return f"d{fault.place.weekday}"
    return "since" if fault.place.week is not None else "form"


# -- a week taken out


def _weeks(calendar: WorkingCalendar, _today: date) -> list[Field]:
    options = {
        each.since.isoformat(): _("from %(day)s", day=long_date(each.since, current_language()))
        for each in calendar.weeks
    }
    return [Field(name="week", label=_("Week"), kind="choice", options=options)]


def _week_out(calendar: WorkingCalendar, form: Form) -> WorkingCalendar:
    return editing.without_week(calendar, date.fromisoformat(form.values["week"]))


# -- days that are otherwise


def _days_fields(_calendar: WorkingCalendar, _today: date) -> list[Field]:
    return [
        Field(name="kind", label=_("What it is"), kind="choice", options=said(cast("Mapping[str, Any]", KINDS))),
        Field(name="first", label=_("First day"), kind="day"),
        Field(name="last", label=_("Last day"), kind="day", needed=False, hint=_("Empty for one day. Closures and other hours change working days only.")),
        Field(name="hours", label=_("Hours"), kind="hours", needed=False, hint=_("Such as %(hours)s. Empty for a closure or a holiday.", hours=f"\u2066{HOURS_HINT}\u2069")),
        Field(name="name_fa", label=_("Name in Persian"), hint=_("What people read on the day: the occasion, or why it is closed.")),
        Field(name="name_en", label=_("Name in English")),
    ]  # fmt: skip


def _days_filled(calendar: WorkingCalendar, asked: Mapping[str, str]) -> Mapping[str, Any]:
    day = _day(asked.get("day"))
    there = next((each for each in calendar.exceptions if each.day == day), None)
    if there is None:
        return {"first": day}
    hours = written_hours(there.segments)
    return {"first": day, "kind": there.kind, "hours": hours, "name_fa": there.name_fa, "name_en": there.name_en}


def _days(calendar: WorkingCalendar, form: Form) -> WorkingCalendar:
    given = form.values
    first, last, kind = given["first"], given["last"] or given["first"], cast("Kind", given["kind"])
    _demand_span(form, first, last)
    if kind in WITHOUT_HOURS and given["hours"]:
        form.faults["hours"] = _("Nobody works on such a day: leave this empty, or choose what else it is.")
    if kind not in WITHOUT_HOURS and not given["hours"]:
        form.faults["hours"] = _("Please give the hours.")
    if not _is_typed(form):
        return calendar
    base = editing.without_exceptions(calendar, first, last) if _replaces(calendar, first, last) else calendar
    names = {"name_fa": given["name_fa"], "name_en": given["name_en"]}
    entries = editing.entries(base, first, last, kind=kind, segments=given["hours"] or (), **names)
    if not entries:
        form.faults["first"] = _("Nobody works on these days anyway. For work on them choose an extra working day.")
    return editing.with_exceptions(calendar, entries)


def _replaces(calendar: WorkingCalendar, first: date, last: date) -> bool:
    """Return whether one day is meant that stands there already: then it is replaced, whatever it was."""
    return first == last and any(each.day == first for each in calendar.exceptions)


def _days_place(fault: CalendarFault) -> str:
    return "hours" if fault.place.segment is not None else "first" if fault.place.day is not None else "form"


# -- exceptions taken out


def _removal_fields(_calendar: WorkingCalendar, _today: date) -> list[Field]:
    hint = _("Empty for one day.")
    return [
        Field(name="first", label=_("First day"), kind="day"),
        Field(name="last", label=_("Last day"), kind="day", needed=False, hint=hint),
    ]


def _removal(calendar: WorkingCalendar, form: Form) -> WorkingCalendar:
    first, last = form.values["first"], form.values["last"] or form.values["first"]
    _demand_span(form, first, last)
    made = editing.without_exceptions(calendar, first, last)
    if made.digest == calendar.digest and _is_typed(form):
        form.faults["first"] = _("These days are no exceptions.")
    return made


# -- holidays of further years


def _holiday_fields(calendar: WorkingCalendar, today: date) -> list[Field]:
    there, now = set(years_of(calendar)), jalali_year(today)
    years = [year for year in range(now - 2, now + YEARS_AHEAD + 1) if year in YEARS]
    hint = _(
        "Lunar holidays of years to come are estimates, and say so. What stands on a day already is left as it is."
    )
    options = {str(year): _year_label(year, year in there) for year in years}
    return [Field(name="years", label=_("Years"), kind="many", options=options, hint=hint)]


def _year_label(year: int, there: bool) -> str:
    shown = persian_digits(year) if current_language() == "fa" else str(year)
    return _("%(year)s (has exceptions already)", year=shown) if there else shown


def _holidays(calendar: WorkingCalendar, form: Form) -> WorkingCalendar:
    years = [int(year) for year in form.values["years"]]
    if not years:
        form.faults["years"] = _("Please choose at least one.")
    return editing.with_holidays(calendar, years)


# -- names and zone


def _name_fields(_calendar: WorkingCalendar, _today: date) -> list[Field]:
    zone = _("As the IANA database names it, such as Asia/Tehran.")
    return [
        Field(name="name_fa", label=_("Name in Persian")),
        Field(name="name_en", label=_("Name in English")),
        Field(name="zone", label=_("Time zone"), kind="latin", hint=zone, longest=64),
    ]


def _names(calendar: WorkingCalendar, form: Form) -> WorkingCalendar:
    return replace(calendar, **{name: form.values[name] for name in ("name_fa", "name_en", "zone")})


def _names_filled(calendar: WorkingCalendar, _asked: Mapping[str, str]) -> Mapping[str, Any]:
    return {"name_fa": calendar.name_fa, "name_en": calendar.name_en, "zone": calendar.zone}


# -- all of them


def _demand_span(form: Form, first: date, last: date) -> None:
    days = (last - first).days
    if days < 0:
        form.faults["last"] = _("The last day cannot be before the first.")
    elif days > editing.MOST_DAYS:
        form.faults["last"] = _("That is more than a year. For a change that long add a week from a day on.")


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


def _as_asked(*names: str) -> Callable[[WorkingCalendar, Mapping[str, str]], Mapping[str, Any]]:
    return lambda _calendar, asked: {name: _day(asked.get(name)) for name in names}


EDITS: Mapping[str, Edit] = {
    "days": Edit(
        title=lambda: _("Closure, holiday or other hours"),
        lead=lambda: _("One day or many: closed, half a day, other hours as in Ramadan, or an extra working day."),
        fields=_days_fields, filled=_days_filled, make=_days, place=_days_place,
    ),
    "week": Edit(
        title=lambda: _("Week from a day on"),
        lead=lambda: _("From that day on these hours count; before it the ones until now. A week from a day that has one takes its place."),
        fields=_week_fields, filled=_week_filled, make=_week, place=_week_place, apart=frozenset(f"d{day}" for day in WEEK),
    ),
    "holidays": Edit(
        title=lambda: _("Public holidays of years"),
        lead=lambda: _("The public holidays of Iran, solar and lunar, are written into the calendar and change only when somebody changes them here."),
        fields=_holiday_fields, filled=lambda _calendar, _asked: {"years": []}, make=_holidays, place=lambda _fault: "form",
    ),
    "removal": Edit(
        title=lambda: _("Take exceptions out"),
        lead=lambda: _("On these days the hours of their week count again."),
        fields=_removal_fields, filled=_as_asked("first"), make=_removal, place=lambda _fault: "form",
    ),
    "week-removal": Edit(
        title=lambda: _("Take a week out"),
        lead=lambda: _("The week before it goes on."),
        fields=_weeks, filled=lambda _calendar, asked: {"week": asked.get("since", "")}, make=_week_out,
        place=lambda _fault: "form",
    ),
    "names": Edit(
        title=lambda: _("Names and time zone"),
        lead=lambda: _("The key stays: by it units, contracts and cases know the calendar."),
        fields=_name_fields, filled=_names_filled, make=_names,
        place=lambda fault: "zone" if fault.code == "zone" else "form",
    ),
}  # fmt: skip
"""By the word in the address, in the order in which the page offers them."""

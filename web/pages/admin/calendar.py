"""One working calendar: its month, weeks, exceptions and versions; and changing it, with a preview before it is saved."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from engine.calendar import WorkingCalendar
from engine.store.port import Unit
from processes.calendars.month import WEEK, exceptions_in, month, month_of, read_month, years_of
from processes.calendars.resting import resting_on
from processes.calendars.wording import DAY_NAMES, KINDS, Difference, difference, hours_words
from processes.dates import ENGLISH_MONTHS
from processes.keeping import calendars as keeping
from processes.keeping.meanwhile import ChangedMeanwhile
from processes.keeping.read import calendars as read
from processes.keeping.record import By
from processes.tables import DbCalendarVersion
from web.account import me
from web.i18n import current_language
from web.pages.admin.acts import submit_whole
from web.pages.admin.calendar_edits import EDITS, Edit, fields_of, make
from web.pages.admin.frame import blueprint
from web.sheets import Form, blank, posted
from web.wiring import kartabl

Answer = Response | str | tuple[str, int]


@blueprint.get("/calendars/<key>")
def calendars_one(key: str) -> str:
    """Show all that is kept of a calendar, a month and a year of it in detail."""
    today = me().on
    with kartabl().store.reading() as unit:
        sheet = read.calendar_sheet(unit, key, on=today)
        years, now = years_of(sheet.calendar), month_of(today)
        shown = read_month(request.args.get("month", "")) or now
        asked = request.args.get("year", "")
        year = int(asked) if asked.isascii() and asked.isdigit() and int(asked) in years else now.year
        return render_template(
            "pages/admin/calendar.html", sheet=sheet, month=month(sheet.calendar, shown, today=today), now=now, years=years,
            year=year, exceptions=exceptions_in(sheet.calendar, year), edits=EDITS, **words(),
        )  # fmt: skip


@blueprint.get("/calendars/<key>/versions/<int:number>")
def calendars_version(key: str, number: int) -> str:
    """Show what a version of a calendar changed: against the one before, or another that is asked for."""
    with kartabl().store.reading() as unit:
        rows = read.versions_of(unit.session, key)
        version = read.version(unit.session, key, number)
        asked = request.args.get("against", "")
        against = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 7 else max(number - 1, 1)
        other = read.version(unit.session, key, against)
        calendar = unit.calendar(version.digest)
        return render_template(
            "pages/admin/calendar_version.html", sheet=read.calendar_sheet(unit, key, on=me().on), version=version, other=other,
            numbers=[row.number for row in rows], changed=difference(unit.calendar(other.digest), calendar), **words(),
        )  # fmt: skip


@blueprint.get("/calendars/<key>/change/<what>")
def calendars_edit(key: str, what: str) -> str:
    """Show the form of a change."""
    edit = _edit(what)
    with kartabl().store.reading() as unit:
        newest = keeping.newest(unit.session, key)
        calendar = unit.calendar(newest.digest)
        filled = edit.filled(calendar, request.args)
        form = blank(what, fields_of(edit, calendar, me().on), seen=newest.number, **filled)
        return _form(edit, calendar, form)


@blueprint.post("/calendars/<key>/change/<what>")
def calendars_change(key: str, what: str) -> Answer:
    """Show what a change would make of the calendar; save it where that was seen before."""
    edit = _edit(what)
    with kartabl().store.reading() as unit:
        newest = keeping.newest(unit.session, key)
        calendar = unit.calendar(newest.digest)
        form = posted(what, fields_of(edit, calendar, me().on))
        made = make(edit, calendar, form)
        meanwhile = _meanwhile(unit, form, newest, calendar)
        if made is not None and made.digest == calendar.digest:
            form.refuse(keeping.NothingChanges())
        seen_before = request.form.get("previewed")
        if not seen_before:
            form.faults.pop("reason", None)  # it can be written beside the preview
        if form.faults or made is None or seen_before != made.digest:
            return _preview(unit, edit, calendar, form, made, meanwhile)

    def act(unit: Unit, by: By) -> None:
        keeping.save(unit, by, made, seen=form.seen or 0, reason=form.values["reason"])

    if not submit_whole(form, act):
        with kartabl().store.reading() as unit:
            return _preview(unit, edit, calendar, form, made, None)
    flash(_("The calendar is saved. Open cases follow it at once."), "good")
    return redirect(url_for("admin.calendars_one", key=key), code=303)


def words() -> dict[str, object]:
    """Return what the templates say hours, days and kinds with."""
    return {
        "hours": hours_words,
        "kinds": KINDS,
        "week_days": [(day, DAY_NAMES[day]) for day in WEEK],
        "english_months": ENGLISH_MONTHS,
    }


def _edit(what: str) -> Edit:
    found = EDITS.get(what)
    return found if found is not None else abort(404)


def _meanwhile(unit: Unit, form: Form, newest: DbCalendarVersion, calendar: WorkingCalendar) -> Difference | None:
    """Return what somebody else changed since the form was opened, and tell so; sent again, the form knows it."""
    if form.seen == newest.number:
        return None
    form.refuse(ChangedMeanwhile())
    seen = read.version(unit.session, newest.key, form.seen or 1)
    form.seen = newest.number
    return difference(unit.calendar(seen.digest), calendar)


def _preview(
    unit: Unit, edit: Edit, calendar: WorkingCalendar, form: Form, made: WorkingCalendar | None, meanwhile: Difference | None
) -> tuple[str, int]:  # fmt: skip
    shown = made if made is not None and made.digest != calendar.digest else None
    changed = difference(calendar, shown) if shown is not None else None
    grid = None
    if shown is not None and changed is not None and changed.days:
        grid = month(shown, month_of(changed.days[0].day), today=me().on)
    page = _form(
        edit, calendar, form, previewed=shown and shown.digest, changed=changed, meanwhile=meanwhile, month=grid,
        cases=resting_on(unit.session).get(calendar.key, 0), **words(),
    )  # fmt: skip
    return page, 422 if form.faults else 200


def _form(edit: Edit, calendar: WorkingCalendar, form: Form, **more: object) -> str:
    nothing_yet = {"previewed": None, "meanwhile": None}
    name = calendar.name_fa if current_language() == "fa" else calendar.name_en
    return render_template(
        "pages/admin/calendar_edit.html",
        edit=edit,
        calendar=calendar,
        name=name,
        form=form,
        today=me().on,
        **{**nothing_yet, **more},
    )

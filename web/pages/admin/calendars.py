"""Working calendars: the list, and adding one as a copy of another."""

from __future__ import annotations

from dataclasses import replace

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from engine.store.port import Unit
from processes.calendars import OFFICE, in_force
from processes.keeping import calendars as keeping
from processes.keeping.read import calendars as read
from processes.keeping.record import By
from web.account import me
from web.pages.admin.acts import submit_whole
from web.pages.admin.frame import blueprint
from web.pages.admin.lists import said
from web.sheets import Field, Form, blank, posted
from web.wiring import kartabl


@blueprint.get("/calendars")
def calendars() -> str:
    """Show all working calendars."""
    with kartabl().store.reading() as unit:
        return render_template("pages/admin/calendars.html", lines=read.calendar_list(unit, on=me().on))


@blueprint.get("/calendars/new")
def calendars_new() -> str:
    """Show the form by which a calendar is added."""
    with kartabl().store.reading() as unit:
        return _new(blank("calendar", _fields(unit), copy_of=request.args.get("copy_of", OFFICE)))


@blueprint.post("/calendars/new")
def calendars_add() -> Response | tuple[str, int]:
    """Add a calendar: another one under a key and names of its own."""
    with kartabl().store.reading() as unit:
        form = posted("calendar", _fields(unit))

    def act(unit: Unit, by: By) -> None:
        given = form.values
        source = unit.calendar(in_force(unit.session, given["copy_of"]))
        made = replace(source, key=given["key"], name_fa=given["name_fa"], name_en=given["name_en"])
        keeping.add_calendar(unit, by, made, reason=given["reason"])

    if not submit_whole(form, act):
        return _new(form), 422
    flash(_("The calendar is added. Next: what is different in it."), "good")
    return redirect(url_for("admin.calendars_one", key=form.values["key"]), code=303)


def reason_field() -> Field:
    """Return the field for why a version is saved."""
    return Field(name="reason", label=_("Reason"), hint=_("It stays on record with the version, and in the history of the cases that it moves."), longest=500)  # fmt: skip


def _fields(unit: Unit) -> list[Field]:
    hint = _("Small Latin letters, digits and _, beginning with a letter. It cannot be changed later.")
    options = said(read.calendar_options(unit))
    return [
        Field(name="key", label=_("Key"), kind="latin", hint=hint, longest=32),
        Field(name="name_fa", label=_("Name in Persian")),
        Field(name="name_en", label=_("Name in English")),
        Field(name="copy_of", label=_("Copy of"), kind="choice", options=options),
        reason_field(),
    ]


def _new(form: Form) -> str:
    return render_template(
        "pages/admin/new.html", form=form, title=_("Add a calendar"), send=_("Add"), back=url_for("admin.calendars"),
        back_title=_("Calendars"),
    )  # fmt: skip

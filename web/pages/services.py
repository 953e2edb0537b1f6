"""The catalogue with its stated times, and asking for a service."""

from __future__ import annotations

from flask import Blueprint, g, redirect, render_template, url_for
from werkzeug.wrappers import Response

from engine.form import present
from processes import reading
from processes.deployment import newest
from processes.permissions import Action, demand_starter, may
from processes.reading import CatalogueEntry
from processes.registration import registrable
from web.account import actor, me
from web.pages.filled import filled
from web.pages.registering import Whose, whose
from web.wiring import kartabl

blueprint = Blueprint("services", __name__)


@blueprint.get("/services")
def show() -> str:
    """Show the catalogue."""
    with kartabl().store.reading() as unit:
        return render_template("pages/services.html", entries=reading.catalogue(unit, me()), asks=may(me(), Action.ASK))


@blueprint.get("/services/<service>")
def form(service: str) -> str:
    """Show what a service is, how long it takes, and the form to ask for it."""
    entry, who = _entry(service)
    sheet = kartabl().office.request_sheet(who.person, service, who.unit)
    views = present(sheet.form, variables=sheet.variables, options=sheet.options)
    return render_template("pages/request.html", entry=entry, whose=who, views=views, faults=())


@blueprint.post("/services/<service>")
def ask(service: str) -> str | Response | tuple[str, int]:
    """Ask for a service; what is wrong comes back at its field, with all that was typed."""
    entry, who = _entry(service)
    sheet = kartabl().office.request_sheet(who.person, service, who.unit)
    sent = filled(sheet, only_shown=who.choosing)
    if sent.values is None or who.faults:
        page = render_template(
            "pages/request.html", entry=entry, whose=who, views=sent.views(sheet), faults=sent.faults
        )
        return page, 422 if who.faults else sent.status
    moved = kartabl().office.ask(actor(), service, sent.values, g.request_id, who.registration)
    g.case = moved.instance  # for the log
    return redirect(url_for("cases.registered", tracking=moved.command.facts["tracking"]), code=303)


def _entry(service: str) -> tuple[CatalogueEntry, Whose]:
    """Return a service that the one who is signed in may ask for, for whom; nobody fills a form in vain."""
    with kartabl().store.reading() as unit:
        definition = unit.definition(newest(unit.session, service).definition)
        may = registrable(unit.session, me(), definition)
        if not may.anybody:
            demand_starter(me(), definition)
        return reading.catalogue_entry(service, definition, may), whose(may)
